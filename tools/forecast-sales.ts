import { z } from 'zod';
import type { ForecastChart } from '../src/insight/index.ts';
import type { Language } from '../src/trust/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { Name, Reference } from './kernel/params.ts';

const periodsAhead = { day: 14, week: 8, month: 6, quarter: 4 };

const methodNames = {
  naive: { en: 'last value', zh: '沿用上期' },
  seasonal_naive: { en: 'last season', zh: '沿用去年同期' },
  combination: { en: 'median of four models', zh: '四个模型的中位数' },
  intermittent: { en: 'rate of sales', zh: '平均销售频率' },
  stage_probabilities: { en: 'chances of the stages', zh: '各阶段赢单率' },
};

const unitNames: Readonly<Record<string, { en: string; zh: string; each: Record<Language, string> }>> = {
  day: { en: 'day', zh: '天', each: { en: 'by day', zh: '按日' } },
  week: { en: 'week', zh: '周', each: { en: 'by week', zh: '按周' } },
  month: { en: 'month', zh: '个月', each: { en: 'by month', zh: '按月' } },
  quarter: { en: 'quarter', zh: '个季度', each: { en: 'by quarter', zh: '按季度' } },
};

const Point = z.strictObject({
  start: z.string(),
  value: z.string(),
  low80: z.string().optional(),
  high80: z.string().optional(),
  low95: z.string().optional(),
  high95: z.string().optional(),
});

