import type { ProductRow, PromotionRow } from './read.ts';

/** The promotion that makes a product cheapest today. */
export function offerOf(promotions: readonly PromotionRow[], { id, category, priceMinor }: ProductRow) {
  if (priceMinor === null) return undefined;
  return promotions
    .filter(({ productIds, category: of }) =>
      productIds.length > 0 ? productIds.includes(id) : of === null || of === category,
    )
    .map((promotion) => ({
      promotion,
      priceMinor: Math.max(
        0,
        Math.round(priceMinor * (1 - (promotion.percentOff ?? 0) / 100)) - (promotion.amountOffMinor ?? 0),
      ),
    }))
    .filter((offer) => offer.priceMinor < priceMinor)
    .sort((left, right) => left.priceMinor - right.priceMinor)[0];
}
