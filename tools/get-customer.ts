import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { RecordSummary, Reference } from './kernel/params.ts';

const Score = z.number().nullable();
const Day = z.string().nullable();
const records = z.array(RecordSummary);

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
    ],
    zh: [
      '介绍一下{customer}',
      '{customer}的情况',
      '{customer}的全部信息',
      '帮我准备和{customer}的会议',
      '我们对{customer}了解多少',
      '{customer}最近怎么样',
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
      revenue: z.string(),
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
    const name = String(view.profile.name);
    const { count, revenue, lastOn } = view.orders;
    const next = `${view.nextBestAction.action}: ${view.nextBestAction.because}`;
    return language === 'zh'
      ? `${name}：${view.deals.length}个商机，${count}个订单（${revenue}，最近${lastOn ?? '–'}），${view.tickets.length}个未结工单。下一步：${next}`
      : `${name}: ${view.deals.length} deals, ${count} orders (${revenue}, last ${lastOn ?? '–'}), ${view.tickets.length} open tickets. Next: ${next}`;
  },

  handler({ customer }, { read }) {
    return read(({ crm }) => crm.customer(customer));
  },
});