export default defineTool({
  name: 'forecast_sales',
  title: 'Forecast sales',
  toolset: 'insight',
  profile: 'default',
  scope: 'crm:read',
  restsOn: ['order.total', 'deal.amount'],
  description:
    'Forecasts revenue, units, orders or the open pipeline, in all or of a product, category, owner, region or channel, or split by one, with 80 and 95 % intervals, the rehearsed error, what changes and why, and stock advice. ' +
    'Not for past sales: summarize_records.',
  phrases: {
    en: [
      'forecast sales',
      'forecast revenue for the next {periods} {unit}s',
      'forecast {category} revenue for the next {periods} {unit}s',
      'how much will we sell next {unit}',
      'predict {measure} of {product}',
      'how many {product} will we sell in the next {periods} {unit}s',
      'sales forecast for {category}',
      'forecast sales of {product}',
      "what will {owner}'s sales be next quarter",
      'what will our {measure} look like over the next {periods} {unit}s',
      'how many units of {product} will we sell next {unit}',
      'sales outlook for the coming {unit}s',
      'forecast {measure} by {by} for the next {unit}',
      'forecast {measure} by {by} for the next {periods} {unit}s',
      'how many {measure} will we get next {unit}',
      'draw a chart of the sales forecast',
      'expected revenue next {unit}',
      'how much revenue do you expect in December',
      'forecast the pipeline for the next {unit}',
      'projected sales of {category}',
      'how much stock of {product} will we need',
      'where will sales be at the end of the year',
      'what if we spend more on advertising next month: forecast sales',
      'daily order forecast for the next {periods} days',
      'how many orders will come in over the next {periods} weeks',
      'expected open pipeline for the next {periods} quarters',
      'what will the {region} region bring in next {unit}',
      'predicted {measure} through the {channel} channel',
      'chart the {category} outlook for {periods} {unit}s ahead',
      'could you split the revenue outlook by {by}',
      'should we restock {product}, how much demand is ahead',
      'sales forecast that takes our advertising plan into account',
      'I need to know what {owner} will bring in next {unit}',
      'how are sales going to look next {unit}',
      'how will revenue develop over the next {periods} {unit}s',
    ],
    zh: [
      '下半年{category}的销售额大概会有多少',
      '预测销售额',
      '预测未来{periods}个{unit}的销售额',
      '预测未来{periods}个{unit}{category}的销售额',
      '下个{unit}能卖多少',
      '预测{product}的销量',
      '未来{periods}个{unit}{product}能卖多少',
      '{category}的销售预测',
      '{owner}下季度的业绩预计多少',
      '未来{periods}个{unit}的营收预计是多少',
      '按{by}预测下个{unit}的销售额',
      '预测未来{periods}个{unit}按{by}的销售额',
      '下个{unit}会有多少订单',
      '画一张未来{periods}个{unit}的销售预测图',
      '预计下个月的收入有多少',
      '下个{unit}商机能成多少',
      '{product}下个{unit}大概要备多少货',
      '下个{unit}能卖多少{product}',
      '销售前景怎么样',
      '到年底能做到多少业绩',
      '{category}接下来卖得会怎样',
      '未来{periods}天每天大概有几单',
      '下周{product}估计能走多少货',
      '{region}地区下个{unit}能做多少销售额',
      '{channel}渠道往后{periods}个{unit}的{measure}预估',
      '接下来{periods}个季度的商机管道预测',
      '{category}往后{periods}个{unit}的走势画成图',
      '我想看看各{by}未来的销售额预测',
      '把广告投放计划算进去，下个月销量预计多少',
      '{product}要不要提前补货，后面需求有多大',
      '照现在的势头，今年能卖到多少',
      '预测一下订单数',
      '下个{unit}订单会有多少',
      '未来{periods}个{unit}收入会怎样',
    ],
  },
  input: z.strictObject({
    measure: z.enum(['revenue', 'units', 'orders', 'pipeline']).optional(),
    unit: z.enum(['day', 'week', 'month', 'quarter']).optional(),
    periods: z.int().min(1).max(24).optional(),
    product: Reference.optional(),
    category: Name.optional(),
    owner: Reference.optional(),
    region: Name.optional(),
    channel: Name.optional(),
    by: z.enum(['product', 'category', 'owner', 'region', 'channel']).optional(),
    influence: z
      .array(z.number())
      .max(2_000)
      .describe('Own series (advertising): a value a period up to the last ahead')
      .optional(),
    chart: z.boolean().optional(),
  }),
  output: z.strictObject({
    measure: z.string(),
    unit: z.string(),
    of: z.string().optional(),
    currency: z.string().optional(),
    points: z.array(Point),
    parts: z
      .array(
        z.strictObject({
          label: z.string(),
          values: z.array(z.string()),
          total: z.string(),
          share: z.number(),
        }),
      )
      .optional(),
    method: ours(z.string()),
    sampleSize: z.int(),
    dataUpTo: z.string(),
    trend: ours(z.string()).optional(),
    backtest: z
      .strictObject({
        MASE: z.number().optional(),
        sMAPE: z.number(),
        seasonalNaiveSMAPE: z.number(),
        folds: z.int(),
      })
      .optional(),
    change: z
      .strictObject({
        ahead: z.string(),
        past: z.string(),
        drivers: z.array(z.strictObject({ cause: z.string(), amount: z.string() })),
      })
      .optional(),
    stock: z
      .strictObject({
        reorderPoint: z.number(),
        quantity: z.number(),
        demandInLeadTime: z.number(),
        safetyStock: z.number(),
      })
      .optional(),
    stages: z
      .array(
        z.strictObject({
          stage: z.string(),
          deals: z.int(),
          amount: z.string(),
          probability: z.number(),
          stated: z.number(),
          seen: z.int(),
        }),
      )
      .optional(),
    trackRecord: z.string().optional(),
    notes: ours(z.array(z.string())),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 240_000,
  summarize(forecast, language) {
    const {
      measure,
      unit,
      of,
      points,
      parts = [],
      currency,
      method,
      backtest,
      sampleSize,
      dataUpTo,
    } = forecast;
    const { trend, change, stock, stages = [], trackRecord, notes } = forecast;
    const chinese = language === 'zh';
    const money = (value: string) => `${value}${currency ? ` ${currency}` : ''}`;
    const lines = points.slice(0, 6).map(({ start, value, low80, high80 }) => {
      const range = low80 === undefined ? '' : ` (80 %: ${low80} – ${high80})`;
      return `${start} ${money(value)}${range}`;
    });
    const name = methodNames[method as keyof typeof methodNames][language];
    const error = backtest
      ? chinese
        ? `，回测误差 sMAPE ${backtest.sMAPE} %（沿用旧值 ${backtest.seasonalNaiveSMAPE} %）`
        : `, error in rehearsals ${backtest.sMAPE} % sMAPE (repeating the past: ${backtest.seasonalNaiveSMAPE} %)`
      : '';
    const counted =
      method === 'stage_probabilities' ? (chinese ? '个商机' : 'deals') : chinese ? '期数据' : 'periods';
    const what = measureNames[measure]![language];
    const heading = chinese
      ? `${what}（${unitNames[unit]!.each.zh}，${of ?? '全部'}）`
      : `${what} ${unitNames[unit]!.each.en}, ${of ?? 'in all'}`;
    return [
      heading,
      ...(trend ? [trend] : []),
      ...lines,
      ...parts.map(({ label, total, share }) => `${label}: ${money(total)} (${Math.round(share * 100)} %)`),
      ...stages.map(({ stage, deals, amount, probability, seen }) =>
        chinese
          ? `${stage}：${deals} 个商机，${money(amount)}，赢单率 ${Math.round(probability * 100)} %（${seen > 0 ? `依据 ${seen} 个已结商机` : '设定值，尚无已结商机可学'}）`
          : `${stage}: ${deals} deals, ${money(amount)}, ${Math.round(probability * 100)} % are won (${seen > 0 ? `learned from ${seen} closed deals` : 'as the stage states; no closed deal to learn from'})`,
      ),
      chinese
        ? `方法：${name}，${sampleSize} ${counted}，截至 ${dataUpTo}${error}`
        : `Method: ${name} on ${sampleSize} ${counted} up to ${dataUpTo}${error}`,
      ...(change
        ? [
            chinese
              ? `自 ${points[0]!.start} 起 ${points.length} ${unitNames[unit]!.zh}合计 ${money(change.ahead)}，此前同样多的时期为 ${money(change.past)}；差额来自：${driversOf(change.drivers)}`
              : `From ${points[0]!.start} on, ${points.length} ${unitNames[unit]!.en}${points.length === 1 ? '' : 's'}: ${money(change.ahead)} in all, after ${money(change.past)} in as many before; the difference comes from ${driversOf(change.drivers)}`,
          ]
        : []),
      ...(stock ? [stockAdvice(stock, chinese)] : []),
      ...(trackRecord ? [trackRecord] : []),
      ...notes,
    ].join('\n');
  },

  async handler(input, { read, remember, illustrate, language, signal, progress }) {
    const { measure = 'revenue', unit = 'month', periods = periodsAhead[unit], by, influence } = input;
    const { category, region, channel } = input;
    const found = await read(async ({ crm, insight }) => {
      const find = async (target: 'product' | 'user', text: string | undefined) =>
        text === undefined ? undefined : crm.references.forRead(target, text);
      const product = await find('product', input.product);
      const owner = await find('user', input.owner);
      const named = [product?.label, category, owner?.label, region, channel];
      const of = named.filter((label) => label !== undefined).join(', ');
      const asked = { unit, productId: product?.id, category, ownerId: owner?.id, region, channel };
      if (measure === 'pipeline') {
        return { of, pipeline: await insight.pipeline({ ...asked, periods, by }, language) };
      }
      const query = { measure, ...asked };
      const sales =
        by === undefined
          ? { series: await insight.salesSeries(query) }
          : { parts: await insight.salesParts(query, by) };
      const { target } = sales.series ?? sales.parts;
      return { of, ...sales, track: await insight.track.summary('forecast', language, { target }) };
    });
    const heading = { measure, unit, ...(found.of && { of: found.of }) };
    if ('pipeline' in found) {
      const { points, currency } = found.pipeline;
      if (input.chart)
        await illustrate({
          title: [measureNames.pipeline![language], found.of, currency].filter(Boolean).join(' · '),
          bars: points.map(({ start, value }) => ({ label: start, value: Number(value) })),
        });
      return { ...heading, method: 'stage_probabilities', ...found.pipeline };
    }
    const { predictions, recent, ...forecast } =
      'series' in found
        ? found.series.forecast({ periods, influence }, language)
        : await found.parts.forecast({ periods, influence }, language, {
            signal,
            progress: (done, total) => progress(done, total, `${done} / ${total}`),
          });
    await remember(({ insight }) => insight.track.record(predictions));
    if (input.chart) await illustrate(chartOf({ ...heading, ...forecast }, recent, language));
    return {
      ...heading,
      ...forecast,
      ...(found.track.scored > 0 && { trackRecord: found.track.sentence }),
    };
  },
});

const chartWords = {
  en: { past: 'past', ahead: 'forecast', interval80: '80 % interval', interval95: '95 % interval' },
  zh: { past: '历史', ahead: '预测', interval80: '80 % 区间', interval95: '95 % 区间' },
};
const measureNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  revenue: { en: 'Revenue', zh: '销售额' },
  units: { en: 'Units', zh: '销量' },
  orders: { en: 'Orders', zh: '订单数' },
  pipeline: { en: 'Expected from open deals', zh: '未结商机预计' },
};

function chartOf(
  {
    measure,
    of,
    currency,
    points,
  }: { measure: string; of?: string; currency?: string; points: readonly z.output<typeof Point>[] },
  past: ForecastChart['past'],
  language: Language,
): ForecastChart {
  const title = [measureNames[measure]![language], of, currency].filter((part) => part !== undefined);
  return {
    title: title.join(' · '),
    past,
    ahead: points.map(({ start, value, ...bounds }) => ({
      label: start,
      value: Number(value),
      ...Object.fromEntries(Object.entries(bounds).map(([name, bound]) => [name, Number(bound)])),
    })),
    words: chartWords[language],
  };
}

const driversOf = (drivers: readonly { cause: string; amount: string }[]): string =>
  drivers.map(({ cause, amount }) => `${cause} ${amount.startsWith('-') ? '' : '+'}${amount}`).join(', ');

function stockAdvice(
  {
    reorderPoint,
    quantity,
    demandInLeadTime,
    safetyStock,
  }: Record<'reorderPoint' | 'quantity' | 'demandInLeadTime' | 'safetyStock', number>,
  chinese: boolean,
): string {
  if (chinese) {
    const now = quantity > 0 ? `现在应订 ${quantity} 件` : '现在无需订货';
    return `库存建议（95 % 不缺货）：降到 ${reorderPoint} 件时补货（交货期需求 ${demandInLeadTime} + 安全库存 ${safetyStock}），${now}。`;
  }
  const now = quantity > 0 ? `order ${quantity} now` : 'nothing to order now';
  return `Stock, for 95 % without running out: order at ${reorderPoint} (${demandInLeadTime} sold while waiting + ${safetyStock} to be safe); ${now}.`;
}
