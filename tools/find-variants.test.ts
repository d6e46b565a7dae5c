import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

const visitor = (language: 'en' | 'zh' = 'en') =>
  connectTestClient({ company: 'shop', customer: '', language });

describe('find_variants', () => {
  test('what a product comes in, like this, compared with one of them', async () => {
    await using client = await visitor();
    const all = await client.call('find_variants', { product: 'sneakers' });
    expect(all).toMatchObject({
      product: { name: 'Sneakers', variants: 5, available: 2 },
      options: { color: expect.arrayContaining(['red', 'black', 'gray']) },
    });
    const found = await client
      .call('find_variants', {
        product: '9727387530',
        options: { Colour: 'Black' },
      })
      .catch(String);
    expect(found).toContain('Did you mean');
    expect(
      await client.call('find_variants', {
        product: '9727387530',
        options: { color: 'Black', size: '6' },
        compareWith: '9727387530',
      }),
    ).toMatchObject({
      variants: [
        {
          variant: '6477915553',
          price: '186.45 USD',
          difference: '-21.30 USD',
          differs: { size: '6' },
          available: true,
        },
      ],
    });
  });

  test('没有商品名时列出全部商品；不认识的商品说明下一步', async () => {
    await using client = await visitor('zh');
    const { products } = (await client.call('find_variants', {})) as { products: { name: string }[] };
    expect(products.map(({ name }) => name)).toContain('Sneakers');
    expect(await client.fail('find_variants', { product: '火箭' })).toMatchObject({
      code: 'not_found',
      message: '没有商品"火箭"。',
      hint: expect.stringContaining('find_variants'),
    });
  });

  test('only what can be had', async () => {
    await using client = await visitor();
    const { variants } = (await client.call('find_variants', {
      product: 'Sneakers',
      availableOnly: true,
    })) as {
      variants: { available: boolean }[];
    };
    expect(variants.map(({ available }) => available)).toEqual([true, true]);
  });
});
