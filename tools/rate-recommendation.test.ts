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
