import { z } from 'zod';
import { Name, Written } from './params.ts';

/** An order by number or id. */
export const OrderReference = z.string().trim().min(1).max(60).describe('Number such as #W1234567, or id');

/** A postal address. */
export const PostalAddress = z.strictObject({
  line1: Name,
  line2: z.string().trim().max(200).optional(),
  city: Name,
  region: Name.optional().describe('State or province'),
  postcode: Name.optional(),
  country: Name.optional(),
});

export const PaymentMethodName = Name.describe(
  'Name or id as get_order shows it; or its kind, if there is one',
);

/** One item of an order. */
export const ItemReference = Name.describe('Line id, variant number or product name');
export const Quantity = z.int().min(1).max(10_000);

const ShownAddress = PostalAddress.partial();

export const ShownMethod = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  label: z.string(),
  balance: z.string().optional(),
});

const Possible = z.strictObject({
  allowed: z.boolean(),
  because: z.string().optional(),
  instead: z.string().optional(),
});

/** An order with all that belongs to it, and what can still be done with it. */
export const ShownOrder = z.strictObject({
  id: z.string(),
  number: z.string(),
  version: z.int(),
  customer: z.string().optional(),
  status: z.string(),
  statusName: z.string(),
  orderedAt: z.string().optional(),
  total: z.string(),
  lines: z.array(
    z.strictObject({
      id: z.string(),
      product: z.string(),
      productId: z.string(),
      variant: z.string().optional(),
      options: z.record(z.string(), z.string()),
      quantity: z.int(),
      price: z.string(),
    }),
  ),
  address: ShownAddress.optional(),
  payments: z.array(
    z.strictObject({
      kind: z.string(),
      method: z.string(),
      label: z.string(),
      amount: z.string(),
      paidAt: z.string().optional(),
    }),
  ),
  fulfilments: z.array(
    z.strictObject({
      carrier: z.string().optional(),
      trackingNumbers: z.array(z.string()),
      lines: z.array(z.string()),
      shippedAt: z.string().optional(),
    }),
  ),
  returns: z.array(
    z.strictObject({
      kind: z.string(),
      line: z.string(),
      quantity: z.int(),
      status: z.string(),
      reason: z.string().optional(),
      variant: z.string().optional(),
      options: z.record(z.string(), z.string()).optional(),
      refund: z.string().optional(),
      difference: z.string().optional(),
      paymentMethod: z.string().optional(),
    }),
  ),
  cancelReason: z.string().optional(),
  itemsChanged: z.literal(true).optional(),
  can: z.strictObject({
    cancel: Possible,
    change_address: Possible,
    change_payment: Possible,
    change_items: Possible,
    return: Possible,
    exchange: Possible,
  }),
  paymentMethods: z.array(ShownMethod),
});

/** Money that is taken or goes back. */
export const ShownSettlement = z.strictObject({
  kind: z.enum(['payment', 'refund']),
  method: z.string(),
  label: z.string(),
  amount: z.string(),
  when: z.string(),
});

/** What a change of an order came to. */
export const WrittenOrder = Written.extend({
  order: ShownOrder,
  settlements: z.array(ShownSettlement),
  summary: z.string(),
});

/** A customer as the shop knows them. */
export const ShownProfile = z.strictObject({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  emails: z.array(z.string()),
  address: ShownAddress.optional(),
  paymentMethods: z.array(ShownMethod),
  orders: z.array(
    z.strictObject({
      id: z.string(),
      number: z.string(),
      status: z.string(),
      statusName: z.string(),
      total: z.string(),
      items: z.array(z.string()),
    }),
  ),
});
