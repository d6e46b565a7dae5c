import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Amount, IsoDate, Name, Reference, Written, writeControls } from './kernel/params.ts';
import { lineOfPromotion, Promotion } from './kernel/promotion.ts';

export default defineTool({
  name: 'save_promotion',
  title: 'Save a promotion',
  toolset: 'insight',
  scope: 'crm:write',
  description:
    'Creates a promotion (name, first and last day), changes one or takes it out (promotion), for all products, a category or some products. ' +
    'Forecasts count on past and planned ones, recommendations offer what runs today. Not for a lasting price: save_records; nor to look: list_promotions.',
  phrases: {
    en: [
      'create a promotion {name} from {startsOn} to {endsOn}',
      'the promotion {promotion} ends on {endsOn}',
      'set up the promotion {name} from {startsOn} to {endsOn}',
      'take {percentOff} percent off {category} from {startsOn} to {endsOn}',
      'new discount campaign {name} for {products}',
      'extend the promotion {promotion} until {endsOn}',
      'call off the promotion {promotion}',
      'plan a sale {name} starting {startsOn}, {amountOff} off each unit',
      'the promotion {promotion} should start on {startsOn} instead',
      'raise the discount of promotion {promotion} to {percentOff} percent',
      'please add {products} to the promotion {promotion}',
      "I'd like to run a {percentOff} percent special on {category} until {endsOn}",
      'limit the promotion {promotion} to the category {category}',
    ],
    zh: [
      '新建促销{name}，从{startsOn}到{endsOn}',
      '促销{promotion}延长到{endsOn}',
      '{category}从{startsOn}到{endsOn}打折，优惠{percentOff}%',
      '给{products}做个促销，叫{name}',
      '促销{promotion}取消掉，不做了',
      '策划一个活动{name}，{startsOn}开始，每件减{amountOff}',
      '促销{promotion}改到{startsOn}开始',
      '促销{promotion}的折扣加到{percentOff}%',
      '把{products}加进促销{promotion}',
      '我想给{category}搞个限时优惠，到{endsOn}为止',
      '活动{promotion}提前到{endsOn}结束',
      '双十一促销安排一下，{startsOn}到{endsOn}',
    ],
  },
  input: z.strictObject({
    promotion: Reference.optional().describe('Id or name of one there is'),
    name: Name.optional(),
    startsOn: IsoDate.optional(),
    endsOn: IsoDate.optional().describe('The last day, itself included'),
    percentOff: z.number().positive().max(100).optional(),
    amountOff: Amount.optional().describe('Off the price of one unit'),
    category: Name.optional(),
    products: z.array(Reference).min(1).max(50).optional(),
    remove: z.literal(true).optional().describe('Take it out'),
    ...writeControls,
  }),
  output: Written.extend({ promotion: Promotion }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  summarize: (result, language) => wrote(result, lineOfPromotion(result.promotion, language), language),

  handler({ promotion, products, remove, idempotencyKey, dryRun, repeat, ...fields }, { write }) {
    return write(async ({ crm, insight: { promotions } }) => {
      if (remove && promotion !== undefined) return { promotion: await promotions.remove(promotion) };
      const productIds: string[] = [];
      for (const product of products ?? [])
        productIds.push((await crm.references.forWrite('product', product)).id);
      const given = { ...fields, ...(products && { productIds }) };
      return {
        promotion:
          promotion === undefined
            ? await promotions.create(given)
            : await promotions.change(promotion, given),
      };
    });
  },
});
