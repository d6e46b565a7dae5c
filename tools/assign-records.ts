import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { kindNameIn, wrote } from './kernel/lines.ts';
import { Filter, Reference, Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'assign_records',
  title: 'Assign records',
  toolset: 'crm',
  scope: 'crm:write',
  drafts: 'lands',
  description:
    'Gives one record or many (filter) to an owner. Use for handing over accounts, deals, tasks or tickets. ' +
    'Not for other fields: save_contacts, save_deals, save_tasks. Over ten at once needs a person.',
  phrases: {
    en: [
      'assign the deal {record} to {owner}',
      'hand over all open tasks to {owner}',
      'give the ticket {record} to {owner}',
      'assign the company {record} to {owner}',
      'the company {record} belongs to {owner} now',
      'let {owner} have the order {record}',
      'hand the company {record} over to {owner}',
      'make {owner} the owner of the deal {record}',
      'all deals {filter} should go to {owner}',
      'move every order {filter} over to {owner}',
      '{owner} takes over the account {record} from today',
      'reassign the tasks {filter} to {owner}, all of them',
      'please put {owner} in charge of the company {record}',
      'can {owner} get all the open tickets {filter}',
      "I'm going on leave, pass all my deals on to {owner}",
      'new owner for the order {record}: {owner}',
      'bulk reassignment of companies {filter} to {owner}',
    ],
    zh: [
      '把商机{record}分配给{owner}',
      '把所有任务交给{owner}',
      '把工单{record}转给{owner}',
      '把公司{record}分配给{owner}',
      '公司{record}以后由{owner}负责',
      '订单{record}交给{owner}跟',
      '我要休假了，手上的商机都转给{owner}',
      '商机{record}换{owner}来跟',
      '把{filter}的公司统统划给{owner}',
      '{filter}的订单批量转到{owner}名下',
      '麻烦把{record}这家公司交给{owner}维护',
      '让{owner}接管所有{filter}的任务',
      '商机{record}的负责人改成{owner}',
      '离职交接：{filter}的商机全部给{owner}',
      '能不能把{filter}的工单都分给{owner}',
      '以后{record}这单订单归{owner}管',
    ],
  },
  input: z.strictObject({
    kind: z.enum(['contact', 'company', 'deal', 'task', 'ticket', 'order']),
    record: Reference.optional(),
    filter: Filter.optional(),
    owner: Reference,
    ...writeControls,
  }),
  output: Written.extend({ kind: z.string(), owner: z.string(), changed: z.int() }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const name = kindNameIn(language, result.kind);
    const what =
      language === 'zh'
        ? `${result.changed}个${name}已交给${result.owner}`
        : `${result.changed} ${name} now with ${result.owner}`;
    return wrote(result, what, language);
  },

  handler({ kind, record, filter, owner }, { write }) {
    return write(async ({ crm }) => {
      const person = await crm.references.forWrite('user', owner);
      const { changed } = await crm.save(kind, { record, filter, fields: { owner: person.id } });
      return { kind, owner: person.label, changed };
    });
  },
});
