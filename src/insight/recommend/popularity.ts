import type { Purchase } from './recommend-products.ts';

/** How widely a product is bought, with recent buyers counting more. */
export interface Popularity {
  productId: string;
  score: number;
  buyers: number;
  /** Buyers within the last half-life. */
  recentBuyers: number;
}

/** A purchase this old counts half. */
export const POPULARITY_HALF_LIFE_DAYS = 90;
const DAY = 86_400_000;

/**
 * Products by how many customers bought them, each customer's latest purchase weighted by
 * ½ ^ (age / 90 days). Most popular first. Answers for customers nothing is known about.
 */
export function rankByPopularity(purchases: Iterable<Purchase>, now: Date): Popularity[] {
  const latest = new Map<string, Map<string, number>>();
  for (const { customerId, productId, at } of purchases) {
    const customers = latest.get(productId) ?? new Map<string, number>();
    customers.set(customerId, Math.max(customers.get(customerId) ?? 0, at.getTime()));
    latest.set(productId, customers);
  }
  return [...latest]
    .map(([productId, customers]) => {
      const ages = [...customers.values()].map((time) => Math.max(0, (now.getTime() - time) / DAY));
      return {
        productId,
        score: ages.reduce((sum, age) => sum + 0.5 ** (age / POPULARITY_HALF_LIFE_DAYS), 0),
        buyers: ages.length,
        recentBuyers: ages.filter((age) => age <= POPULARITY_HALF_LIFE_DAYS).length,
      };
    })
    .sort((left, right) => right.score - left.score || left.productId.localeCompare(right.productId));
}
