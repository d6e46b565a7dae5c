import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { segmentRecords, type Transaction, termBlocks, terms } from '../../db/index.ts';
import { blocksOf } from './block-layout.ts';
import { heldUnder, idsUnder, mayHold, mayHoldWanted, wantedTerms } from './blocks.ts';
import type { Conjunction } from './conjunctions.ts';
import { wholesIn, wholesKind, wordsKind } from './segments.ts';

/** A record that may answer, with the whole values it is filed under. */
export interface Holder {
  id: string;
  wholes: string[];
  /** Whether it is known to hold the query as a whole, or every word of it. */
  whole: boolean;
}

/** A record that holds some of the terms asked for, with the whole values it is filed under. */
export interface Sharer {
  id: string;
  wholes: string[];
  held: string[];
}

/** What the index knows of a query before any record is looked at. */
export interface Acquaintance {
  /** About how many records stand under each piece, up to `countedAtMost`; pieces of none are left out. */
  counts: Map<string, number>;
  /** Records one of whose whole values is asked for. */
  ids: string[];
}

/**
 * Reads the index of one kind in one workspace, in as few statements as a search needs. Conditions are
 * equalities on terms or on ids, which row-level security lets an index serve, and each leaves Postgres one
 * index to choose, with or without statistics.
 */
export interface Holdings {
  acquaint(
    pieces: readonly string[],
    wholes: readonly string[],
    named: readonly string[],
  ): Promise<Acquaintance>;
  /** About how many records stand under each of many words, up to `countedAtMost`; those of none left out. */
  countWords(wanted: readonly string[]): Promise<Map<string, number>>;
  /**
   * Records by id, and those that meet one of the conjunctions.
   * @param limit  of each conjunction
   */
  holders(ids: readonly string[], conjunctions: readonly Conjunction[], limit: number): Promise<Holder[]>;
  /**
   * The records with the greatest sum of weights of the terms they hold, and which of these they hold.
   * @param weights  at most 30 terms
   */
  sharers(weights: ReadonlyMap<string, number>, limit: number): Promise<Sharer[]>;
}

export const countedAtMost = 500;
const wholesAtMost = 200;
const postingsPerSharedTerm = 2_000;

