import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Name } from './kernel/params.ts';

const ProductLine = z.strictObject({
  id: z.string(),
  name: z.string(),
  variants: z.int(),
  available: z.int(),
});

export default defineTool({
  name: 'find_variants',
  title: 'What a product comes in',
  toolset: 'service',
  scope: 'service:own',
  description:
    'The variants of a product with options, price and availability: all, those like the options given, or each compared with one of them; without a product the products there are. ' +
    'Use for product questions and before changing or exchanging items. Not for buying advice: recommend_products.',
  phrases: {
    en: [
      'which {product} do you have',
      'is {product} available in {options}',
      'how much is {product}',
      'compare {compareWith} with the other {product}',
      'how much does the {product} cost',
      'what is the price of {product}',
      'is the {product} in stock',
      'how many {product} are left',
      'which versions of {product} are there',
      'what sizes and colours of {product} exist',
      'do we have {product} in {options}',
      'show only the {product} variants that are in stock',
      'does the {product} come in {options}',
      'difference between {compareWith} and the other versions of {product}',
      'price list of all {product} variants',
      'what products are in our catalogue',
      'could you check availability and price of {product} in {options}',
      'a customer wants {product} in {options}, is there one',
      'is there a cheaper {product} than {compareWith}',
      '{product} options and prices',
      'are any variants of {product} sold out',
    ],
    zh: [
      '你们有哪些{product}',
      '{product}有{options}的吗',
      '{product}多少钱',
      '把{compareWith}和其他{product}比较一下',
      '{product}什么价',
      '{product}的价格',
      '{product}还有货吗',
      '{product}还剩多少库存',
      '{product}有哪些款式',
      '{product}有什么规格',
      '{product}要{options}的，还拿得到货吗',
      '只看有货的{product}款式',
      '{compareWith}跟{product}的其他款差在哪',
      '{product}各个规格分别卖多少钱',
      '店里都卖哪些产品',
      '客户想要{options}的{product}，有吗',
      '有比{compareWith}便宜的{product}吗',
      '麻烦查下{options}的{product}库存和价格',
      '{product}有几种颜色和尺码',
      '{product}哪些型号缺货了',
    ],
  },
  input: z.strictObject({
    product: Name.optional().describe('Name, id or number; also of one of its variants'),
    options: z.record(z.string().max(60), z.string().max(100)).optional().describe('E.g. { "color": "red" }'),
    compareWith: Name.optional().describe('A variant of the product'),
    availableOnly: z.boolean().optional(),
  }),
  output: z.strictObject({
    product: ProductLine.nullable(),
    options: z.record(z.string(), z.array(z.string())),
    variants: z.array(
      z.strictObject({
        id: z.string(),
        variant: z.string(),
        options: z.record(z.string(), z.string()),
        price: z.string().optional(),
        available: z.boolean(),
        difference: z.string().optional(),
        differs: z.record(z.string(), z.string()).optional(),
      }),
    ),
    products: z.array(ProductLine),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize({ product, variants, products }, language) {
    const [count, can] = language === 'zh' ? ['款', '款有货'] : ['variants', 'available'];
    const lines = (product ? [product] : products).map(
      ({ name, variants, available }) => `${name}: ${variants} ${count}, ${available} ${can}`,
    );
    const words =
      language === 'zh'
        ? { none: '没有符合的款式', gone: '无货' }
        : { none: 'None is like that', gone: 'sold out' };
    const shown = variants.map(({ variant, options, price, available, difference }) =>
      [
        `- ${variant}: ${Object.values(options).join(', ')}`,
        ...(price === undefined ? [] : [price]),
        ...(difference === undefined ? [] : [`(${difference})`]),
        ...(available ? [] : [words.gone]),
      ].join(', '),
    );
    return [...lines, ...(product && variants.length === 0 ? [words.none] : shown)].join('\n');
  },

  handler(query, { read, language }) {
    return read(({ orders }) => orders.findVariants(query, language));
  },
});
