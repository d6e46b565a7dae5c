import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

interface Recommended {
  products: {
    id: string;
    name: string;
    price?: string;
    chance: number;
    explored?: number;
    reasons: { kind: string; product?: string; count: number; of: number }[];
    offer?: { name: string; price: string; margin?: string };
    expectedMargin?: string;
  }[];
  basket?: string[];
  unknown?: string[];
  owned: number;
  method: string;
}

describe('recommend_products', () => {
  test('给老客户推荐没买过的产品，每个都有可核对的理由、概率和毛利；推荐被记录下来', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const recommended = await client.call('recommend_products', { customer: '张伟', limit: 3 });

    expect(recommended).toMatchObject({
      customer: '张伟',
      method: expect.stringMatching(/ease|item_item_cosine|popularity/),
      backtest: { hitRateAt10: expect.any(Number), popularityHitRateAt10: expect.any(Number) },
    });
    const { products, owned } = recommended as unknown as Recommended;
    expect(owned).toBeGreaterThan(0);
    expect(products).toHaveLength(3);
    for (const { reasons, chance, expectedMargin } of products) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const { count, of } of reasons) expect(count).toBeLessThanOrEqual(of);
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThan(1);
      expect(expectedMargin).toMatch(/^\d+\.\d\d [A-Z]{3}$/);
    }
    expect(products.filter(({ explored }) => explored !== undefined).length).toBeLessThanOrEqual(1);
    expect(await client.call('recommend_products', { customer: '张伟', limit: 3 })).toEqual(recommended);
    expect(await client.difference()).toEqual({});
  });

  test('products that go with a basket; what is not known is named', async () => {
    await using client = await connectTestClient();
    const [some, other] = Object.values((await client.app.snapshot()).product!);
    const { basket, unknown, products } = (await client.call('recommend_products', {
      products: [some!.id, other!.id, 'Xqzzy Vwkkp'],
      limit: 4,
    })) as unknown as Recommended;
    expect(basket).toHaveLength(2);
    expect(unknown).toEqual(['Xqzzy Vwkkp']);
    expect(products.map(({ id }) => id)).not.toContain(some!.id);
    expect(products.length).toBeGreaterThan(0);
  });

  test('a price limit, the offer of today with its margin, nothing out of stock', async () => {
    await using client = await connectTestClient();
    const rows = Object.values((await client.app.snapshot()).product!);
    const cheap = rows.map(({ priceMinor }) => Number(priceMinor)).sort((left, right) => left - right)[5]!;
    await client.app.load('promotion', [
      { id: 'prm_all', name: 'Everything', percentOff: 10, startsOn: '2026-03-01', endsOn: '2026-03-31' },
    ]);
    const { products } = (await client.call('recommend_products', {
      customer: 'con_000003',
      maxPrice: String(cheap / 100),
      includeOwned: true,
    })) as unknown as Recommended;
    expect(products.length).toBeGreaterThan(0);
    for (const { price, offer } of products) {
      expect(Number(price!.split(' ')[0])).toBeLessThanOrEqual(cheap / 100);
      expect(offer).toMatchObject({ price: expect.any(String), margin: expect.any(String) });
    }
  });

  test('a product nobody bought yet: what is described alike', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    await client.app.load('product', [
      { id: 'pro_new', name: '云端报表软件 Cloud reporting software', category: 'Software', currency: 'CNY' },
    ]);
    const { products, method } = (await client.call('recommend_products', {
      products: ['pro_new'],
    })) as unknown as Recommended;
    expect(method).toBe('content');
    expect(products[0]!.reasons[0]).toMatchObject({
      kind: 'similar',
      product: expect.stringContaining('云端'),
    });
  });

  test('a customer nothing is known about: what most bought lately', async () => {
    await using client = await connectTestClient();
    await client.app.load('contact', [{ id: 'con_new', name: 'Nora Newcomer', lifecycleStage: 'Lead' }]);

    const { products, owned, method } = (await client.call('recommend_products', {
      customer: 'con_new',
    })) as unknown as Recommended;

    const { content } = await client.client.callTool({
      name: 'recommend_products',
      arguments: { customer: 'con_new' },
    });
    expect(JSON.stringify(content)).toMatch(
      /Nothing is known yet of what Nora Newcomer likes.+ likely within/,
    );
    expect(owned).toBe(0);
    expect(method).toBe('popularity');
    expect(products.every(({ reasons }) => reasons[0]!.kind === 'popular')).toBe(true);
  });

  test('nobody of that name, nothing asked, only unknown products, nothing sold yet: says so', async () => {
    await using client = await connectTestClient({ company: 'none' });
    expect(await client.fail('recommend_products', { customer: 'Xqzzy Vwkkp' })).toMatchObject({
      code: 'not_found',
    });
    expect(await client.fail('recommend_products', {})).toMatchObject({ code: 'invalid_input' });
    expect(await client.fail('recommend_products', { products: ['Xqzzy'] })).toMatchObject({
      code: 'not_found',
    });
    await client.app.load('contact', [{ id: 'con_new', name: 'Nora Newcomer', lifecycleStage: 'Lead' }]);
    expect(await client.call('recommend_products', { customer: 'con_new' })).toMatchObject({
      products: [],
      sampleSize: 0,
    });
    await client.app.load('product', [{ id: 'pro_one', name: 'Only one', currency: 'USD' }]);
    expect(await client.call('recommend_products', { products: ['pro_one'] })).toMatchObject({
      products: [],
    });
  });
});
