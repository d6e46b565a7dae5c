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
    ],
    zh: [
      '把我的默认地址改成{address}',
      '我搬家了，新地址{address}',
      '把{customer}的默认地址改成{address}',
      '{customer}搬家了，默认地址换成{address}',
      '更新{customer}的收货地址：{address}',
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
