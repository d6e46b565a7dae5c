import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomerValue } from './customer-values.ts';
import { cluster, standardised } from './k-means.ts';
import { quintiles, rfmSegmentOf, rfmSegments } from './rfm.ts';
import { segment } from './segments.ts';

const customer = fc.record({
  daysSincePurchase: fc.nat(2_000),
  orders: fc.integer({ min: 1, max: 300 }),
  revenueMinor: fc.integer({ min: -5_000, max: 10_000_000 }),
});
const base = (customers: readonly Omit<CustomerValue, 'id' | 'name'>[]) => ({
  customers: customers.map((one, index) => ({ ...one, id: `con_${index}`, name: `Customer ${index}` })),
  dataUpTo: '2026-03-05',
  undatedOrders: 0,
  otherCurrencyOrders: 0,
});

describe('quintiles', () => {
  test('are fifths of the ranks, and alike for those who are alike', () => {
    expect(quintiles([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(quintiles([7, 7, 7])).toEqual([3, 3, 3]);
    expect(quintiles([])).toEqual([]);
  });

  test('every three scores have a segment, and better customers never a worse recency', () => {
    const score = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(score, score, score, (recency, frequency, monetary) => {
        expect(rfmSegments).toContain(rfmSegmentOf({ recency, frequency, monetary }));
      }),
    );
  });
});

describe('segment', () => {
  test.each(['rfm', 'kmeans'] as const)(
    'by %s: everyone is in one segment and the money adds up',
    (method) => {
      fc.assert(
        fc.property(fc.array(customer, { maxLength: 40 }), (customers) => {
          const { segments, revenue, members } = segment(base(customers), { method }, 'USD', 'en');
          expect(segments.reduce((sum, one) => sum + one.customers, 0)).toBe(customers.length);
          const cents = (amount: string): number => Math.round(Number(amount) * 100);
          expect(segments.reduce((sum, one) => sum + cents(one.revenue), 0)).toBe(cents(revenue));
          const names = segments.map(({ name }) => name);
          expect(new Set(names).size).toBe(names.length);
          const everyone = segments.flatMap(({ key }) => members(key, { limit: 100 }).items);
          expect(new Set(everyone.map(({ id }) => id)).size).toBe(customers.length);
        }),
        { numRuns: 40 },
      );
    },
  );

  test('k-means finds groups that are there, the same ones every time', () => {
    const groups = [
      { daysSincePurchase: 5, orders: 20, revenueMinor: 900_000 },
      { daysSincePurchase: 300, orders: 2, revenueMinor: 4_000 },
      { daysSincePurchase: 20, orders: 3, revenueMinor: 20_000 },
    ];
    const customers = Array.from({ length: 90 }, (_, index) => {
      const { daysSincePurchase, orders, revenueMinor } = groups[index % 3]!;
      return {
        daysSincePurchase: daysSincePurchase + (index % 4),
        orders,
        revenueMinor: revenueMinor + index,
      };
    });
    const found = segment(base(customers), { method: 'kmeans' }, 'USD', 'zh');
    expect(found.segments.map(({ name, customers: count }) => [name, count])).toEqual([
      ['近期购买、经常购买、消费较高的客户', 30],
      ['偶尔购买的客户', 30],
      ['久未购买、偶尔购买、消费较低的客户', 30],
    ]);
    expect(found.silhouette).toBeGreaterThan(0.8);
    const { members, ...again } = segment(base(customers), { method: 'kmeans' }, 'USD', 'zh');
    expect(found).toMatchObject(again);
  });

  test('all alike are one segment, which says so', () => {
    const alike = Array.from({ length: 9 }, () => ({ daysSincePurchase: 3, orders: 2, revenueMinor: 500 }));
    for (const method of ['rfm', 'kmeans'] as const)
      expect(segment(base(alike), { method }, 'USD', 'en')).toMatchObject({
        segments: [{ customers: 9, share: 1, revenueShare: 1 }],
        notes: ['Nothing tells these customers apart: they are one segment.'],
      });
    expect(cluster(standardised([[1, 1, 1]]))).toBeNull();
  });
});
