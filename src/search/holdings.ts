import { and, eq, type SQL, sql } from 'drizzle-orm';
import { segmentRecords, type Transaction, termSegments, terms } from '../../db/index.ts';
import { wholesIn, wholesKind } from './segments.ts';

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

/** Asks for the records that hold a term of every slot. */
export interface Conjunction {
  slots: readonly (readonly string[])[];
  /** Whether who meets it holds every word of the query, not only the beginnings. */
  whole: boolean;
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
  /** Which of many terms the index holds. */
  known(wanted: readonly string[]): Promise<Set<string>>;
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
/** Bytes of an id and the blank behind it, about. */
const bytesPerId = 20;

export function createHoldings(
  { tx, workspaceId }: { tx: Transaction; workspaceId: string },
  kind: string,
): Holdings {
  const json = (value: unknown): SQL => sql`cast(${JSON.stringify(value)}::text as json)`;
  const list = (texts: readonly string[]): SQL => sql`json_array_elements_text(${json(texts)})`;
  const single = (of: string) => and(eq(terms.workspaceId, workspaceId), eq(terms.kind, of));
  const together = (of: string) => and(eq(termSegments.workspaceId, workspaceId), eq(termSegments.kind, of));
  /** A select of the records under a term, or under any of several, as `record_id`. */
  const under = (of: string, isTerm: (column: SQL) => SQL): SQL => sql`
    select record_id from ${terms} where ${single(of)} and ${isTerm(sql`${terms.term}`)}
    union all
    select unnest(string_to_array(record_ids, ' ')) from ${termSegments}
    where ${together(of)} and ${isTerm(sql`${termSegments.term}`)}`;
  const wholesOfCandidate = sql`
    array(
      select ${terms.term} from ${terms}
      where ${single(wholesKind(kind))} and ${terms.recordId} = candidate.id
    ) as wholes,
    (
      select ${segmentRecords.texts} from ${segmentRecords}
      where ${segmentRecords.workspaceId} = ${workspaceId} and ${segmentRecords.recordId} = candidate.id
    ) as texts`;

  /** Records under every slot, the sets of all slots put together by hashing. */
  const meeting = ({ slots, whole }: Conjunction, limit: number): SQL => sql`(
    select met.record_id, ${whole}::boolean from (
      ${sql.join(
        slots.map(
          (slot) =>
            sql`(${under(
              kind,
              (column) =>
                sql`${column} in (${sql.join(
                  slot.map((term) => sql`${term}`),
                  sql`, `,
                )})`,
            )})`,
        ),
        sql` intersect `,
      )}
    ) as met(record_id)
    order by met.record_id
    limit ${limit}
  )`;

  return {
    async acquaint(pieces, wholes, named) {
      const rows = await tx.execute<{ role: string; name: string; count: number }>(sql`
        select 'piece' as role, wanted.term as name, (
          select count(*) from (
            select 1 from ${terms} where ${single(kind)} and ${terms.term} = wanted.term limit ${countedAtMost}
          ) as counted
        )::integer + (
          select coalesce(sum(1 + octet_length(${termSegments.recordIds}) / ${bytesPerId}::integer), 0)
          from ${termSegments} where ${together(kind)} and ${termSegments.term} = wanted.term
        )::integer as count
        from ${list([...new Set(pieces)])} as wanted(term)
        union all
        select 'record', holder.record_id, 1
        from ${list(wholes)} as wanted(term)
        cross join lateral (
          ${under(wholesKind(kind), (column) => sql`${column} = wanted.term`)} limit ${wholesAtMost}
        ) as holder
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
        rows.filter(({ role, count }) => role === 'piece' && count > 0),
        rows.filter(({ role }) => role === 'record'),
      ];
      return {
        counts: new Map(found.map(({ name, count }) => [name, count])),
        ids: records.map(({ name }) => name),
      };
    },
    async known(wanted) {
      if (wanted.length === 0) return new Set();
      const rows = await tx.execute<{ term: string }>(sql`
        select wanted.term from ${list([...new Set(wanted)])} as wanted(term)
        where (select true from ${terms} where ${single(kind)} and ${terms.term} = wanted.term limit 1)
          or (select true from ${termSegments} where ${together(kind)} and ${termSegments.term} = wanted.term limit 1)`);
      return new Set(rows.map(({ term }) => term));
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
      const wanted = Array.from(weights, ([term, weight], index) => ({ term, weight, bit: 1 << index }));
      const rows = await tx.execute<{ id: string; bits: number; wholes: string[]; texts: string | null }>(sql`
        select candidate.id, candidate.bits, ${wholesOfCandidate}
        from (
          select posting.record_id as id, bit_or(wanted.bit) as bits
          from json_to_recordset(${json(wanted)}) as wanted(term text, weight real, bit integer)
          cross join lateral (
            ${under(kind, (column) => sql`${column} = wanted.term`)} limit ${postingsPerSharedTerm}
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
