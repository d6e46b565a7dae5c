import { z } from 'zod';
import type { Language } from '../src/trust/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { IsoDate, RecordSummary, Reference } from './kernel/params.ts';

const Section = z.strictObject({ total: z.int(), items: z.array(RecordSummary) });

export default defineTool({
  name: 'daily_brief',
  title: 'The day ahead',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'What a person has to do: overdue and due tasks, customers to follow up, deals that close within a week, open tickets. ' +
    'Use for "what should I do today". Not for one customer: get_customer.',
  phrases: {
    en: [
      'what should I do today',
      'what do I have to do today',
      'what do I have today',
      'what are my tasks today',
      'what are my tasks for today',
      "what's on today",
      'my day',
      'daily brief',
      'what is on my plate',
      'what is due for {owner}',
      'what needs my attention',
      'brief me for {date}',
      "what's on my agenda today",
      'anything urgent for me today',
      'what do I need to take care of this morning',
      'what comes up for {owner} today',
      'give me an overview of my day',
      'what should I start with',
      'which follow-ups are due today',
      "what's the plan for {date}",
    ],
    zh: [
      '今天我要做什么',
      '我今天有什么要做',
      '我今天有哪些任务',
      '今天有什么任务',
      '今天该做什么',
      '今日简报',
      '我今天的安排',
      '{owner}今天有什么要做',
      '有什么需要我处理',
      '{date}的安排',
      '今天我有哪些事要处理',
      '{owner}今天有什么安排',
      '今天有哪些急事',
      '今天先做什么好',
      '我今天的日程',
      '今天需要跟进谁',
      '给我一份今日概览',
    ],
  },
  input: z.strictObject({ owner: Reference.optional(), date: IsoDate.optional() }),
  output: z.strictObject({
    date: z.string(),
    owner: z.string(),
    overdueTasks: Section,
    tasksToday: Section,
    followUps: Section,
    optOut: z.number().optional(),
    closingDeals: Section,
    openTickets: Section,
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(brief, language) {
    const { overdueTasks, tasksToday, followUps, closingDeals, openTickets } = brief;
    return language === 'zh'
      ? `${brief.owner} ${brief.date}：逾期任务${overdueTasks.total}，今日任务${tasksToday.total}，待跟进${followUps.total}${withheld(brief.optOut, language)}，即将成交${closingDeals.total}，未结工单${openTickets.total}。`
      : `${brief.owner} ${brief.date}: ${overdueTasks.total} overdue tasks, ${tasksToday.total} due today, ${followUps.total} to follow up${withheld(brief.optOut, language)}, ${closingDeals.total} deals closing, ${openTickets.total} open tickets.`;
  },

  handler({ owner, date }, { read }) {
    return read(({ crm }) => crm.brief(owner, date));
  },
});

const withheld = (count: number | undefined, language: Language): string => {
  if (!count) return '';
  return language === 'zh'
    ? `（另有${count}位要求勿扰）`
    : ` (besides ${count} who asked not to be contacted)`;
};
