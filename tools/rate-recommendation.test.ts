import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

interface Recommended {
  products: { id: string }[];
}

describe('rate_recommendation', () => {
  test('what somebody dislikes is not recommended to them again, at once; undo takes that back', async () => {
    await using client = await connectTestClient();
    const ask = async (): Promise<string[]> => {
      const answer = await client.call('recommend_products', { customer: 'con_000003', limit: 2 });
      return (answer as unknown as Recommended).products.map(({ id }) => id);
    };
    const [first] = await ask();

    const { changeId } = await client.call('rate_recommendation', {
      customer: 'con_000003',
      product: first,
      verdict: 'disliked',
    });
    expect(await client.difference()).toEqual({ product_events: { added: 1 } });
    expect(await ask()).not.toContain(first);

    await client.call('undo_change', { changeId });
    expect(await ask()).toContain(first);
  });

  test('carts and stars count too: what was put into the cart speaks for what is bought with it', async () => {
    await using client = await connectTestClient();
    const ask = async () =>
      (await client.call('recommend_products', { customer: 'con_000003' })) as unknown as Recommended;
    expect(await ask()).toMatchObject({ method: 'popularity', products: [{}, {}, {}, {}, {}] });
    const about = { customer: 'con_000003', product: 'pro_000008' };

    await client.call('rate_recommendation', { ...about, verdict: 'carted' });
    expect(await ask()).toMatchObject({ method: 'ease' });
    await client.call('rate_recommendation', { ...about, stars: 1 });
    expect(await client.difference()).toEqual({
      product_events: { added: 1 },
      product_reviews: { added: 1 },
    });
    expect((await ask()).products.map(({ id }) => id)).not.toContain('pro_000008');

    expect(await client.fail('rate_recommendation', about)).toMatchObject({ code: 'invalid_input' });
    expect(await client.fail('rate_recommendation', { ...about, stars: 6 })).toMatchObject({
      code: 'invalid_input',
    });
  });

  test('没有这个产品、没有这个人、不认识的评价：说明原因，什么都不写', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    const product = Object.keys((await client.app.snapshot()).product!)[0]!;
    const rate = (change: object) =>
      client.fail('rate_recommendation', { customer: 'con_000003', product, verdict: 'liked', ...change });
    expect(await rate({ product: 'Xqzzy Vwkkp' })).toMatchObject({ code: 'not_found' });
    expect(await rate({ customer: 'Xqzzy Vwkkp' })).toMatchObject({ code: 'not_found' });
    expect(await rate({ verdict: 'adored' })).toMatchObject({ code: 'invalid_input' });
    expect(await client.difference()).toEqual({});
  });
});
