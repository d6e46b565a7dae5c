import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { IsoDate } from './kernel/params.ts';

const Figure = z.strictObject({
  n: z.int(),
  value: z.number().nullable(),
  low95: z.number().nullable(),
  high95: z.number().nullable(),
});
const Period = z.strictObject({ from: z.string(), to: z.string() });

export default defineTool({
  name: 'service_report',
  title: 'Report on customer service',
  toolset: 'service',
  scope: 'crm:read',
  description:
    'How customer conversations went in a period against a baseline: share resolved, handed off, abandoned; people’s replies and response time; ratings given and predicted; length. Each with n and a 95 % interval. ' +
    'Use for how service does. Not for who waits now: list_handoffs.',
  phrases: {
    en: [
      'how is customer service doing',
      'show the service report since {from}',
      'compare service from {from} to {to} with the period before',
      'how did customer service do last month',
      'service report for {from}',
      'support statistics',
      'how fast do we answer customers',
      'how many conversations were handed off to people',
      'how satisfied are customers with our service',
      'resolution rate of the service desk',
      'what share of chats is resolved without a person',
      'share of customer chats resolved between {from} and {to}',
      'average response time of our support team',
      'hand-off rate this month versus last month',
      'how many conversations did customers abandon',
      'is the support desk getting better since {from}',
      'compare service since {from} with {baselineFrom} to {baselineTo}',
      'average chat ratings, given and predicted',
      'I need the customer service KPIs for {from}',
      'please report on support performance from {from} to {to}',
      'how long are our customer chats on average',
    ],
    zh: [
      '客服情况怎么样',
      '看一下{from}以来的客服报告',
      '把{from}到{to}的客服数据和之前对比',
      '上个月客服表现如何',
      '{from}的客服报告',
      '客服数据统计',
      '客服的响应时间是多少',
      '转人工的比例有多高',
      '客服解决率怎么样',
      '客户对服务评价如何',
      '客服报表',
      '{from}到{to}客户对聊天服务平均打几分',
      '客服平均多久回一次',
      '这个月转人工率比上月高吗',
      '有多少对话客户中途就走了',
      '{from}起客服有没有变好',
      '拿{from}以后的客服数据跟{baselineFrom}到{baselineTo}比',
      '对话评分的整体情况，实际的和预测的',
      '我要一份{from}的客服指标',
      '请出{from}到{to}的服务质量报告',
      '平均一次客服对话聊几轮',
    ],
  },
  input: z.strictObject({
    from: IsoDate.optional().describe('First day; by default 30 days up to today'),
    to: IsoDate.optional(),
    baselineFrom: IsoDate.optional().describe('By default as many days just before'),
    baselineTo: IsoDate.optional(),
  }),
  output: z.strictObject({
    period: Period,
    baseline: Period,
    conversations: z.strictObject({ current: z.int(), baseline: z.int(), underWay: z.int() }),
    measures: z.array(
      z.strictObject({
        measure: z.string(),
        current: Figure,
        baseline: Figure,
        change: z.strictObject({ value: z.number(), low95: z.number(), high95: z.number() }).nullable(),
        verdict: z.enum(['better', 'worse', 'different', 'no_clear_change', 'unknown']),
      }),
    ),
    method: ours(z.string()),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize({ period, baseline, conversations, measures, method }, language) {
    const isChinese = language === 'zh';
    const heading = isChinese
      ? `${period.from} 至 ${period.to}：${conversations.current} 个已结束的对话（对比 ${baseline.from} 至 ${baseline.to}：${conversations.baseline} 个），${conversations.underWay} 个进行中`
      : `${period.from} to ${period.to}: ${conversations.current} finished conversations (against ${conversations.baseline} from ${baseline.from} to ${baseline.to}), ${conversations.underWay} under way`;
    const lines = measures.map(({ measure, current, baseline: before, verdict }) => {
      const name = names[measure]?.[language] ?? measure;
      const figures = `${shown(measure, current)} ← ${shown(measure, before)}`;
      return `${name}${isChinese ? '：' : ': '}${figures}${isChinese ? `，${verdicts[verdict].zh}` : `, ${verdicts[verdict].en}`}`;
    });
    return [heading, ...lines, method].join('\n');
  },

  async handler({ from, to, baselineFrom, baselineTo }, { read, language }) {
    const report = await read(({ desk }) =>
      desk.report({
        period: { ...(from && { from }), ...(to && { to }) },
        baseline: { ...(baselineFrom && { from: baselineFrom }), ...(baselineTo && { to: baselineTo }) },
      }),
    );
    const measures = report.measures.map(({ current, baseline, change, ...measure }) => ({
      ...measure,
      current: rounded(current),
      baseline: rounded(baseline),
      change: change && rounded(change),
    }));
    return { ...report, measures, method: methods[language] };
  },
});

const rounded = <Figures extends object>(figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toFixed(3)) : value,
    ]),
  ) as Figures;

const shares = new Set(['resolutionRate', 'handOffRate', 'abandonedRate']);

function shown(measure: string, { n, value, low95, high95 }: z.output<typeof Figure>): string {
  if (value === null) return '–';
  const one = (number: number) =>
    shares.has(measure) ? `${(number * 100).toFixed(1)}%` : String(Number(number.toFixed(2)));
  const interval = low95 === null || high95 === null ? '' : ` [${one(low95)}, ${one(high95)}]`;
  return `${one(value)}${interval} (n=${n})`;
}

const names: Readonly<Record<string, { en: string; zh: string }>> = {
  resolutionRate: { en: 'resolved without a person', zh: '无人工解决率' },
  handOffRate: { en: 'handed off', zh: '转人工率' },
  abandonedRate: { en: 'abandoned', zh: '中途放弃率' },
  repliesByPeople: { en: 'replies by people, per conversation', zh: '每个对话的人工回复数' },
  humanResponseMinutes: {
    en: 'minutes until a person answered (median)',
    zh: '人工首次响应时间（分钟，中位数）',
  },
  rating: { en: 'rating given (1–5)', zh: '客户评分（1–5）' },
  predictedRating: { en: 'rating predicted where none was given', zh: '未评分对话的预测评分' },
  turns: { en: 'messages of the customer', zh: '客户消息数' },
  minutes: { en: 'minutes from first to last message (median)', zh: '对话时长（分钟，中位数）' },
};

const verdicts = {
  better: { en: 'better', zh: '变好' },
  worse: { en: 'worse', zh: '变差' },
  different: { en: 'different', zh: '有变化' },
  no_clear_change: { en: 'no clear change', zh: '无明显变化' },
  unknown: { en: 'too little to compare', zh: '数据太少，无法比较' },
};

const methods = {
  en:
    'Resolved: the customer said so, or fell silent with nothing left open. Abandoned: fell silent at a question of the assistant. ' +
    'Intervals at 95 %: shares by Wilson, means by the normal, medians by order statistics, differences by Zou and Donner. ' +
    'Predicted ratings follow a rule of thumb (4, plus the mood of the last words, less misunderstandings and hand-offs) and are no measurement.',
  zh:
    '解决：客户确认，或没有未完事项后不再说话；放弃：在助手提问后不再说话。' +
    '均为 95% 区间：比率用 Wilson，均值用正态近似，中位数用次序统计量，差值用 Zou 和 Donner 的方法。' +
    '预测评分是经验公式（4 分，加上最后几句的情绪，减去未理解次数和转人工），不是实测。',
};
