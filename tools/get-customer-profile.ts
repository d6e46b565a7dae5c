import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ShownProfile } from './kernel/orders.ts';
import { Reference } from './kernel/params.ts';

export default defineTool({
  name: 'get_customer_profile',
  title: 'A customer as the shop knows them',
  toolset: 'service',
  scope: 'service:own',
  description:
    'A customer’s name, e-mails, default address, payment methods with gift card balances, and orders. ' +
    'Use when they do not know an order number or ask about their account; customers see their own. Not for the sales view: get_customer.',
  phrases: {
    en: [
      'which orders do I have',
      'my orders',
      'what is my gift card balance',
      'shop profile of {customer}',
      'show the shop account of {customer}',
      'which payment methods does {customer} have',
      'gift card balance of {customer}',
      'what is the default address of {customer}',
      'how can {customer} pay',
      'what is my default shipping address',
      'which cards are saved in my account',
      'how much is left on my gift card',
      'list all orders in the shop account of {customer}',
      'I forgot my order number, show me my orders',
      "{customer} doesn't know the order number, look up their orders",
      'which e-mail addresses are on my account',
      'saved payment methods and gift cards of {customer}',
      'can you open my account details',
      'where do parcels for {customer} go by default',
    ],
    zh: [
      '我有哪些订单',
      '我的订单',
      '我的礼品卡余额',
      '{customer}的购物档案',
      '{customer}有哪些支付方式',
      '{customer}的礼品卡余额',
      '{customer}的默认收货地址',
      '看看{customer}的商城账户',
      '{customer}怎么付款',
      '我忘了订单号，查下我下过哪些单',
      '我账户里绑了哪些卡',
      '我默认寄到哪个地址',
      '{customer}不记得订单号了，看看他名下的订单',
      '我的礼品卡里还有多少钱',
      '{customer}的商城账号里存了哪些付款方式',
      '看一下我的账户信息',
      '{customer}账户里登记的是哪些邮箱',
      '麻烦查一下{customer}礼品卡还剩多少',
      '我想核对{customer}在商城的账户资料和默认地址',
    ],
  },
  input: z.strictObject({ customer: Reference.optional().describe('Left out by customers: their own') }),
  output: z.strictObject({ profile: ShownProfile }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: ({ profile }) =>
    [
      `${profile.name} [${profile.id}]`,
      ...profile.paymentMethods.map(({ label, name }) => `- ${label} [${name}]`),
      ...profile.orders.map(
        ({ number, statusName, total, items }) => `- ${number}: ${statusName}, ${total}, ${items.join(', ')}`,
      ),
    ].join('\n'),

  async handler({ customer }, { read, actor, language }) {
    const profile = await read(async ({ crm, orders }) => {
      const isStaff = actor.role !== 'customer';
      const named = customer !== undefined && isStaff;
      const id = named ? (await crm.references.forRead('contact', customer)).id : customer;
      return orders.profile(id, language);
    });
    return { profile };
  },
});
