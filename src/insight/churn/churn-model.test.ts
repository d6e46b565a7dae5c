import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChurnModel, scoreChurn, trainChurnModel } from './churn-model.ts';
import { type CustomerHistory, featuresAt } from './features.ts';
import { explain, fitLogisticRegression, sigmoid } from './logistic-regression.ts';
import { classifierQuality } from './validation.ts';

const DAY = 86_400_000;
const now = new Date('2026-03-01T00:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY);

const buyer = (customerId: string, purchaseDaysAgo: readonly number[]): CustomerHistory => ({
  customerId,
  purchases: purchaseDaysAgo.map((days) => ({ at: daysAgo(days), amount: 20 })),
  interactions: [],
  tickets: [],
});

/** Half buy every 20 days to this day; half bought for a while and stopped, the longer ago the surer. */
const company: CustomerHistory[] = Array.from({ length: 120 }, (_, index) => {
  const loyal = index % 2 === 0;
  const end = loyal ? index % 15 : 100 + (index % 9) * 15;
  return buyer(
    `customer${index}`,
    Array.from({ length: 5 }, (_, purchase) => end + purchase * (20 + (index % 7))),
  );
});

describe('fitLogisticRegression', () => {
  test('finds the weights that made the labels', () => {
    const random = pseudoRandom(7);
    const rows = Array.from({ length: 4_000 }, () => [10 * random(), random()]);
    const labels = rows.map(([a, b]) => random() < sigmoid(-2 + 0.8 * a! - 3 * b!));
    const model = fitLogisticRegression(rows, labels, 1e-3);
    const slopes = model.weights.map((weight, column) => weight / model.deviations[column]!);
    expect(slopes[0]).toBeCloseTo(0.8, 1);
    expect(Math.abs(slopes[1]! + 3)).toBeLessThan(0.4);
  });

  test('contributions add up to the log-odds; a missing value adds nothing; separable data stay finite', () => {
    const cell = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
      fc.constant(Number.NaN),
    );
    const observation = fc.tuple(fc.array(cell, { minLength: 3, maxLength: 3 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(observation, { minLength: 2, maxLength: 30 }), (observations) => {
        const model = fitLogisticRegression(
          observations.map(([row]) => row),
          observations.map(([, label]) => label),
        );
        for (const [row] of observations) {
          const { logOdds, base, contributions, probability } = explain(model, row);
          expect(contributions.reduce((sum, value) => sum + value, base)).toBeCloseTo(logOdds, 10);
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
          row.forEach((value, column) => {
            if (Number.isNaN(value)) expect(contributions[column]).toBeCloseTo(0, 12);
          });
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a value beyond what was learned from counts as the end of the range', () => {
    const model = fitLogisticRegression([[1], [2], [3], [4]], [false, true, false, true]);
    expect(explain(model, [400]).logOdds).toBe(explain(model, [4]).logOdds);
  });
});

describe('featuresAt', () => {
  test('recency, frequency, money, tenure, overdue, mood and tickets at the cut-off', () => {
    const history: CustomerHistory = {
      customerId: 'a',
      purchases: [
        { at: daysAgo(70), amount: 10 },
        { at: daysAgo(50), amount: 20 },
        { at: daysAgo(30), amount: 30 },
      ],
      interactions: [
        { at: daysAgo(10), sentiment: 'negative' },
        { at: daysAgo(12), sentiment: 'positive' },
        { at: daysAgo(14), sentiment: null },
        { at: daysAgo(200), sentiment: 'negative' },
      ],
      tickets: [
        { openedAt: daysAgo(5), resolvedAt: null },
        { openedAt: daysAgo(9), resolvedAt: daysAgo(8) },
      ],
    };
    expect(featuresAt(history, now)).toEqual({
      daysSincePurchase: 30,
      purchases: 3,
      averageAmount: 20,
      tenureDays: 70,
      overdueRatio: 1.5,
      negativeShare: 0.5,
      openTickets: 1,
    });
  });

  test('nothing that happened after the cut-off leaks into the features', () => {
    const past = buyer('a', [300, 250, 220]);
    const later: CustomerHistory = {
      ...past,
      purchases: [...past.purchases, { at: daysAgo(10), amount: 1_000 }],
      interactions: [{ at: daysAgo(5), sentiment: 'negative' }],
      tickets: [{ openedAt: daysAgo(3), resolvedAt: null }],
    };
    expect(featuresAt(later, daysAgo(90))).toEqual(featuresAt(past, daysAgo(90)));
    expect(featuresAt(past, daysAgo(400))).toBeNull();
  });
});

describe('trainChurnModel', () => {
  const model = trainChurnModel(company, now, 60) as ChurnModel;

  test('tells who stopped from who stays, on customers it had not seen', () => {
    expect(model).toMatchObject({ customers: 120, churned: 60, cutOff: daysAgo(60) });
    expect(model.quality.auc.value).toBeGreaterThan(0.95);
    expect(model.quality.brier).toBeLessThan(model.quality.baseRateBrier / 2);
  });

  test('scores with factors that add up exactly to the log-odds', () => {
    const loyal = scoreChurn(model, company[0]!, now)!;
    const silent = scoreChurn(model, company[1]!, now)!;
    expect(loyal.probability).toBeLessThan(0.2);
    expect(silent.probability).toBeGreaterThan(0.8);
    expect(silent.factors.reduce((sum, factor) => sum + factor.contribution, silent.base)).toBeCloseTo(
      silent.logOdds,
      12,
    );
    expect(sigmoid(silent.logOdds)).toBe(silent.probability);
  });

  test('what sets only a handful of customers apart is no factor', () => {
    const one = { ...company[1]!, tickets: [{ openedAt: daysAgo(70), resolvedAt: null }] };
    const rare = trainChurnModel([company[0]!, one, ...company.slice(2)], now, 60) as ChurnModel;
    const factor = scoreChurn(rare, one, now)!.factors.find(({ feature }) => feature === 'openTickets');
    expect(factor).toEqual({ feature: 'openTickets', value: 1, contribution: 0 });
  });

  test('never bought, or not for a year: no score', () => {
    expect(scoreChurn(model, buyer('new', []), now)).toBeNull();
    expect(scoreChurn(model, buyer('gone', [400]), now)).toBeNull();
  });

  test.each([
    { histories: company.slice(0, 49), refusal: { reason: 'too_few_customers', found: 49, needed: 50 } },
    {
      histories: company.filter((_, index) => index % 2 === 0),
      refusal: { reason: 'too_few_churned', found: 0, needed: 10 },
    },
    {
      histories: company.filter((_, index) => index % 2 === 1),
      refusal: { reason: 'too_few_retained', found: 0, needed: 10 },
    },
  ])('refuses: $refusal.reason', ({ histories, refusal }) => {
    expect(trainChurnModel(histories, now, 60)).toEqual(refusal);
  });
});

describe('classifierQuality', () => {
  test('AUC by ranks with ties as half, Brier beside the base rate', () => {
    const quality = classifierQuality([0.1, 0.4, 0.4, 0.8], [false, true, false, true]);
    expect(quality.auc.value).toBe(0.875);
    expect(quality.brier).toBeCloseTo((0.01 + 0.36 + 0.16 + 0.04) / 4);
    expect(quality.baseRateBrier).toBe(0.25);
  });
});

/** Park & Miller's minimal standard generator, so that the data are the same on every run. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
