import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { OrderReference, ShownOrder } from './kernel/orders.ts';

const operationNames = {
  cancel: { en: 'cancel', zh: '取消' },
  change_address: { en: 'change the address', zh: '修改地址' },
  change_payment: { en: 'change the payment', zh: '修改支付方式' },
  change_items: { en: 'change items', zh: '修改商品' },
  return: { en: 'return', zh: '退货' },
  exchange: { en: 'exchange', zh: '换货' },
} as const;

export default defineTool({
  name: 'get_order',
  title: 'One order in full',
  toolset: 'service',
  scope: 'service:own',
  restsOn: ['order.total'],
  description:
    'One order: status, items, address, payments, deliveries with tracking numbers, returns, the ways its customer pays, and what can still be done with it and why not. ' +
    'Use before changing an order or to answer about it. Not for lists: get_customer_profile, search_records.',
  phrases: {
    en: [
      'where is my order {order}',
      'status of order {order}',
      'what is in order {order}',
      'track {order}',
      'what is the status of order {order}',
      'has order {order} been shipped',
      'what did they buy in order {order}',
      'when does order {order} arrive',
      'show me order {order}',
      'details of order {order}',
      'has {order} been paid',
      'tracking number of order {order} please',
      'can order {order} still be cancelled',
      'which address does order {order} go to',
      'has anything from order {order} been returned',
      'how was order {order} paid',
      'can I still change the items of {order}',
      "my parcel from {order} hasn't come, where is it",
      'I need all the information on order {order}',
      'how many deliveries belong to order {order}',
      'look up order {order} for me',
    ],
    zh: [
      '我的订单{order}到哪了',
      '订单{order}的状态',
      '订单{order}里有什么',
      '查询订单{order}的物流',
      '订单{order}现在什么状态',
      '订单{order}发货了吗',
      '订单{order}买了什么',
      '看一下订单{order}',
      '订单{order}什么时候到',
      '{order}付款了吗',
      '{order}的快递单号是多少',
      '订单{order}还能取消吗',
      '订单{order}寄到哪个地址',
      '{order}用什么方式付的钱',
      '包裹怎么还没到，帮查订单{order}',
      '订单{order}有没有退过货',
      '订单{order}还能换货吗，不能的话为什么',
      '我想核对一下订单{order}的明细',
      '{order}这单现在走到哪步了',
      '订单{order}分几个包裹发的',
    ],
  },
  input: z.strictObject({ order: OrderReference }),
  output: z.strictObject({ order: ShownOrder }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize({ order }, language) {
    const possible = Object.entries(order.can)
      .filter(([, { allowed }]) => allowed)
      .map(([operation]) => operationNames[operation as keyof typeof operationNames][language]);
    const tracking = order.fulfilments.flatMap(({ trackingNumbers }) => trackingNumbers);
    const words =
      language === 'zh'
        ? { tracking: '物流单号', can: '可以', none: '不能再做其他操作' }
        : { tracking: 'Tracking', can: 'It can still', none: 'Nothing more can be done with it' };
    return [
      `${order.number}: ${order.statusName}, ${order.total}`,
      ...order.lines.map(
        ({ product, options, quantity, price }) =>
          `- ${quantity} × ${product} (${Object.values(options).join(', ')}) ${price}`,
      ),
      ...(tracking.length > 0 ? [`${words.tracking}: ${tracking.join(', ')}`] : []),
      possible.length > 0 ? `${words.can}: ${possible.join(', ')}` : words.none,
    ].join('\n');
  },

  async handler({ order }, { read, language }) {
    return { order: await read(({ orders }) => orders.get(order, language)) };
  },
});
