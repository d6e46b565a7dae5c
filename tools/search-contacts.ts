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
      'do we have a contact called {query}',
      'look someone up by phone number {query}',
      "what's the e-mail address of {query}",
      'people whose name sounds like {query}',
      'show {limit} contacts {filter}, sorted by {sort}',
      'which leads has nobody contacted for a month',
      'all my leads located in Shanghai',
      'can you look up the person with the e-mail {query}',
      'I need a list of people who {filter}',
      'qualified leads without a follow-up date',
    ],
    zh: [
      '查找{query}',
      '{query}是谁',
      '搜索联系人{query}',
      '列出{filter}的客户',
      '{filter}的客户有哪些',
      '{query}的电话是多少',
      '{query}的负责人是谁',
      '我们有没有一个叫{query}的联系人',
      '手机尾号{query}的是哪位客户',
      '{query}的邮箱地址是什么',
      '名字像{query}的人都找出来',
      '列{limit}个{filter}的联系人，按{sort}排',
      '哪些线索一个月没联系了',
      '我名下在上海的客户有谁',
      '帮我查个人，名字里带{query}',
      '我需要一份{filter}的联系人名单',
      '还没安排跟进日期的线索有谁',
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
