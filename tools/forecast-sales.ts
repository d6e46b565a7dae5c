import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Name, Reference } from './kernel/params.ts';

const periodsAhead = { day: 14, week: 8, month: 6, quarter: 4 };

const methodNames = {
  naive: { en: 'last value', zh: '沿用上期' },
  seasonal_naive: { en: 'last season', zh: '沿用去年同期' },
  combination: { en: 'median of four models', zh: '四个模型的中位数' },
  intermittent: { en: 'rate of sales', zh: '平均销售频率' },
};

export default defineTool({
  name: 'forecast_sales',
  title: 'Forecast sales',
  toolset: 'insight',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Forecasts revenue, units or orders, in all or of one product, category or owner, with 80 and 95 % intervals and the error in rehearsals on the past. ' +
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
      "what will {owner}'s sales be next quarter",
    ],
    zh: [
      '预测销售额',
      '预测未来{periods}个{unit}的销售额',
      '预测未来{periods}个{unit}{category}的销售额',
      '下个{unit}能卖多少',
      '预测{product}的销量',
      '未来{periods}个{unit}{product}能卖多少',
      '{category}的销售预测',
      '{owner}下季度的业绩预计多少',
    ],
  },
  input: z.strictObject({
    measure: z.enum(['revenue', 'units', 'orders']).optional(),
    unit: z.enum(['day', 'week', 'month', 'quarter']).optional(),
    periods: z.int().min(1).max(24).optional(),
    product: Reference.optional(),
    category: Name.optional(),
    owner: Reference.optional(),
  }),
  output: z.strictObject({
    measure: z.string(),
    unit: z.string(),
    of: z.string().optional(),
    currency: z.string().optional(),
    points: z.array(
      z.strictObject({
        start: z.string(),
        value: z.string(),
        low80: z.string().optional(),
        high80: z.string().optional(),
        low95: z.string().optional(),
        high95: z.string().optional(),
      }),
    ),
    method: z.string(),
    sampleSize: z.int(),
    dataUpTo: z.string(),
    backtest: z
      .strictObject({
        MASE: z.number().optional(),
        sMAPE: z.number(),
        seasonalNaiveSMAPE: z.number(),
        folds: z.int(),
      })
      .optional(),
    notes: z.array(z.string()),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize({ points, currency, method, backtest, sampleSize, dataUpTo, notes }, language) {
    const chinese = language === 'zh';
    const lines = points.slice(0, 6).map(({ start, value, low80, high80 }) => {
      const range = low80 === undefined ? '' : ` (80 %: ${low80} – ${high80})`;
      return `${start} ${value}${currency ? ` ${currency}` : ''}${range}`;
    });
    const name = methodNames[method as keyof typeof methodNames][language];
    const error = backtest
      ? chinese
        ? `，回测误差 sMAPE ${backtest.sMAPE} %（沿用旧值 ${backtest.seasonalNaiveSMAPE} %）`
        : `, error in rehearsals ${backtest.sMAPE} % sMAPE (repeating the past: ${backtest.seasonalNaiveSMAPE} %)`
      : '';
    const basis = chinese
      ? `方法：${name}，${sampleSize} 期数据，截至 ${dataUpTo}${error}`
      : `Method: ${name} on ${sampleSize} periods up to ${dataUpTo}${error}`;
    return [...lines, basis, ...notes].join('\n');
  },

  async handler(input, { read, language }) {
    const { measure = 'revenue', unit = 'month', periods = periodsAhead[unit], category } = input;
    const { series, of } = await read(async ({ crm, insight }) => {
      const find = async (target: 'product' | 'user', text: string | undefined) =>
        text === undefined ? undefined : crm.references.forRead(target, text);
      const product = await find('product', input.product);
      const owner = await find('user', input.owner);
      const query = { measure, unit, productId: product?.id, category, ownerId: owner?.id };
      const named = [product?.label, category, owner?.label].filter((label) => label !== undefined);
      return { series: await insight.salesSeries(query), of: named.join(', ') };
    });
    return {
      measure,
      unit,
      ...(of && { of }),
      ...series.forecast(periods, language),
    };
  },
});
