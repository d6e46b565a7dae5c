import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

const now = '2026-03-05T09:00:00+08:00';

describe('explain_score', () => {
  test('为什么有流失风险：各因素相加等于评分；留存的评分同样可以解释', async () => {
    await using client = await connectTestClient({ company: 'none', now, language: 'zh' });
    const day = (daysAgo: number): Date => new Date(new Date(now).getTime() - daysAgo * 86_400_000);
    const members = Array.from({ length: 60 }, (_, index) => index);
    await client.app.load(
      'contact',
      members.map((index) => ({ id: `con_${index}`, name: `会员${index}`, lifecycleStage: 'Customer' })),
    );
    await client.app.load(
      'order',
      members.flatMap((index) =>
        [0, 45, 90, 135].map((earlier) => ({
          id: `ord_${index}_${earlier}`,
          number: `${index}-${earlier}`,
          contactId: `con_${index}`,
          orderedAt: day((index % 2 === 0 ? index % 14 : 130 + index) + earlier),
          status: 'delivered',
          currency: 'CNY',
          totalMinor: 4_000,
        })),
      ),
    );

    const explained = (await client.call('explain_score', { customer: '会员1' })) as unknown as Explained;

    expect(explained).toMatchObject({
      about: 'churn',
      days: 90,
      scale: 'log_odds',
      model: 'churn-90d@fresh',
    });
    const sum = explained.factors.reduce((total, { contribution }) => total + contribution, explained.base);
    expect(sum).toBeCloseTo(explained.score, 9);
    expect(1 / (1 + Math.exp(-explained.score))).toBeCloseTo(explained.predicted, 3);

    await client.call('score_churn', { customer: '会员1' });
    const kept = (await client.call('explain_score', {
      customer: '会员1',
      kept: true,
    })) as unknown as Explained;
    expect(kept).toMatchObject({ score: explained.score, madeAt: expect.stringMatching(/^2026-03-05/) });

    const orders = (await client.call('explain_score', {
      customer: '会员2',
      about: 'purchases',
    })) as unknown as Explained;
    expect(orders.factors.reduce((total, { contribution }) => total + contribution, orders.base)).toBeCloseTo(
      orders.score,
      9,
    );
  });

  test('nobody to explain, or nothing: said so', async () => {
    await using client = await connectTestClient({ company: 'none', now });
    expect(await client.fail('explain_score', { customer: 'Nobody Known' })).toMatchObject({
      code: 'not_found',
    });
    await client.app.load('contact', [{ id: 'con_1', name: 'Dana Ortiz', lifecycleStage: 'Customer' }]);
    expect(await client.fail('explain_score', { customer: 'Dana Ortiz' })).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('a score needs 50'),
    });
  });
});

interface Explained {
  score: number;
  base: number;
  predicted: number;
  factors: { contribution: number }[];
}
