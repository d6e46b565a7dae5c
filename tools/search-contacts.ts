import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { listed } from './kernel/lines.ts';
import { Cursor, Detail, Filter, Limit, Page, Query, Sort } from './kernel/params.ts';

export default defineTool({
  name: 'search_contacts',
  title: 'Search contacts',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Finds people by half a name, pinyin, a typo, e-mail or phone digits, or by a filter. ' +
    'Use to find whom somebody means or to list contacts. Not for one customer in full: get_customer; not for counting: summarize_records.',
  phrases: {
    en: [
      'find {query}',
      'who is {query}',
      'search contacts {query}',
      'show me all contacts where {filter}',
      'list {filter}',
      'which customers {filter}',
      'what is the phone number of {query}',
      'who owns {query}',
    ],
    zh: [
      '查找{query}',
      '{query}是谁',
      '搜索联系人{query}',
      '列出{filter}的客户',
      '{filter}的客户有哪些',
      '{query}的电话是多少',
      '{query}的负责人是谁',
    ],
  },
  input: z.strictObject({
    query: Query.optional(),
    filter: Filter.optional(),
    sort: Sort.optional(),
    limit: Limit.optional(),
    cursor: Cursor.optional(),
    detail: Detail.optional(),
  }),
  output: Page,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (page, language) => listed(page, language, 'contact'),

  handler(input, { read }) {
    return read(({ crm }) => crm.list('contact', input));
  },
});
