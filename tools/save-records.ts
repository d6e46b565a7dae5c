import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { titleOf, wrote } from './kernel/lines.ts';
import { CustomValue, Filter, Name, Reference, Saved, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'save_records',
  title: 'Create or change companies, products, tickets, orders',
  toolset: 'crm',
  scope: 'crm:write',
  drafts: 'lands',
  description:
    'Creates a company, product, ticket or order from its fields, or changes one (record) or many (filter). ' +
    'describe_workspace lists the fields. Not for people, deals or tasks: save_contacts, save_deals, save_tasks.',
  phrases: {
    en: [
      'create a company {record}',
      'set the stock of {record}',
      'change the price of {record}',
      'mark the order {record} as shipped',
      'create a company called {record}',
      'set the stock of {record} to {fields}',
      'mark order {record} as shipped',
      'add a product {record} at {fields}',
      'change the industry of the company {record}',
      'set the priority of ticket {record} to high',
      'raise the price of {record} to {fields}',
      'add the firm {record} to our companies',
      'the website of company {record} is now {fields}',
      'new product {record} for {fields}, please create it',
      'product {record} is sold out, set its stock to zero',
      'order {record} has been delivered, update its status',
      'all products {filter} get the new price {fields}',
      'lower the priority of ticket {record}',
      'enter the order {record} by hand',
      'could you correct the cost of product {record} to {fields}',
      'I need to rename the product {record} to {fields}',
    ],
    zh: [
      '新建公司{record}',
      '修改{record}的库存',
      '修改{record}的价格',
      '订单{record}已发货',
      '新建一家公司：{record}',
      '把{record}的库存改成{fields}',
      '把订单{record}标记为已发货',
      '新增产品{record}，价格{fields}',
      '把工单{record}的优先级改成高',
      '把{record}的价格调到{fields}',
      '把{record}这家企业加进公司库',
      '公司{record}的官网更新为{fields}',
      '上架一款新产品{record}，售价{fields}',
      '{record}卖断货了，库存改为零',
      '订单{record}已经签收，状态更新一下',
      '{filter}的产品统一调价到{fields}',
      '工单{record}没那么急，优先级调低',
      '手工录一张订单{record}',
      '我想把产品{record}改名叫{fields}',
      '麻烦把{record}的成本价更正为{fields}',
    ],
  },
  input: z.strictObject({
    kind: z.enum(['company', 'product', 'ticket', 'order']),
    record: Reference.optional(),
    filter: Filter.optional(),
    fields: z.record(z.string().max(60), CustomValue),
    clear: z.array(Name).max(20).optional(),
    allowDuplicate: z.boolean().optional(),
    expectedVersion: z.int().min(1).optional(),
    ...writeControls,
  }),
  output: Saved,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(result, language) {
    const which = result.record ? titleOf(result.record) : String(result.changed);
    const what =
      language === 'zh'
        ? `${result.created ? '已新建' : '已更新'} ${which}`
        : `${result.created ? 'Created' : 'Updated'} ${which}`;
    return wrote(result, what, language);
  },

  handler({ kind, record, filter, fields, clear, allowDuplicate, expectedVersion }, { write }) {
    return write(({ crm }) =>
      crm.save(kind, { record, filter, fields, clear, allowDuplicate, expectedVersion }),
    );
  },
});
