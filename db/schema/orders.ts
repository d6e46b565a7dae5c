import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { type Address, customColumn, minorUnits, moment, recordColumns } from './columns.ts';
import { sealedJsonb } from './sealed.ts';

export const orders = pgTable(
  'orders',
  {
    ...recordColumns(),
    number: text('number').notNull(),
    contactId: text('contact_id'),
    companyId: text('company_id'),
    ownerId: text('owner_id'),
    orderedAt: moment('ordered_at'),
    status: text('status').notNull(),
    channel: text('channel'),
    currency: text('currency').notNull(),
    totalMinor: minorUnits('total_minor').notNull(),
    shippingAddress: sealedJsonb<Address>('shipping_address', 'address', 'order.shippingAddress'),
    paymentMethod: text('payment_method'),
    promotionId: text('promotion_id'),
    /** When its items were changed after it was placed. */
    itemsChangedAt: moment('items_changed_at'),
    cancelReason: text('cancel_reason'),
    custom: customColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('orders_contact').on(table.workspaceId, table.contactId, table.orderedAt),
    index('orders_company').on(table.workspaceId, table.companyId),
    index('orders_ordered').on(table.workspaceId, table.orderedAt),
    index('orders_number').on(table.workspaceId, table.number),
  ],
);

export const orderLines = pgTable(
  'order_lines',
  {
    ...recordColumns(),
    orderId: text('order_id').notNull(),
    productId: text('product_id').notNull(),
    variantId: text('variant_id'),
    quantity: integer('quantity').notNull(),
    unitPriceMinor: minorUnits('unit_price_minor').notNull(),
    discountMinor: minorUnits('discount_minor').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('order_lines_order').on(table.workspaceId, table.orderId),
    index('order_lines_product').on(table.workspaceId, table.productId),
  ],
);

export const payments = pgTable(
  'payments',
  {
    ...recordColumns(),
    orderId: text('order_id').notNull(),
    /** The name of a payment method of the customer, or a kind of payment where no method is kept. */
    method: text('method').notNull(),
    /** `payment` or `refund`; amounts are never negative. */
    kind: text('kind').notNull(),
    amountMinor: minorUnits('amount_minor').notNull(),
    paidAt: moment('paid_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('payments_order').on(table.workspaceId, table.orderId),
  ],
);

export const returns = pgTable(
  'returns',
  {
    ...recordColumns(),
    orderId: text('order_id').notNull(),
    orderLineId: text('order_line_id').notNull(),
    quantity: integer('quantity').notNull(),
    refundMinor: minorUnits('refund_minor').notNull(),
    reason: text('reason'),
    status: text('status').notNull(),
    /** `return`, or `exchange` for another variant. */
    kind: text('kind').notNull().default('return'),
    newVariantId: text('new_variant_id'),
    /** What an exchange costs more, or less where negative. */
    differenceMinor: minorUnits('difference_minor'),
    /** The name of the payment method that is refunded, or pays the difference. */
    paymentMethod: text('payment_method'),
    requestedAt: moment('requested_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('returns_order').on(table.workspaceId, table.orderId),
  ],
);

/** Goods on their way: which lines of an order, under which tracking numbers. */
export const fulfilments = pgTable(
  'fulfilments',
  {
    ...recordColumns(),
    orderId: text('order_id').notNull(),
    carrier: text('carrier'),
    trackingNumbers: text('tracking_numbers').array().notNull().default([]),
    orderLineIds: text('order_line_ids').array().notNull().default([]),
    shippedAt: moment('shipped_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('fulfilments_order').on(table.workspaceId, table.orderId),
  ],
);

/** A way a customer pays, kept with the shop. Never holds what could be charged elsewhere. */
export const paymentMethods = pgTable(
  'payment_methods',
  {
    ...recordColumns(),
    contactId: text('contact_id').notNull(),
    /** As the shop and its payments call it. */
    name: text('name').notNull(),
    /** Such as `credit_card`, `paypal`, `gift_card`. */
    kind: text('kind').notNull(),
    brand: text('brand'),
    lastFour: text('last_four'),
    /** What a gift card is still worth, in minor units of the workspace's currency. */
    balanceMinor: minorUnits('balance_minor'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('payment_methods_contact').on(table.workspaceId, table.contactId),
  ],
);
