import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import {
  ItemReference,
  OrderReference,
  PaymentMethodName,
  PostalAddress,
  Quantity,
  WrittenOrder,
} from './kernel/orders.ts';
import { Name, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'update_order',
  title: 'Cancel or change an order',
  toolset: 'service',
  scope: 'service:own',
  restsOn: ['order.total'],
  description:
    'Cancels an order (reason) or changes its address, its payment method or its items (each to another variant of the same product, all at once, only once). ' +
    'The customer must say yes first; dryRun shows what they agree to. Not for delivered goods: request_return.',
  phrases: {
    en: [
      'cancel order {order} because {reason}',
      'cancel my order {order}',
      'send order {order} to {address}',
      'pay order {order} with {paymentMethod} instead',
      'change the items of order {order} to {items}, pay the difference with {paymentMethod}',
      'order {order} should go to {address}',
      'please cancel {order}, it was ordered by mistake',
      '{order} is no longer needed, cancel it',
      'use {paymentMethod} for order {order}',
      'I changed my mind about order {order}, cancel it please',
      'call off {order}, reason: {reason}',
      'my order {order} has the wrong delivery address, it should be {address}',
      'switch the payment of {order} to {paymentMethod}',
      'I picked the wrong size in pending order {order}, make it {items}',
      'pending order {order}: swap in {items}, charge {paymentMethod}',
      'could you redirect order {order} to {address}',
      'before it ships, change {order} to {items}',
      "drop order {order}, I don't want it anymore",
      'let the customer pay {order} by {paymentMethod}',
    ],
    zh: [
      '取消订单{order}，原因是{reason}',
      '帮我取消订单{order}',
      '把订单{order}寄到{address}',
      '订单{order}改用{paymentMethod}支付',
      '把订单{order}的商品换成{items}，差价用{paymentMethod}',
      '取消订单{order}，不需要了',
      '订单{order}下错了，取消吧',
      '订单{order}的地址改为{address}',
      '{order}换成{paymentMethod}付款',
      '{order}我不想要了，取消掉吧',
      '撤单{order}，{reason}',
      '订单{order}地址填错了，应该是{address}',
      '还没发货的{order}，商品改成{items}',
      '订单{order}发货前给我换成{items}，补差价走{paymentMethod}',
      '能不能把{order}改送到{address}',
      '客户想改订单{order}的收货地址：{address}',
      '订单{order}不刷原来的卡，改从{paymentMethod}扣',
      '麻烦作废还没发出的订单{order}',
      '我要改{order}的付款方式，用{paymentMethod}',
    ],
  },
  input: z.strictObject({
    order: OrderReference,
    also: z.array(OrderReference).max(20).optional().describe('Other orders cancelled with it'),
    action: z.enum(['cancel', 'change_address', 'change_payment', 'change_items']),
    reason: Name.optional().describe('Why it is cancelled: no longer needed, ordered by mistake'),
    address: PostalAddress.optional(),
    paymentMethod: PaymentMethodName.optional(),
    items: z
      .array(z.strictObject({ line: ItemReference, variant: Name, quantity: Quantity.optional() }))
      .max(100)
      .optional(),
    expectedVersion: z.int().min(1).optional(),
    ...writeControls,
  }),
  output: WrittenOrder,
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) => wrote(result, result.summary, language),

  handler({ action, idempotencyKey, dryRun, repeat, ...change }, { write, language }) {
    return write(
      ({ orders }) => orders.change(action, change, language),
      ({ summary }) => summary,
    );
  },
});
