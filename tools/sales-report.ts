import { z } from 'zod';
import type { Language } from '../src/trust/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { IsoDate, Reference } from './kernel/params.ts';

const Share = z.strictObject({ value: z.number(), low95: z.number(), high95: z.number() }).nullable();
const results = {
  created: z.int(),
  createdAmount: z.string(),
  won: z.int(),
  wonAmount: z.string(),
  averageWon: z.string().nullable(),
  lost: z.int(),
  lostAmount: z.string(),
  winRate: Share,
  cycleDays: z.number().nullable(),
  cycleDeals: z.int(),
};
const Heads = z.array(z.strictObject({ name: z.string(), deals: z.int(), amount: z.string() }));
const Period = z.strictObject({ from: z.string(), to: z.string() });

export default defineTool({
  name: 'sales_report',
  title: 'Report on sales',
  toolset: 'insight',
  scope: 'crm:read',
  restsOn: ['order.total', 'deal.amount', 'product.cost'],
  description:
    'Deals of a period against the one before: open pipeline by stage, won and lost, win rate, days to close, conversion and days between stages, velocity, owners, sources of wins, reasons of losses; customers who came back, by cohort. As tables. ' +
    'Not for one figure: summarize_records; nor what comes: forecast_sales.',
  phrases: {
    en: [
      'show the funnel as a chart',
      'show the sales report',
      'sales report from {from} to {to}',
      'how is the pipeline doing',
      'what is our win rate',
      'why do we lose deals',
      'sales report of {owner}',
      'how long does a deal take to close',
      'how many customers come back',
      'give me a sales report for {from}',
      "what's our win rate {from}",
      'why did we lose deals {from}',
      'how long does it take us to close a deal',
      'draw the open pipeline',
      'chart of the pipeline by stage',
      'how is the sales team performing',
      'conversion between stages',
      'where do our won deals come from',
      'how many deals did we win and lose {from}',
      'pipeline report',
      'win rate of {owner}',
      'sales funnel',
      'how did deals go last quarter compared with the quarter before',
      'what are the top reasons for lost deals',
      'deal velocity between {from} and {to}',
      'which lead sources bring us the most wins',
      'pipeline picture by stage for {owner}',
      'how long do deals stay in each stage',
      'customer retention by cohort since {from}',
      'compare the win rates of our sales reps',
      'I need the figures on deals won and lost this quarter',
      'please plot the open pipeline as a picture',
      'how was {from} compared with the month before',
      'how did {from} go against the period before',
      'are we doing better than in {from}',
    ],
    zh: [
      '把销售漏斗画成图',
      '看一下销售报告',
      '{from}到{to}的销售报告',
      '销售漏斗情况怎么样',
      '我们的赢单率是多少',
      '为什么丢单',
      '{owner}的销售报告',
      '成交周期有多长',
      '客户复购留存怎么样',
      '给我{from}的销售报告',
      '{from}的赢单率是多少',
      '最近丢单的原因有哪些',
      '成交一单要多久',
      '画出销售漏斗',
      '各阶段的转化率',
      '销售团队表现如何',
      '赢单都来自哪些渠道',
      '{from}赢了多少单丢了多少单',
      '{owner}的赢单率',
      '销售报表',
      '管道图',
      '上季度赢单情况怎么样，跟之前比比',
      '丢单原因排个名',
      '{from}到{to}的销售速度',
      '哪些来源的线索最容易赢单',
      '{owner}手上的漏斗按阶段画个图',
      '商机在每个阶段要停留多少天',
      '按批次看老客户回头率',
      '各销售的赢单率对比一下',
      '我想看看本季度赢单和丢单的数据',
      '{owner}平均多少天能签下一单',
      '{from}业绩和前一个月比怎么样',
      '{from}和上一期比是涨了还是跌了',
      '这个月做得比{from}好吗',
    ],
  },
  input: z.strictObject({
    from: IsoDate.optional().describe('First day; by default 90 days up to today'),
    to: IsoDate.optional(),
    owner: Reference.optional(),
    chart: z.boolean().optional().describe('Draw the open pipeline as a picture'),
  }),
  output: z.strictObject({
    period: Period,
    previous: Period,
    currency: z.string(),
    of: z.string().optional(),
    pipeline: z.strictObject({
      deals: z.int(),
      amount: z.string(),
      weighted: z.string(),
      stages: z.array(
        z.strictObject({
          stage: z.string(),
          pipeline: z.string().optional(),
          deals: z.int(),
          amount: z.string(),
          weighted: z.string(),
          medianAge: z.number().nullable(),
        }),
      ),
    }),
    current: z.strictObject(results),
    before: z.strictObject(results),
    change: z.strictObject({ wonAmount: z.number().nullable() }),
    velocity: z.strictObject({ amountPerDay: z.string().nullable(), openDeals: z.int() }),
    conversion: z.array(
      z.strictObject({
        stage: z.string(),
        pipeline: z.string().optional(),
        entered: z.int(),
        movedOn: z.int(),
        lost: z.int(),
        stillThere: z.int(),
        conversion: Share,
        medianDays: z.number().nullable(),
      }),
    ),
    owners: z.array(
      z.strictObject({ owner: z.string(), ...results, openDeals: z.int(), openAmount: z.string() }),
    ),
    winsBySource: Heads,
    lossReasons: Heads,
    moods: z.array(z.strictObject({ outcome: z.string(), interactions: z.int(), mood: z.number() })),
    retention: z.array(
      z.strictObject({ start: z.string(), customers: z.int(), retained: z.array(z.number()) }),
    ),
    notes: ours(z.array(z.string())),
    markdown: z.string(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize(report, language) {
    const { period, currency, pipeline, current, before, velocity, owners, conversion, notes } = report;
    const { from, to } = period;
    const chinese = language === 'zh';
    const share = (of: z.output<typeof Share>): string => (of === null ? '–' : percent(of.value));
    const days = (of: number | null): string => (of === null ? '–' : String(of));
    const winners = owners
      .filter(({ won }) => won > 0)
      .map(({ owner, won, wonAmount }) => ({ name: owner, deals: won, amount: wonAmount }));
    const went = conversion
      .flatMap(({ stage, conversion: rate }) => (rate === null ? [] : [`${stage} ${share(rate)}`]))
      .join(chinese ? '、' : ', ');
    const pace = velocity.amountPerDay;
    const all = chinese
      ? [
          `${from} 至 ${to}：赢单 ${current.won} 个，${current.wonAmount} ${currency}（上一时期 ${before.won} 个，${before.wonAmount}）；赢单率 ${share(current.winRate)}（上一时期 ${share(before.winRate)}）；成交周期中位数 ${days(current.cycleDays)} 天（上一时期 ${days(before.cycleDays)} 天）`,
          `当前未结商机 ${pipeline.deals} 个，${pipeline.amount} ${currency}，加权 ${pipeline.weighted}${pace === null ? '' : `；销售速度每天 ${pace}`}`,
          went && `离开各阶段的商机中继续推进的：${went}`,
          headsLine('赢单者', winners, language),
          headsLine('赢单来源', report.winsBySource, language),
          headsLine('丢单原因', report.lossReasons, language),
        ]
      : [
          `${from} to ${to}: ${current.won} deals won, ${current.wonAmount} ${currency} (before: ${before.won}, ${before.wonAmount}); win rate ${share(current.winRate)} (before: ${share(before.winRate)}); median days to close ${days(current.cycleDays)} (before: ${days(before.cycleDays)})`,
          `Open now: ${pipeline.deals} deals, ${pipeline.amount} ${currency}, weighted ${pipeline.weighted}${pace === null ? '' : `; velocity ${pace} a day`}`,
          went && `Went on, of the deals that left a stage: ${went}`,
          headsLine('Won by', winners, language),
          headsLine('Won deals came from', report.winsBySource, language),
          headsLine('Lost for', report.lossReasons, language),
        ];
    return [...all, retentionLine(report.retention, language), ...notes].filter(Boolean).join('\n');
  },

  async handler({ from, to, owner, chart }, { read, illustrate, language }) {
    const report = await read(async ({ crm, insight }) => {
      const who = owner === undefined ? undefined : await crm.references.forRead('user', owner);
      const found = await insight.salesReport({ from, to, ownerId: who?.id }, language);
      return { ...found, ...(who && { of: who.label }) };
    });
    const { pipeline, currency } = report;
    if (chart && pipeline.deals > 0)
      await illustrate({
        title: { en: `Open pipeline (${currency})`, zh: `未结商机（${currency}）` }[language],
        bars: pipeline.stages.map(({ stage, amount, deals }) => ({
          label: stage,
          value: Number(amount),
          note: String(deals),
        })),
      });
    return report;
  },
});

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const mostHeads = 3;

/** The largest of some heads; empty where there are none. */
function headsLine(title: string, heads: z.output<typeof Heads>, language: Language): string {
  if (heads.length === 0) return '';
  const named = heads
    .slice(0, mostHeads)
    .map(({ name, deals, amount }) =>
      language === 'zh'
        ? `${name}（${deals} 个，${amount}）`
        : `${name} (${deals} deal${deals === 1 ? '' : 's'}, ${amount})`,
    );
  return language === 'zh' ? `${title}：${named.join('、')}` : `${title}: ${named.join(', ')}`;
}

/** How many customers ordered again some months after their first order, over all cohorts that are old enough. */
function retentionLine(
  cohorts: readonly { customers: number; retained: readonly number[] }[],
  language: Language,
): string {
  const told = [1, 3, 6].flatMap((months) => {
    const old = cohorts.filter(({ retained }) => retained.length >= months);
    const customers = old.reduce((sum, cohort) => sum + cohort.customers, 0);
    const back = old.reduce((sum, cohort) => sum + cohort.customers * cohort.retained[months - 1]!, 0);
    if (customers === 0) return [];
    return language === 'zh'
      ? [`${months} 个月后 ${percent(back / customers)}（${customers} 位）`]
      : [`${percent(back / customers)} ${months} month${months === 1 ? '' : 's'} later (of ${customers})`];
  });
  if (told.length === 0) return '';
  return language === 'zh'
    ? `近一年首次下单的客户中，在此后某月再次下单的：${told.join('，')}`
    : `Customers who ordered again after their first order, of the last year's new ones: ${told.join(', ')}`;
}
