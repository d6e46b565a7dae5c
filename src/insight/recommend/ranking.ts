/** The best items by score, best first, without those that are excluded; equal scores keep the lower number first. */
export function topItems(
  scores: ArrayLike<number>,
  count: number,
  isExcluded: (item: number) => boolean,
): number[] {
  const best: number[] = [];
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!;
    if (best.length === count && score <= scores[best.at(-1)!]!) continue;
    if (!Number.isFinite(score) || isExcluded(item)) continue;
    let place = best.length;
    while (place > 0 && scores[best[place - 1]!]! < score) place--;
    best.splice(place, 0, item);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Tells the items of a list, such as a profile's, from others. */
export function isAmong(items: ArrayLike<number>): (item: number) => boolean {
  const known = new Set(Array.from(items));
  return (item) => known.has(item);
}

/**
 * Normalised discounted cumulative gain of the first ten, each wanted item counting one.
 *
 * @param wanted at least one item
 * @see Järvelin & Kekäläinen (2002), "Cumulated gain-based evaluation of IR techniques"
 */
export function ndcgAt10<Item>(ranked: readonly Item[], wanted: ReadonlySet<Item>): number {
  const gain = (place: number): number => 1 / Math.log2(place + 2);
  let gained = 0;
  for (const [place, item] of ranked.slice(0, 10).entries()) if (wanted.has(item)) gained += gain(place);
  let most = 0;
  for (let place = 0; place < Math.min(10, wanted.size); place++) most += gain(place);
  return gained / most;
}
