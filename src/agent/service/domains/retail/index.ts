import type { Domain } from '../../flow.ts';
import { account, changeDefaultAddress, complaint, identify } from './account.ts';
import { compareVariants, productQuestion } from './goods.ts';
import {
  cancelOrder,
  changeItems,
  changeOrderAddress,
  changePayment,
  orderStatus,
  returnItems,
} from './orders.ts';
import { cancelOrders } from './several.ts';
import { qualities, synonyms, terms } from './words.ts';

/** A shop: orders before and after delivery, its goods, its customers' accounts. */
export const retail: Domain = {
  name: 'retail',
  about: {
    en: 'I can look up, cancel, change, return and exchange your orders, and answer questions about our products and rules.',
    zh: '我可以帮您查询、取消、修改订单，办理退货换货，并解答商品和规则方面的问题。',
  },
  reads: {
    account: { tool: 'get_customer_profile', arguments: {} },
    details: { tool: 'get_order', arguments: { order: '{order.number}' } },
    variants: { tool: 'find_variants', arguments: { product: '{productId}' } },
    products: { tool: 'find_variants', arguments: {} },
    productVariants: { tool: 'find_variants', arguments: { product: '{product.name}' } },
    namedVariants: { tool: 'find_variants', arguments: { product: '{name}' } },
  },
  identity: { read: 'account', flow: 'identify' },
  questions: {
    tool: 'search_knowledge',
    arguments: { query: '{words}', previousQuestion: '{before}' },
    answers: [{ path: 'answer', not: [null] }],
    answer: {
      en: '{answer.quote}\n(from “{answer.document}”)',
      zh: '{answer.quote}\n（出自《{answer.document}》）',
    },
  },
  person: {
    tool: 'hand_off_to_human',
    arguments: { reason: '{reason}', summary: '{summary}' },
    answer: {
      en: 'I am bringing in a colleague, who sees what we have written here.[ Your ticket is {handOff.ticket}.]',
      zh: '正在为您转接人工客服，同事可以看到我们的对话记录。[您的工单号是{handOff.ticket}。]',
    },
  },
  flows: [
    orderStatus,
    cancelOrder,
    cancelOrders,
    returnItems,
    changeItems,
    changeOrderAddress,
    changePayment,
    changeDefaultAddress,
    account,
    productQuestion,
    compareVariants,
    complaint,
    identify,
  ],
  terms,
  synonyms,
  qualities,
};
