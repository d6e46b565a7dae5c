import { beforeAll, describe, expect, test } from 'vitest';
import { sigmoid } from '../classify/index.ts';
import { type ChurnModel, scoreChurn, trainChurnModel } from './churn-model.ts';
import { type CustomerHistory, featuresAt } from './features.ts';

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
      recentPurchases: 3,
      recentContacts: 3,
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
  let model: ChurnModel;
  beforeAll(async () => {
    model = (await trainChurnModel(company, now, 60)) as ChurnModel;
  });

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

  test('kept as JSON it scores the same', () => {
    const kept = JSON.parse(JSON.stringify(model)) as ChurnModel;
    for (const history of company.slice(0, 20))
      expect(scoreChurn(kept, history, now)).toEqual(scoreChurn(model, history, now));
  });

  test('an aborted signal ends the learning', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(trainChurnModel(company, now, 60, { signal })).rejects.toThrow('enough');
  });

  test('what sets only a handful of customers apart is no factor', async () => {
    const one = { ...company[1]!, tickets: [{ openedAt: daysAgo(70), resolvedAt: null }] };
    const others = [company[0]!, one, ...company.slice(2)];
    const rare = (await trainChurnModel(others, now, 60)) as ChurnModel;
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
  ])('refuses: $refusal.reason', async ({ histories, refusal }) => {
    expect(await trainChurnModel(histories, now, 60)).toEqual(refusal);
  });
});
