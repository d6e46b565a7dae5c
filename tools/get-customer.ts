import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { lineOf, titleOf } from './kernel/lines.ts';
import { RecordSummary, Reference } from './kernel/params.ts';

const Score = z.number().nullable();
const Day = z.string().nullable();
const records = z.array(RecordSummary);
const headings = {
  en: { orders: 'Orders', deals: 'Deals', tickets: 'Tickets', tasks: 'Tasks', next: 'Next' },
  zh: { orders: '订单', deals: '商机', tickets: '工单', tasks: '任务', next: '下一步' },
};

export default defineTool({
  name: 'get_customer',
  title: 'Customer in full',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'One contact or company in full: profile, company, deals, last interactions, orders, tickets, tasks, sentiment trend and the next best action. ' +
    'Use before a conversation or to answer about one customer. Not for lists: search_contacts.',
  phrases: {
    en: [
      'tell me about {customer}',
      'everything about {customer}',
      'prepare me for the meeting with {customer}',
      'what do we know about {customer}',
      'show {customer}',
      'summary of {customer}',
      'what happened with {customer} last',
      'give me the full picture of {customer}',
      "I'm about to call {customer}, brief me",
      'what should be my next step with {customer}',
      'where do we stand with {customer}',
      'open the customer card of {customer}',
      'which deals, tickets and tasks does {customer} have',
      'could you pull up {customer} for me',
      '{customer} at a glance, all in one view',
      'background on {customer} before my visit',
      '360 degree view of {customer}',
    ],
    zh: [
      '介绍一下{customer}',
      '{customer}的情况',
      '{customer}的全部信息',
      '帮我准备和{customer}的会议',
      '我们对{customer}了解多少',
      '{customer}最近怎么样',
      '我马上要给{customer}打电话，帮我过下背景',
      '打开{customer}的客户详情',
      '跟{customer}接下来该怎么推进',
      '{customer}这个客户现在跟到什么程度了',
      '{customer}名下有哪些商机、工单和任务',
      '来一份{customer}的客户全景',
      '拜访前想了解一下{customer}的底细',
      '麻烦调一下{customer}的客户资料卡',
      '{customer}是个什么样的客户',
      '用一页给我讲清楚{customer}的全貌',
    ],
  },
  input: z.strictObject({ customer: Reference }),
  output: z.strictObject({
    kind: z.enum(['contact', 'company']),
    profile: RecordSummary,
    resolved: z.string().optional(),
    contacts: records.optional(),
    deals: records,
    interactions: records,
    orders: z.strictObject({
      count: z.int(),
      revenue: z.string().optional(),
      firstOn: Day,
      lastOn: Day,
      latest: records,
    }),
    tickets: records,
    tasks: records,
    sentiment: z.strictObject({
      recent: Score,
      earlier: Score,
      trend: z.enum(['better', 'worse', 'steady', 'unknown']),
    }),
    nextBestAction: z.strictObject({ action: z.string(), because: z.string() }),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(view, language) {
    const { profile, orders } = view;
    const words = headings[language];
    const section = (heading: string, items: readonly Record<string, unknown>[]) =>
      items.length > 0 ? [`${heading}: ${items.map((item) => titleOf(item).slice(0, 60)).join('; ')}`] : [];
    return [
      lineOf({
        id: profile.id,
        name: profile.name,
        company: profile.company ?? '–',
        stage: profile.lifecycleStage ?? '–',
        owner: profile.owner ?? '–',
      }),
      `${words.orders}: ${orders.count}, ${orders.revenue ?? '–'}, ${orders.lastOn ?? '–'}`,
      ...section(words.deals, view.deals),
      ...section(words.tickets, view.tickets),
      ...section(words.tasks, view.tasks),
      `${words.next}: ${view.nextBestAction.action} (${view.nextBestAction.because})`,
    ].join('\n');
  },

  handler({ customer }, { read }) {
    return read(({ crm }) => crm.customer(customer));
  },
});
