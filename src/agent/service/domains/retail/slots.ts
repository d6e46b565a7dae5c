import type { Slot, Source } from '../../flow.ts';

const number = '#?W\\d{5,9}\\b';

const orders: Source = {
  from: 'account',
  list: 'profile.orders',
  value: 'number',
  label: { en: '{number} ({statusName}): {items}', zh: '{number}（{statusName}）：{items}' },
  words: ['items'],
  reference: number,
};

/** An order of the customer's; of several alike one in such a state. */
export const order = (...states: string[]): Slot => ({
  name: 'order',
  kind: 'record',
  question: { en: 'Which order is it?', zh: '请问是哪个订单？' },
  source: { ...orders, ...(states.length > 0 && { prefer: [{ path: 'status', is: states }] }) },
});

/** All orders of the customer that are not cancelled yet. */
export const everyOrder: Slot = {
  name: 'orders',
  kind: 'every',
  question: { en: 'Which orders are they?', zh: '请问是哪些订单？' },
  source: {
    ...orders,
    only: [{ path: 'status', not: ['cancelled'] }],
    prefer: [{ path: 'status', is: ['pending'] }],
  },
};

const lines: Source = {
  from: 'details',
  list: 'order.lines',
  value: 'id',
  label: { en: '{product} ({options}), {price}', zh: '{product}（{options}），{price}' },
  words: ['product', 'variant'],
  features: 'options',
  amount: 'price',
};

/** Items of the order that go back. */
export const items: Slot = {
  name: 'items',
  kind: 'records',
  question: {
    en: 'Which items? Give one or more, or say “all”.',
    zh: '请问是哪些商品？可以选一件或多件，也可以说“全部”。',
  },
  source: lines,
  whole: {
    en: '\\b(?:return|refund|send(?:ing)? back|take back|money back)\\b.{0,30}\\b(?:order|it|them|this|items?)\\b',
    zh: '退(?:掉|货|款|了)?(?:这个|整个|该)?(?:订单|这单)|(?:订单|这单).{0,16}退',
  },
};

/** Items that become other variants of the same product. */
export const changedItems: Slot = {
  name: 'items',
  kind: 'records',
  question: {
    en: 'Which item shall be another one? Say which, and what it should be instead.',
    zh: '请问要换哪一件商品？请说明是哪件、换成什么样的。',
  },
  source: lines,
  instead: {
    name: 'wanted',
    question: {
      en: 'What should the {product} ({options}) be instead?',
      zh: '{product}（{options}）要换成哪一款？',
    },
    source: {
      from: 'variants',
      list: 'variants',
      value: 'variant',
      label: { en: '{options}, {price}', zh: '{options}，{price}' },
      words: ['variant'],
      features: 'options',
      amount: 'price',
      only: [{ path: 'available', is: [true] }],
    },
  },
};

const methods: Source = {
  from: 'details',
  list: 'order.paymentMethods',
  value: 'name',
  label: { en: '{label}', zh: '{label}' },
  words: ['name', 'kind', 'label'],
  kinds: ['gift_card', 'credit_card', 'debit_card', 'paypal', 'alipay', 'wechat_pay'],
};

const paidBefore = {
  path: 'details.order.payments',
  only: [{ path: 'kind', is: ['payment'] }],
  value: 'method',
} as const;

/** Who pays or is paid back; unless said otherwise, what the order was paid with. */
export const method: Slot = {
  name: 'method',
  kind: 'record',
  question: { en: 'Which payment method shall it be?', zh: '请问用哪种支付方式？' },
  source: methods,
  default: paidBefore,
};

/** The payment method an order is to be paid with instead. */
export const otherMethod: Slot = {
  name: 'method',
  kind: 'record',
  question: { en: 'Which payment method shall it be instead?', zh: '请问改用哪种支付方式？' },
  source: methods,
};

export const address: Slot = {
  name: 'address',
  kind: 'address',
  question: {
    en: 'What is the full new address (street, city, state, postcode)?',
    zh: '请提供完整的新地址（省市、街道、邮编）。',
  },
};

export const reason: Slot = {
  name: 'reason',
  kind: 'choice',
  question: { en: 'Why do you want to cancel it?', zh: '请问取消的原因是什么？' },
  choices: [
    {
      value: 'no longer needed',
      label: { en: 'no longer needed', zh: '不再需要' },
      words: {
        en: [
          "don't need",
          'do not need',
          'not need',
          'not needed',
          'changed my mind',
          "don't want",
          'do not want',
          'no longer want',
          'no longer need',
          'no longer require',
          'found it cheaper',
          'no use',
          'bought it elsewhere',
          'bought one elsewhere',
          'not necessary',
        ],
        zh: [
          '不需要',
          '不想要',
          '不要了',
          '用不着',
          '用不上',
          '改变主意',
          '改主意',
          '别处买',
          '在别的地方买',
        ],
      },
    },
    {
      value: 'ordered by mistake',
      label: { en: 'ordered by mistake', zh: '下错单' },
      words: {
        en: [
          'mistake',
          'accident',
          'accidentally',
          'by error',
          'wrong',
          'mistakenly',
          'did not mean to',
          "didn't mean to",
          'misclick',
          'twice',
        ],
        zh: [
          '下错',
          '买错',
          '拍错',
          '点错',
          '误操作',
          '误下',
          '不小心',
          '手滑',
          '重复下单',
          '买重复',
          '下重',
          '弄错',
        ],
      },
    },
  ],
};
