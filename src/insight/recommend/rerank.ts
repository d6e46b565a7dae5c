/** A product that may be recommended. */
export interface Candidate {
  id: string;
  score: number;
  category: string | null;
}

/**
 * Keeps a list varied: of the best candidates no category takes more than half of the places, rounded up, as
 * long as others are left.
 *
 * @param candidates best first
 */
export function varied<Item extends Candidate>(candidates: readonly Item[], limit: number): Item[] {
  const most = Math.ceil(limit / 2);
  const counts = new Map<string, number>();
  const chosen: Item[] = [];
  const passedOver: Item[] = [];
  for (const candidate of candidates) {
    if (chosen.length === limit) break;
    const { category } = candidate;
    const count = category === null ? 0 : (counts.get(category) ?? 0);
    if (count >= most) {
      passedOver.push(candidate);
      continue;
    }
    if (category !== null) counts.set(category, count + 1);
    chosen.push(candidate);
  }
  return [...chosen, ...passedOver.slice(0, limit - chosen.length)];
}