export function createHoldings(
  { tx, workspaceId }: { tx: Transaction; workspaceId: string },
  kind: string,
): Holdings {
  const json = (value: unknown): SQL => sql`cast(${JSON.stringify(value)}::text as json)`;
  const list = (texts: readonly string[]): SQL => sql`json_array_elements_text(${json(texts)})`;
  const single = (of: string) => and(eq(terms.workspaceId, workspaceId), eq(terms.kind, of));
  const together = (of: string) => and(eq(termBlocks.workspaceId, workspaceId), eq(termBlocks.kind, of));
  /** A select of the records under any of several terms, and the segment each stands in; none has an empty name. */
  const underAny = (wanted: readonly string[]): SQL =>
    sql.join(
      [
        sql`select record_id, ''::text from ${terms} where ${single(kind)} and ${anyOf(terms.term, wanted)}`,
        ...wanted.map(
          (term) => sql`
            select ${idsUnder(sql`${term}::text`)}, ${termBlocks.segment}
            from ${termBlocks} where ${together(kind)} and ${mayHold(term)}`,
        ),
      ],
      sql` union all `,
    );
  /** The same under the term of a row of `wantedTerms`. */
  const underWanted = (of: string): SQL => sql`
    select record_id from ${terms} where ${single(of)} and ${terms.term} = wanted.term
    union all
    select ${idsUnder(sql`wanted.term`)} from ${termBlocks} where ${together(of)} and ${mayHoldWanted}`;
  const wholesOfCandidate = sql`
    array(
      select ${terms.term} from ${terms}
      where ${single(wholesKind(kind))} and ${terms.recordId} = candidate.id
    ) as wholes,
    (
      select ${segmentRecords.texts} from ${segmentRecords}
      where ${segmentRecords.workspaceId} = ${workspaceId} and ${segmentRecords.recordId} = candidate.id
    ) as texts`;

  const anyOf = (column: SQL | PgColumn, wanted: readonly string[]): SQL =>
    sql`${column} in (${sql.join(
      wanted.map((term) => sql`${term}`),
      sql`, `,
    )})`;

  /** Whether a record of `met` stands under any of these terms. */
  const standsUnder = (wanted: readonly string[]): SQL => {
    const inBlock = (term: string) => sql`(
      select true from ${termBlocks}
      where ${together(kind)} and ${mayHold(term)} and ${termBlocks.segment} = met.segment and position(
        ' ' || substr(met.record_id, ${termBlocks.shared} + 1) || ' '
        in ' ' || ${heldUnder(sql`${term}::text`)} || ' '
      ) > 0
      limit 1
    )`;
    return sql`case met.segment when '' then (
      select true from ${terms}
      where ${single(kind)} and ${terms.recordId} = met.record_id and ${anyOf(terms.term, wanted)} limit 1
    ) else ${sql.join(wanted.map(inBlock), sql` or `)} end`;
  };

  /** Records under every slot, the sets of those that are read put together by hashing. */
  const meeting = ({ read, checked, whole }: Conjunction, limit: number): SQL => {
    const sets = read.map((slot) => sql`(${underAny(slot)})`);
    const checks = checked.map(standsUnder);
    return sql`(
      select met.record_id, ${whole}::boolean from (
        ${sql.join(sets, sql` intersect `)} offset 0
      ) as met(record_id, segment)
      where ${sql.join([sql`true`, ...checks], sql` and `)}
      order by met.record_id
      limit ${limit}
    )`;
  };

  /** About how many records stand under each term of a list, as `name` and `count`; those of none left out. */
  const counted = (wanted: readonly string[]): SQL => sql`
    select wanted.term as name, single.count + together.count as count
    from ${wantedTerms(wanted)}
    cross join lateral (
      select count(*)::integer as count from (
        select from ${terms} where ${single(kind)} and ${terms.term} = wanted.term limit ${countedAtMost}
      ) as counted
    ) as single
    cross join lateral (
      select coalesce(sum((1 + octet_length(ids)) / (1 + octet_length(split_part(ids, ' ', 1)))), 0)::integer as count
      from (
        select ${heldUnder(sql`wanted.term`)} as ids
        from ${termBlocks} where ${together(kind)} and ${mayHoldWanted}
        offset 0
      ) as line
      where ids <> ''
    ) as together
    where single.count + together.count > 0`;

  /** Those of many words that may be in the index. */
  const knownWords = async (wanted: readonly string[]): Promise<string[]> => {
    const rows = await tx.execute<{ term: string }>(sql`
      select wanted.term from ${list(wanted)} as wanted(term)
      where exists (select from ${terms} where ${single(kind)} and ${terms.term} = wanted.term)
        or exists (select from ${terms} where ${single(wordsKind(kind))} and ${terms.term} = wanted.term)`);
    return rows.map(({ term }) => term);
  };

  return {
    async acquaint(pieces, wholes, named) {
      const rows = await tx.execute<{ role: string; name: string; count: number }>(sql`
        select 'piece' as role, piece.name, piece.count from (${counted(pieces)}) as piece
        union all
        select 'record', holder.record_id, 1
        from ${wantedTerms(wholes)}
        cross join lateral (${underWanted(wholesKind(kind))} limit ${wholesAtMost}) as holder
        union all
        select 'record', wanted.id, 1
        from ${list(named)} as wanted(id)
        where exists (select 1 from ${terms} where ${single(kind)} and ${terms.recordId} = wanted.id)
          or exists (
            select 1 from ${segmentRecords}
            where ${segmentRecords.workspaceId} = ${workspaceId} and ${segmentRecords.recordId} = wanted.id
              and ${segmentRecords.kind} = ${kind}
          )`);
      const [found, records] = [
        rows.filter(({ role }) => role === 'piece'),
        rows.filter(({ role }) => role === 'record'),
      ];
      return {
        counts: new Map(found.map(({ name, count }) => [name, count])),
        ids: records.map(({ name }) => name),
      };
    },
    async countWords(wanted) {
      const known = wanted.length === 0 ? [] : await knownWords(wanted);
      if (known.length === 0) return new Map();
      const rows = await tx.execute<{ name: string; count: number }>(counted(known));
      return new Map(rows.map(({ name, count }) => [name, count]));
    },
    async holders(ids, conjunctions, limit) {
      if (ids.length + conjunctions.length === 0) return [];
      const sources = [
        sql`(select wanted.id, true from ${list(ids)} as wanted(id))`,
        ...conjunctions.map((conjunction) => meeting(conjunction, limit)),
      ];
      const rows = await tx.execute<{
        id: string;
        whole: boolean;
        wholes: string[];
        texts: string | null;
      }>(sql`
        select candidate.id, candidate.whole, ${wholesOfCandidate}
        from (
          select source.id, bool_or(source.whole) as whole
          from (${sql.join(sources, sql` union all `)}) as source(id, whole)
          group by source.id
          offset 0
        ) as candidate`);
      return rows.map(({ id, whole, wholes, texts }) => ({ id, whole, wholes: wholesFrom(wholes, texts) }));
    },
    async sharers(weights, limit) {
      if (weights.size === 0) return [];
      const wanted = Array.from(weights, ([term, weight], index) => {
        return { term, weight, bit: 1 << index, blocks: blocksOf(term) };
      });
      const rows = await tx.execute<{ id: string; bits: number; wholes: string[]; texts: string | null }>(sql`
        select candidate.id, candidate.bits, ${wholesOfCandidate}
        from (
          select posting.record_id as id, bit_or(wanted.bit) as bits
          from json_to_recordset(${json(wanted)}) 
            as wanted(term text, weight real, bit integer, blocks integer[])
          cross join lateral (
            ${underWanted(kind)} limit ${postingsPerSharedTerm}
          ) as posting
          group by posting.record_id
          order by sum(wanted.weight) desc, id
          limit ${limit}
        ) as candidate`);
      return rows.map(({ id, bits, wholes, texts }) => ({
        id,
        wholes: wholesFrom(wholes, texts),
        held: wanted.filter(({ bit }) => bits & bit).map(({ term }) => term),
      }));
    },
  };
}

const wholesFrom = (wholes: string[], texts: string | null): string[] =>
  texts === null ? wholes : [...wholes, ...wholesIn(texts)];
