/** How strongly two items are bought by the same customers. */
export interface Neighbour<Item> {
  item: Item;
  /** From 0, never shared, towards 1. */
  similarity: number;
  /** Customers who bought both. */
  together: number;
}

export interface ItemSimilarity<Item> {
  /** How many customers bought each item. */
  buyers: ReadonlyMap<Item, number>;
  /** The items bought with each item, most similar first. */
  neighbours: ReadonlyMap<Item, readonly Neighbour<Item>[]>;
}

/** An item a customer may want, with the owned items that speak for it, strongest first. */
export interface ScoredItem<Item> {
  item: Item;
  score: number;
  because: readonly { item: Item; similarity: number; together: number; buyers: number }[];
}

/** Pulls the similarity of pairs few customers share towards zero: one coincidence proves nothing. */
const SHRINKAGE = 5;

/**
 * Item-item cosine similarity over who bought what, counting each customer once per item and shrunk
 * for rare pairs: together / (√(buyers × buyers) + 5).
 *
 * @param histories what each customer bought
 * @see Sarwar, Karypis, Konstan & Riedl (2001), "Item-based collaborative filtering", section 3.1.1
 */
export function fitItemSimilarity<Item>(histories: Iterable<Iterable<Item>>): ItemSimilarity<Item> {
  const items: Item[] = [];
  const positions = new Map<Item, number>();
  const buyersOf: number[][] = [];
  const baskets: number[][] = [];
  for (const history of histories) {
    const basket: number[] = [];
    for (const item of new Set(history)) {
      const position = positions.get(item) ?? items.length;
      if (position === items.length) {
        positions.set(item, position);
        items.push(item);
        buyersOf.push([]);
      }
      basket.push(position);
      buyersOf[position]!.push(baskets.length);
    }
    baskets.push(basket);
  }

  const together = new Uint32Array(items.length);
  const neighboursOf = (position: number): Neighbour<Item>[] => {
    const touched: number[] = [];
    for (const buyer of buyersOf[position]!) {
      for (const other of baskets[buyer]!) if (together[other]!++ === 0) touched.push(other);
    }
    const found = touched
      .filter((other) => other !== position)
      .map((other) => ({
        item: items[other]!,
        together: together[other]!,
        similarity:
          together[other]! / (Math.sqrt(buyersOf[position]!.length * buyersOf[other]!.length) + SHRINKAGE),
      }));
    for (const other of touched) together[other] = 0;
    return found.sort((left, right) => right.similarity - left.similarity);
  };
  return {
    buyers: new Map(items.map((item, position) => [item, buyersOf[position]!.length])),
    neighbours: new Map(items.map((item, position) => [item, neighboursOf(position)])),
  };
}

/**
 * Scores every item bought together with something the customer owns: the sum of its similarities to
 * the owned items. Best first; equal scores keep the more widely bought item ahead.
 */
export function scoreItems<Item>(model: ItemSimilarity<Item>, owned: Iterable<Item>): ScoredItem<Item>[] {
  const scored = new Map<Item, { score: number; because: ScoredItem<Item>['because'][number][] }>();
  for (const item of new Set(owned)) {
    const buyers = model.buyers.get(item) ?? 0;
    for (const { item: other, similarity, together } of model.neighbours.get(item) ?? []) {
      const entry = scored.get(other) ?? { score: 0, because: [] };
      entry.score += similarity;
      entry.because.push({ item, similarity, together, buyers });
      scored.set(other, entry);
    }
  }
  const buyersOf = (item: Item): number => model.buyers.get(item) ?? 0;
  return [...scored]
    .map(([item, { score, because }]) => ({
      item,
      score,
      because: because.sort((left, right) => right.similarity - left.similarity),
    }))
    .sort((left, right) => right.score - left.score || buyersOf(right.item) - buyersOf(left.item));
}
