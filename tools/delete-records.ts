import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Filter, mostNamed, Reference, Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'delete_records',
  title: 'Delete records',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:delete',
  drafts: 'lands',
  description:
    'Deletes one record by name or id, or many by filter. Soft and undoable with undo_change; more than one waits for a person, who sees the list. ' +
    'Search with the same filter first. Not for closing deals: save_deals.',
  phrases: {
    en: [
      'delete {record}',
      'remove {record} from the crm',
      'get rid of {record}',
      'delete all {filter}',
      'remove everyone {filter}',
      'erase {record}',
      'please delete the contact {record}',
      'the company {record} is a duplicate, remove it',
      'throw away the deal {record}',
      'drop all test orders {filter}',
      'can you clear out the tasks {filter}',
      'I no longer need the task {record}, delete it',
      'bulk delete of contacts {filter}',
      'delete the product {record}, we stopped selling it',
      'the interaction {record} was logged twice, remove that entry',
      'remove every {kind} record {filter}',
    ],
    zh: [
      '删除{record}',
      '把{record}从系统里删掉',
      '移除{record}',
      '删除所有{filter}',
      '把{filter}的客户都删了',
      '联系人{record}录重了，删掉吧',
      '把商机{record}删了',
      '{filter}的任务全部清掉',
      '麻烦删一下公司{record}',
      '产品{record}停产了，从列表里删除',
      '批量删除{filter}的订单',
      '{record}这条记录不要了',
      '能把{filter}的测试数据都删干净吗',
      '我想删掉任务{record}',
      '互动记录{record}记错了，删除这一条',
    ],
  },
  input: z.strictObject({
    kind: z.enum(['contact', 'company', 'deal', 'task', 'interaction', 'order', 'product', 'ticket']),
    record: Reference.optional(),
    filter: Filter.optional(),
    expectedVersion: z.int().min(1).optional(),
    ...writeControls,
  }),
  output: Written.extend({
    deleted: z.array(z.strictObject({ id: z.string(), label: z.string() })),
    more: z.int(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const names = result.deleted
      .slice(0, 5)
      .map((record) => record.label)
      .join(', ');
    const count = result.deleted.length + result.more;
    const more = count > 5 ? '…' : '';
    const what =
      language === 'zh' ? `已删除${count}条：${names}${more}` : `Deleted ${count}: ${names}${more}`;
    return wrote(result, what, language);
  },

  handler({ kind, record, filter, expectedVersion }, { write }) {
    return write(async ({ crm }) => {
      const { deleted } = await crm.remove(kind, { record, filter, expectedVersion });
      return { deleted: deleted.slice(0, mostNamed), more: Math.max(0, deleted.length - mostNamed) };
    });
  },
});
