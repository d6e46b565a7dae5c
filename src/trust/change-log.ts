import { randomBytes } from 'node:crypto';
import { and, desc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import { type ChangeItem, changes } from '../../db/index.ts';
import { canonicalJson, digest } from './canonical.ts';
import { newId } from './ids.ts';
import type { Scope } from './scope.ts';

/** By what a write came about: which tool, in which conversation. */
export interface Origin {
  tool: string;
  conversationId?: string | undefined;
}

export type Change = typeof changes.$inferSelect;

/**
 * Appends what this transaction wrote to the workspace's change log: one entry, chained to the one
 * before by SHA-256 over a salted digest of the payload, so that payload and salt can be erased and the
 * chain still verifies.
 */
export async function appendChange(scope: Scope, origin: Origin): Promise<string> {
  const { tx, workspace, actor, now, records } = scope;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`changes:${workspace.id}`}, 0))`);
  const [last] = await tx
    .select({ sequence: changes.sequence, hash: changes.hash })
    .from(changes)
    .where(eq(changes.workspaceId, workspace.id))
    .orderBy(desc(changes.sequence))
    .limit(1);
  const salt = randomBytes(16).toString('hex');
  const entry = {
    id: newId('change', now),
    sequence: (last?.sequence ?? 0) + 1,
    actorId: actor.id,
    client: actor.client,
    tool: origin.tool,
    conversationId: origin.conversationId ?? null,
    occurredAt: now,
    payloadDigest: digest(salt, canonicalJson(records.items)),
    previousHash: last?.hash ?? '',
    undoes: scope.undoes.length > 0 ? [...scope.undoes] : null,
  };
  const hash = entryHash(entry);
  await tx
    .insert(changes)
    .values({ ...entry, workspaceId: workspace.id, items: [...records.items], salt, hash });
  return entry.id;
}

const hashed = [
  'id',
  'sequence',
  'actorId',
  'client',
  'tool',
  'conversationId',
  'occurredAt',
  'payloadDigest',
  'previousHash',
  'undoes',
] as const;

/** The hash that chains an entry to the one before it: over all that never changes, the payload by its digest. */
export const entryHash = (entry: Pick<Change, (typeof hashed)[number]>): string =>
  digest(
    entry.previousHash,
    canonicalJson(Object.fromEntries(hashed.map((column) => [column, entry[column]]))),
  );

/** Which entries of the change log to show. */
export interface ChangeQuery {
  recordId?: string | undefined;
  kind?: string | undefined;
  actorId?: string | undefined;
  conversationId?: string | undefined;
  since?: Date | undefined;
  before?: number | undefined;
  limit: number;
}

/** Changes, newest first; at most `limit`. */
export async function listChanges(scope: Scope, query: ChangeQuery): Promise<Change[]> {
  const item = { ...(query.recordId && { id: query.recordId }), ...(query.kind && { kind: query.kind }) };
  return scope.tx
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, scope.workspace.id),
        Object.keys(item).length > 0 ? sql`${changes.items} @> ${JSON.stringify([item])}::jsonb` : undefined,
        query.actorId ? eq(changes.actorId, query.actorId) : undefined,
        query.conversationId ? eq(changes.conversationId, query.conversationId) : undefined,
        query.since ? gte(changes.occurredAt, query.since) : undefined,
        query.before ? lt(changes.sequence, query.before) : undefined,
      ),
    )
    .orderBy(desc(changes.sequence))
    .limit(query.limit);
}

/** The changes with these ids that still stand, newest first. */
export async function standingChanges(scope: Scope, ids: readonly string[]): Promise<Change[]> {
  return scope.tx
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, scope.workspace.id),
        inArray(changes.id, [...ids]),
        isNull(changes.undoneBy),
      ),
    )
    .orderBy(desc(changes.sequence));
}

/** The fields in which two images differ, bookkeeping left out. */
export function changedFields(item: ChangeItem): { field: string; before: unknown; after: unknown }[] {
  const bookkeeping = new Set(['workspaceId', 'id', 'version', 'createdAt', 'updatedAt']);
  const names = new Set([...Object.keys(item.before ?? {}), ...Object.keys(item.after ?? {})]);
  const differences: { field: string; before: unknown; after: unknown }[] = [];
  for (const field of names) {
    if (bookkeeping.has(field)) continue;
    const before = item.before?.[field] ?? null;
    const after = item.after?.[field] ?? null;
    if (canonicalJson(before) !== canonicalJson(after)) differences.push({ field, before, after });
  }
  return differences;
}

/** What an item did to its record. */
export function operationOf(item: ChangeItem): 'create' | 'update' | 'delete' | 'restore' {
  const stood = item.before !== null && !item.before.deletedAt;
  const stands = item.after !== null && !item.after.deletedAt;
  if (!stood) return item.before === null ? 'create' : 'restore';
  return stands ? 'update' : 'delete';
}
