import type { Flow } from '../../flow.ts';
import { address, order } from './slots.ts';

export const identify: Flow = {
  name: 'identify',
  title: { en: 'tell me who you are', zh: '确认身份' },
  open: true,
  phrases: {
    en: [
      'my name is {name} and my zip code is {postcode}',
      'my email is {email}',
      'my name is {name} and my email is {email}',
      'I am {name}, zip {postcode}',
      'you can find me under {email}',
    ],
    zh: ['我叫{name}，邮编{postcode}', '我的邮箱是{email}', '我是{name}，邮编是{postcode}', '邮箱{email}'],
  },
  cues: {
    en: [
      "\\bmy (?:full )?name(?:'s| is)\\b",
      '\\bmy (?:zip|post(?:al)?) ?code\\b',
      '\\bmy e-?mail(?: address)?(?: is|:|,)',
      '(?<=^[^a-z]*)[\\w.+-]+@[\\w.-]+',
    ],
    zh: ['我(?:叫|的名字)', '我的?邮(?:箱|编)', '我是\\p{Script=Han}{2,4}[，,]'],
  },
  slots: [
    {
      name: 'email',
      kind: 'email',
      question: {
        en: 'To find your details: what is your e-mail address? Or give me your full name and postcode.',
        zh: '为了核实身份，请提供您的邮箱，或姓名和邮编。',
      },
      when: [
        { path: 'name', is: [null] },
        { path: 'postcode', is: [null] },
      ],
    },
    {
      name: 'name',
      kind: 'name',
      question: { en: 'And your full name?', zh: '请问您的姓名是？' },
      when: [{ path: 'email', is: [null] }],
    },
    {
      name: 'postcode',
      kind: 'postcode',
      question: { en: 'And your postcode? Or your e-mail address?', zh: '请问您的邮编是？或者您的邮箱？' },
      when: [{ path: 'email', is: [null] }],
    },
  ],
  actions: [
    {
      when: [{ path: 'email', not: [null] }],
      tool: 'identify_customer',
      arguments: { email: '{email}' },
      answer: { en: 'Thank you, {name}.', zh: '谢谢您，{name}。' },
      again: 'email',
    },
    {
      tool: 'identify_customer',
      arguments: { name: '{name}', postcode: '{postcode}' },
      answer: { en: 'Thank you, {name}.', zh: '谢谢您，{name}。' },
      again: 'email',
    },
  ],
};

export const account: Flow = {
  name: 'account',
  title: { en: 'your orders and payment methods', zh: '我的订单和支付方式' },
  phrases: {
    en: [
      'which orders do I have',
      'list my orders',
      'what is the balance of my gift card',
      'which payment methods do I have',
      'what is my default address',
      'show me my account',
    ],
    zh: [
      '我有哪些订单',
      '列出我的订单',
      '我的礼品卡余额是多少',
      '我有哪些支付方式',
      '我的默认地址是什么',
      '看看我的账户',
    ],
  },
  cues: {
    en: [
      '\\b(?:which|what|list|show|see|view)\\b[^.?!]{0,16}\\b(?:my |all )?(?:orders|purchases)\\b(?! (?:is|are) (?:in|at))',
      '\\bbalance\\b',
      '\\bmy account\\b',
      '\\b(?:which|what)\\b[^.?!]{0,20}\\bpayment methods?\\b(?! to (?:use|choose|pick)\\b)',
      "\\bwhat(?:'s| is) my (?:default |current )?address\\b",
      '\\border history\\b',
      '\\bmy order numbers\\b',
    ],
    zh: [
      '(?:哪些|所有|全部|列出|看看|查看).{0,6}订单(?!.{0,4}(?:退|换|取消))',
      '余额',
      '我的账[户号]',
      '哪些.{0,4}支付方式',
      '默认地址是',
      '历史订单',
    ],
  },
  slots: [],
  actions: [
    {
      tool: 'get_customer_profile',
      arguments: {},
      answer: {
        en: 'Your orders:{profile.orders:\n- {number} ({statusName}): {items}, {total}}\n[Payment methods: {profile.paymentMethods.label}.][ Default address: {profile.address}.]',
        zh: '您的订单：{profile.orders:\n- {number}（{statusName}）：{items}，{total}}\n[支付方式：{profile.paymentMethods.label}。][默认地址：{profile.address}。]',
      },
    },
  ],
};

