import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

interface Recommended {
  products: { id: string; name: string; reasons: { product?: string; count: number; of: number }[] }[];
  owned: number;
}

describe('recommend_products', () => {
  test('给老客户推荐没买过的产品，每个都有可核对的理由', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const recommended = await client.call('recommend_products', { customer: '张伟', limit: 3 });

    expect(recommended).toMatchObject({
      customer: '张伟',
      method: expect.stringMatching(/item_item_cosine|popularity/),
      backtest: { hitRateAt10: expect.any(Number), popularityHitRateAt10: expect.any(Number) },
    });
    const { products, owned } = recommended as unknown as Recommended;
    expect(owned).toBeGreaterThan(0);
    expect(products).toHaveLength(3);
    for (const { reasons } of products) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const { count, of } of reasons) expect(count).toBeLessThanOrEqual(of);
    }
    expect(await client.difference()).toEqual({});
  });

  test('a customer nothing is known about: what most bought lately', async () => {
    await using client = await connectTestClient();
    await client.app.load('contact', [{ id: 'con_new', name: 'Nora Newcomer', lifecycleStage: 'Lead' }]);

    const { products, owned } = (await client.call('recommend_products', {
      customer: 'con_new',
    })) as unknown as Recommended;

    expect(owned).toBe(0);
    expect(products.every(({ reasons }) => reasons[0]!.product === undefined)).toBe(true);
  });

  test('nobody of that name: not_found', async () => {
    await using client = await connectTestClient({ company: 'none' });
    expect(await client.fail('recommend_products', { customer: 'Xqzzy Vwkkp' })).toMatchObject({
      code: 'not_found',
    });
  });
});
