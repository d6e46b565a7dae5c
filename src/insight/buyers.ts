import type { CustomerPurchases } from './customer-purchases.ts';
import {
  featuresOf,
  type PurchaseFeatures,
  type PurchaseSummary,
  type SpendSummary,
} from './purchases/index.ts';

/** A customer as the model sees them, in days. */
export interface Buyer extends PurchaseSummary {
  id: string;
  name: string;
  companyId: string | null;
  /** Mean amount of a purchase day; absent where none has one. */
  average?: number;
  /** Purchase days with an amount. */
  priced: number;
}

const DAY = 86_400_000;
/** The four parameters change no more with more customers than these. */
const mostFitted = 2_500;

/** Days with a purchase after `from`, up to `to`. */
export const purchaseDays = (times: readonly number[], from: number, to: number): number[] => [
  ...new Set(times.flatMap((time) => (time > from && time <= to ? [Math.floor(time / DAY)] : []))),
];

/** Customers as they stood at a moment; purchases of one day are one. */
export function buyersAt(customers: readonly CustomerPurchases[], end: number): Buyer[] {
  return customers.flatMap(({ customerId: id, name, companyId, times, amounts }) => {
    const days = purchaseDays(times, Number.NEGATIVE_INFINITY, end);
    if (days.length === 0) return [];
    const first = days.reduce((least, day) => Math.min(least, day));
    const last = days.reduce((most, day) => Math.max(most, day));
    const paid = times.flatMap((time, index) => (time <= end ? (amounts[index] ?? []) : []));
    const total = paid.reduce((sum, amount) => sum + amount, 0);
    const withAmount = times.filter((_, index) => amounts[index] !== null);
    const priced = purchaseDays(withAmount, Number.NEGATIVE_INFINITY, end).length;
    return [
      {
        id,
        name,
        companyId,
        repeats: days.length - 1,
        lastAt: last - first,
        age: Math.max(last - first, end / DAY - first),
        priced,
        ...(priced > 0 && { average: total / priced }),
      },
    ];
  });
}

/** Every nth customer: ids are in order of time, so that they spread over all of it. */
export function sampled(buyers: readonly Buyer[]): Buyer[] {
  const stride = Math.ceil(buyers.length / mostFitted);
  return buyers.filter((_, place) => place % stride === 0);
}

/** What customers spent who spent anything. */
export const spendersOf = (buyers: readonly Buyer[]): SpendSummary[] =>
  buyers.flatMap(({ average, priced }) =>
    average !== undefined && average > 0 ? [{ purchases: priced, average }] : [],
  );

/** The customer in the middle of all: means of what the model looks at. */
export function typicalOf(buyers: readonly Buyer[]): PurchaseFeatures {
  const features = buyers.map(featuresOf);
  const mean = (name: keyof PurchaseFeatures) =>
    features.reduce((sum, one) => sum + one[name], 0) / features.length;
  return { repeats: mean('repeats'), silence: mean('silence'), age: mean('age') };
}

/** Repeat purchases at the rate of the past: the plainest forecast. */
export const asSoFar = ({ repeats, age }: Buyer, days: number): number =>
  age > 0 ? (repeats / age) * days : 0;
