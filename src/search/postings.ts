import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Transaction, termBlocks, terms } from '../../db/index.ts';
import { blockOf } from './block-layout.ts';
import { idsUnder, mayHoldWanted, wantedTerms } from './blocks.ts';
import { createSegments } from './segments.ts';

/** A record's entry in one index: its terms and how often each stands in it. */
export interface Entry {
  kind: string;
  id: string;
  terms: ReadonlyMap<string, number>;
}

/**
 * The term tables of one workspace: a row for each record and term, and for records filed together blocks of
 * terms. Conditions are equalities on terms or on ids, which row-level security lets
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
/** Beyond so many whole values it is worth reading the filters of the segments first. */
const fewWanted = 64;

export function createPostings({ tx, workspaceId }: { tx: Transaction; workspaceId: string }): Postings {
  const json = (value: unknown) => sql`cast(${JSON.stringify(value)}::text as json)`;
  const of = (kind: string) => and(eq(terms.workspaceId, workspaceId), eq(terms.kind, kind));
  const inSegments = (kind: string) =>
    and(eq(termBlocks.workspaceId, workspaceId), eq(termBlocks.kind, kind));
  const alone = (kind: string) => sql`
    select record_id from ${terms} where ${of(kind)} and ${terms.term} = wanted.term`;
  /** A select of the records under the term of a row of `wantedTerms`, as `record_id`. */
  const under = (kind: string) => sql`
    ${alone(kind)}
    union all
    select ${idsUnder(sql`wanted.term`)} from ${termBlocks} where ${inSegments(kind)} and ${mayHoldWanted}`;

  /** Where many whole values are looked for, each in the few segments that may hold it. */
  async function holdingMany(
    kind: string,
    wanted: readonly string[],
  ): Promise<{ term: string; id: string }[]> {
    const single = await tx.execute<{ term: string; id: string }>(sql`
      select wanted.term, posting.record_id as id
      from json_array_elements_text(${json(wanted)}) as wanted(term)
      cross join lateral (${alone(kind)} offset 0) as posting`);
    const pairs = await createSegments({ tx, workspaceId }).holding(kind, wanted);
    if (pairs.length === 0) return [...single];
    const rows = pairs.map(({ term, segment }) => ({ term, block: blockOf(term), segment }));
    const together = await tx.execute<{ term: string; id: string }>(sql`
      select wanted.term, posting.record_id as id
      from json_to_recordset(${json(rows)}) as wanted(term text, block integer, segment text)
      cross join lateral (
        select ${idsUnder(sql`wanted.term`)} as record_id from ${termBlocks}
        where ${inSegments(kind)} and ${mayHoldWanted} and ${termBlocks.segment} = wanted.segment
        offset 0
      ) as posting`);
    return [...single, ...together];
  }

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
      const distinct = [...new Set(wanted)];
      if (distinct.length === 0) return new Map();
      const rows =
        distinct.length > fewWanted
          ? await holdingMany(kind, distinct)
          : await tx.execute<{ term: string; id: string }>(sql`
              select wanted.term, posting.record_id as id
              from ${wantedTerms(distinct)}
              cross join lateral (${under(kind)} offset 0) as posting`);
      const grouped = Map.groupBy(rows, ({ term }) => term);
      return new Map(Array.from(grouped, ([term, found]) => [term, found.map(({ id }) => id)]));
    },
    async frequencies(kind, wanted) {
      if (wanted.length === 0) return new Map();
      const rows = await tx.execute<{ term: string; count: number }>(sql`
        select wanted.term, (
          select count(*)::integer from (
            select 1 from (${under(kind)}) as posting limit ${countedAtMost}
          ) as counted
        ) as count
        from ${wantedTerms(wanted)}`);
      return new Map(rows.filter(({ count }) => count > 0).map(({ term, count }) => [term, count]));
    },
  };
}
