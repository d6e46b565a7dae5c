import { describe, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

const now = '2026-03-05T09:00:00+08:00';

/** Eighty members: every second one buys every 25 days to this day, the others stopped long ago. */
async function loadMembers(client: TestClient): Promise<void> {
  const day = (daysAgo: number): Date => new Date(new Date(now).getTime() - daysAgo * 86_400_000);
  const members = Array.from({ length: 80 }, (_, index) => ({
    id: `con_${index}`,
    index,
    loyal: index % 2 === 0,
  }));
  await client.app.load(
    'contact',
    members.map(({ id, index }) => ({ id, name: `Member ${index}`, lifecycleStage: 'Customer' })),
  );
  const orders = members.flatMap(({ id, index, loyal }) =>
    [0, 25, 50, 75, 100].map((earlier) => ({
      id: `ord_${index}_${earlier}`,
      number: `${index}-${earlier}`,
      contactId: id,
      orderedAt: day((loyal ? index % 14 : 120 + index) + earlier),
      status: 'delivered',
      currency: 'USD',
      totalMinor: 4_000,
    })),
  );
  await client.app.load('order', orders);
}

interface Scored {
  customers: {
    name: string;
    probability: number;
    logOdds: number;
    base: number;
    factors: { contribution: number }[];
  }[];
}

describe('score_churn', () => {
  test('one customer: the factors add up exactly to the log-odds behind the probability', async () => {
    await using client = await connectTestClient({ company: 'none', now });
    await loadMembers(client);

    const gone = (await client.call('score_churn', { customer: 'Member 1' })) as unknown as Scored;

    const [{ base, factors, logOdds, probability }] = gone.customers as [Scored['customers'][number]];
    const sum = factors.reduce((total, { contribution }) => total + contribution, base);
    expect(Number(sum.toFixed(3))).toBe(logOdds);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-logOdds)), 3);
    expect(probability).toBeGreaterThan(0.5);
    expect(gone).toMatchObject({
      days: 90,
      model: { validation: 'cross_validation', sampleSize: 80, churned: 40, auc: expect.any(Number) },
      dataUpTo: '2026-03-05',
    });
    const loyal = (await client.call('score_churn', { customer: 'Member 2' })) as unknown as Scored;
    expect(loyal.customers[0]!.probability).toBeLessThan(probability);
  });

  test('没有指定客户：列出风险最高的几位，从高到低', async () => {
    await using client = await connectTestClient({ company: 'none', now, language: 'zh' });
    await loadMembers(client);

    const { customers } = (await client.call('score_churn', { limit: 4 })) as unknown as Scored;

    const probabilities = customers.map(({ probability }) => probability);
    expect(probabilities).toHaveLength(4);
    expect(probabilities).toEqual(probabilities.toSorted((left, right) => right - left));
    expect(await client.difference()).toMatchObject({ orders: { added: 400 } });
  });

  test('too few customers: no score, and why', async () => {
    await using client = await connectTestClient({ company: 'none', now });
    const refused = await client.call('score_churn', {});
    expect(refused).toMatchObject({ customers: [], refusal: expect.stringContaining('a score needs 50') });
  });
});
