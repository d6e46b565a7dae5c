import type { CustomerValue } from './customer-values.ts';

/** Recency, frequency and monetary value as quintiles, 5 the best. */
export interface RfmScores {
  recency: number;
  frequency: number;
  monetary: number;
}

export const rfmSegments = [
  'champions',
  'loyal',
  'new_or_promising',
  'needing_attention',
  'cannot_lose',
  'at_risk',
  'hibernating',
  'lost',
] as const;
export type RfmSegment = (typeof rfmSegments)[number];

/**
 * Scores every customer by where they stand among all: the fifth of the ranks they fall into. Who is alike
 * has the same score, the middle of their ranks, so that nobody is told apart by chance.
 *
 * @see Hughes (1994), "Strategic Database Marketing"
 */
export function scoreRfm(customers: readonly CustomerValue[]): RfmScores[] {
  const recency = quintiles(customers.map(({ daysSincePurchase }) => -daysSincePurchase));
  const frequency = quintiles(customers.map(({ orders }) => orders));
  const monetary = quintiles(customers.map(({ revenueMinor }) => revenueMinor));
  return customers.map((_, index) => ({
    recency: recency[index]!,
    frequency: frequency[index]!,
    monetary: monetary[index]!,
  }));
}

/**
 * The segment of three scores, by recency and the mean of frequency and monetary value. Every combination
 * has exactly one.
 */
export function rfmSegmentOf({ recency, frequency, monetary }: RfmScores): RfmSegment {
  const worth = (frequency + monetary) / 2;
  if (recency >= 4) return worth >= 4 ? 'champions' : worth >= 3 ? 'loyal' : 'new_or_promising';
  if (recency === 3) return worth >= 3 ? 'loyal' : 'needing_attention';
  if (worth >= 4.5) return 'cannot_lose';
  if (worth >= 3) return 'at_risk';
  return recency === 2 ? 'hibernating' : 'lost';
}

/** The fifth each value falls into, 1 to 5, by the middle of the ranks of those equal to it. */
export function quintiles(values: readonly number[]): number[] {
  const sorted = values.toSorted((one, other) => one - other);
  const first = new Map<number, number>();
  const count = new Map<number, number>();
  sorted.forEach((value, rank) => {
    if (!first.has(value)) first.set(value, rank);
    count.set(value, (count.get(value) ?? 0) + 1);
  });
  return values.map((value) => {
    const middle = (first.get(value)! + count.get(value)! / 2) / values.length;
    return Math.min(5, 1 + Math.floor(5 * middle));
  });
}
