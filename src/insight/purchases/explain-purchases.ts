import { expectedPurchases, type PurchaseSummary, type RepeatPurchaseModel } from './repeat-purchases.ts';

/** What the expectation rests on, in the unit of the customer's times. */
export const purchaseFeatures = ['repeats', 'silence', 'age'] as const;
export type PurchaseFeature = (typeof purchaseFeatures)[number];
export type PurchaseFeatures = Readonly<Record<PurchaseFeature, number>>;

/** Purchases after the first, time since the last one, time since the first one. */
export const featuresOf = ({ repeats, lastAt, age }: PurchaseSummary): PurchaseFeatures => ({
  repeats,
  silence: age - lastAt,
  age,
});

/** An expectation taken apart: `base` and the contributions sum to `score`. */
export interface PurchaseExplanation {
  score: number;
  /** What is expected of the typical customer. */
  base: number;
  contributions: Readonly<Record<PurchaseFeature, number>>;
}

/**
 * Takes an expected number of purchases apart into exact Shapley values: what each feature changes when the
 * customer's own value takes the place of the typical one, averaged over all orders of doing so.
 *
 * @see Shapley (1953), "A value for n-person games"
 */
export function explainExpectedPurchases(
  model: RepeatPurchaseModel,
  own: PurchaseFeatures,
  typical: PurchaseFeatures,
  horizon: number,
): PurchaseExplanation {
  const expected = (known: readonly PurchaseFeature[]): number => {
    const { repeats, silence, age } = { ...typical, ...pick(own, known) };
    return expectedPurchases(model, { repeats, age, lastAt: Math.max(0, age - silence) }, horizon);
  };
  const orders = permutations(purchaseFeatures);
  const contribution = (feature: PurchaseFeature): number =>
    orders.reduce((sum, order) => {
      const before = order.slice(0, order.indexOf(feature));
      return sum + (expected([...before, feature]) - expected(before)) / orders.length;
    }, 0);
  return {
    score: expected(purchaseFeatures),
    base: expected([]),
    contributions: {
      repeats: contribution('repeats'),
      silence: contribution('silence'),
      age: contribution('age'),
    },
  };
}

const pick = (features: PurchaseFeatures, names: readonly PurchaseFeature[]): Partial<PurchaseFeatures> =>
  Object.fromEntries(names.map((name) => [name, features[name]]));

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, place) =>
    permutations(items.filter((_, index) => index !== place)).map((rest) => [first, ...rest]),
  );
}
