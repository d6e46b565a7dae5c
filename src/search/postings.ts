import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { type Transaction, termSegments, terms } from '../../db/index.ts';

/** A record's entry in one index: its terms and how often each stands in it. */
export interface Entry {
  kind: string;
  id: string;
  terms: ReadonlyMap<string, number>;
}

/**
 * The term tables of one workspace: a row for each record and term, and for records filed together a row for
 * each term. Conditions are equalities on terms or on ids, which row-level security lets
 * an index serve, and each statement leaves Postgres one index to choose, with or without statistics.
 */
export interface Postings {
  /** Files records under these terms and no others; none of them may stand in a segment. */
  replace(entries: readonly Entry[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** The records under each of these terms, those of none left out; for terms that few records hold. */
  holding(kind: string, wanted: readonly string[]): Promise<Map<string, string[]>>;
  /** How many records stand under each term, counted up to `countedAtMost`; terms of none are left out. */
  frequencies(kind: string, wanted: readonly string[]): Promise<Map<string, number>>;
}

export const countedAtMost = 1_000;
const termsPerStatement = 20_000;

export function createPostings({ tx, workspaceId }: { tx: Transaction; workspaceId: string }): Postings {
  const json = (value: unknown) => sql`cast(${JSON.stringify(value)}::text as json)`;
  const of = (kind: string) => and(eq(terms.workspaceId, workspaceId), eq(terms.kind, kind));
  const inSegments = (kind: string) =>
    and(eq(termSegments.workspaceId, workspaceId), eq(termSegments.kind, kind));
  /** A select of the records under one term, as `record_id`. */
  const under = (kind: string, term: SQL) => sql`
    select record_id from ${terms} where ${of(kind)} and ${terms.term} = ${term}
    union all
    select unnest(string_to_array(record_ids, ' ')) from ${termSegments}
    where ${inSegments(kind)} and ${termSegments.term} = ${term}`;

  async function add(entries: readonly Entry[]): Promise<void> {
    const rows = entries.flatMap(({ kind, id, terms }) =>
      Array.from(terms, ([term, frequency]) => ({ kind, term, id, frequency })),
    );
    for (let start = 0; start < rows.length; start += termsPerStatement)
      await tx.execute(sql`
        insert into ${terms} (workspace_id, kind, term, record_id, frequency)
        select ${workspaceId}, entry.kind, entry.term, entry.id, entry.frequency
        from json_to_recordset(${json(rows.slice(start, start + termsPerStatement))})
          as entry(kind text, term text, id text, frequency integer)`);
  }

  async function remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await tx.delete(terms).where(and(eq(terms.workspaceId, workspaceId), inArray(terms.recordId, [...ids])));
  }

  return {
    remove,
    async replace(entries) {
      await remove([...new Set(entries.map(({ id }) => id))]);
      await add(entries);
    },
    async holding(kind, wanted) {
      if (wanted.length === 0) return new Map();
      const rows = await tx.execute<{ term: string; id: string }>(sql`
        select wanted.term, posting.record_id as id
        from json_array_elements_text(${json([...new Set(wanted)])}) as wanted(term)
        cross join lateral (${under(kind, sql`wanted.term`)} offset 0) as posting`);
      const grouped = Map.groupBy(rows, ({ term }) => term);
      return new Map(Array.from(grouped, ([term, found]) => [term, found.map(({ id }) => id)]));
    },
    async frequencies(kind, wanted) {
      if (wanted.length === 0) return new Map();
      const rows = await tx.execute<{ term: string; count: number }>(sql`
        select wanted.term, (
          select count(*)::integer from (
            select 1 from (${under(kind, sql`wanted.term`)}) as posting limit ${countedAtMost}
          ) as counted
        ) as count
        from json_array_elements_text(${json([...new Set(wanted)])}) as wanted(term)`);
      return new Map(rows.filter(({ count }) => count > 0).map(({ term, count }) => [term, count]));
    },
  };
}
