import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment, workspaceId } from './columns.ts';
import { sealedItems, sealedText } from './sealed.ts';
import type { ChangeItem } from './trust.ts';

/** What one call wrote into a draft: the images, and the words of a text that fields rest on. */
export type DraftedItem = ChangeItem & { cited?: Record<string, string> };

/** Change sets that wait for a person: what is written in one is seen in it alone. */
export const drafts = pgTable(
  'drafts',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    /** Who writes in it. */
    actorId: text('actor_id').notNull(),
    client: text('client').notNull(),
    /** What its calls find it by while it is open: a name, or a conversation. */
    key: text('key').notNull(),
    name: text('name').notNull(),
    status: text('status').notNull().default('open'),
    /** Counts what was written, taken back or applied in part: what a person approves is one revision. */
    revision: integer('revision').notNull().default(0),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: moment('decided_at'),
    /** The change it was applied as. */
    changeId: text('change_id'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('drafts_open').on(table.workspaceId, table.actorId, table.key).where(sql`status = 'open'`),
  ],
);

/** The calls of a draft, in order. */
export const draftSteps = pgTable(
  'draft_steps',
  {
    workspaceId: workspaceId(),
    draftId: text('draft_id').notNull(),
    sequence: integer('sequence').notNull(),
    id: text('id').notNull(),
    tool: text('tool').notNull(),
    client: text('client').notNull(),
    conversationId: text('conversation_id'),
    occurredAt: moment('occurred_at').notNull(),
    /** What the person said that led to the call, where it is known. */
    words: sealedText('words', 'draft.words'),
    items: sealedItems<DraftedItem>('items', 'jsonb').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.draftId, table.sequence] })],
);

/** What happened that is no change of a record, and that somebody should know: an approval refused, say. */
export const auditEvents = pgTable(
  'audit_events',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    event: text('event').notNull(),
    actorId: text('actor_id').notNull(),
    client: text('client').notNull(),
    /** What it was about: the id of an approval. */
    subject: text('subject').notNull(),
    /** In one word: replayed, expired. */
    reason: text('reason').notNull(),
    occurredAt: moment('occurred_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('audit_events_occurred').on(table.workspaceId, table.occurredAt),
  ],
);
