import type { Language, RecordKind } from '../../src/trust/index.ts';

const kindNames: Readonly<Record<RecordKind, { one: string; en: string; zh: string }>> = {
  contact: { one: 'contact', en: 'contacts', zh: '联系人' },
  company: { one: 'company', en: 'companies', zh: '公司' },
  deal: { one: 'deal', en: 'deals', zh: '商机' },
  task: { one: 'task', en: 'tasks', zh: '任务' },
  interaction: { one: 'interaction', en: 'interactions', zh: '互动记录' },
  order: { one: 'order', en: 'orders', zh: '订单' },
  product: { one: 'product', en: 'products', zh: '产品' },
  ticket: { one: 'ticket', en: 'tickets', zh: '工单' },
  knowledge_document: { one: 'document', en: 'documents', zh: '文档' },
  product_variant: { one: 'product variant', en: 'product variants', zh: '产品规格' },
  product_review: { one: 'product review', en: 'product reviews', zh: '产品评价' },
  product_event: { one: 'product event', en: 'product events', zh: '产品行为' },
  promotion: { one: 'promotion', en: 'promotions', zh: '促销活动' },
  order_line: { one: 'order line', en: 'order lines', zh: '订单明细' },
  payment: { one: 'payment', en: 'payments', zh: '付款' },
  return: { one: 'return', en: 'returns', zh: '退货' },
  fulfilment: { one: 'fulfilment', en: 'fulfilments', zh: '发货' },
  payment_method: { one: 'payment method', en: 'payment methods', zh: '付款方式' },
  ticket_event: { one: 'ticket event', en: 'ticket events', zh: '工单动态' },
  conversation: { one: 'conversation', en: 'conversations', zh: '对话' },
  hand_off: { one: 'hand-off', en: 'hand-offs', zh: '转人工' },
  desk_setting: { one: 'setting of the desk', en: 'settings of the desk', zh: '服务台设置' },
  pipeline: { one: 'pipeline', en: 'pipelines', zh: '销售管道' },
  stage: { one: 'stage', en: 'stages', zh: '阶段' },
  custom_field: { one: 'custom field', en: 'custom fields', zh: '自定义字段' },
  user: { one: 'user', en: 'users', zh: '同事' },
  erasure: { one: 'erasure', en: 'erasures', zh: '抹除记录' },
};

/** A kind of record as so many are called, in the reader's language; by default in the plural. */
export const kindNameIn = (language: Language, kind: string, count = 2): string =>
  Object.hasOwn(kindNames, kind)
    ? kindNames[kind as RecordKind][language === 'en' && count === 1 ? 'one' : language]
    : kind;

/** A record's own name for itself in a list. */
export function titleOf(record: Readonly<Record<string, unknown>>): string {
  return String(
    record.name ??
      record.title ??
      record.number ??
      record.subject ??
      record.summary ??
      record.contact ??
      record.id,
  );
}

/** A record in one line: its values, short ones as they are, and its id. */
export function lineOf(record: Readonly<Record<string, unknown>>): string {
  const { id, version, untrusted, ...values } = record;
  const shown = Object.values(values).map((value) => String(value).slice(0, 80));
  return `${shown.join(', ')} [${String(id)}]`;
}

/** A page as lines: how many there are, and each by its values and id. */
export function listed(
  page: {
    items: readonly Record<string, unknown>[];
    total: number;
    nextCursor?: string | null | undefined;
    note?: string | undefined;
  },
  language: Language,
  kind: string,
): string {
  const name = kindNameIn(language, kind, page.total);
  if (page.total === 0) {
    const note = page.note && (language === 'zh' ? partNoteChinese : ` ${page.note}`);
    return `${language === 'zh' ? `没有找到${name}。` : `No ${name} found.`}${note ?? ''}`;
  }
  if (page.items.length === 0)
    return language === 'zh'
      ? `共${page.total}个${name}，这一页已在最后一个之后。`
      : `${page.total} ${name}; this page is past the last.`;
  const heading = language === 'zh' ? `共${page.total}个${name}：` : `${page.total} ${name}:`;
  return [heading, ...page.items.map(lineOf)].join('\n');
}

const partNoteChinese = '邮箱和电话已加密，只能按完整内容查找。';

/** What a write did, and how to take it back. */
export function wrote(
  receipt: { changeId: string | null; dryRun?: true | undefined; possibleDuplicate?: true | undefined },
  what: string,
  language: Language,
): string {
  if (receipt.dryRun)
    return language === 'zh' ? `试运行，未写入：${what}` : `Dry run, nothing written: ${what}`;
  const repeated = receipt.possibleDuplicate
    ? language === 'zh'
      ? '（与刚才的调用相同，未重复写入）'
      : ' (same call as just before, not written again)'
    : '';
  if (receipt.changeId === null) return language === 'zh' ? `没有变化：${what}` : `Nothing changed: ${what}`;
  const undo =
    language === 'zh' ? `撤销：undo_change ${receipt.changeId}` : `Undo: undo_change ${receipt.changeId}`;
  return `${what}${repeated}${language === 'zh' ? '。' : '. '}${undo}`;
}
