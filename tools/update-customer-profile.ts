import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { PostalAddress, ShownProfile } from './kernel/orders.ts';
import { Reference, Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'update_customer_profile',
  title: 'Change a customer’s default address',
  toolset: 'service',
  scope: 'service:own',
  description:
    'Changes the default address of a customer; customers change their own, and must say yes first. ' +
    'Orders that were placed keep theirs: update_order. Not for other fields of a contact: save_contacts.',
  phrases: {
    en: [
      'change my default address to {address}',
      'I moved to {address}',
      'set the default address of {customer} to {address}',
      '{customer} moved, the new default address is {address}',
      'change the shipping address of {customer} to {address}',
      'my new home address is {address}, please update my account',
      'ship my future orders to {address} by default',
      "save {address} as {customer}'s standard address",
      'update the address in the profile of {customer}: {address}',
      'I have relocated, from now on use {address}',
      "replace {customer}'s default shipping address with {address}",
      '{customer} asks us to store {address} as default',
      "the address on my account is outdated, it's {address} now",
      'could you have deliveries for {customer} go to {address} by default',
      'default delivery address for {customer}: {address}',
    ],
    zh: [
      '把我的默认地址改成{address}',
      '我搬家了，新地址{address}',
      '把{customer}的默认地址改成{address}',
      '{customer}搬家了，默认地址换成{address}',
      '更新{customer}的收货地址：{address}',
      '我的收货地址换了，以后默认寄{address}',
      '账户里的地址过时了，改为{address}',
      '{customer}以后默认寄到{address}，存一下',
      '以后的订单默认都送到{address}',
      '客户{customer}搬走了，账户地址改{address}',
      '麻烦帮我改一下个人资料里的地址：{address}',
      '{customer}要求换默认地址，新的是{address}',
      '我刚搬到{address}，请更新我的账户',
      '客户资料地址变更：{customer}，{address}',
      '我想换个默认地址，{address}',
    ],
  },
  input: z.strictObject({
    customer: Reference.optional().describe('Left out by customers: their own'),
    address: PostalAddress,
    expectedVersion: z.int().min(1).optional(),
    ...writeControls,
  }),
  output: Written.extend({ profile: ShownProfile, summary: z.string() }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) => wrote(result, result.summary, language),

  handler({ customer, address, expectedVersion }, { write, actor, language }) {
    return write(
      async ({ crm, orders }) => {
        const named = customer !== undefined && actor.role !== 'customer';
        const contactId = named ? (await crm.references.forWrite('contact', customer)).id : customer;
        return orders.changeAddress({ contactId, address, expectedVersion }, language);
      },
      ({ summary }) => summary,
    );
  },
});
