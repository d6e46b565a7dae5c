import { describe, expect, test } from 'vitest';
import { type CustomerHistory, rankChurn } from './churn/index.ts';
import {
  churnDrift,
  foretellChurn,
  isChurnVersionOutgrown,
  keptChurnModel,
  trainChurnVersion,
} from './churn-versions.ts';
import type { KeptModel } from './track/index.ts';

const DAY = 86_400_000;
const now = new Date('2026-03-01T00:00:00Z');

/** Half buy every 20 days to this day; half bought for a while and stopped. */
const company = (size: number, until: Date): CustomerHistory[] =>
  Array.from({ length: size }, (_, index) => {
    const end = index % 2 === 0 ? index % 15 : 40 + (index % 9) * 20;
    const purchases = Array.from({ length: 8 }, (__, purchase) => ({
      at: new Date(until.getTime() - (end + purchase * (20 + (index % 7))) * DAY),
      amount: 20 + (index % 5),
    }));
    return { customerId: `con_${index}`, purchases, interactions: [], tickets: [] };
  });

const histories = company(160, now);
const training = { histories, days: 60, now, timeZone: 'UTC', codeVersion: '0.1.0' };

const trained = async (more: Partial<Parameters<typeof trainChurnVersion>[0]> = {}) => {
  const version = await trainChurnVersion({ ...training, ...more });
  if ('reason' in version) throw new Error(version.reason);
  return version;
};

const first = await trained();

describe('a version of the churn model', () => {
  test('scores after it was kept as JSON exactly as before', async () => {
    const { candidate } = first;
    expect(candidate).toMatchObject({
      name: 'churn-60d',
      trainedTo: '2026-03-01',
      metrics: { auc: expect.any(Number) },
    });
    const parameters = JSON.parse(JSON.stringify(candidate.parameters));
    const kept = keptChurnModel({ ...candidate, parameters })!;
    const probabilities = rankChurn(kept, histories, now).map(({ probability }) => probability);
    expect(probabilities.length).toBeGreaterThan(100);
    expect(probabilities.every((probability) => probability >= 0 && probability <= 1)).toBe(true);
    expect(kept.cutOff).toEqual(new Date(now.getTime() - 60 * DAY));
  });

  test('is put up against the one in use, judged on days that one has not seen', async () => {
    const { candidate } = first;
    const kept = (trainedTo: string): KeptModel => ({
      ...candidate,
      trainedTo,
      metrics: { auc: 0.123 },
      version: 4,
      status: 'active',
      trainedAt: new Date(`${trainedTo}T00:00:00Z`),
    });
    const seen = await trained({ inUse: kept('2026-02-20') });
    expect(seen.contest).toEqual({ metric: 'auc', inUse: { version: 4, value: 0.123 } });
    const other = { ...kept('2026-02-20'), features: ['shoeSize'] };
    expect((await trained({ inUse: other })).contest.inUse).toEqual({ version: 4, value: 0 });
    expect(foretellChurn(other, training, 10)).toEqual([]);
    const unseen = await trained({ inUse: kept('2025-12-01') });
    expect(unseen.contest.inUse!.value).toBeGreaterThan(0.5);
  });

  test('tells when customers are no longer those it learned from, and when it is outgrown', async () => {
    const { candidate } = first;
    const cutOff = new Date(now.getTime() - 60 * DAY);
    expect(churnDrift(candidate, histories, cutOff).every(({ index }) => index === 0)).toBe(true);
    const [worst] = churnDrift(candidate, company(160, new Date(now.getTime() - 200 * DAY)), now);
    expect(worst).toMatchObject({ verdict: 'drifted' });
    expect(isChurnVersionOutgrown(undefined, histories)).toBe(true);
    expect(isChurnVersionOutgrown({ trainedAt: now }, histories)).toBe(false);
    expect(isChurnVersionOutgrown({ trainedAt: new Date('2026-01-01') }, histories)).toBe(true);
  });

  test('没有足够的客户时说明原因', async () => {
    expect(await trainChurnVersion({ ...training, histories: [] })).toMatchObject({
      reason: 'too_few_customers',
    });
  });
});
