import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Reference, Written, writeControls } from './kernel/params.ts';

const Verdict = z.enum(['liked', 'clicked', 'disliked']);

export default defineTool({
  name: 'rate_recommendation',
  title: 'Rate a recommendation',
  toolset: 'insight',
  scope: 'crm:write',
  description:
    'Keeps what a contact made of a recommended product: liked, clicked or disliked. Counts at once: what they dislike is not recommended to them again. ' +
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
    ],
  },
  input: z.strictObject({
    customer: Reference,
    product: Reference,
    verdict: Verdict,
    ...writeControls,
  }),
  output: Written.extend({
    customer: z.string(),
    customerId: z.string(),
    product: z.string(),
    productId: z.string(),
    verdict: Verdict,
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  summarize(result, language) {
    const { customer, product, verdict } = result;
    const what =
      language === 'zh'
        ? `已记录：${customer}${chinese[verdict]}${product}`
        : `Noted: ${customer} ${verdict} ${product}`;
    return wrote(result, what, language);
  },

  handler({ customer, product, verdict }, { write }) {
    return write(async ({ crm, insight }) => {
      const who = await crm.references.forWrite('contact', customer);
      const what = await crm.references.forWrite('product', product);
      await insight.recommending.rate(who.id, what.id, verdict);
      return {
        customer: who.label,
        customerId: who.id,
        product: what.label,
        productId: what.id,
        verdict,
      };
    });
  },
});

const chinese = { liked: '喜欢', clicked: '点开了', disliked: '不想要' };
