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
    ],
    zh: ['新建促销{name}，从{startsOn}到{endsOn}', '促销{promotion}延长到{endsOn}'],
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
