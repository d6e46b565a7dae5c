const depth = 10;

/** Whether the first document found is relevant. */
export const recallAt1 = (found: readonly string[], relevant: ReadonlyMap<string, number>): number =>
  found[0] !== undefined && relevant.has(found[0]) ? 1 : 0;

/** One over the rank of the first relevant document, 0 beyond the tenth. */
export function reciprocalRank(found: readonly string[], relevant: ReadonlyMap<string, number>): number {
  const at = found.slice(0, depth).findIndex((id) => relevant.has(id));
  return at < 0 ? 0 : 1 / (at + 1);
}

/**
 * Normalised discounted cumulative gain of the first ten documents, with linear gain.
 * @see Järvelin & Kekäläinen (2002), "Cumulated gain-based evaluation of IR techniques"
 */
export function ndcg(found: readonly string[], relevant: ReadonlyMap<string, number>): number {
  const gainOf = (gains: readonly number[]) =>
    gains.slice(0, depth).reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0);
  const best = gainOf([...relevant.values()].sort((one, other) => other - one));
  return best === 0 ? 0 : gainOf(found.map((id) => relevant.get(id) ?? 0)) / best;
}
