import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { segments, type Transaction, termBlocks, terms } from '../../db/index.ts';
import { blocksOf } from './block-layout.ts';
import { idsUnder, mayHoldWanted, wantedTerms } from './blocks.ts';
import { createSegments } from './segments.ts';

/** A record's entry in one index: its terms and how often each stands in it. */
export interface Entry {
  kind: string;
  id: string;
  terms: ReadonlyMap<string, number>;
}

/** A record that stands under a term. */
export interface Held {
  kind: string;
  term: string;
  id: string;
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
  /** The records of some kinds under each of these terms; for terms that few records hold. */
  holding(kinds: readonly string[], wanted: readonly string[]): Promise<readonly Held[]>;
  /** Those of some kinds of which anything is filed. */
  kindsFiled(kinds: readonly string[]): Promise<string[]>;
  /** How many records stand under each term, counted up to `countedAtMost`; terms of none are left out. */
  frequencies(kind: string, wanted: readonly string[]): Promise<Map<string, number>>;
}

export const countedAtMost = 1_000;
const termsPerStatement = 20_000;
/** Beyond so many whole values it is worth reading the filters of the segments first. */
const fewWanted = 64;

/** Where a term is looked for: in one segment, or in all of a kind. */
interface Place {
  kind: string;
  term: string;
  segment?: string;
}

/** `Held`, as rows of a statement. */
type Rows = { [Name in keyof Held]: string };

export function createPostings({ tx, workspaceId }: { tx: Transaction; workspaceId: string }): Postings {
  const json = (value: unknown) => sql`cast(${JSON.stringify(value)}::text as json)`;
  const filedKinds = (kinds: readonly string[]) =>
    sql`json_array_elements_text(${json(kinds)}) as filed(kind)`;
  const of = (kind: SQL) => and(eq(terms.workspaceId, workspaceId), eq(terms.kind, kind));
  const inSegments = (kind: SQL) => and(eq(termBlocks.workspaceId, workspaceId), eq(termBlocks.kind, kind));
  const alone = (kind: SQL) => sql`
    select record_id from ${terms} where ${of(kind)} and ${terms.term} = wanted.term`;
  /** A select of the records under the term of a row of `wantedTerms`, as `record_id`. */
  const under = (kind: SQL) => sql`
    ${alone(kind)}
    union all
    select ${idsUnder(sql`wanted.term`)} from ${termBlocks} where ${inSegments(kind)} and ${mayHoldWanted}`;

  /** The records filed one by one under each of these terms. */
  const apart = (kinds: readonly string[], wanted: readonly string[]) => sql`
    select filed.kind, wanted.term, posting.record_id as id
    from json_array_elements_text(${json(wanted)}) as wanted(term)
    cross join ${filedKinds(kinds)}
    cross join lateral (${alone(sql`filed.kind`)} offset 0) as posting`;

  /**
   * The records filed together under each of these terms, in the segment named or in any. A row for each block a term
   * may stand in: of a list of blocks Postgres thinks they hold more than they do.
   */
  const together = (places: readonly Place[]) => sql`
    select wanted.kind, wanted.term, posting.record_id as id
    from json_to_recordset(${json(places.flatMap((place) => blocksOf(place.term).map((block) => ({ ...place, block }))))})
      as wanted(kind text, term text, segment text, block integer)
    cross join lateral (
      select ${idsUnder(sql`wanted.term`)} as record_id from ${termBlocks}
      where ${and(
        inSegments(sql`wanted.kind`),
        sql`${termBlocks.block} = wanted.block`,
        places[0]?.segment === undefined ? undefined : sql`${termBlocks.segment} = wanted.segment`,
      )}
      offset 0
    ) as posting`;

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
    async holding(kinds, wanted) {
      const distinct = [...new Set(wanted)];
      if (distinct.length === 0) return [];
      const places: Place[] =
        distinct.length > fewWanted
          ? await createSegments({ tx, workspaceId }).holding(kinds, distinct)
          : kinds.flatMap((kind) => distinct.map((term) => ({ kind, term })));
      return tx.execute<Rows>(sql`${apart(kinds, distinct)} union all ${together(places)}`);
    },
    async kindsFiled(kinds) {
      const filed = sql`filed.kind`;
      const together = and(eq(segments.workspaceId, workspaceId), eq(segments.kind, filed));
      // The first in order, so that an index is read and not the table.
      const rows = await tx.execute<{ kind: string }>(sql`
        select filed.kind from ${filedKinds(kinds)}
        where (select true from ${terms} where ${of(filed)} order by ${terms.term} limit 1)
          or (select true from ${segments} where ${together} order by ${segments.segment} limit 1)`);
      return rows.map(({ kind }) => kind);
    },
    async frequencies(kind, wanted) {
      if (wanted.length === 0) return new Map();
      const rows = await tx.execute<{ term: string; count: number }>(sql`
        select wanted.term, (
          select count(*)::integer from (
            select 1 from (${under(sql`${kind}::text`)}) as posting limit ${countedAtMost}
          ) as counted
        ) as count
        from ${wantedTerms(wanted)}`);
      return new Map(rows.filter(({ count }) => count > 0).map(({ term, count }) => [term, count]));
    },
  };
}
