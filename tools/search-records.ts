import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { listed } from './kernel/lines.ts';
import { Cursor, Detail, Filter, Limit, Page, Query, Sort } from './kernel/params.ts';

export default defineTool({
  name: 'search_records',
  title: 'Search records',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Lists companies, deals, tasks, interactions, orders, products or tickets by words or a filter, sorted and paged. ' +
    'Use for "open deals over 10000" or "overdue tasks". Not for people: search_contacts; not for totals: summarize_records.',
  phrases: {
    en: [
      'show my open deals',
      'list deals where {filter}',
      'show tasks {filter}',
      'which orders {filter}',
      'find the product {query}',
      'search tickets {query}',
      'interactions with {query}',
      'my tasks',
      'overdue tasks, oldest first',
      'deals above 50000 closing this month',
      'show every {kind} that matches {query}',
      'which companies are in the software industry',
      'list the last {limit} orders by date',
      'all meetings we had with {query}',
      'urgent tickets that are still open',
      'which products have fewer than ten pieces left',
      'can you look up the company {query}',
      'I want a list of {kind}s {filter}, sorted by {sort}',
    ],
    zh: [
      '显示我的商机',
      '列出{filter}的商机',
      '{filter}的任务',
      '{filter}的订单有哪些',
      '查找产品{query}',
      '搜索工单{query}',
      '和{query}的互动记录',
      '我的任务',
      '逾期的任务，最早的排前面',
      '本月要成交、金额五万以上的商机',
      '跟{query}有关的{kind}都列出来',
      '软件行业的公司有哪些',
      '最近{limit}笔订单列一下',
      '我们和{query}开过的会有哪些',
      '还没关的紧急工单',
      '库存不到十件的产品有哪些',
      '查一家公司，叫{query}',
      '我想看看{filter}的{kind}清单，按{sort}排序',
    ],
  },
  input: z.strictObject({
    kind: z.enum(['company', 'deal', 'task', 'interaction', 'order', 'product', 'ticket']),
    query: Query.optional(),
    filter: Filter.optional(),
    sort: Sort.optional(),
    limit: Limit.optional(),
    cursor: Cursor.optional(),
    detail: Detail.optional(),
  }),
  output: Page.extend({ kind: z.string() }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (page, language) => listed(page, language, page.kind),

  handler({ kind, ...query }, { read }) {
    return read(async ({ crm }) => ({ kind, ...(await crm.list(kind, query)) }));
  },
});
