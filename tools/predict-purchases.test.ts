import { describe, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

const now = '2026-03-05T09:00:00+08:00';

/** Sixty members: every third bought once long ago, the others every 20 to 40 days, half of them until lately. */
async function loadMembers(client: TestClient): Promise<void> {
  const day = (daysAgo: number): Date => new Date(new Date(now).getTime() - daysAgo * 86_400_000);
  const members = Array.from({ length: 60 }, (_, index) => ({ id: `con_${index}`, index }));
  await client.app.load(
    'contact',
    members.map(({ id, index }) => ({ id, name: `Member ${index}`, lifecycleStage: 'Customer' })),
  );
  const orders = members.flatMap(({ id, index }) => {
    const last = index % 2 === 0 ? index % 10 : 250;
    const count = index % 3 === 0 ? 1 : 4;
    return Array.from({ length: count }, (_, earlier) => ({
      id: `ord_${index}_${earlier}`,
      number: `${index}-${earlier}`,
      contactId: id,
      orderedAt: day((count === 1 ? 300 : last) + earlier * (20 + (index % 20))),
      status: 'delivered',
      currency: 'USD',
      totalMinor: 1_000 + 100 * index,
    }));
  });
  await client.app.load('order', orders);
}

interface Outlook {
  customers: {
    name: string;
    probabilityAlive: number;
    probabilityToBuy: number;
    expectedPurchases: number;
    expectedValue: number;
    nextPurchaseOn: string | null;
  }[];
  nextCursor: string | null;
}

const call = async (client: TestClient, input: Record<string, unknown>): Promise<Outlook> =>
  (await client.call('predict_purchases', input)) as unknown as Outlook;

describe('predict_purchases', () => {
  test('the loyal and the silent; a ranked list in pages; what was foretold is remembered', async () => {
    await using client = await connectTestClient({ company: 'none', now });
    await loadMembers(client);

    const loyal = await call(client, { customer: 'Member 2' });
    const silent = await call(client, { customer: 'Member 1' });

    expect(loyal).toMatchObject({
      days: 90,
      currency: 'USD',
      dataUpTo: '2026-03-05',
      model: {
        method: 'bg_nbd_gamma_gamma',
        customers: 60,
        repeatCustomers: 40,
        backtest: { customers: expect.any(Number), happened: expect.any(Number) },
      },
    });
    const [kept, gone] = [loyal.customers[0]!, silent.customers[0]!];
    expect(kept.probabilityAlive).toBeGreaterThan(gone.probabilityAlive + 0.3);
    expect(kept.expectedPurchases).toBeGreaterThan(1);
    expect(kept.probabilityToBuy).toBeLessThanOrEqual(kept.probabilityAlive);
    expect(kept.expectedValue).toBeGreaterThan(10);
    expect(kept.nextPurchaseOn! > '2026-03-05' && kept.nextPurchaseOn! < '2026-05-15').toBe(true);

    const first = await call(client, { limit: 4 });
    const second = await call(client, { limit: 4, cursor: first.nextCursor });
    const values = [...first.customers, ...second.customers].map(({ expectedValue }) => expectedValue);
    expect(values).toEqual(values.toSorted((one, other) => other - one));
    expect(new Set([...first.customers, ...second.customers].map(({ name }) => name)).size).toBe(8);

    const record = await client.call('get_track_record', {});
    expect(JSON.stringify(record)).toContain('purchase');
    const explained = await client.call('explain_score', { customer: 'Member 2', about: 'purchases' });
    const { base, factors, score } = explained as unknown as {
      base: number;
      score: number;
      factors: { contribution: number }[];
    };
    expect(factors.reduce((sum, { contribution }) => sum + contribution, base)).toBeCloseTo(score, 9);
  });

  test('数据太少：说明缺多少，不猜', async () => {
    await using client = await connectTestClient({ company: 'none', now, language: 'zh' });
    const few = await client.call('predict_purchases', { days: 30 });
    expect(few).toMatchObject({ customers: [], nextCursor: null });
    expect(few.notes).toEqual([expect.stringContaining('至少需要 30 位和 10 位')]);
    expect(await client.fail('predict_purchases', { customer: '不存在的人' })).toMatchObject({
      code: 'not_found',
    });
  });
});
