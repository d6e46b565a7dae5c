import { z } from 'zod';
import type { Said } from './words.ts';

/** What can be done with an order after it was placed. */
export const orderOperations = [
  'cancel',
  'change_address',
  'change_payment',
  'change_items',
  'return',
  'exchange',
] as const;
export type OrderOperation = (typeof orderOperations)[number];

const States = z.array(z.string());

/** The rules of a shop for orders; a workspace sets its own in `settings.orderPolicy`, in whole or in part. */
const OrderPolicy = z.object({
  /** The states in which an order can undergo an operation. */
  states: z.record(z.enum(orderOperations), States),
  /** What an order whose items were changed can still undergo, its state permitting. */
  afterItemsChanged: z.array(z.enum(orderOperations)),
  /** Why an order may be cancelled: the value that is kept, and what it is called in Chinese. */
  cancelReasons: z.array(z.object({ value: z.string(), zh: z.string() })).min(1),
  /** How often goods of one order may go back or be exchanged. */
  returnsPerOrder: z.int().min(0),
  /** Where the price of returned goods may go: what the order was paid with, any gift card of the customer. */
  refundTo: z.array(z.enum(['original', 'gift_card'])).min(1),
  /** Kinds of payment methods that have their money back at once. */
  immediateRefunds: z.array(z.string()),
  /** How many business days all others take. */
  refundDays: z.tuple([z.int(), z.int()]),
});
export type OrderPolicy = z.infer<typeof OrderPolicy>;

const OwnPolicy = OrderPolicy.extend({
  states: z.partialRecord(z.enum(orderOperations), States),
}).partial();

const pending = ['pending'];
const delivered = ['delivered'];

/** The policy of τ-bench's retail shop, which is that of many. */
export const defaultOrderPolicy: OrderPolicy = {
  states: {
    cancel: pending,
    change_address: pending,
    change_payment: pending,
    change_items: pending,
    return: delivered,
    exchange: delivered,
  },
  afterItemsChanged: ['return', 'exchange'],
  cancelReasons: [
    { value: 'no longer needed', zh: '不再需要' },
    { value: 'ordered by mistake', zh: '下错单' },
  ],
  returnsPerOrder: 1,
  refundTo: ['original', 'gift_card'],
  immediateRefunds: ['gift_card'],
  refundDays: [5, 7],
};

/** A workspace's policy: its own settings over the defaults. @throws ZodError where its settings are no policy */
export function policyOf(settings: Readonly<Record<string, unknown>>): OrderPolicy {
  const { states, ...own } = OwnPolicy.parse(settings.orderPolicy ?? {});
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return { ...defaultOrderPolicy, ...given, states: { ...defaultOrderPolicy.states, ...states } };
}

/** What the policy looks at in an order. */
export interface OrderState {
  status: string;
  itemsChanged: boolean;
  /** How often goods of it went back or were exchanged. */
  returns: number;
}

/** Whether an order can undergo an operation; if not, why, and what can be done instead. */
export type Permission = { allowed: true } | { allowed: false; because: Said; instead: Said };

const allowed: Permission = { allowed: true };
const refused = (because: Said, instead: Said): Permission => ({ allowed: false, because, instead });

/** What the policy says to an operation on an order in this state. */
export function permission(policy: OrderPolicy, operation: OrderOperation, order: OrderState): Permission {
  const sendsBack = operation === 'return' || operation === 'exchange';
  if (sendsBack && order.returns >= policy.returnsPerOrder && order.returns > 0) return wasReturned;
  if (!policy.states[operation].includes(order.status)) {
    const status = statusNames[order.status] ?? { en: order.status, zh: order.status };
    const names = operationNames[operation];
    return refused(
      {
        en: `The order is in the state “${status.en}”: it cannot ${names.en}.`,
        zh: `订单状态为“${status.zh}”，不能${names.zh}。`,
      },
      instead(policy, order.status),
    );
  }
  if (sendsBack && policy.returnsPerOrder === 0) return takesNothingBack;
  if (order.itemsChanged && !policy.afterItemsChanged.includes(operation)) return wasChanged;
  return allowed;
}

const wasReturned = refused(
  {
    en: 'A return or exchange of this order was requested already.',
    zh: '该订单已经申请过退货或换货。',
  },
  { en: 'There is only one an order; a person may help.', zh: '每个订单只能申请一次；可转人工处理。' },
);
const wasChanged = refused(
  {
    en: 'The items of this order were changed already, after which it stays as it is.',
    zh: '该订单的商品已经修改过，之后不能再改动或取消。',
  },
  { en: 'Once it is delivered, return or exchange it.', zh: '送达后可以退货或换货。' },
);
const takesNothingBack = refused(
  { en: 'This shop takes nothing back.', zh: '本店不支持退换货。' },
  { en: 'A person may help.', zh: '可转人工处理。' },
);

/** What an order in this state can undergo; the next step of those who wanted something else. */
function instead(policy: OrderPolicy, status: string): Said {
  const possible = orderOperations.filter((operation) => policy.states[operation].includes(status));
  if (possible.length > 0)
    return {
      en: `It can ${possible.map((operation) => operationNames[operation].en).join(', ')}.`,
      zh: `可以${possible.map((operation) => operationNames[operation].zh).join('、')}。`,
    };
  if (status === 'processed' || status === 'shipped')
    return {
      en: 'Once it is delivered, return or exchange it.',
      zh: '送达后可以退货或换货。',
    };
  return { en: 'Nothing more can be done with it.', zh: '该订单不能再做其他操作。' };
}

/** What an order undergoes, behind "it can". */
export const operationNames: Readonly<Record<OrderOperation, Said>> = {
  cancel: { en: 'be cancelled', zh: '取消' },
  change_address: { en: 'be sent to another address', zh: '修改收货地址' },
  change_payment: { en: 'be paid another way', zh: '修改支付方式' },
  change_items: { en: 'have its items changed', zh: '修改商品' },
  return: { en: 'be returned', zh: '退货' },
  exchange: { en: 'be exchanged', zh: '换货' },
};

/** The states of an order as people call them. */
export const statusNames: Readonly<Record<string, Said>> = {
  pending: { en: 'pending', zh: '待处理' },
  processed: { en: 'processed', zh: '已处理' },
  shipped: { en: 'shipped', zh: '已发货' },
  delivered: { en: 'delivered', zh: '已送达' },
  cancelled: { en: 'cancelled', zh: '已取消' },
  returned: { en: 'returned', zh: '已退货' },
  'return requested': { en: 'return requested', zh: '已申请退货' },
  'exchange requested': { en: 'exchange requested', zh: '已申请换货' },
};
