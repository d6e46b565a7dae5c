import { describe, expect, test } from 'vitest';
import { connectTestClient, type TestClientOptions } from './kernel/testing.ts';

const olivia = (more: TestClientOptions = {}) =>
  connectTestClient({ company: 'shop', customer: 'olivia', person: () => 'yes', ...more });
const delivered = { order: '#W5866402' };

describe('request_return', () => {
  test('goods go back: the refund waits for them, once an order', async () => {
    const questions: string[] = [];
    const person = (question: string) => {
      questions.push(question);
      return 'yes' as const;
    };
    await using client = await olivia({ person });
    const back = { ...delivered, kind: 'return', items: [{ line: 'Sneakers' }], paymentMethod: 'gift card' };
    const { order } = (await client.call('request_return', back)) as { order: Record<string, unknown> };

    expect(questions[0]).toContain(
      'Of the order #W5866402 Sneakers may be sent back; then 207.75 USD goes back to the gift card at once.',
    );
    expect(order).toMatchObject({
      status: 'return requested',
      returns: [
        { kind: 'return', refund: '207.75 USD', paymentMethod: 'gift_card_7794233', status: 'requested' },
      ],
      payments: [{ kind: 'payment', method: 'paypal_8049766', amount: '3203.78 USD' }],
    });
    expect(await client.difference()).toEqual({ orders: { changed: 1 }, returns: { added: 1 } });
    expect(await client.fail('request_return', { ...back, kind: 'exchange', repeat: true })).toMatchObject({
      code: 'conflict',
      message: 'A return or exchange of this order was requested already.',
    });
  });

  test('换货：说明差价，订单行和余额不变', async () => {
    await using client = await olivia({ language: 'zh' });
    const swap = { line: 'Espresso Machine', variant: '7407838442' };
    const done = await client.call('request_return', {
      ...delivered,
      kind: 'exchange',
      items: [swap],
      paymentMethod: 'PayPal',
      reason: '压力太高',
    });
    expect(done).toMatchObject({
      summary: expect.stringMatching(
        /^订单#W5866402换货：Espresso Machine换成.+，寄回后办理；由PayPal支付 85\.88 USD。$/u,
      ),
      order: {
        statusName: '已申请换货',
        returns: [{ kind: 'exchange', difference: '85.88 USD', variant: '7407838442', reason: '压力太高' }],
      },
    });
    expect(await client.difference()).toEqual({ orders: { changed: 1 }, returns: { added: 1 } });
  });

  test.for<[string, Record<string, unknown>, string, RegExp, RegExp]>([
    [
      'of an order that was not delivered',
      { order: '#W7941031', kind: 'return', items: [{ line: 'Backpack' }], paymentMethod: 'credit card' },
      'conflict',
      /“pending”: it cannot be returned/,
      /“待处理”，不能退货/,
    ],
    [
      'refunded to neither the original nor a gift card',
      { ...delivered, kind: 'return', items: [{ line: 'Sneakers' }], paymentMethod: 'credit card' },
      'conflict',
      /neither what the order was paid with nor a gift card/,
      /既不是原支付方式，也不是礼品卡/,
    ],
    [
      'refunded to nobody knows whom',
      { ...delivered, kind: 'return', items: [{ line: 'Sneakers' }] },
      'invalid_input',
      /paymentMethod is missing/,
      /缺少 paymentMethod/,
    ],
    [
      'exchanged for nothing',
      { ...delivered, kind: 'exchange', items: [{ line: 'Sneakers' }], paymentMethod: 'PayPal' },
      'invalid_input',
      /Say what shall come instead of Sneakers/,
      /请说明Sneakers要换成哪一款/,
    ],
    [
      'paid by a gift card too small',
      {
        ...delivered,
        kind: 'exchange',
        items: [{ line: 'Espresso Machine', variant: '7407838442' }],
        paymentMethod: 'gift card',
      },
      'conflict',
      /85.88 USD is more than the gift card \(56.00 USD left\) can pay/,
      /礼品卡（余额 56.00 USD）不足以支付 85.88 USD/,
    ],
  ])('%s: refused in both languages, nothing written', async ([, call, code, en, zh]) => {
    await using english = await olivia();
    await using chinese = await olivia({ language: 'zh' });
    expect(await english.fail('request_return', call)).toMatchObject({
      code,
      message: expect.stringMatching(en),
      hint: expect.any(String),
    });
    expect(await chinese.fail('request_return', call)).toMatchObject({
      code,
      message: expect.stringMatching(zh),
    });
    expect(await english.difference()).toEqual({});
  });
});
