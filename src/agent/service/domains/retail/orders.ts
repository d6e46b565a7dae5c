import type { Flow } from '../../flow.ts';
import { refusal } from './refusal.ts';
import { address, changedItems, items, method, order, otherMethod, reason } from './slots.ts';

export const orderStatus: Flow = {
  name: 'order_status',
  title: { en: 'where an order is and what it holds', zh: '查询订单状态' },
  phrases: {
    en: [
      'where is my order {order}',
      'what is the status of order {order}',
      'has my order {order} shipped yet',
      'when will my order {order} arrive',
      'track my package',
      'my package has not arrived yet, where is it',
      'what did I order in {order}',
      'can you check on my order {order}',
      'is order {order} delivered',
      'tracking number for {order}',
      'show me the details of order {order}',
      'how much did I pay for order {order}',
      'what items are in my order',
    ],
    zh: [
      '我的订单{order}到哪了',
      '查一下订单{order}的状态',
      '订单{order}发货了吗',
      '我的包裹什么时候到',
      '物流单号是多少',
      '订单{order}里有什么',
      '帮我看看我的快递',
      '订单{order}送到了没有',
      '我的订单怎么还没到',
      '查物流',
    ],
  },
  cues: {
    en: [
      "\\bwhere(?:'s| is| are)\\b[^.?!]{0,24}\\b(?:orders?|packages?|parcels?|deliver(?:y|ies)|shipments?|stuff|W\\d{5,})",
      '\\b(?:status|details) (?:of|for|on)\\b',
      '\\border status\\b',
      '\\btrack(?:ing)?\\b',
      "\\b(?:what(?:'s| is)|which|where) [^.?!]{0,20}\\baddress\\b[^.?!]{0,12}\\b(?:on|of|for) (?:it|this|that|(?:my |the )?order)\\b",
      '\\b(?:has|have|did|is|when (?:will|does|do))\\b[^.?!]{0,40}\\b(?:shipped|arriv\\w+|delivered|here|come|dispatched)\\b',
      "\\bhas(?:n't| not) (?:arrived|come|been delivered|shipped)\\b",
      '\\bwhat (?:is|was|did i order|do i have|items?)\\b[^.?!]{0,20}\\bin (?:my |the |order )',
    ],
    zh: [
      '(?:订单|包裹|快递|东西|货|#?W\\d{5,}).{0,12}(?:到哪|在哪|状态|到了|发货|送到|寄出|没到|什么时候到|几时到|进度|里有什么|里面有)',
      '(?:查|看)(?:一?下|看)?.{0,8}(?:订单|物流|快递|包裹)(?!.{0,12}(?:退|换|取消))',
      '我(?:的|(?:之前|刚|昨天)?(?:买|订)的).{1,12}(?:到哪|在哪|发货|送到|寄出|没到)',
      '物流|单号|什么时候(?:能)?(?:到|发货|送)',
    ],
  },
  slots: [order()],
  needs: ['details'],
  actions: [
    {
      tool: 'get_order',
      arguments: { order: '{order.number}' },
      answer: {
        en: 'Order {order.number} is {order.statusName}: {order.lines: {quantity} × {product} ({options})}; {order.total} in all.[ It goes to {order.address.line1}, {order.address.city} {order.address.postcode}.][ Tracking: {order.fulfilments.trackingNumbers}.]',
        zh: '订单{order.number}{order.statusName}：{order.lines:{product}（{options}）×{quantity}}，共{order.total}。[寄往 {order.address.line1}，{order.address.city} {order.address.postcode}。][物流单号：{order.fulfilments.trackingNumbers}。]',
      },
    },
  ],
};

