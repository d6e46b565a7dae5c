import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, recordColumns, workspaceId } from './columns.ts';

/** What became of the rows of one table when a person was erased. */
export interface ErasedRows {
  removed: number;
  /** Rows that stay, such as orders, without what was personal in them. */
  blanked: number;
}

/** What an entry of the change log holds since: its salted digest, null where nothing is left of it. */
export interface Redaction {
  sequence: number;
  /** Where it speaks of all entries from this one on. */
  from?: number;
  digest: string | null;
}

/** That a person was erased, when and from where: nothing that tells who it was. */
export const erasures = pgTable(
  'erasures',
  {
    ...recordColumns(),
    subjectId: text('subject_id').notNull(),
    report: jsonb('report').$type<Record<string, ErasedRows>>().notNull(),
    redactions: jsonb('redactions').$type<Redaction[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('erasures_subject').on(table.workspaceId, table.subjectId),
  ],
);

/** By what an erased person would be known again: keyed hashes of addresses and numbers, never these. */
export const erasedIdentities = pgTable(
  'erased_identities',
  {
    workspaceId: workspaceId(),
    hash: text('hash').notNull(),
    erasureId: text('erasure_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.hash] })],
);

/** Random keys the workspace made for itself. */
export const workspaceSecrets = pgTable(
  'workspace_secrets',
  {
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    value: text('value').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
);
