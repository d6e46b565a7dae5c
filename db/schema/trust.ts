import { bigint, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment, workspaceId } from './columns.ts';
import { sealedBytes, sealedItems, sealedJsonb, sealedText } from './sealed.ts';

/** What one write did to one record: its image before and after, null where it did not exist. */
export interface ChangeItem {
  kind: string;
  id: string;
  label: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Every write, hash-chained per workspace over a salted digest, so that a payload can be erased later. */
export const changes = pgTable(
  'changes',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    actorId: text('actor_id').notNull(),
    client: text('client').notNull(),
    tool: text('tool').notNull(),
    conversationId: text('conversation_id'),
    occurredAt: moment('occurred_at').notNull(),
    /** Canonical JSON, kept to the letter so that its digest is read off it. Of an entry of many, the first few alone. */
    items: sealedItems<ChangeItem>('items', 'json'),
    /** All items of an entry of many: their canonical JSON, deflated. Erased together with `items`. */
    packedItems: sealedBytes('packed_items', 'change.packedItems'),
    salt: sealedText('salt', 'change.salt'),
    payloadDigest: text('payload_digest').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
    undoes: text('undoes').array(),
    undoneBy: text('undone_by'),
    /** What several entries belong to that are one change to a person: an import, or its undoing. */
    bulkId: text('bulk_id'),
    /** The records of an entry of many, to be found without reading its items. */
    recordIds: text('record_ids').array(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('changes_sequence').on(table.workspaceId, table.sequence),
    index('changes_occurred').on(table.workspaceId, table.occurredAt),
    index('changes_conversation').on(table.workspaceId, table.conversationId),
    index('changes_bulk').on(table.workspaceId, table.bulkId, table.sequence),
  ],
);

/** What a record is called in the systems it was imported from. */
export const externalIds = pgTable(
  'external_ids',
  {
    workspaceId: workspaceId(),
    kind: text('kind').notNull(),
    /** Where the id is unique: the system, or the file. */
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    recordId: text('record_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.kind, table.source, table.externalId] }),
    index('external_ids_record').on(table.workspaceId, table.recordId),
  ],
);

export const approvals = pgTable(
  'approvals',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    actorId: text('actor_id').notNull(),
    tool: text('tool').notNull(),
    arguments: sealedJsonb<Record<string, unknown>>('arguments', 'json', 'approval.arguments').notNull(),
    digest: text('digest').notNull(),
    preview: sealedItems<ChangeItem>('preview', 'jsonb').notNull(),
    reason: text('reason').notNull(),
    status: text('status').notNull().default('pending'),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: moment('decided_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    workspaceId: workspaceId(),
    actorId: text('actor_id').notNull(),
    tool: text('tool').notNull(),
    key: text('key').notNull(),
    digest: text('digest').notNull(),
    response: sealedJsonb<Record<string, unknown>>('response', 'response', 'idempotency.response').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.actorId, table.tool, table.key] })],
);
