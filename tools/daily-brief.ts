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
      'what does {owner} have to do on {date}',
      'my to-do list for today please',
      'who do I need to call back today',
      'walk me through my day',
      'what is overdue and what is due today',
      'I just got in, where do I start',
      'morning briefing with tasks and closing deals',
      "what's waiting for me on {date}",
      'how busy is {owner} on {date}',
      'could you put together my daily overview',
      'who should I call {date} and why',
      'who comes first {date}',
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
      '早上好，今天都有啥活儿',
      '{owner}{date}要忙些什么',
      '今天要给哪些客户回访',
      '我今天的待办清单',
      '有哪些事逾期了，今天又到期哪些',
      '帮我过一遍今天的工作',
      '我想看看{date}手头有什么事',
      '今天的晨会简报来一份',
      '刚上班，先从哪件事下手',
      '{date}{owner}的工作汇总：任务、跟进、快成交的单子',
      '{date}应该先联系谁，为什么',
      '{date}先跟进谁比较好',
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
