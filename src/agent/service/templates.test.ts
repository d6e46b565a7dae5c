import { expect, test } from 'vitest';
import { fillTemplate } from './templates.ts';

const scope = {
  order: { number: '#W1', status: 'pending' },
  items: [
    { product: 'Kettle', options: { color: 'red', capacity: '1L' }, price: 'USD 20.00' },
    { product: 'T-Shirt', options: { size: 'M' }, price: 'USD 9.00' },
  ],
  names: ['one', 'two', 'three'],
};
const terms = { pending: { en: 'not yet shipped', zh: '待发货' }, red: { en: 'red', zh: '红色' } };
const en = (template: string) => fillTemplate(template, scope, 'en', terms);
const zh = (template: string) => fillTemplate(template, scope, 'zh', terms);

test('places show values in their language', () => {
  expect(en('Order {order.number} is {order.status}.')).toBe('Order #W1 is not yet shipped.');
  expect(zh('订单{order.number}{order.status}。')).toBe('订单#W1待发货。');
  expect(en('{names}')).toBe('one, two and three');
  expect(zh('{names}')).toBe('one、two、three');
});

test('lists repeat their inside, and the place around stays in sight', () => {
  expect(en('{items: {product} ({options}) of {order.number}}')).toBe(
    'Kettle (red, 1L) of #W1; T-Shirt (size M) of #W1',
  );
  expect(zh('{items:{product}（{options}）}')).toBe('Kettle（红色，1L）；T-Shirt（size：M）');
  expect(en('Items:{items:\n- {product}}')).toBe('Items:\n- Kettle\n- T-Shirt');
});

test('an optional part goes with its place', () => {
  expect(en('Cancelled[, refunded to {payment}].')).toBe('Cancelled.');
  expect(en('Cancelled[ {order.number}].')).toBe('Cancelled #W1.');
});

test('brackets that do not match are a mistake of the flow', () => {
  for (const template of ['{order', 'a [b', 'a] b', 'a}']) expect(() => en(template)).toThrow(RangeError);
});
