import { ndcgAt10 } from '../../src/insight/recommend/index.ts';

/** How good one list of ten is for somebody, from 0 to 1 each. */
export interface ListScores {
  /** Average precision over all that was wanted, cut after ten. */
  map: number;
  ndcg: number;
  precision: number;
  recall: number;
  hit: number;
}

/**
 * Judges the first ten of a list by what was really taken.
 *
 * @param wanted at least one item
 */
export function scoreList<Item>(ranked: readonly Item[], wanted: ReadonlySet<Item>): ListScores {
  const first = ranked.slice(0, 10);
  let hits = 0;
  let precisions = 0;
  for (const [place, item] of first.entries()) {
    if (!wanted.has(item)) continue;
    hits += 1;
    precisions += hits / (place + 1);
  }
  return {
    map: precisions / wanted.size,
    ndcg: ndcgAt10(first, wanted),
    precision: hits / 10,
    recall: hits / wanted.size,
    hit: Math.min(1, hits),
  };
}