export const cancelOrder: Flow = {
  name: 'cancel_order',
  title: { en: 'cancel an order', zh: '取消订单' },
  partOf: 'cancel_orders',
  phrases: {
    en: [
      'cancel order {order}',
      'I want to cancel my order {order} because I no longer need it',
      'please cancel {order}, it was ordered by mistake',
      'I ordered this by accident, cancel it',
      'call off my order',
      "I don't want the order {order} any more",
      'stop my order before it ships',
    ],
    zh: [
      '取消订单{order}',
      '帮我把订单{order}取消掉',
      '我不想要这个订单了',
      '订单{order}下错了，取消',
      '撤销我的订单',
      '这单不要了',
    ],
  },
  cues: {
    en: [
      '\\bcancel(?:l?ed|l?ing|lation)?\\b(?! (?:that(?! (?:one|order)\\b)|this request|it all)\\b)',
      '\\bcall(?:ing)? off\\b',
      "\\b(?:don'?t|do not|no longer) want (?:the|this|that|my) order\\b",
    ],
    zh: ['取消', '撤单', '撤销', '(?:订单|这单|#?W\\d{5,}).{0,6}不(?:想)?要了', '退订'],
  },
  slots: [order('pending'), reason],
  needs: ['details'],
  refusals: [
    {
      when: [
        { path: 'details.order.can.cancel.allowed', is: [false] },
        { path: 'details.order.can.return.allowed', is: [true] },
      ],
      say: refusal('cancel').say,
      offer: 'return_items',
    },
    refusal('cancel'),
  ],
  actions: [
    {
      tool: 'update_order',
      arguments: { order: '{order.number}', action: 'cancel', reason: '{reason}' },
      confirm: { en: 'This is what I will do: {summary}', zh: '将为您办理：{summary}' },
      answer: {
        en: 'Done. {summary} It cannot be taken up again; you can order anew at any time.',
        zh: '已办理。{summary}取消后不能恢复，您可以随时重新下单。',
      },
    },
  ],
};

export const returnItems: Flow = {
  name: 'return_items',
  title: { en: 'return items for a refund', zh: '退货退款' },
  phrases: {
    en: [
      'return {items} from order {order}',
      'I want to send back {items}',
      'I would like a refund for {items}',
      'can I get my money back for {items}',
      '{items} is broken and I want a full refund',
      'I want to return my order {order}',
      'return everything in {order} to my {method}',
    ],
    zh: [
      '我要退货，订单{order}',
      '把{items}退掉',
      '订单{order}的{items}想退款',
      '{items}坏了，我要退货',
      '全部退掉',
      '申请退货退款',
      '{items}不喜欢，想退',
    ],
  },
  cues: {
    en: [
      '\\breturn(?:ed|ing)?\\b(?! (?:policy|window|period|address|label|process|it as))',
      '\\bsend(?:ing)? [^.;?]{1,40} back\\b',
      '\\bsend(?:ing)? back\\b',
      '\\b(?:want|get|like|need|give me|receive|issue|request|for|have)\\b (?:me |back )?(?:a |an |my |the )?(?:full |complete )?(?:refund|money back)\\b',
      '\\brefund (?:me|it|them|the|my|this)\\b',
    ],
    zh: [
      '退货',
      '退款(?!.{0,6}(?:到哪|多久|什么时候|进度|政策))',
      '退(?:掉|回|了它)',
      '(?:要|想|给我|可以|能)退',
      '把.{1,20}退',
    ],
  },
  slots: [order('delivered'), items, method],
  needs: ['details'],
  refusals: [
    {
      when: [
        { path: 'details.order.can.return.allowed', is: [false] },
        { path: 'details.order.can.cancel.allowed', is: [true] },
      ],
      say: refusal('return').say,
      offer: 'cancel_order',
    },
    refusal('return'),
  ],
  actions: [
    {
      tool: 'request_return',
      arguments: {
        order: '{order.number}',
        kind: 'return',
        items: { each: 'items', as: { line: '{id}' } },
        paymentMethod: '{method.name}',
      },
      confirm: {
        en: 'This is what I will do: {summary} Please make sure these are all the items: an order can be returned only once.',
        zh: '将为您办理：{summary}请确认商品是否齐全：每个订单只能申请一次退货。',
      },
      answer: {
        en: 'Done. {summary} You will get an e-mail about how to send the items back.',
        zh: '已办理。{summary}您会收到一封邮件，说明如何寄回商品。',
      },
      again: 'method',
    },
  ],
};

