import { describe, expect, test } from 'vitest';
import { similarByText } from './content.ts';
import { explore } from './exploration.ts';
import { type Bought, learn } from './learn.ts';
import { offerOf } from './offer.ts';
import { estimatePolicy } from './policy-value.ts';
import { tasteOf } from './profile.ts';
import { ndcgAt10, topItems } from './ranking.ts';
import type { ProductRow, PromotionRow, Signal } from './read.ts';
import { reasonsFor } from './reasons.ts';
import { varied } from './rerank.ts';

const now = new Date('2026-03-01T00:00:00Z');
const bought = (customer: string, product: string, day = '2026-02-01'): Bought => ({
  customer,
  products: [product],
  at: new Date(day),
});

describe('learn', () => {
  test('finds the hidden product where customers follow each other, and popularity does not', async () => {
    const orders = Array.from({ length: 240 }, (_, index) => index).flatMap((index) => [
      bought(`k${index}`, `first${index % 24}`, '2026-01-01'),
      bought(`k${index}`, `then${index % 24}`, `2026-02-0${1 + (index % 9)}`),
    ]);
    const { rehearsal, settings } = await learn(orders, now);
    expect(settings.method).toBe('ease');
    expect(rehearsal!.hitRateAt10.value).toBeGreaterThan(rehearsal!.popularityHitRateAt10.high95);
    expect(rehearsal!.hitsAt.reduce((sum, hits) => sum + hits, 0) / rehearsal!.customers).toBeCloseTo(
      rehearsal!.hitRateAt10.value,
    );
  });

  test.each([
    { orders: [] },
    { orders: [bought('a', 'tea')] },
    { orders: [bought('a', 'tea'), bought('b', 'pot')] },
  ])('nothing to rehearse on: popularity ($orders.length orders)', async ({ orders }) => {
    expect(await learn(orders, now)).toMatchObject({ rehearsal: null, settings: { method: 'popularity' } });
  });

  test('reasons count buyers: 31 of the 40 buyers of tea bought the pot', async () => {
    const learned = await learn(
      [
        ...Array.from({ length: 40 }, (_, index) => bought(`t${index}`, 'tea', '2026-01-05')),
        ...Array.from({ length: 31 }, (_, index) => bought(`t${index}`, 'pot', '2026-01-20')),
        ...Array.from({ length: 60 }, (_, index) => bought(`c${index}`, 'coffee', '2026-02-20')),
      ],
      now,
    );
    const signal = { productId: 'tea', kind: 'bought', value: 1, last: now };
    const taste = tasteOf([signal], [], learned.numbers);
    const scorer = { score: learned.scorer.score, support: () => 1 };
    expect(reasonsFor('pot', { ...learned, scorer }, taste, (id) => `the ${id}`)).toEqual([
      { kind: 'bought_together', product: 'the tea', count: 31, of: 40 },
    ]);
    expect(reasonsFor('coffee', { ...learned, scorer }, taste, (id) => id)).toEqual([
      { kind: 'popular', count: 60, of: 60 },
    ]);
  });
});

test('tasteOf: the strongest signal of a product counts, a dislike counts against it', () => {
  const signal = (productId: string, kind: string, value = 1): Signal => ({
    productId,
    kind,
    value,
    last: now,
  });
  const numbers = new Map(['tea', 'pot', 'cup'].map((id, number) => [id, number]));
  const { profile, owned, unwanted, liked } = tasteOf(
    [signal('tea', 'view'), signal('tea', 'bought'), signal('pot', 'rated', 1), signal('new', 'cart')],
    ['cup'],
    numbers,
  );
  expect(profile).toEqual({ items: [2, 0, 1], weights: [1, 1, -0.5] });
  expect([...owned.keys()]).toEqual(['tea']);
  expect([...unwanted]).toEqual(['pot']);
  expect(liked).toEqual(['cup', 'tea', 'new']);
});

test('topItems and ndcgAt10: the best first, and what they are worth', () => {
  expect(topItems([1, 5, 3, 5, Number.NaN], 3, (item) => item === 2)).toEqual([1, 3, 0]);
  expect(ndcgAt10(['a', 'b'], new Set(['b']))).toBeCloseTo(1 / Math.log2(3));
  expect(ndcgAt10(['a', 'b'], new Set(['a', 'b']))).toBe(1);
});

test('varied: no category takes more than half while others are left', () => {
  const candidate = (id: string, category: string) => ({ id, category, score: 0 });
  const list = [candidate('a', 'x'), candidate('b', 'x'), candidate('c', 'x'), candidate('d', 'y')];
  expect(varied(list, 3).map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  expect(varied(list, 4).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);
});

test('explore: the same seed the same arm; what people like is tried more often', () => {
  const arms = [
    { chance: 0.1, accepted: 0, rejected: 30 },
    { chance: 0.1, accepted: 30, rejected: 0 },
  ];
  expect(explore(arms, 1)).toEqual(explore(arms, 1));
  expect(explore(arms, 1)).toEqual({ taken: 1, propensity: 1 });
  const even = explore(
    [
      { chance: 0.1, accepted: 0, rejected: 0 },
      { chance: 0.1, accepted: 0, rejected: 0 },
    ],
    3,
  );
  expect(even.propensity).toBeGreaterThan(0.4);
  expect(even.propensity).toBeLessThan(0.6);
});

describe('estimatePolicy', () => {
  test('weighs what both would have shown by how unlikely it was', () => {
    const value = estimatePolicy([
      { propensity: 0.5, wouldShow: true, reward: 1 },
      { propensity: 0.25, wouldShow: true, reward: 0 },
      { propensity: 1, wouldShow: false, reward: 1 },
    ]);
    expect(value).toMatchObject({ shown: 3, overlap: 2, replay: 0.5 });
    expect(value.ips).toBeCloseTo(2 / 3);
    expect(value.snips).toBeCloseTo(2 / 6);
    expect(value.effectiveSampleSize).toBeCloseTo(36 / 20);
  });

  test('nothing in common: nothing is claimed', () => {
    expect(estimatePolicy([{ propensity: 1, wouldShow: false, reward: 0 }])).toMatchObject({
      overlap: 0,
      snips: null,
      replay: null,
    });
  });
});

test('similarByText: in both languages', () => {
  const products = [
    { id: 'a', text: '云端报表软件 Cloud reporting' },
    { id: 'b', text: '报表打印机 Report printer' },
    { id: 'c', text: 'Cloud storage' },
    { id: 'd', text: '咖啡' },
  ];
  expect(similarByText([products[0]!], products).map(({ id }) => id)).toEqual(['c', 'b']);
  expect(similarByText([{ id: 'x', text: '打印机' }], products).map(({ id }) => id)).toEqual(['b']);
});

test('offerOf: the promotion that makes it cheapest', () => {
  const product = { id: 'pro_1', category: 'Tea', priceMinor: 1_000 } as ProductRow;
  const promotion = (values: Partial<PromotionRow>) =>
    ({ productIds: [], category: null, percentOff: null, amountOffMinor: null, ...values }) as PromotionRow;
  const all = [
    promotion({ name: 'tenth', percentOff: 10 }),
    promotion({ name: 'coffee', percentOff: 90, category: 'Coffee' }),
    promotion({ name: 'two', amountOffMinor: 200, productIds: ['pro_1'] }),
  ];
  expect(offerOf(all, product)).toMatchObject({ promotion: { name: 'two' }, priceMinor: 800 });
  expect(offerOf(all, { ...product, priceMinor: null })).toBeUndefined();
});
