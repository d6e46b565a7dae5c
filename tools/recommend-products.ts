import { z } from 'zod';
import type { Language } from '../src/trust/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { Amount, Reference } from './kernel/params.ts';

export default defineTool({
  name: 'recommend_products',
  title: 'Recommend products',
  toolset: 'insight',
  profile: 'default',
  scope: 'crm:read',
  restsOn: ['product.cost'],
  description:
    'Products a contact or company may want next, or that go with products in a basket, each with its reason, chance and margin; with the hit rate on past orders. ' +
    'Use for "what should I offer her?".',
  phrases: {
    en: [
      'what should I offer {customer}',
      'recommend products for {customer}',
      'recommend {limit} products to {customer}',
      'what could {customer} buy next',
      'cross-sell ideas for {customer}',
      'upsell {customer}',
      'what goes with {products}',
      'what else might {customer} want to buy',
      'product suggestions for {customer}',
      'which products suit {customer}',
      'what can I sell {customer}',
      'which products go well with {products}',
      'what is often bought together with {products}',
      'what do people who buy {products} also buy',
      'suggest something under {maxPrice} for {customer}',
      'what should I pitch to {customer}',
      'best add-ons for a basket with {products}',
      "I'm calling {customer} later, what could I sell them",
      'give me {limit} product ideas to sell to {customer}',
      'is there anything below {maxPrice} that {customer} would like',
      'next best offer for {customer}',
      'which accessories fit with {products}',
      'find a matching product for customers buying {products}',
      'include what {customer} already owns when suggesting products',
      'could you suggest a product with a good margin for {customer}',
      'which product does {customer} not have yet but would want',
    ],
    zh: [
      '给{customer}推荐什么产品',
      '推荐{limit}个产品给{customer}',
      '{customer}可能还会买什么',
      '可以向{customer}交叉销售什么',
      '我该给{customer}推什么',
      '{products}可以搭配什么卖',
      '{products}适合搭配什么',
      '{customer}还可能买什么产品',
      '给{customer}推荐{limit}个产品',
      '哪些产品适合{customer}',
      '买{products}的客户还买什么',
      '和{products}一起卖什么好',
      '可以给{customer}推点什么',
      '给{customer}推荐{maxPrice}以内的产品',
      '待会儿要见{customer}，能推销什么产品',
      '购物车里有{products}，再加点什么好',
      '{customer}的下一个最佳推荐',
      '{maxPrice}以下有什么适合{customer}的',
      '帮我想{limit}个能卖给{customer}的产品',
      '{products}的配套产品推荐',
      '已经买过的也算上，给{customer}推荐产品',
      '{customer}会对哪些新品感兴趣',
      '我想给{customer}做增购，推哪款合适',
      '客户拿了{products}，顺带推什么',
    ],
  },
  input: z.strictObject({
    customer: Reference.optional(),
    products: z.array(Reference).min(1).max(20).optional().describe('Basket'),
    limit: z.int().min(1).max(20).optional(),
    maxPrice: Amount.optional(),
    includeOwned: z.boolean().optional(),
  }),
  output: z.strictObject({
    customerId: z.string().optional(),
    customer: z.string().optional(),
    optOut: z.boolean().optional(),
    basket: z.array(z.string()).optional(),
    unknown: z.array(z.string()).optional(),
    owned: z.int(),
    products: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        price: z.string().optional(),
        reasons: z.array(
          z.strictObject({
            kind: z.enum(['bought_together', 'bought_again', 'popular', 'similar']),
            product: z.string().optional(),
            count: z.int(),
            of: z.int(),
          }),
        ),
        chance: z.number(),
        expectedMargin: z.string().optional(),
        offer: z.record(z.string(), z.string()).optional(),
        explored: z.number().optional(),
      }),
    ),
    method: ours(z.string()),
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
    policy: z.record(z.string(), z.number().nullable()).optional(),
    trackRecord: z.string().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 240_000,
  summarize(
    {
      customer,
      optOut,
      basket,
      owned,
      method,
      products,
      backtest,
      sampleSize,
      dataUpTo,
      trackRecord,
      unknown,
    },
    language,
  ) {
    const chinese = language === 'zh';
    const what = customer ?? basket?.join(chinese ? '、' : ', ') ?? '';
    const missing = [
      ...(unknown ? [chinese ? `没有找到：${unknown.join('、')}` : `Not found: ${unknown.join(', ')}`] : []),
      ...(optOut
        ? [
            chinese
              ? `${what}要求勿扰，不要主动联系。`
              : `${what} asked not to be contacted: do not reach out with these.`,
          ]
        : []),
    ];
    if (products.length === 0)
      return [
        ...missing,
        chinese ? `没有可以推荐给${what}的产品。` : `Nothing to recommend for ${what}.`,
      ].join('\n');
    const isStranger = method === 'popularity' && owned === 0;
    const stranger = chinese
      ? `还不了解${what}的喜好：以下是最近最受欢迎的产品。`
      : `Nothing is known yet of what ${what} likes: these are what most customers bought lately.`;
    const lines = products.map(
      ({ name, price, reasons: [reason], chance, expectedMargin, offer, explored }) => {
        const offered = offer
          ? chinese
            ? `；优惠“${offer.name}”价 ${offer.price}，至 ${offer.until}`
            : `; offer "${offer.name}": ${offer.price} until ${offer.until}`
          : '';
        const trial = explored === undefined ? '' : chinese ? '；试推，为了学习' : '; tried out, to learn';
        const because = reason ? reasonText(reason, language) : '';
        const share = `${(100 * chance).toFixed(1)} %`;
        const margin =
          expectedMargin === undefined
            ? ''
            : `${chinese ? '，预期毛利 ' : ', expected margin '}${expectedMargin}`;
        return chinese
          ? `${name}（${price ?? '–'}）：${because}；30 天内购买概率 ${share}${margin}${offered}${trial}`
          : `${name} (${price ?? '–'}): ${because}; ${share} likely within 30 days${margin}${offered}${trial}`;
      },
    );
    const tested = backtest
      ? chinese
        ? `；回测前 10 命中率 ${backtest.hitRateAt10}（按热门 ${backtest.popularityHitRateAt10}）`
        : `; hit rate at 10 in rehearsals ${backtest.hitRateAt10} (by popularity ${backtest.popularityHitRateAt10})`
      : '';
    const basis = chinese
      ? `依据 ${sampleSize} 位客户的订单，截至 ${dataUpTo ?? '–'}${tested}`
      : `From the orders of ${sampleSize} customers up to ${dataUpTo ?? '–'}${tested}`;
    return [
      ...missing,
      ...(isStranger ? [stranger] : []),
      ...lines,
      basis,
      ...(trackRecord === undefined ? [] : [trackRecord]),
    ].join('\n');
  },

  async handler(input, { read, remember, signal, progress, language }) {
    const { customer, products = [], limit = 5, includeOwned = false, maxPrice } = input;
    const { who, found, unknown, asked, isWithheld } = await read(async ({ crm, insight }) => {
      const who = customer === undefined ? undefined : await crm.whoIs(customer);
      const found = [];
      const unknown = [];
      for (const text of products) {
        const [best] = await crm.references.candidates('product', text);
        if (best) found.push(best);
        else unknown.push(text);
      }
      if (found.length === 0 && unknown[0] !== undefined && !who)
        await crm.references.forRead('product', unknown[0]);
      const asked = await insight.recommending.ask({
        customer: who && { kind: who.kind, id: who.resolved.id },
        basket: found.map(({ id }) => id),
        limit,
        includeOwned,
        maxPrice,
        language,
      });
      const isWithheld = who?.kind === 'contact' && (await crm.mayNotBeReached(who.resolved.id));
      return { who, found, unknown, asked, isWithheld };
    });
    const learning = language === 'zh' ? '正在从订单中学习' : 'Learning from the orders';
    const { answer, predictions } = await asked.answer(
      (work) => read(({ insight }) => work(insight.recommending)),
      { signal, progress: (share) => progress(Math.round(100 * share), 100, learning) },
    );
    if (predictions.length > 0) await remember(({ insight }) => insight.track.record(predictions));
    return {
      ...(who && { customerId: who.resolved.id, customer: who.resolved.label }),
      ...(isWithheld && { optOut: true }),
      ...(found.length > 0 && { basket: found.map(({ label }) => label) }),
      ...(unknown.length > 0 && { unknown }),
      ...answer,
    };
  },
});

function reasonText(
  {
    kind,
    product = '',
    count,
    of,
  }: { kind: string; product?: string | undefined; count: number; of: number },
  language: Language,
): string {
  const chinese = language === 'zh';
  switch (kind) {
    case 'bought_together':
      return chinese
        ? `${of} 位${product}买家中有 ${count} 位也买了`
        : `bought too by ${count} of ${of} buyers of ${product}`;
    case 'bought_again':
      return chinese
        ? `${of} 位买家中有 ${count} 位再次购买`
        : `bought again by ${count} of its ${of} buyers`;
    case 'similar':
      return chinese
        ? `描述与${product}相似（${of} 个词中 ${count} 个相同）`
        : `described like ${product} (${count} of ${of} words)`;
    default:
      return chinese ? `近 90 天有 ${count} 位客户购买` : `bought by ${count} customers in the last 90 days`;
  }
}
