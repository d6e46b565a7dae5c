import { boolean, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { customColumn, moment, recordColumns, workspaceId } from './columns.ts';
import { sealedJsonb, sealedText } from './sealed.ts';

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
    /** What was done about it, in a line. */
    resolution: text('resolution'),
    /** The conversation it was opened in. */
    conversationId: text('conversation_id'),
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
    title: sealedText('title', 'conversation.title'),
    status: text('status').notNull().default('open'),
    state: sealedJsonb<Record<string, unknown>>('state', 'state', 'conversation.state').notNull().default({}),
    language: text('language'),
    /** What the visitor who began it shows, hashed; none where nobody comes in from outside. */
    visitorHash: text('visitor_hash'),
    turns: integer('turns').notNull().default(0),
    /** Turns that were not understood. */
    repairs: integer('repairs').notNull().default(0),
    identificationFailures: integer('identification_failures').notNull().default(0),
    /** Until when a turn under way keeps others out. */
    busyUntil: moment('busy_until'),
    lastMessageAt: moment('last_message_at'),
    closedAt: moment('closed_at'),
    outcome: text('outcome'),
    /** What the customer said of it, from 1 to 5. */
    rating: integer('rating'),
    ratingComment: text('rating_comment'),
    predictedRating: real('predicted_rating'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('conversations_contact').on(table.workspaceId, table.contactId),
    index('conversations_last_message').on(table.workspaceId, table.lastMessageAt),
    index('conversations_created').on(table.workspaceId, table.createdAt),
  ],
);

export const messages = pgTable(
  'messages',
  {
    workspaceId: workspaceId(),
    conversationId: text('conversation_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    role: text('role').notNull(),
    content: sealedJsonb<unknown>('content', 'json', 'message.content').notNull(),
    /** The person who wrote it in the assistant's stead. */
    userId: text('user_id'),
    /** How a customer's message reads, from −1 to 1. */
    sentiment: real('sentiment'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.conversationId, table.ordinal] })],
);

/** A conversation that waits for a person, or has one. */
export const handOffs = pgTable(
  'hand_offs',
  {
    ...recordColumns(),
    conversationId: text('conversation_id').notNull(),
    ticketId: text('ticket_id'),
    contactId: text('contact_id'),
    reason: sealedText('reason', 'hand_off.reason').notNull(),
    summary: sealedText('summary', 'hand_off.summary').notNull(),
    sentiment: text('sentiment'),
    priority: text('priority').notNull().default('normal'),
    queue: text('queue'),
    /** waiting, taken, given_back or resolved. */
    status: text('status').notNull().default('waiting'),
    takenBy: text('taken_by'),
    takenAt: moment('taken_at'),
    firstReplyAt: moment('first_reply_at'),
    replies: integer('replies').notNull().default(0),
    endedAt: moment('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('hand_offs_status').on(table.workspaceId, table.status, table.createdAt),
    index('hand_offs_conversation').on(table.workspaceId, table.conversationId),
  ],
);

/** What became of a ticket, step by step. */
export const ticketEvents = pgTable(
  'ticket_events',
  {
    ...recordColumns(),
    ticketId: text('ticket_id').notNull(),
    /** opened, handed_off, taken, replied, given_back, transferred, resolved, closed or reopened. */
    kind: text('kind').notNull(),
    actorId: text('actor_id').notNull(),
    handOffId: text('hand_off_id'),
    fromValue: text('from_value'),
    toValue: text('to_value'),
    note: text('note'),
    occurredAt: moment('occurred_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('ticket_events_ticket').on(table.workspaceId, table.ticketId, table.occurredAt),
  ],
);

/** How the service desk works, where its people have said so: at most one row of a workspace. */
export const deskSettings = pgTable(
  'desk_settings',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    value: jsonb('value').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** Keys of the customers' door, kept as their hash. */
export const chatKeys = pgTable(
  'chat_keys',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    hash: text('hash').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** Attempts of visitors to say who they are that failed, for as long as they count. */
export const identificationFailures = pgTable(
  'identification_failures',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    /** The identity that was claimed, hashed. */
    claim: text('claim').notNull(),
    /** Where the visitor came from, hashed; none at the terminal. */
    origin: text('origin'),
    failedAt: moment('failed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('identification_failures_time').on(table.workspaceId, table.failedAt),
  ],
);
