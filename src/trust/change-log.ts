import { randomBytes } from 'node:crypto';
import { and, desc, eq, getTableColumns, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { type ChangeItem, changes, sealedJson } from '../../db/index.ts';
import { canonicalJson, digest } from './canonical.ts';
import { entryHash } from './entry-hash.ts';
import { seenItem } from './identity/sight.ts';
import { newId } from './ids.ts';
import { sampleOf, unpackItems } from './packed-items.ts';
import type { Scope } from './scope.ts';

/** By what a write came about: which tool, in which conversation. */
export interface Origin {
  tool: string;
  conversationId?: string | undefined;
  /** What several entries belong to that are one change to a person. */
  bulkId?: string | undefined;
}

/** An entry with its items, wherever they are kept. */
export type Change = Omit<typeof changes.$inferSelect, 'packedItems'>;

/** Entries of more records name them in a column of their own, and keep their items packed. */
const mostUnnamed = 20;
const mostShown = 3;

/**
 * Appends what this transaction wrote to the workspace's change log: one entry, chained to the one
 * before by SHA-256 over a salted digest of the payload, so that payload and salt can be erased and the
 * chain still verifies.
 */
export async function appendChange(scope: Scope, origin: Origin): Promise<string> {
  const { workspace, actor, now, records } = scope;
  const salt = randomBytes(16).toString('hex');
  const ofMany = records.items.length > mostUnnamed ? records.packedItems() : undefined;
  const shown = ofMany ? canonicalJson(sampleOf(records.items)) : records.itemsJson();
  const [packedItems, last] = await Promise.all([ofMany?.bytes ?? null, lastEntry(scope)]);
  const entry = {
    id: newId('change', now),
    sequence: (last?.sequence ?? 0) + 1,
    actorId: actor.id,
    client: actor.client,
    tool: origin.tool,
    conversationId: origin.conversationId ?? null,
    occurredAt: now,
    payloadDigest: digest(salt, ofMany?.encoded ?? shown),
    previousHash: last?.hash ?? '',
    undoes: scope.undoes.length > 0 ? [...scope.undoes] : null,
    bulkId: origin.bulkId ?? null,
  };
  await scope.tx.insert(changes).values({
    ...entry,
    workspaceId: workspace.id,
    items: itemsStored(shown),
    packedItems,
    salt,
    hash: entryHash(entry),
    recordIds: ofMany ? records.items.map(({ id }) => id) : null,
  });
  return entry.id;
}

/** The newest entry, which none follows before this transaction ends. */
async function lastEntry({ tx, workspace }: Scope): Promise<{ sequence: number; hash: string } | undefined> {
  const locking = tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`changes:${workspace.id}`}, 0))`,
  );
  const finding = tx
    .select({ sequence: changes.sequence, hash: changes.hash })
    .from(changes)
    .where(eq(changes.workspaceId, workspace.id))
    .orderBy(desc(changes.sequence))
    .limit(1);
  const [, [last]] = await Promise.all([locking, finding]);
  return last;
}

/** Canonical JSON of items, kept to the letter where it is not sealed. */
export const itemsStored = (json: string): SQL => sql`cast(${sealedJson(json)}::text as json)`;

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

/** An entry as a list shows it: of many items the first, or those of the record asked for. */
export type ListedChange = Change & { itemCount: number };

/** Changes, newest first; at most `limit`. Of entries that are one change to a person, the newest. */
export async function listChanges(scope: Scope, query: ChangeQuery): Promise<ListedChange[]> {
  const { recordId } = query;
  const item = { ...(recordId && { id: recordId }), ...(query.kind && { kind: query.kind }) };
  const holds = sql`${changes.items}::jsonb @> ${JSON.stringify([item])}::jsonb`;
  const shown =
    recordId === undefined
      ? sql`jsonb_path_query_array(${changes.items}::jsonb, ${`$[0 to ${mostShown - 1}]`}::jsonpath)`
      : sql`jsonb_path_query_array(${changes.items}::jsonb, '$[*] ? (@.id == $id)', ${JSON.stringify({ id: recordId })}::jsonb)`;
  const newestOfBulk = sql`(${changes.bulkId} is null or not exists (
    select 1 from ${changes} as later
    where later.workspace_id = ${scope.workspace.id} and later.bulk_id = ${changes}.bulk_id
      and later.sequence > ${changes}.sequence))`;
  const itemCount = sql<number>`case when ${changes.bulkId} is null
    then coalesce(cardinality(${changes.recordIds}), json_array_length(${changes.items}), 0)
    else (
      select sum(coalesce(cardinality(part.record_ids), json_array_length(part.items), 0))::integer
      from ${changes} as part
      where part.workspace_id = ${scope.workspace.id} and part.bulk_id = ${changes}.bulk_id)
    end`;
  const rows = await scope.tx
    .select({
      ...getTableColumns(changes),
      packedItems: recordId === undefined ? sql<null>`null` : changes.packedItems,
      items:
        sql`case when ${changes.recordIds} is null then ${changes.items}::jsonb else ${shown} end`.mapWith(
          changes.items,
        ),
      undoneBy: sql<string | null>`case when ${changes.bulkId} is null or not exists (
        select 1 from ${changes} as part
        where part.workspace_id = ${scope.workspace.id} and part.bulk_id = ${changes}.bulk_id
          and part.undone_by is null)
        then ${changes.undoneBy} end`,
      recordIds: sql<null>`null`,
      itemCount,
    })
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, scope.workspace.id),
        recordId ? undefined : newestOfBulk,
        recordId
          ? sql`case when ${changes.recordIds} is null then ${holds}
              else ${changes.recordIds} @> array[${recordId}::text]
                and (${changes.packedItems} is not null or ${query.kind ? holds : sql`true`}) end`
          : query.kind
            ? holds
            : undefined,
        query.actorId ? eq(changes.actorId, query.actorId) : undefined,
        ofPeople(scope),
        query.conversationId ? eq(changes.conversationId, query.conversationId) : undefined,
        query.since ? gte(changes.occurredAt, query.since) : undefined,
        query.before ? lt(changes.sequence, query.before) : undefined,
      ),
    )
    .orderBy(desc(changes.sequence))
    .limit(query.limit);
  const isAsked = ({ id, kind }: ChangeItem) => id === recordId && kind === (query.kind ?? kind);
  const listed = await Promise.all(rows.map((row) => withItems(row, isAsked)));
  return listed
    .filter(({ items }) => items?.length !== 0)
    .map((change) => ({
      ...change,
      items: change.items?.map((item) => seenItem(scope.actor, item)) ?? null,
    }));
}

/** Somebody who sees some people's records alone sees what these have written. */
const ofPeople = ({ actor: { people } }: Scope) => people && inArray(changes.actorId, [...people]);

/** The entry with the items it packs away, or those wanted of them. */
export async function withItems<Row extends { items: ChangeItem[] | null; packedItems: Buffer | null }>(
  { packedItems, ...change }: Row,
  isWanted: (item: ChangeItem) => boolean = () => true,
): Promise<Omit<Row, 'packedItems'>> {
  if (packedItems === null) return change;
  const items = JSON.parse(await unpackItems(packedItems)) as ChangeItem[];
  return { ...change, items: items.filter(isWanted) };
}

/** The entries that are one change to a person and still stand, newest first. */
export async function standingInBulk(scope: Scope, bulkId: string): Promise<string[]> {
  const found = await scope.tx
    .select({ id: changes.id })
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, scope.workspace.id),
        eq(changes.bulkId, bulkId),
        isNull(changes.undoneBy),
        ofPeople(scope),
      ),
    )
    .orderBy(desc(changes.sequence));
  return found.map(({ id }) => id);
}

/** The changes with these ids that still stand, newest first. */
export async function standingChanges(scope: Scope, ids: readonly string[]): Promise<Change[]> {
  const rows = await scope.tx
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, scope.workspace.id),
        inArray(changes.id, [...ids]),
        isNull(changes.undoneBy),
        ofPeople(scope),
      ),
    )
    .orderBy(desc(changes.sequence));
  return Promise.all(rows.map((row) => withItems(row)));
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
