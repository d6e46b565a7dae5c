import type { Signal } from './read.ts';
import type { Profile } from './recommender.ts';

/** What each signal says of what somebody wants, beside a purchase, which counts 1. Set by hand. */
const weights: Readonly<Record<string, number>> = {
  bought: 1,
  usage: 1,
  liked: 1,
  cart: 0.6,
  click: 0.3,
  view: 0.2,
  disliked: -0.5,
};
const goodRating = 4;
const badRating = 2;

/** What is known of somebody's taste. */
export interface Taste {
  profile: Profile;
  /** Products they have, with when they last bought them. */
  owned: ReadonlyMap<string, Date>;
  /** Products they do not want. */
  unwanted: ReadonlySet<string>;
  /** Products that count as wanted, the strongest first. */
  liked: readonly string[];
}

/**
 * Puts signals together, one weight a product: the strongest of those that speak for it, or what speaks against.
 *
 * @param numbers  the products that were learnt; others are left out of the profile
 * @param basket   products that are asked about as if they were bought
 */
export function tasteOf(
  signals: readonly Signal[],
  basket: readonly string[],
  numbers: ReadonlyMap<string, number>,
): Taste {
  const found = new Map<string, number>(basket.map((product) => [product, 1]));
  const owned = new Map<string, Date>();
  const unwanted = new Set<string>();
  for (const { productId, kind, value, last } of signals) {
    const weight = kind === 'rated' ? weightOfRating(value) : (weights[kind] ?? 0);
    const known = found.get(productId) ?? 0;
    if (weight < 0) unwanted.add(productId);
    found.set(productId, weight < 0 || known < 0 ? Math.min(weight, known) : Math.max(weight, known));
    if (kind === 'bought') owned.set(productId, last);
  }
  const said = [...found].filter(([, weight]) => weight !== 0);
  const learnt = said.filter(([product]) => numbers.has(product));
  return {
    profile: {
      items: learnt.map(([product]) => numbers.get(product)!),
      weights: learnt.map(([, weight]) => weight),
    },
    owned,
    unwanted,
    liked: said
      .filter(([, weight]) => weight > 0)
      .sort(([, left], [, right]) => right - left)
      .map(([product]) => product),
  };
}

function weightOfRating(stars: number): number {
  if (stars >= goodRating) return 1;
  return stars <= badRating ? -0.5 : 0;
}
