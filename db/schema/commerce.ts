import { boolean, date, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { customColumn, minorUnits, moment, recordColumns } from './columns.ts';

/** A postal address as its parts were given. */
export interface Address {
  line1?: string;
  line2?: string;
  city?: string;
  region?: string;
  postcode?: string;
  country?: string;
}

export const products = pgTable(
  'products',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    sku: text('sku'),
    category: text('category'),
    description: text('description'),
    priceMinor: minorUnits('price_minor'),
    costMinor: minorUnits('cost_minor'),
    currency: text('currency').notNull(),
    stock: integer('stock'),
    leadTimeDays: integer('lead_time_days'),
    active: boolean('active').notNull().default(true),
    custom: customColumn(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const productVariants = pgTable(
  'product_variants',
  {
    ...recordColumns(),
    productId: text('product_id').notNull(),
    sku: text('sku'),
    options: jsonb('options').$type<Record<string, string>>().notNull().default({}),
    priceMinor: minorUnits('price_minor'),
    stock: integer('stock'),
    available: boolean('available').notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('product_variants_product').on(table.workspaceId, table.productId),
  ],
);

export const productReviews = pgTable(
  'product_reviews',
  {
    ...recordColumns(),
    productId: text('product_id').notNull(),
    contactId: text('contact_id'),
    rating: integer('rating').notNull(),
    text: text('text'),
    reviewedAt: moment('reviewed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('product_reviews_product').on(table.workspaceId, table.productId),
  ],
);

export const productEvents = pgTable(
  'product_events',
  {
    ...recordColumns(),
    productId: text('product_id').notNull(),
    contactId: text('contact_id').notNull(),
    kind: text('kind').notNull(),
    value: real('value'),
    occurredAt: moment('occurred_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('product_events_contact').on(table.workspaceId, table.contactId),
  ],
);

export const promotions = pgTable(
  'promotions',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    code: text('code'),
    percentOff: real('percent_off'),
    amountOffMinor: minorUnits('amount_off_minor'),
    category: text('category'),
    productIds: text('product_ids').array().notNull().default([]),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    endsOn: date('ends_on', { mode: 'string' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

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
    shippingAddress: jsonb('shipping_address').$type<Address>(),
    paymentMethod: text('payment_method'),
    promotionId: text('promotion_id'),
    custom: customColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('orders_contact').on(table.workspaceId, table.contactId, table.orderedAt),
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
    method: text('method').notNull(),
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
    requestedAt: moment('requested_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('returns_order').on(table.workspaceId, table.orderId),
  ],
);
