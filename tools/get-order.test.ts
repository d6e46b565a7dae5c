import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

test('an order in full, however its number is written', async () => {
  await using client = await connectTestClient({ company: 'shop', customer: 'olivia' });
  const { order } = await client.call('get_order', { order: 'w5353646' });
  expect(order).toMatchObject({
    number: '#W5353646',
    customer: 'Olivia Ito',
    status: 'processed',
    total: '187.71 USD',
    lines: [{ product: 'Skateboard', variant: '5489028872', quantity: 1, price: '187.71 USD' }],
    address: { country: 'USA', postcode: '80218' },
    payments: [{ kind: 'payment', label: 'PayPal', amount: '187.71 USD' }],
    fulfilments: [{ trackingNumbers: [expect.stringMatching(/^\d{12}$/)], lines: [expect.any(String)] }],
    can: {
      cancel: {
        allowed: false,
        because: 'The order is in the state “processed”: it cannot be cancelled.',
        instead: 'Once it is delivered, return or exchange it.',
      },
    },
  });
  expect((order as { paymentMethods: unknown[] }).paymentMethods).toHaveLength(3);
});

test('员工查看任何客户的订单，说明可以做什么', async () => {
  await using client = await connectTestClient({ company: 'shop', language: 'zh' });
  const result = await client.client.callTool({ name: 'get_order', arguments: { order: '#W3130288' } });
  expect((result.content as { text: string }[])[0]!.text).toMatch(
    /^#W3130288: 待处理, 2101\.83 USD\n[\s\S]*可以: 取消, 修改地址, 修改支付方式, 修改商品$/,
  );
});
