import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Reference } from './kernel/params.ts';

/** Characters of rows in one answer; the whole of it is a command's. */
const mostCharacters = 20_000;

export default defineTool({
  name: 'export_person',
  title: 'Export a person',
  toolset: 'privacy',
  scope: 'crm:export',
  description:
    'Everything held of one person, table by table, as data they may take along: what texts say of others is masked. ' +
    'Use when a person asks what is kept of them. Not for a look at a customer: get_customer.',
  phrases: {
    en: [
      'export all personal data of {contact}',
      'data subject access request from {contact}',
      'give me the GDPR export of {contact}',
      '{contact} wants a copy of their personal data',
      'what personal data do we store about {contact}',
      '{contact} asks what we keep about them, export it',
      'data portability request of {contact}',
      'please compile all personal records of {contact} to hand over to them',
      'I need a subject access report for {contact}',
      'dump all tables with data of {contact} for a privacy request',
      'can you produce the personal data package for {contact}',
      'take-away copy of everything stored on {contact}',
      '{contact} exercises the right of access',
      'GDPR article 15 answer for {contact}',
    ],
    zh: [
      '导出{contact}的全部个人信息',
      '{contact}申请查询个人信息副本',
      '出一份{contact}的个人数据导出',
      '{contact}想知道我们存了他哪些个人信息，导出一份',
      '把{contact}的个人数据打包，他要带走',
      '{contact}行使查阅复制权，给他一份副本',
      '我们都保存了{contact}的哪些个人数据',
      '麻烦生成{contact}的个人信息副本',
      '个人信息可携带请求：{contact}',
      '按隐私法给{contact}出一份数据清单',
      '{contact}要求拿到自己的全部数据',
      '能把{contact}在各张表里的个人信息都导出来吗',
      '我需要{contact}的个人信息查阅报告，好交给本人',
    ],
  },
  input: z.strictObject({ contact: Reference }),
  output: z.strictObject({
    subjectId: z.string(),
    exportedAt: z.string(),
    rows: z.record(z.string(), z.int()).describe('How many rows of each table'),
    untrusted: z.literal(true),
    tables: z.record(z.string(), z.array(z.looseObject({}))),
    truncated: z.boolean().describe('Whether rows are left out: rapport privacy export has them all'),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize({ subjectId, rows, truncated }, language) {
    const counts = Object.entries(rows).map(([table, count]) => `${table} ${count}`);
    const more =
      language === 'zh'
        ? `（此处有省略，完整内容：rapport privacy export ${subjectId}）`
        : ` (cut here; all of it: rapport privacy export ${subjectId})`;
    return language === 'zh'
      ? `${subjectId} 的个人信息：${counts.join('，')}${truncated ? more : ''}`
      : `Held of ${subjectId}: ${counts.join(', ')}${truncated ? more : ''}`;
  },

  async handler({ contact }, { read }) {
    const found = await read(async ({ crm, privacy }) => {
      const service = await privacy();
      const id = await service.contactId(contact, (text) => crm.references.forWrite('contact', text));
      return service.export(id, await crm.peopleNames());
    });
    const all = JSON.parse(JSON.stringify(found.tables)) as Record<string, Record<string, unknown>[]>;
    let left = mostCharacters;
    let truncated = false;
    const tables: typeof all = {};
    for (const [table, rows] of Object.entries(all)) {
      const fitting = rows.filter((row) => {
        left -= JSON.stringify(row).length;
        return left >= 0;
      });
      truncated ||= fitting.length < rows.length;
      if (fitting.length > 0) tables[table] = fitting;
    }
    return {
      subjectId: found.subjectId,
      exportedAt: found.exportedAt.toISOString(),
      rows: Object.fromEntries(Object.entries(all).map(([table, rows]) => [table, rows.length])),
      untrusted: true as const,
      tables,
      truncated,
    };
  },
});