export const changeDefaultAddress: Flow = {
  name: 'change_default_address',
  title: { en: 'change your default address', zh: '修改默认地址' },
  phrases: {
    en: [
      'change my default address to {address}',
      'update the address in my profile',
      'I moved, my new default address is {address}',
      'change my address in my account to {address}',
    ],
    zh: [
      '把我的默认地址改成{address}',
      '修改账户里的地址',
      '我搬家了，更新默认地址{address}',
      '个人资料里的地址要改',
    ],
  },
  cues: {
    en: [
      '\\b(?:chang|updat|modif|set|edit)\\w*\\b[^.;?]{0,30}\\b(?:default|profile|account|user|home) address\\b',
      '\\b(?:chang|updat|modif|set|edit)\\w*\\b[^.;?]{0,20}\\baddress\\b[^.;?]{0,20}\\b(?:in|on|of) (?:my |the )?(?:profile|account)\\b',
      '\\bdefault address\\b(?! is what)',
    ],
    zh: [
      '(?:改|修改|更新|更换|换|变更).{0,10}(?:默认|个人|账户|账号|资料).{0,6}地址.{0,8}',
      '(?:默认|账户|账号|资料里?的?)地址.{0,8}(?:改|修改|更新|换).{0,2}',
    ],
  },
  slots: [address],
  actions: [
    {
      tool: 'update_customer_profile',
      arguments: { address: '{address}' },
      confirm: {
        en: 'This is what I will do: {summary} Orders that were placed already keep their address.',
        zh: '将为您办理：{summary}已下的订单仍按原地址配送。',
      },
      answer: {
        en: 'Done. {summary} You can change it again at any time.',
        zh: '已办理。{summary}您可以随时再次修改。',
      },
      again: 'address',
    },
  ],
};

export const complaint: Flow = {
  name: 'complaint',
  title: { en: 'report a problem or complain', zh: '投诉或报告问题' },
  open: true,
  phrases: {
    en: [
      'I want to make a complaint',
      'I want to complain about {about}',
      'file a complaint about the service',
      'I would like to report a problem with my delivery',
      'please open a ticket for this problem',
      'unsubscribe me from the marketing emails',
      'I have an issue with the invoice',
    ],
    zh: [
      '我要投诉',
      '投诉你们的服务',
      '我想反映一个问题',
      '帮我开一个工单',
      '快递员态度太差，我要投诉',
      '不要再给我发营销邮件',
    ],
  },
  cues: {
    en: [
      '\\b(?:make|file|lodge|submit|have) an? (?:formal )?complaint\\b',
      '\\bcomplain (?:about|to)\\b',
      '\\bopen (?:a|an) (?:support )?ticket\\b',
      '\\breport (?:a|an|this) (?:problem|issue)\\b',
      '\\bunsubscribe\\b',
    ],
    zh: ['投诉(?!你们?的?电话)', '工单', '反映.{0,6}问题', '退订.{0,6}邮件|营销邮件'],
  },
  slots: [
    {
      name: 'about',
      kind: 'text',
      question: { en: 'I am sorry. What happened?', zh: '非常抱歉。请问发生了什么事？' },
    },
    { ...order(), optional: true },
  ],
  actions: [
    {
      tool: 'open_ticket',
      arguments: { subject: '{about}', order: '{order.number}' },
      answer: {
        en: 'I have noted it under {ticket.number}; a colleague looks into it by {ticket.dueAt}. Say “a person, please” if you would rather speak to somebody now.',
        zh: '已登记，编号{ticket.number}，同事会在{ticket.dueAt}前处理。如果想现在就与人沟通，请说“转人工”。',
      },
    },
  ],
};
