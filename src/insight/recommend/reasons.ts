import { boughtBoth } from './interactions.ts';
import type { Learned } from './learn.ts';
import type { Taste } from './profile.ts';

/** Why a product is recommended, in counts that can be checked. */
export interface ProductReason {
  /**
   * `bought_together`: `count` of the `of` buyers of `product` bought this too. `bought_again`: `count` of this
   * product's own `of` buyers came back for it. `popular`: `count` of its `of` buyers bought it in the last 90
   * days. `similar`: its text shares `count` of its `of` words with that of `product`.
   */
  kind: 'bought_together' | 'bought_again' | 'popular' | 'similar';
  product?: string;
  count: number;
  of: number;
}

const reasonsShown = 2;
const supportsWeighed = 4;

/** What speaks for a learnt product: what it was bought together with, that it is bought again, or how popular it is. */
export function reasonsFor(
  id: string,
  { numbers, scorer, interactions, buyers, recentBuyers, returningBuyers }: Learned,
  taste: Taste,
  nameOf: (product: string) => string | undefined,
): ProductReason[] {
  const item = numbers.get(id)!;
  if (taste.owned.has(id))
    return [{ kind: 'bought_again', count: returningBuyers[item]!, of: buyers[item]! }];
  const together = taste.liked
    .flatMap((product) => {
      const from = numbers.get(product);
      const name = nameOf(product);
      return from === undefined || name === undefined
        ? []
        : [{ from, name, support: scorer.support(from, item) }];
    })
    .filter(({ support }) => support > 0)
    .sort((left, right) => right.support - left.support)
    .slice(0, supportsWeighed)
    .map(
      ({ from, name }): ProductReason => ({
        kind: 'bought_together',
        product: name,
        count: boughtBoth(interactions, from, item),
        of: buyers[from]!,
      }),
    )
    .filter(({ count }) => count > 0)
    .slice(0, reasonsShown);
  if (together.length > 0) return together;
  return [{ kind: 'popular', count: recentBuyers[item]!, of: buyers[item]! }];
}
