import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Reference, Written, writeControls } from './kernel/params.ts';

const Verdict = z.enum(['liked', 'clicked', 'disliked', 'viewed', 'carted']);

export default defineTool({
  name: 'rate_recommendation',
  title: 'Rate a recommendation',
  toolset: 'insight',
  scope: 'crm:write',
  description:
    'Keeps what a contact made of a product, recommended or not: a verdict (liked, clicked, disliked, viewed, put into the cart) or stars. Counts at once: what they dislike is not recommended to them again. ' +
    'Use after an offer was answered. Not for purchases: orders count by themselves.',
  phrases: {
    en: [
      '{customer} liked the recommendation {product}',
      '{customer} does not want {product}, stop recommending it',
      '{customer} clicked on {product}',
      '{customer} liked {product}',
      "{customer} isn't interested in the {product} recommendation",
      "{customer} said no to {product}, don't recommend it again",
      'note that {customer} liked the suggestion {product}',
      '{customer} rejected the recommendation {product}',
      'the recommendation {product} was a hit with {customer}',
      '{customer} gave {product} {stars} stars',
      '{customer} put {product} into the cart',
      'mark the offer {product} as {verdict} by {customer}',
      '{customer} looked at {product} after we recommended it',
      '{customer} turned down our suggestion of {product}',
      'record {stars} stars from {customer} for {product}',
      'never suggest {product} to {customer} again',
      'our tip {product} went down well with {customer}',
      "{product} ended up in {customer}'s shopping cart",
      'feedback on the recommendation {product}: {customer} {verdict} it',
      "{customer} wasn't impressed when I recommended {product}",
      'could you note that {customer} opened the {product} recommendation',
    ],
    zh: [
      '{customer}喜欢推荐的{product}',
      '{customer}不想要{product}，别再推荐了',
      '{customer}点开了{product}',
      '{customer}不喜欢推荐的{product}',
      '{customer}对推荐的{product}很感兴趣，记为喜欢',
      '推荐给{customer}的{product}他不要',
      '{customer}觉得推荐的{product}不错',
      '别再给{customer}推荐{product}',
      '{customer}给{product}打了{stars}星',
      '{customer}把{product}加入了购物车',
      '{customer}看了推荐的{product}',
      '{customer}对{product}没兴趣，以后别推了',
      '把推荐{product}给{customer}的反馈记为{verdict}',
      '{product}这个推荐，{customer}很满意',
      '推荐反馈：{customer}，{product}，{stars}星',
      '{customer}嫌{product}太贵，不喜欢这个推荐',
      '给{customer}推的{product}他点进去看了',
      '上次推荐的{product}，{customer}已经放进购物车',
      '我跟{customer}推了{product}，人家没看上',
      '请记录{customer}拒绝了{product}的推荐',
    ],
  },
  input: z.strictObject({
    customer: Reference,
    product: Reference,
    verdict: Verdict.optional(),
    stars: z.int().min(1).max(5).optional(),
    ...writeControls,
  }),
  output: Written.extend({
    customer: z.string(),
    customerId: z.string(),
    product: z.string(),
    productId: z.string(),
    verdict: Verdict.optional(),
    stars: z.int().optional(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  summarize(result, language) {
    const { customer, product, verdict, stars } = result;
    const said = {
      en: [verdict === 'carted' ? 'put into the cart' : verdict, stars && `gave ${stars} of 5 stars to`],
      zh: [verdict && chinese[verdict], stars && `打了 ${stars} 星：`],
    }[language].filter(Boolean);
    const what =
      language === 'zh'
        ? `已记录：${customer}${said.join('并')}${product}`
        : `Noted: ${customer} ${said.join(' and ')} ${product}`;
    return wrote(result, what, language);
  },

  handler({ customer, product, verdict, stars }, { write }) {
    return write(async ({ crm, insight }) => {
      const who = await crm.references.forWrite('contact', customer);
      const what = await crm.references.forWrite('product', product);
      await insight.recommending.rate(who.id, what.id, { verdict, stars });
      return {
        customer: who.label,
        customerId: who.id,
        product: what.label,
        productId: what.id,
        ...(verdict && { verdict }),
        ...(stars !== undefined && { stars }),
      };
    });
  },
});

const chinese = {
  liked: '喜欢',
  clicked: '点开了',
  disliked: '不想要',
  viewed: '看过',
  carted: '加购了',
};