export const changeItems: Flow = {
  name: 'change_items',
  title: { en: 'exchange items, or change those of an order', zh: '换货或修改订单商品' },
  phrases: {
    en: [
      'exchange {items} for another one in order {order}',
      'I want to swap {items} for a different size',
      'modify {items} in my order {order}',
      'change {items} to the blue one',
      'can I get {items} in another color instead',
      'I picked the wrong size, I want a bigger one',
      'replace {items} with the cheaper one',
      'in order {order}, exchange {items} via {method}',
    ],
    zh: [
      '把订单{order}的{items}换成另一款',
      '我要换货',
      '{items}换个尺码',
      '{items}想换成蓝色的',
      '修改订单{order}里的{items}',
      '尺寸买错了，想换大一号',
      '换一个便宜点的',
    ],
  },
  cues: {
    en: [
      '\\bexchang(?:e|ed|ing)\\b',
      '\\bswap(?:ped|ping)?\\b',
      '\\breplac(?:e|ed|ing)\\b',
      '\\bmodify(?:ing)?\\b',
      '\\bswitch(?:ing)? (?:it|them|the|my|this|out)\\b(?![^.;]{0,30}\\b(?:payment|address|card|paypal)\\b)',
      '\\bchange (?:it|them|the|my|this|these|that|one)\\b(?![^.;]{0,40}\\b(?:address|payment|shipping|mind|card|paypal|e-?mail|password|name|phone)\\b)',
      '\\b(?:different|another|other|bigger|smaller|larger) (?:size|colou?r|model|version|variant|one)\\b',
    ],
    zh: [
      '换货',
      '换成',
      '换为',
      '(?:要|想|能|可以|帮我|给我)换(?!地址|支付|付款|人工|客服|个人)',
      '换(?:一)?个(?!地址|支付|付款|人|客服|说法)',
      '换(?:大|小)',
      '修改.{0,12}商品',
      '(?<!地址|付款方式|支付方式|支付|付款)改成(?!.{0,12}(?:支付|付款|路|市|号))',
      '换(?:一)?款',
    ],
  },
  slots: [order('delivered', 'pending'), changedItems, method],
  needs: ['details'],
  refusals: [
    refusal('change_items', ['exchange'], [{ path: 'details.order.itemsChanged', is: [true] }]),
    refusal('exchange', ['change_items']),
  ],
  actions: [
    {
      when: [{ path: 'details.order.can.change_items.allowed', is: [true] }],
      tool: 'update_order',
      arguments: {
        order: '{order.number}',
        action: 'change_items',
        items: { each: 'items', as: { line: '{id}', variant: '{wanted.variant}' } },
        paymentMethod: '{method.name}',
      },
      confirm: {
        en: 'This is what I will do: {summary}\n{items:\n- {product} ({options}) → {wanted.options}, {wanted.price}}\nItems of an order can be changed only once, so please make sure these are all; after that it can no longer be cancelled.',
        zh: '将为您办理：{summary}\n{items:\n- {product}（{options}）→ {wanted.options}，{wanted.price}}\n每个订单的商品只能修改一次，请确认是否齐全；修改后订单不能再取消。',
      },
      answer: {
        en: 'Done. {summary}',
        zh: '已办理。{summary}',
      },
      again: 'method',
    },
    {
      tool: 'request_return',
      arguments: {
        order: '{order.number}',
        kind: 'exchange',
        items: { each: 'items', as: { line: '{id}', variant: '{wanted.variant}' } },
        paymentMethod: '{method.name}',
      },
      confirm: {
        en: 'This is what I will do: {summary}\n{items:\n- {product} ({options}) → {wanted.options}, {wanted.price}}\nAn order can be exchanged only once, so please make sure these are all the items.',
        zh: '将为您办理：{summary}\n{items:\n- {product}（{options}）→ {wanted.options}，{wanted.price}}\n每个订单只能换货一次，请确认商品是否齐全。',
      },
      answer: {
        en: 'Done. {summary} You will get an e-mail about how to send the items back; no new order is needed.',
        zh: '已办理。{summary}您会收到一封邮件，说明如何寄回商品，无需重新下单。',
      },
      again: 'method',
    },
  ],
};

