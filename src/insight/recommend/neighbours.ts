import { buyersOfEach, customersOfItem, type Interactions, itemsOfCustomer } from './interactions.ts';
import { giveWay, type Pace, unwatched } from './pace.ts';

/** The items most bought together with each item. */
export interface Neighbours {
  /** Where the neighbours of each item begin; one longer than there are items. */
  starts: Uint32Array;
  /** Most similar first. */
  items: Uint32Array;
  similarities: Float32Array;
}

export interface NeighbourSettings {
  /** How many neighbours of an item are kept. */
  neighbours: number;
  /** Pulls the similarity of pairs few customers share towards zero: one coincidence proves nothing. */
  shrinkage?: number;
}

const mostItemsOfCustomer = 400;

/**
 * Item-item cosine similarity over who bought what, shrunk for rare pairs: together / (√(buyers × buyers) + 5).
 * Customers who have more than 400 items are passed over: they tell little of each and cost their square.
 *
 * @see Sarwar, Karypis, Konstan & Riedl (2001), "Item-based collaborative filtering", section 3.1.1
 */
export async function fitNeighbours(
  interactions: Interactions,
  { neighbours, shrinkage = 5 }: NeighbourSettings,
  pace: Pace = unwatched,
): Promise<Neighbours> {
  const { items } = interactions;
  const buyers = buyersOfEach(interactions);
  const starts = new Uint32Array(items + 1);
  const found: Uint32Array[] = [];
  const strengths: Float32Array[] = [];
  const together = new Uint32Array(items);
  let work = 0;
  for (let item = 0; item < items; item++) {
    const touched: number[] = [];
    for (const customer of customersOfItem(interactions, item)) {
      const own = itemsOfCustomer(interactions, customer);
      if (own.length > mostItemsOfCustomer) continue;
      work += own.length;
      for (const other of own) if (other !== item && together[other]!++ === 0) touched.push(other);
    }
    const similarity = (other: number): number =>
      together[other]! / (Math.sqrt(buyers[item]! * buyers[other]!) + shrinkage);
    const best = touched
      .map((other) => ({ other, strength: similarity(other) }))
      .sort((left, right) => right.strength - left.strength || left.other - right.other)
      .slice(0, neighbours);
    for (const other of touched) together[other] = 0;
    starts[item + 1] = starts[item]! + best.length;
    found.push(Uint32Array.from(best, ({ other }) => other));
    strengths.push(Float32Array.from(best, ({ strength }) => strength));
    if (work > 200_000) {
      work = 0;
      await giveWay(pace, item / items);
    }
  }
  const kept: Neighbours = {
    starts,
    items: new Uint32Array(starts[items]!),
    similarities: new Float32Array(starts[items]!),
  };
  for (let item = 0; item < items; item++) {
    kept.items.set(found[item]!, starts[item]!);
    kept.similarities.set(strengths[item]!, starts[item]!);
  }
  return kept;
}
