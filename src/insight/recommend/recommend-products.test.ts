import { describe, expect, test } from 'vitest';
import { shareOf } from '../statistics.ts';
import { fitItemSimilarity, scoreItems } from './item-similarity.ts';
import {
  backtestRecommendations,
  fitRecommendations,
  type Purchase,
  recommendProducts,
} from './recommend-products.ts';

const now = new Date('2026-03-01T00:00:00Z');
const bought = (customerId: string, productId: string, day = '2026-02-01'): Purchase => ({
  customerId,
  productId,
  at: new Date(day),
});

/** 40 buyers of tea, 31 of whom also bought the pot; 20 buyers of coffee, none of them of tea. */
const teaHouse: Purchase[] = [
  ...Array.from({ length: 40 }, (_, index) => bought(`t${index}`, 'tea', '2026-01-05')),
  ...Array.from({ length: 31 }, (_, index) => bought(`t${index}`, 'pot', '2026-01-20')),
  ...Array.from({ length: 20 }, (_, index) => bought(`c${index}`, 'coffee', '2026-02-20')),
];

describe('fitItemSimilarity', () => {
  test('cosine of who bought both, shrunk; a customer counts once per item', () => {
    const model = fitItemSimilarity([['a', 'b', 'a'], ['a', 'b'], ['a'], ['c']]);
    expect(model.buyers.get('a')).toBe(3);
    expect(model.neighbours.get('a')).toEqual([
      { item: 'b', together: 2, similarity: 2 / (Math.sqrt(6) + 5) },
    ]);
    expect(model.neighbours.get('c')).toEqual([]);
  });

  test('scores add up over what is owned, and name it', () => {
    const model = fitItemSimilarity([
      ['a', 'b', 'c'],
      ['a', 'c'],
      ['b', 'c'],
      ['a', 'd'],
    ]);
    const [best] = scoreItems(model, ['a', 'b']).filter(({ item }) => item === 'c');
    expect(best!.score).toBeCloseTo(best!.because.reduce((sum, reason) => sum + reason.similarity, 0));
    expect(best!.because.map(({ item }) => item).sort()).toEqual(['a', 'b']);
  });
});

describe('recommendProducts', () => {
  const model = fitRecommendations(teaHouse, now);

  test('what buyers of the same product bought, with the count behind it', () => {
    const [first] = recommendProducts(model, ['tea'], { limit: 3, excludeOwned: true });
    expect(first).toMatchObject({
      productId: 'pot',
      reasons: [{ kind: 'bought_together', productId: 'tea', together: 31, buyers: 40 }],
    });
  });

  test('nothing known of the customer: what most bought lately', () => {
    const products = recommendProducts(model, [], { limit: 3, excludeOwned: true });
    expect(products.map(({ productId }) => productId)).toEqual(['tea', 'pot', 'coffee']);
    expect(products[2]!.reasons).toEqual([{ kind: 'popular', recentBuyers: 20, buyers: 20 }]);
  });

  test('owned products stay in only when asked for, products not allowed never', () => {
    const owned = recommendProducts(model, ['tea', 'pot'], { limit: 5, excludeOwned: true });
    expect(owned.map(({ productId }) => productId)).toEqual(['coffee']);
    const all = recommendProducts(model, ['tea', 'pot'], {
      limit: 5,
      excludeOwned: false,
      allowed: new Set(['tea']),
    });
    expect(all.map(({ productId }) => productId)).toEqual(['tea']);
  });
});

describe('backtestRecommendations', () => {
  test('finds the hidden product where customers follow each other, and popularity does not', () => {
    const purchases = Array.from({ length: 240 }, (_, index) => index).flatMap((index) => {
      const pair = index % 24;
      return [
        bought(`k${index}`, `first${pair}`, '2026-01-01'),
        bought(`k${index}`, `then${pair}`, `2026-02-0${1 + (index % 9)}`),
      ];
    });
    const result = backtestRecommendations(purchases, now);
    expect(result).toMatchObject({ customers: 240 });
    expect(result!.hitRateAt10.value).toBeGreaterThan(result!.popularityHitRateAt10.high95);
  });

  test('no customer with two products: nothing to rehearse on', () => {
    expect(backtestRecommendations([bought('a', 'tea'), bought('b', 'pot')], now)).toBeNull();
  });
});

test('shareOf gives the Wilson interval', () => {
  const share = shareOf(8, 10);
  expect(share.low95).toBeCloseTo(0.4902, 3);
  expect(share.high95).toBeCloseTo(0.9433, 3);
});
