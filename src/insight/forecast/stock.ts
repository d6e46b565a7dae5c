import { normalQuantiles } from '../statistics.ts';

/** When to order again and how much, for a chance of not running out. */
export interface StockAdvice {
  /** Stock at which an order should go out. */
  reorderPoint: number;
  /** Units to order now; 0 where stock is above the reorder point. */
  quantity: number;
  /** Units expected to be sold until an order placed now arrives. */
  demandInLeadTime: number;
  /** Units kept for the case that more is sold. */
  safetyStock: number;
}

/**
 * Reorder point and quantity for a product: demand over the lead time plus a safety stock, and enough on
 * top for one more period.
 *
 * @param demand    units expected in each coming period, the next first
 * @param high80    upper bounds of their 80 % intervals
 * @param days      days in a period
 * @param leadDays  days from ordering to arrival
 * @param stock     units on hand
 * @param service   chance of not running out before the order arrives, above 0.5 and below 1
 * @see Silver, Pyke & Thomas (2017), "Inventory and Production Management in Supply Chains", section 6.7
 */
export function adviseStock(
  demand: readonly number[],
  high80: readonly number[],
  { days, leadDays, stock, service }: { days: number; leadDays: number; stock: number; service: number },
): StockAdvice {
  const periods = leadDays / days;
  let [expected, variance] = [0, 0];
  for (let period = 0; period < periods; period++) {
    const share = Math.min(1, periods - period);
    const step = Math.min(period, demand.length - 1);
    expected += share * demand[step]!;
    variance += share * (Math.max(0, high80[step]! - demand[step]!) / normalQuantiles.at80) ** 2;
  }
  const safetyStock = Math.ceil(normalQuantile(service) * Math.sqrt(variance));
  const reorderPoint = Math.ceil(expected) + safetyStock;
  const upTo = reorderPoint + Math.ceil(demand[Math.min(Math.floor(periods), demand.length - 1)]!);
  return {
    reorderPoint,
    quantity: stock > reorderPoint ? 0 : upTo - stock,
    demandInLeadTime: Math.ceil(expected),
    safetyStock,
  };
}

/**
 * Normal quantile of a probability above 0.5.
 *
 * @see Abramowitz & Stegun (1964), 26.2.23; absolute error below 4.5e-4
 */
function normalQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - probability));
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t ** 2) / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3)
  );
}