export const changeOrderAddress: Flow = {
  name: 'change_order_address',
  title: { en: 'send an order to another address', zh: '修改订单收货地址' },
  phrases: {
    en: [
      'change the address of order {order} to {address}',
      'ship my order {order} to {address} instead',
      'I moved, please send order {order} to my new address',
      'the delivery address on {order} is wrong',
      'for {order}, change address to {address}',
      'update the shipping address for my order',
    ],
    zh: [
      '把订单{order}的地址改成{address}',
      '订单{order}改寄到{address}',
      '我的订单收货地址填错了',
      '修改订单{order}的收货地址',
      '这单送到我的新地址',
    ],
  },
  cues: {
    en: [
      '\\b(?:chang|updat|modif|correct|edit|fix|switch)\\w*\\b[^.;?]{0,40}\\baddress\\b',
      '\\b(?:ship|send|deliver)\\w*\\b[^.;?]{0,30}\\b(?:to|at) (?:my |a |the |another )?(?:new |different |other |work |home |office )?(?:address|house|place|home|office|\\d+ [A-Z])',
      '\\b(?:wrong|different|new|another) (?:shipping |delivery )?address\\b',
    ],
    zh: [
      '(?:改|换|修改|更换|变更|填错|写错).{0,10}地址',
      '地址.{0,10}(?:改|换|修改|更换|变更|错)',
      '(?:改|寄|送|发)(?:寄|送)?到(?!哪|了|没|货)',
    ],
  },
  slots: [order('pending'), address],
  needs: ['details'],
  refusals: [refusal('change_address')],
  actions: [
    {
      tool: 'update_order',
      arguments: { order: '{order.number}', action: 'change_address', address: '{address}' },
      confirm: { en: 'This is what I will do: {summary}', zh: '将为您办理：{summary}' },
      answer: {
        en: 'Done. {summary} As long as it is not on its way, you can change it again.',
        zh: '已办理。{summary}发货之前还可以再改。',
      },
      again: 'address',
    },
  ],
};

export const changePayment: Flow = {
  name: 'change_payment',
  title: { en: 'pay an order another way', zh: '修改订单支付方式' },
  phrases: {
    en: [
      'change the payment of order {order} to {method}',
      'for {order}, change payment to {method}',
      'I want to pay order {order} with {method} instead',
      'use my {method} for {order}',
      'switch the payment method of my order',
    ],
    zh: [
      '把订单{order}的支付方式改成{method}',
      '订单{order}改用{method}付款',
      '我想用{method}付订单{order}',
      '换个支付方式',
      '修改付款方式',
    ],
  },
  cues: {
    en: [
      '\\b(?:chang|switch|updat|modif)\\w*\\b[^.;?]{0,30}\\bpayment\\b',
      '\\bpay\\b[^.;?]{0,40}\\b(?:with|using|by)\\b[^.;?]{0,40}\\binstead\\b',
      '\\b(?:different|another|other) (?:payment method|card|way to pay)\\b',
    ],
    zh: [
      '(?:改|换|修改|更换).{0,10}(?:支付|付款)',
      '(?:支付|付款)(?:方式)?.{0,6}(?:改|换)',
      '改用.{1,12}(?:付|支付)',
    ],
  },
  slots: [order('pending'), otherMethod],
  needs: ['details'],
  refusals: [refusal('change_payment')],
  actions: [
    {
      tool: 'update_order',
      arguments: { order: '{order.number}', action: 'change_payment', paymentMethod: '{method.name}' },
      confirm: { en: 'This is what I will do: {summary}', zh: '将为您办理：{summary}' },
      answer: {
        en: 'Done. {summary} As long as it is not on its way, you can change it again.',
        zh: '已办理。{summary}发货之前还可以再改。',
      },
      again: 'method',
    },
  ],
};
