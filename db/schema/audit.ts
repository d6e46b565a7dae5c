import { bigint, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment, workspaceId } from './columns.ts';

/** What chains the audit events of a workspace: each by its place, its hash, and that of the one before. */
export const auditChain = pgTable(
  'audit_chain',
  {
    workspaceId: workspaceId(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    eventId: text('event_id').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.sequence] }),
    uniqueIndex('audit_chain_event').on(table.workspaceId, table.eventId),
  ],
);

/** Which models behind which clients have read what outsiders wrote, for the other servers of one database. */
export const readings = pgTable(
  'readings',
  {
    workspaceId: workspaceId(),
    /** A digest of who reads: an actor, and a conversation where one is known. */
    reader: text('reader').notNull(),
    /** The server that keeps account of it. */
    server: text('server').notNull(),
    readAt: moment('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.reader, table.server] })],
);
