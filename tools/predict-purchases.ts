import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { Cursor, Limit, Reference } from './kernel/params.ts';

export default defineTool({
  name: 'predict_purchases',
  title: 'Predict purchases',
  toolset: 'insight',
  scope: 'crm:read',
  restsOn: ['order.total'],
  description:
    'What customers without a contract will buy in the next days (90 by default): chance to buy, purchases, value, next purchase date, chance of still being a customer; with a back-test. ' +
    'One customer, the people of a company, or a ranked list. Not for who will leave and why: score_churn; nor for sales totals: forecast_sales.',
  phrases: {
    en: [
      'when will {customer} buy again',
      'what will {customer} buy in the next {days} days',
      'how many orders do we expect from {customer}',
      'when is the next purchase of {customer}',
      'who will buy again soon',
      'which customers will buy in the next {days} days',
      'customer lifetime value of {customer}',
      'when is {customer} going to order again',
      'which customers will probably buy in the next {days} days',
      'who is likely to order soon',
      "what is {customer}'s lifetime value",
      'how much will {customer} spend with us',
      'expected purchases of {customer}',
      'who will place an order this month',
      'which customers are worth most in the next {days} days',
      'likely repeat buyers',
      'is {customer} going to buy anything in the next {days} days',
      'rank customers by expected purchases',
      'top {limit} customers by predicted value',
      'next purchase dates of all customers, earliest first',
      'what is {customer} still worth to us',
      'chance that {customer} orders again within {days} days',
      'I need a list of customers likely to repurchase soon',
      'could you estimate how often {customer} will order',
      'predicted spend of {customer} over {days} days',
      'CLV ranking of our customers',
    ],
    zh: [
      '{customer}什么时候会再买',
      '{customer}未来{days}天会买多少',
      '预测{customer}的下次购买时间',
      '哪些客户快要再次购买了',
      '未来{days}天哪些客户会购买',
      '{customer}的客户生命周期价值',
      '{customer}下次什么时候下单',
      '未来{days}天谁可能会下单',
      '最近谁会复购',
      '{customer}的客户终身价值是多少',
      '{customer}还会花多少钱',
      '预计{customer}会下几单',
      '哪些客户接下来最值钱',
      '这个月谁会再买',
      '{customer}接下来{days}天会不会下单',
      '按预计消费金额给客户排名',
      '预测价值最高的{limit}个客户',
      '各客户预计下次购买日期，早的排前面',
      '{customer}以后还能给我们带来多少收入',
      '{customer}{days}天内复购的概率',
      '我想要一份近期可能回购的客户名单',
      '估一下{customer}还会买几次',
      'CLV前{limit}名是谁',
      '哪些老客户到了该补货下单的时候',
    ],
  },
  input: z.strictObject({
    customer: Reference.optional(),
    days: z.int().min(7).max(365).optional(),
    sort: z.enum(['value', 'purchases', 'date']).optional(),
    limit: Limit.optional(),
    cursor: Cursor.optional(),
  }),
  output: z.strictObject({
    days: z.int(),
    currency: z.string(),
    customers: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        purchasesSoFar: z.int(),
        daysSincePurchase: z.int(),
        probabilityAlive: z.number(),
        probabilityToBuy: z.number(),
        expectedPurchases: z.number(),
        expectedValue: z.number().optional(),
        nextPurchaseOn: z.string().nullable(),
      }),
    ),
    nextCursor: ours(z.string()).nullable(),
    model: z
      .strictObject({
        method: ours(z.string()),
        customers: z.int(),
        repeatCustomers: z.int(),
        parameters: z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }),
        backtest: z
          .strictObject({
            customers: z.int(),
            error: z.number(),
            errorAsSoFar: z.number(),
            foretold: z.int(),
            happened: z.int(),
          })
          .optional(),
      })
      .optional(),
    dataUpTo: z.string().optional(),
    trackRecord: z.string().optional(),
    notes: ours(z.array(z.string())),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 20_000,
  summarize({ days, currency, customers, model, dataUpTo, trackRecord, notes }, language) {
    const chinese = language === 'zh';
    const percent = (share: number): string => `${Math.round(share * 100)} %`;
    const lines = customers.map((one) => {
      const value = one.expectedValue === undefined ? '' : `${one.expectedValue.toFixed(2)} ${currency}`;
      const date = one.nextPurchaseOn;
      if (chinese)
        return `${one.name}：${days} 天内购买的概率 ${percent(one.probabilityToBuy)}，预计 ${one.expectedPurchases} 单${value && `，${value}`}；${date ? `下次购买约在 ${date}` : '近期未必再买'}；仍是客户的概率 ${percent(one.probabilityAlive)}`;
      return `${one.name}: ${percent(one.probabilityToBuy)} to buy within ${days} days, ${one.expectedPurchases} orders expected${value && `, ${value}`}; ${date ? `next purchase about ${date}` : 'may not buy again soon'}; still a customer: ${percent(one.probabilityAlive)}`;
    });
    const rehearsed = model?.backtest;
    const proof =
      rehearsed &&
      (chinese
        ? `回测前 ${days} 天：${rehearsed.customers} 位客户预计 ${rehearsed.foretold} 单，实际 ${rehearsed.happened} 单；每位误差 ${rehearsed.error}，按过往频率为 ${rehearsed.errorAsSoFar}。`
        : `Rehearsed on the ${days} days before: ${rehearsed.foretold} orders foretold for ${rehearsed.customers} customers, ${rehearsed.happened} happened; off by ${rehearsed.error} a customer, by ${rehearsed.errorAsSoFar} at their past rate.`);
    const basis = dataUpTo && (chinese ? `数据截至 ${dataUpTo}` : `Data up to ${dataUpTo}`);
    return [...lines, proof, trackRecord, basis, ...notes].filter((line) => line !== undefined).join('\n');
  },

  async handler({ customer, days = 90, sort = 'value', limit = 10, cursor }, { read, remember, language }) {
    const { customerId, purchasing, track } = await read(async ({ crm, insight }) => ({
      customerId: customer === undefined ? undefined : (await crm.whoIs(customer)).resolved.id,
      purchasing: await insight.purchasing(),
      track: await insight.track.summary('purchase', language),
    }));
    const request = { customerId, days, sort, limit, cursor };
    const { predictions, ...outlook } = purchasing.outlook(request, language);
    await remember(({ insight }) => insight.track.record(predictions));
    return { days, ...outlook, ...(track.scored > 0 && { trackRecord: track.sentence }) };
  },
});
