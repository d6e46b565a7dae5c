import { boolean, date, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { customColumn, minorUnits, moment, recordColumns } from './columns.ts';

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
    /** What the shop's own system calls it, where that is not the sku. */
    externalId: text('external_id'),
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
    index('product_reviews_contact').on(table.workspaceId, table.contactId),
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
    index('product_events_product').on(table.workspaceId, table.productId, table.kind),
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
