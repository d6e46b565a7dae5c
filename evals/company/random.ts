import { randomFrom } from '../../src/language/random.ts';

/** A source of repeatable chance. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One item, as likely as its weight. @throws RangeError where no weight is above zero */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item;
  /** A count around a mean. Knuth's method: for means up to about 30. */
  poisson(mean: number): number;
}

/**
 * Chance that depends on the seed and the path alone, so that what one contact does never moves when
 * another part of the simulation draws more or less.
 */
export function createRandom(seed: number, ...path: readonly (string | number)[]): Random {
  const next = randomFrom(hash(`${seed}/${path.join('/')}`));

  return {
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)]!,
    weighted(items, weightOf) {
      const total = items.reduce((sum, item) => sum + weightOf(item), 0);
      if (!(total > 0)) throw new RangeError('weighted needs a weight above zero');
      let rest = next() * total;
      for (const item of items) {
        rest -= weightOf(item);
        if (rest < 0) return item;
      }
      return items.findLast((item) => weightOf(item) > 0)!;
    },
    poisson(mean) {
      const floor = Math.exp(-mean);
      let count = -1;
      for (let product = 1; product > floor; product *= next()) count++;
      return count;
    },
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
