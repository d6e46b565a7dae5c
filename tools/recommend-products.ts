import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Reference } from './kernel/params.ts';

export default defineTool({
  name: 'recommend_products',
  title: 'Recommend products',
  toolset: 'insight',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Products a contact or company may want next, each with its reason: how many buyers of what they own bought it too, or how popular it is; with the hit rate in rehearsals on past orders. ' +
    'Use for "what should I offer her?".',
  phrases: {
    en: [
      'what should I offer {customer}',
      'recommend products for {customer}',
      'recommend {limit} products to {customer}',
      'what could {customer} buy next',
      'cross-sell ideas for {customer}',
      'upsell {customer}',
    ],
    zh: [
      '给{customer}推荐什么产品',
      '推荐{limit}个产品给{customer}',
      '{customer}可能还会买什么',
      '可以向{customer}交叉销售什么',
      '我该给{customer}推什么',
    ],
  },
  input: z.strictObject({
    customer: Reference,
    limit: z.int().min(1).max(20).optional(),
    includeOwned: z.boolean().optional().describe('Also what they bought before'),
  }),
  output: z.strictObject({
    customerId: z.string(),
    customer: z.string(),
    owned: z.int(),
    products: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        price: z.string().optional(),
        reasons: z.array(
          z.strictObject({
            product: z.string().optional(),
            count: z.int(),
            of: z.int(),
          }),
        ),
      }),
    ),
    method: z.string(),
    sampleSize: z.int(),
    dataUpTo: z.string().optional(),
    backtest: z
      .strictObject({
        customers: z.int(),
        hitRateAt10: z.number(),
        hitRate95: z.array(z.number()),
        popularityHitRateAt10: z.number(),
      })
      .optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 20_000,
  summarize({ customer, products, backtest, sampleSize, dataUpTo }, language) {
    const chinese = language === 'zh';
    if (products.length === 0) {
      return chinese ? `没有可以推荐给${customer}的产品。` : `Nothing to recommend to ${customer}.`;
    }
    const lines = products.map(({ name, price, reasons: [reason] }) => {
      const { product, count, of } = reason!;
      const english =
        product === undefined
          ? `bought by ${count} customers in the last 90 days`
          : `bought too by ${count} of ${of} buyers of ${product}`;
      const because =
        product === undefined
          ? `近 90 天有 ${count} 位客户购买`
          : `${of} 位${product}买家中有 ${count} 位也买了`;
      return chinese ? `${name}（${price ?? '–'}）：${because}` : `${name} (${price ?? '–'}): ${english}`;
    });
    const tested = backtest
      ? chinese
        ? `；回测前 10 命中率 ${backtest.hitRateAt10}（按热门 ${backtest.popularityHitRateAt10}）`
        : `; hit rate at 10 in rehearsals ${backtest.hitRateAt10} (by popularity ${backtest.popularityHitRateAt10})`
      : '';
    const basis = chinese
      ? `依据 ${sampleSize} 位客户的订单，截至 ${dataUpTo ?? '–'}${tested}`
      : `From the orders of ${sampleSize} customers up to ${dataUpTo ?? '–'}${tested}`;
    return [...lines, basis].join('\n');
  },

  async handler({ customer, limit = 5, includeOwned = false }, { read }) {
    const { who, history } = await read(async ({ crm, insight }) => ({
      who: (await crm.whoIs(customer)).resolved,
      history: await insight.purchases(),
    }));
    const recommended = history.recommend({ customerId: who.id, limit, includeOwned });
    return { customerId: who.id, customer: who.label, ...recommended };
  },
});
