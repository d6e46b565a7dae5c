import { expect, test } from 'vitest';
import {
  defaultOrderPolicy,
  type OrderOperation,
  type OrderState,
  orderOperations,
  permission,
  policyOf,
} from './policy.ts';

const order = (status: string, more: Partial<OrderState> = {}): OrderState => ({
  status,
  itemsChanged: false,
  returns: 0,
  ...more,
});
const possible = (state: OrderState, policy = defaultOrderPolicy): OrderOperation[] =>
  orderOperations.filter((operation) => permission(policy, operation, state).allowed);

test.for<[OrderState, OrderOperation[]]>([
  [order('pending'), ['cancel', 'change_address', 'change_payment', 'change_items']],
  [order('pending', { itemsChanged: true }), []],
  [order('processed'), []],
  [order('delivered'), ['return', 'exchange']],
  [order('delivered', { itemsChanged: true }), ['return', 'exchange']],
  [order('delivered', { returns: 1 }), []],
  [order('return requested', { returns: 1 }), []],
  [order('cancelled'), []],
  [order('lost at sea'), []],
])('%j can undergo %j', ([state, operations]) => {
  expect(possible(state)).toEqual(operations);
});

test('a refusal says why and what can be done instead, in both languages', () => {
  expect(permission(defaultOrderPolicy, 'return', order('pending'))).toEqual({
    allowed: false,
    because: {
      en: 'The order is in the state “pending”: it cannot be returned.',
      zh: '订单状态为“待处理”，不能退货。',
    },
    instead: {
      en: 'It can be cancelled, be sent to another address, be paid another way, have its items changed.',
      zh: '可以取消、修改收货地址、修改支付方式、修改商品。',
    },
  });
});

test('a workspace changes the policy in its settings, in part', () => {
  const policy = policyOf({
    orderPolicy: {
      states: { cancel: ['pending', 'processed'] },
      returnsPerOrder: 2,
      afterItemsChanged: ['cancel'],
    },
  });
  expect(possible(order('processed'), policy)).toEqual(['cancel']);
  expect(possible(order('pending', { itemsChanged: true }), policy)).toEqual(['cancel']);
  expect(possible(order('delivered', { returns: 1 }), policy)).toEqual(['return', 'exchange']);
  expect(possible(order('delivered'), policyOf({ orderPolicy: { returnsPerOrder: 0 } }))).toEqual([]);
  expect(policyOf({})).toEqual(defaultOrderPolicy);
});
