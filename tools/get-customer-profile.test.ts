import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

test('a customer sees their own profile and nobody else’s', async () => {
  await using client = await connectTestClient({ company: 'shop', customer: 'olivia' });
  expect(await client.call('get_customer_profile', {})).toMatchObject({
    profile: {
      name: 'Olivia Ito',
      emails: ['olivia.ito5204@example.com'],
      address: { postcode: '80218' },
      paymentMethods: [
        { name: 'gift_card_7794233', kind: 'gift_card', balance: '56.00 USD' },
        { name: 'paypal_8049766', label: 'PayPal' },
        { name: 'credit_card_9753331', label: expect.stringMatching(/ending in \d{4}$/) },
      ],
      orders: [
        { number: '#W3657213', items: ['Action Camera', 'Digital Camera', 'Cycling Helmet'] },
        { number: '#W5353646' },
        { number: '#W5442520' },
        { number: '#W5866402' },
        { number: '#W7941031' },
      ],
    },
  });
  const other = await client.fail('get_customer_profile', { customer: 'mia.moore8091@example.com' });
  expect(other).toMatchObject({ code: 'not_found', message: 'There is no such customer.' });
});

test('员工可以查看任何客户，但要指明是谁', async () => {
  await using client = await connectTestClient({ company: 'shop', language: 'zh' });
  expect(await client.call('get_customer_profile', { customer: 'mia.moore8091@example.com' })).toMatchObject({
    profile: { name: 'Mia Moore', orders: { length: 3 } },
  });
  expect(await client.fail('get_customer_profile', {})).toMatchObject({ message: '没有这个客户。' });
});
