import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { ItemReference, OrderReference, PaymentMethodName, Quantity, WrittenOrder } from './kernel/orders.ts';
import { Name, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'request_return',
  title: 'Return or exchange delivered goods',
  toolset: 'service',
  scope: 'service:own',
  restsOn: ['order.total'],
  description:
    'Asks for items of a delivered order to be returned for a refund, or exchanged for other variants of the same product. Once an order: give all items. ' +
    'paymentMethod is refunded, or pays the difference. The customer must say yes first. Not for pending orders: update_order.',
  phrases: {
    en: [
      'return {items} of order {order}, refund to {paymentMethod}',
      'I want to send back {items} from {order}',
      'exchange {items} of order {order}, the difference to {paymentMethod}',
      'swap {items} in {order} for another size, pay with {paymentMethod}',
      'the customer wants to return {items} from order {order}',
      'start a return for order {order}',
      'refund {items} of {order}',
      "{items} from {order} don't fit, I want my money back",
      'can I exchange {items} that came with order {order}',
      'set up an exchange for {items} in delivered order {order}',
      'customer is sending back {items} of {order} because {reason}',
      'get a refund for {items} from order {order} onto {paymentMethod}',
      'returns request: order {order}, {items}, {reason}',
      "I'd like a different colour for {items} of {order}, already delivered",
      'please take back {items}, order number {order}, reason {reason}',
      "the {items} I received in {order} are wrong, I'm returning them",
      'register the return of {items} from {order}, refund by {paymentMethod}',
    ],
    zh: [
      '退掉订单{order}里的{items}，退款到{paymentMethod}',
      '订单{order}的{items}我想退货',
      '订单{order}的{items}要换货，差价用{paymentMethod}',
      '订单{order}里的{items}换个尺码，差价用{paymentMethod}',
      '客户要退订单{order}的{items}',
      '给订单{order}办理退货',
      '把{order}的{items}退掉',
      '{order}收到的{items}不合适，想退款',
      '收到了订单{order}，{items}能不能换个颜色',
      '已签收的订单{order}，{items}申请换货',
      '因为{reason}，客户要退{order}里的{items}',
      '{items}退货，单号{order}，钱退到{paymentMethod}',
      '退货申请：{order}，{items}，原因{reason}',
      '给{order}的{items}办个退换',
      '我买的{items}有质量问题，订单{order}，要退',
      '麻烦登记一下{order}的换货，{items}',
      '{order}里的{items}穿着小了，帮我换大一码',
    ],
  },
  input: z.strictObject({
    order: OrderReference,
    kind: z.enum(['return', 'exchange']),
    items: z
      .array(
        z.strictObject({
          line: ItemReference,
          variant: Name.optional().describe('Of an exchange: what comes instead'),
          quantity: Quantity.optional(),
        }),
      )
      .min(1)
      .max(100),
    paymentMethod: PaymentMethodName.optional(),
    reason: z.string().trim().max(500).optional(),
    expectedVersion: z.int().min(1).optional(),
    ...writeControls,
  }),
  output: WrittenOrder,
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) => wrote(result, result.summary, language),

  handler({ kind, idempotencyKey, dryRun, repeat, ...change }, { write, language }) {
    return write(
      ({ orders }) => orders.change(kind, change, language),
      ({ summary }) => summary,
    );
  },
});
