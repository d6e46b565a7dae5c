import { describe, expect, test } from 'vitest';
import type { ChurnFactor, ChurnScore, CustomerHistory } from './churn/index.ts';
import { adviseRetention } from './churn-advice.ts';

const now = new Date('2026-03-01T00:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const about = { now, currency: 'CNY', language: 'zh' } as const;
const english = { ...about, language: 'en' } as const;

const scored = (probability: number, ...factors: [ChurnFactor['feature'], number][]): ChurnScore => ({
  customerId: 'con_1',
  probability,
  logOdds: 0,
  base: 0,
  factors: factors.map(([feature, contribution]) => ({ feature, contribution, value: 1 })),
});
const buyer = (amounts: readonly (number | null)[], openTickets = 0): CustomerHistory => ({
  customerId: 'con_1',
  purchases: amounts.map((amount, index) => ({ at: daysAgo(30 * (index + 1)), amount })),
  interactions: [],
  tickets: Array.from({ length: openTickets }, () => ({ openedAt: daysAgo(5), resolvedAt: null })),
});

describe('retention advice', () => {
  test('an offer, where what it saves is more than what it costs', () => {
    const advice = adviseRetention(scored(0.8, ['overdueRatio', 1]), buyer([100, 100, 100, 100]), english)!;
    expect(advice).toMatchObject({ action: 'offer', cost: 10, valueAtRisk: 320, valueSaved: 64 });
    expect(advice.text).toBe('Offer 10 % off the next order: costs about 10.00 CNY, saves about 64.00 CNY.');
  });

  test('一次购买、风险不高：优惠不划算，打电话', () => {
    const advice = adviseRetention(scored(0.4, ['overdueRatio', 1]), buyer([100]), about)!;
    expect(advice).toMatchObject({ action: 'call', valueSaved: 8 });
    expect(advice.text).toContain('8.00 CNY');
  });

  test('open tickets first, where they or bad moods speak for leaving', () => {
    const tickets = adviseRetention(scored(0.7, ['openTickets', 0.5]), buyer([100, 50], 2), english)!;
    expect(tickets).toMatchObject({
      action: 'resolve_tickets',
      text: expect.stringContaining('2 open tickets'),
    });
    const mood = adviseRetention(scored(0.7, ['negativeShare', 0.5]), buyer([100, 50]), english)!;
    expect(mood.action).toBe('call');
  });

  test('no risk worth the name, or no amount in our currency: no advice', () => {
    expect(adviseRetention(scored(0.2), buyer([100]), about)).toBeNull();
    expect(adviseRetention(scored(0.9), buyer([null]), about)).toBeNull();
  });
});
