import { and, asc, count, desc, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { RecordRow } from '../../db/index.ts';
import type { Search } from '../search/index.ts';
import { canonicalJson, digest, RapportError, rowsById, type Scope } from '../trust/index.ts';
import type { Catalogue } from './catalogue.ts';
import { defaultSort, fieldNamed, type ObjectKind } from './fields.ts';
import { parseFilter } from './filter.ts';
import { conditionOf, expressionOf, tableOf } from './filter-sql.ts';
import type { References } from './references.ts';
import { render, type ShownRecord } from './render.ts';
import { partNote, refuseSealed } from './sealed-fields.ts';

export interface ListQuery {
  query?: string | undefined;
  filter?: string | undefined;
  sort?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
  detail?: 'summary' | 'full' | undefined;
}

export interface RecordPage {
  items: ShownRecord[];
  total: number;
  nextCursor: string | null;
  /** Why nothing may have been found. */
  note?: string;
}

/** Lists records of one kind. */
export interface Listing {
  /** One page, its bytes bounded. @throws RapportError invalid_input */
  page(kind: ObjectKind, query: ListQuery): Promise<RecordPage>;
  /** One record in full. @throws RapportError not_found */
  one(kind: ObjectKind, id: string): Promise<ShownRecord>;
  /** Standing records in full, by id. */
  several(kind: ObjectKind, ids: readonly string[]): Promise<Map<string, ShownRecord>>;
  /** The condition of a filter on standing records of the workspace. */
  condition(kind: ObjectKind, filter: string | undefined): Promise<SQL>;
  /** The ids a filter meets, at most `most`. */
  idsOf(kind: ObjectKind, filter: string, most: number): Promise<string[]>;
}

const defaultLimit = 20;
const mostRanked = 200;
const mostBytes = 24_000;
const Cursor = z.strictObject({
  of: z.string(),
  after: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export function createListing(
  scope: Scope,
  search: Search,
  references: References,
  catalogue: Catalogue,
): Listing {
  const { tx, workspace } = scope;
  const context = { scope, references, fields: catalogue.fields };

  async function condition(kind: ObjectKind, filter: string | undefined): Promise<SQL> {
    const table = tableOf(kind);
    const asked = filter === undefined ? undefined : await conditionOf(context, kind, parseFilter(filter));
    return and(eq(table.workspaceId, workspace.id), isNull(table.deletedAt), asked)!;
  }

  /** Records that match words, best first; then paged by rank. */
  async function ranked(kind: ObjectKind, query: ListQuery, where: SQL, limit: number, after: number) {
    const hits = await search.find(kind, query.query!, { limit: mostRanked });
    if (hits.length === 0) return { rows: [], total: 0, next: null };
    const table = tableOf(kind);
    const among = (ids: readonly string[]) =>
      and(
        where,
        sql`${table.id} = any(array(select json_array_elements_text(${JSON.stringify(ids)}::json)))`,
      );
    const rowsOf = (ids: readonly string[]) => tx.select().from(table).where(among(ids));
    const ids = hits.map((hit) => hit.id);
    const isOnePage = ids.length <= limit;
    const standing = isOnePage
      ? await rowsOf(ids)
      : await tx.select({ id: table.id }).from(table).where(among(ids));
    const isStanding = new Set(standing.map((row) => row.id));
    const ordered = ids.filter((id) => isStanding.has(id));
    const page = ordered.slice(after, after + limit);
    const found = isOnePage ? standing : await rowsOf(page);
    const byId = new Map(found.map((row) => [row.id, row]));
    const next = after + limit < ordered.length ? [after + limit] : null;
    return { rows: page.flatMap((id) => byId.get(id) ?? []), total: ordered.length, next };
  }

  /** Records in the order of a field, paged by its value and the id. */
  async function sorted(
    kind: ObjectKind,
    query: ListQuery,
    where: SQL,
    limit: number,
    after: readonly unknown[] | null,
  ) {
    const table = tableOf(kind);
    const wanted = query.sort ?? defaultSort[kind];
    const field = fieldNamed(kind, await catalogue.fields(kind), wanted.replace(/^-/, ''));
    refuseSealed(kind, field);
    const descending = wanted.startsWith('-');
    const expression = expressionOf(kind, field) as AnyPgColumn;
    const order = descending ? desc : asc;
    const beyond = after ? and(where, afterRow(expression, table.id, after, descending)) : where;
    const [{ total } = { total: 0 }] = await tx.select({ total: count() }).from(table).where(where);
    const rows = await tx
      .select({ row: table, key: sql<string | null>`${expression}::text` })
      .from(table)
      .where(beyond)
      .orderBy(sql`${expression} is null`, order(expression), asc(table.id))
      .limit(limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      rows: shown.map((entry) => entry.row),
      keys: shown.map((entry) => [entry.key, entry.row.id]),
      total,
      next: rows.length > limit ? [last!.key, last!.row.id] : null,
    };
  }

  async function several(kind: ObjectKind, ids: readonly string[]): Promise<Map<string, ShownRecord>> {
    const rows = [...(await rowsById(tx, workspace.id, kind, ids)).values()].filter((row) => !row.deletedAt);
    const records = await render(scope, references, await catalogue.fields(kind), rows, 'full');
    return new Map(records.map((record) => [record.id, record]));
  }

  return {
    condition,
    several,
    async page(kind, query) {
      const limit = query.limit ?? defaultLimit;
      const identity = digest(
        canonicalJson([workspace.id, kind, query.query, query.filter, query.sort]),
      ).slice(0, 12);
      const after = query.cursor === undefined ? null : readCursor(query.cursor, identity);
      const where = await condition(kind, query.filter);
      const offset = Number(after?.[0] ?? 0);
      const found: { rows: unknown[]; total: number; next: unknown[] | null; keys?: unknown[][] } =
        query.query === undefined
          ? await sorted(kind, query, where, limit, after)
          : await ranked(kind, query, where, limit, offset);
      const fields = await catalogue.fields(kind);
      const rendered = await render(
        scope,
        references,
        fields,
        found.rows as RecordRow<ObjectKind>[],
        query.detail ?? 'summary',
      );
      const items = withinBytes(rendered);
      const next =
        items.length < rendered.length
          ? (found.keys?.[items.length - 1] ?? [offset + items.length])
          : found.next;
      const note = found.total === 0 && query.query !== undefined ? partNote(query.query) : undefined;
      return {
        items,
        total: found.total,
        nextCursor: next && writeCursor(identity, next),
        ...(note !== undefined && { note }),
      };
    },
    async one(kind, id) {
      const record = (await several(kind, [id])).get(id);
      if (!record) throw new RapportError('not_found', `There is no ${kind} ${id}.`);
      return record;
    },
    async idsOf(kind, filter, most) {
      const table = tableOf(kind);
      const rows = await tx
        .select({ id: table.id })
        .from(table)
        .where(await condition(kind, filter))
        .orderBy(asc(table.id))
        .limit(most + 1);
      if (rows.length > most)
        throw new RapportError('invalid_input', `The filter meets more than ${most} records.`, {
          hint: 'Narrow it; bulk changes go up to this many at once.',
        });
      return rows.map((row) => row.id);
    },
  };
}

function afterRow(
  expression: AnyPgColumn,
  id: AnyPgColumn,
  after: readonly unknown[],
  descending: boolean,
): SQL {
  const [value, lastId] = after as [string | null, string];
  if (value === null) return and(isNull(expression), gt(id, lastId))!;
  const bound = castLike(expression, value);
  const beyond = sql`${expression} ${sql.raw(descending ? '<' : '>')} ${bound}`;
  return or(beyond, and(sql`${expression} = ${bound}`, gt(id, lastId)), isNull(expression))!;
}

/** A cursor's text as a value of the sorted column's type. */
const castLike = (expression: AnyPgColumn, value: string): SQL => {
  const type = typeof expression.getSQLType === 'function' ? expression.getSQLType() : 'text';
  return sql`${value}::${sql.raw(type)}`;
};

function withinBytes(records: readonly ShownRecord[]): ShownRecord[] {
  let bytes = 0;
  const count = records.findIndex((record) => {
    bytes += Buffer.byteLength(JSON.stringify(record));
    return bytes > mostBytes;
  });
  return count < 0 ? [...records] : records.slice(0, Math.max(1, count));
}

const writeCursor = (identity: string, after: readonly unknown[]): string =>
  Buffer.from(JSON.stringify({ of: identity, after })).toString('base64url');

function readCursor(cursor: string, identity: string): (string | number | boolean | null)[] {
  try {
    const parsed = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (parsed.of === identity) return parsed.after;
  } catch {
    // falls through to the one message for every unusable cursor
  }
  throw new RapportError('invalid_input', 'The cursor does not belong to this search.', {
    hint: 'Use nextCursor of the page before with the same query, filter and sort; or start without a cursor.',
  });
}
