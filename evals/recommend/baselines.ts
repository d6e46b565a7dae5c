import {
  boughtBoth,
  cosineScorer,
  customersOfItem,
  type Interactions,
  type ItemScorer,
  itemsOfCustomer,
  popularityScorer,
} from '../../src/insight/recommend/index.ts';

/** Methods anyone would try first, fitted on the same data. */
export async function fitBaselines(training: Interactions): Promise<Record<string, ItemScorer>> {
  const all = { neighbours: training.items, shrinkage: 0 };
  return {
    popularity: popularityScorer(training),
    cosine: await cosineScorer(training, all),
    sar: similarityScorer(training),
  };
}

/**
 * SAR: Jaccard similarity of items times what somebody's items mean to them (rating and recency, which come as
 * the weights of the profile).
 *
 * @see Aggarwal, "Smart Adaptive Recommendations", as in the microsoft/recommenders benchmark
 */
function similarityScorer(training: Interactions): ItemScorer {
  const { items } = training;
  const similarity = new Float32Array(items * items);
  for (let item = 0; item < items; item++)
    for (const customer of customersOfItem(training, item))
      for (const other of itemsOfCustomer(training, customer)) similarity[item * items + other]! += 1;
  const buyers = Array.from({ length: items }, (_, item) => similarity[item * items + item]!);
  for (let item = 0; item < items; item++)
    for (let other = 0; other < items; other++) {
      const both = similarity[item * items + other]!;
      if (both > 0 && item !== other)
        similarity[item * items + other] = both / (buyers[item]! + buyers[other]! - both);
    }
  for (let item = 0; item < items; item++) similarity[item * items + item] = 0;
  return {
    score({ items: owned, weights }) {
      const scores = new Float64Array(items);
      for (let at = 0; at < owned.length; at++)
        for (let other = 0; other < items; other++)
          scores[other]! += (weights?.[at] ?? 1) * similarity[owned[at]! * items + other]!;
      return scores;
    },
    support: (item, other) => boughtBoth(training, item, other),
  };
}
