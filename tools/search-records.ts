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
