import { describe, expect, test } from 'vitest';
import { connectTestClient, type TestClientOptions } from './kernel/testing.ts';

const yes = () => 'yes' as const;
const shop = (more: TestClientOptions = {}) => connectTestClient({ company: 'shop', person: yes, ...more });
const olivia = (more: TestClientOptions = {}) => shop({ customer: 'olivia', ...more });
const elm = { line1: '12 Elm St', city: 'Austin', region: 'TX', postcode: '78701', country: 'USA' };

describe('update_order', () => {
  test('a customer cancels: asked first, the gift card refunded at once', async () => {
    const questions: string[] = [];
    const person = (question: string) => {
      questions.push(question);
      return 'yes' as const;
    };
    await using client = await olivia({ person });

    const done = await client.call('update_order', {
      order: '#W3657213',
      action: 'cancel',
      reason: 'no longer needed',
    });

    expect(questions).toEqual([
      expect.stringContaining(
        'The order #W3657213 is cancelled (no longer needed); 3570.34 USD goes back to the gift card at once.',
      ),
    ]);
    expect(done).toMatchObject({
      order: { status: 'cancelled', cancelReason: 'no longer needed' },
      settlements: [{ kind: 'refund', method: 'gift_card_7794233', amount: '3570.34 USD', when: 'at once' }],
    });
    expect(await client.difference()).toEqual({
      orders: { changed: 1 },
      payments: { added: 1 },
      payment_methods: { changed: 1 },
    });
  });

  test.each([
    ['en', 'no longer needed', /#W3657213 is cancelled[\s\S]*#W7941031 is cancelled/],
    ['zh', '下错单', /订单#W3657213取消[\s\S]*订单#W7941031取消/],
  ] as const)('several orders at once, on one yes (%s)', async (language, reason, told) => {
    const questions: string[] = [];
    const person = (question: string) => {
      questions.push(question);
      return 'yes' as const;
    };
    await using client = await olivia({ language, person });
    const call = { order: '#W3657213', also: ['#W7941031'], action: 'cancel', reason };
    const { settlements } = await client.call('update_order', call);
    expect(questions).toEqual([expect.stringMatching(told)]);
    expect(settlements).toHaveLength(2);
    expect(await client.difference()).toMatchObject({ orders: { changed: 2 }, payments: { added: 2 } });
  });

  test.each([
    [
      { also: ['#W3657213'], action: 'cancel', reason: 'no longer needed' },
      'conflict',
      /cancelled/,
      /已取消/,
    ],
    [
      { also: ['#W0000001'], action: 'cancel', reason: 'no longer needed' },
      'not_found',
      /no order/,
      /没有订单/,
    ],
    [
      { also: ['#W7941031'], action: 'change_address', address: elm },
      'invalid_input',
      /several orders/,
      /多个订单/,
    ],
  ])('where one of several cannot be, none is: %j', async (call, code, en, zh) => {
    for (const [language, message] of [
      ['en', en],
      ['zh', zh],
    ] as const) {
      await using client = await olivia({ language });
      expect(await client.fail('update_order', { order: '#W3657213', ...call })).toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
      expect(await client.difference()).toEqual({});
    }
  });

  test('客户取消订单：先确认，退款说明时间', async () => {
    const questions: string[] = [];
    const person = (question: string) => {
      questions.push(question);
      return 'yes' as const;
    };
    await using client = await olivia({ language: 'zh', person });
    await client.call('update_order', { order: 'W7941031', action: 'cancel', reason: '下错单' });
    expect(questions[0]).toMatch(
      /订单#W7941031取消（下错单）；2198\.09 USD 5至7个工作日内退回尾号\d{4}的\p{L}+。/u,
    );
  });

  test('without a yes nothing is changed', async () => {
    await using client = await olivia({ person: () => 'no' });
    const cancel = { order: '#W3657213', action: 'cancel', reason: 'no longer needed' };
    expect(await client.fail('update_order', cancel)).toMatchObject({ code: 'forbidden' });
    expect(await client.difference()).toEqual({});
    expect(await client.call('update_order', { ...cancel, dryRun: true })).toMatchObject({
      dryRun: true,
      summary: expect.stringContaining('3570.34 USD goes back'),
    });
    expect(await client.difference()).toEqual({});
  });

  test('the address, then the payment method, then the items, after which it stays as it is', async () => {
    await using client = await shop();
    const made: Record<string, unknown>[] = [];
    const change = async (rest: Record<string, unknown>) => {
      const done = await client.call('update_order', { order: '#W7941031', ...rest });
      made.push(done);
      return done;
    };

    await change({ action: 'change_address', address: elm });
    await change({ action: 'change_payment', paymentMethod: 'PayPal' });
    const { order } = (await client.call('get_order', { order: '#W7941031' })) as {
      order: Record<string, unknown>;
    };
    expect(order).toMatchObject({
      address: elm,
      payments: [
        { kind: 'payment', method: 'credit_card_9753331' },
        { kind: 'payment', method: 'paypal_8049766', amount: '2198.09 USD' },
        { kind: 'refund', method: 'credit_card_9753331', amount: '2198.09 USD' },
      ],
    });
    const { variants } = (await client.call('find_variants', {
      product: 'Backpack',
      compareWith: '5917587651',
      availableOnly: true,
    })) as { variants: { variant: string; price: string; difference: string }[] };
    const other = variants.find(({ variant }) => variant !== '5917587651')!;
    const done = await change({
      action: 'change_items',
      items: [{ line: 'Backpack', variant: other.variant }],
      paymentMethod: 'paypal_8049766',
    });
    const difference = Number.parseFloat(other.difference);
    expect(done).toMatchObject({
      order: { status: 'pending', itemsChanged: true, can: { cancel: { allowed: false } } },
      settlements: [
        { kind: difference > 0 ? 'payment' : 'refund', amount: `${Math.abs(difference).toFixed(2)} USD` },
      ],
    });
    expect(
      await client.fail('update_order', { order: '#W7941031', action: 'cancel', reason: 'no longer needed' }),
    ).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('changed already'),
    });

    for (const { changeId } of made.toReversed()) await client.call('undo_change', { changeId });
    expect(await client.difference()).toEqual({});
  });

  test('the same call again is the same answer; an order that has changed since it was read is not', async () => {
    await using client = await olivia();
    const move = { order: '#W7941031', action: 'change_address', address: elm, idempotencyKey: 'move' };
    const first = await client.call('update_order', move);
    expect(await client.call('update_order', move)).toEqual(first);
    expect(
      await client.fail('update_order', { ...move, idempotencyKey: 'again', expectedVersion: 1 }),
    ).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('version 2, not 1'),
    });
    expect(await client.difference()).toEqual({ orders: { changed: 1 } });
  });

  test.for<[string, Record<string, unknown>, string, RegExp, RegExp]>([
    [
      'not there',
      { order: '#W0000000', action: 'cancel', reason: 'no longer needed' },
      'not_found',
      /There is no order "#W0000000" of yours/,
      /您没有订单/,
    ],
    [
      'another’s',
      { order: '#W3130288', action: 'cancel', reason: 'no longer needed' },
      'not_found',
      /There is no order "#W3130288" of yours/,
      /您没有订单/,
    ],
    [
      'in the wrong state',
      { order: '#W5353646', action: 'cancel', reason: 'no longer needed' },
      'conflict',
      /“processed”: it cannot be cancelled/,
      /“已处理”，不能取消/,
    ],
    [
      'for no reason',
      { order: '#W7941031', action: 'cancel' },
      'invalid_input',
      /needs its reason/,
      /需要说明原因/,
    ],
    [
      'for a wrong reason',
      { order: '#W7941031', action: 'cancel', reason: 'too expensive' },
      'invalid_input',
      /is no reason/,
      /不是可以取消订单的原因/,
    ],
    [
      'nowhere',
      { order: '#W7941031', action: 'change_address' },
      'invalid_input',
      /address is missing/,
      /缺少 address/,
    ],
    [
      'paid the same way',
      { order: '#W7941031', action: 'change_payment', paymentMethod: 'credit card' },
      'invalid_input',
      /paid with the Visa ending in 9182 already/,
      /已经是用/,
    ],
    [
      'paid by a gift card too small',
      { order: '#W7941031', action: 'change_payment', paymentMethod: 'gift card' },
      'conflict',
      /2198.09 USD is more than the gift card \(56.00 USD left\) can pay/,
      /不足以支付 2198.09 USD/,
    ],
    [
      'paid by what is not theirs',
      { order: '#W7941031', action: 'change_payment', paymentMethod: 'gift_card_7471275' },
      'not_found',
      /no payment method "gift_card_7471275" of this customer/,
      /该客户没有支付方式/,
    ],
    [
      'an item that is not in it',
      {
        order: '#W7941031',
        action: 'change_items',
        items: [{ line: 'Laptop', variant: 'x' }],
        paymentMethod: 'paypal',
      },
      'not_found',
      /"Laptop" is not in the order/,
      /没有"Laptop"/,
    ],
    [
      'another product',
      {
        order: '#W7941031',
        action: 'change_items',
        items: [{ line: 'Backpack', variant: '1355937109' }],
        paymentMethod: 'paypal',
      },
      'not_found',
      /is no variant of Backpack/,
      /不是Backpack的款式/,
    ],
    [
      'the same variant',
      {
        order: '#W7941031',
        action: 'change_items',
        items: [{ line: 'Backpack', variant: '5917587651' }],
        paymentMethod: 'paypal',
      },
      'invalid_input',
      /is what the order holds already/,
      /订单中已经是/,
    ],
    [
      'a variant that is sold out',
      {
        order: '#W7941031',
        action: 'change_items',
        items: [{ line: 'Backpack', variant: '8030558068' }],
        paymentMethod: 'paypal',
      },
      'conflict',
      /cannot be had now/,
      /目前无货/,
    ],
    [
      'one item twice',
      {
        order: '#W7941031',
        action: 'change_items',
        items: [
          { line: 'Backpack', variant: '6309044598' },
          { line: 'Backpack', variant: '6309044598' },
        ],
        paymentMethod: 'paypal',
      },
      'invalid_input',
      /only once/,
      /只有1件/,
    ],
    [
      'without a payment method',
      { order: '#W7941031', action: 'change_items', items: [{ line: 'Backpack', variant: '6309044598' }] },
      'invalid_input',
      /paymentMethod is missing/,
      /缺少 paymentMethod/,
    ],
  ])('%s: refused in both languages, nothing written', async ([, call, code, en, zh]) => {
    await using english = await olivia();
    await using chinese = await olivia({ language: 'zh' });
    const [refused, refusedInChinese] = [
      await english.fail('update_order', call),
      await chinese.fail('update_order', call),
    ];
    expect(refused).toMatchObject({ code, message: expect.stringMatching(en), hint: expect.any(String) });
    expect(refusedInChinese).toMatchObject({
      code,
      message: expect.stringMatching(zh),
      hint: expect.any(String),
    });
    expect(await english.difference()).toEqual({});
  });

  test('nothing tells another’s order from none', async () => {
    await using client = await olivia();
    const tell = async (order: string) => {
      const { errorId, message, ...rest } = await client.fail('get_order', { order });
      return { ...rest, message: message.replace(order, '…') };
    };
    expect(await tell('#W3130288')).toEqual(await tell('#W0000000'));
  });

  test('a visitor must say who they are first', async () => {
    await using client = await shop({ customer: '' });
    expect(await client.fail('get_order', { order: '#W3130288' })).toMatchObject({
      code: 'forbidden',
      hint: expect.stringContaining('identify_customer'),
    });
  });
});
