import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { customColumn, moment, recordColumns, workspaceId } from './columns.ts';

export const tickets = pgTable(
  'tickets',
  {
    ...recordColumns(),
    number: text('number').notNull(),
    subject: text('subject').notNull(),
    description: text('description'),
    contactId: text('contact_id'),
    companyId: text('company_id'),
    orderId: text('order_id'),
    status: text('status').notNull().default('open'),
    priority: text('priority').notNull().default('normal'),
    queue: text('queue'),
    ownerId: text('owner_id'),
    channel: text('channel'),
    sentiment: text('sentiment'),
    untrusted: boolean('untrusted').notNull().default(true),
    openedAt: moment('opened_at').notNull(),
    dueAt: moment('due_at'),
    resolvedAt: moment('resolved_at'),
    custom: customColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('tickets_contact').on(table.workspaceId, table.contactId),
    index('tickets_status').on(table.workspaceId, table.status),
  ],
);

export const conversations = pgTable(
  'conversations',
  {
    ...recordColumns(),
    actorId: text('actor_id').notNull(),
    contactId: text('contact_id'),
    ticketId: text('ticket_id'),
    channel: text('channel').notNull(),
    title: text('title'),
    status: text('status').notNull().default('open'),
    state: jsonb('state').$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const messages = pgTable(
  'messages',
  {
    workspaceId: workspaceId(),
    conversationId: text('conversation_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    role: text('role').notNull(),
    content: jsonb('content').$type<unknown>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.conversationId, table.ordinal] })],
);

export const handOffs = pgTable(
  'hand_offs',
  {
    ...recordColumns(),
    conversationId: text('conversation_id').notNull(),
    ticketId: text('ticket_id'),
    reason: text('reason').notNull(),
    summary: text('summary').notNull(),
    queue: text('queue'),
    status: text('status').notNull().default('waiting'),
    takenBy: text('taken_by'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
