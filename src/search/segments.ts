import { and, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { segmentRecords, segments as segmentsTable, termBlocks, terms } from '../../db/index.ts';
import { betweenBlocks, blocksOf, without } from './block-layout.ts';
import { asRows, type IndexScope, insertBlocks, lines, sharedLength } from './blocks.ts';
import { readFilter } from './bloom.ts';
import { termsHeld } from './filing.ts';
import { fileSegment, writtenTexts } from './filing-thread.ts';
import { hashesOf } from './hash.ts';
import type { Holders } from './holders.ts';
import { type IndexedText, wholeValuesOf } from './terms.ts';

/** A record to be filed by its texts. */
export interface Filed {
  id: string;
  texts: readonly IndexedText[];
}

/**
 * Records filed together: their terms stand in blocks, a thousand rows at most instead of one for each record
 * and term, which is what makes filing thousands at once many times as fast. A record is taken out by its
 * texts, whose terms tell in which blocks it stands.
 */
export interface Segments {
  /** Files records that are not in the index yet, as one segment. */
  file(kind: string, records: readonly Filed[]): Promise<void>;
  /** Takes out those of these records that stand in a segment. */
  remove(ids: readonly string[]): Promise<void>;
  /** Which segments of some kinds may hold a whole value, for many of them: a Bloom filter leaves most pairs out. */
  holding(
    kinds: readonly string[],
    wholes: readonly string[],
  ): Promise<{ kind: string; term: string; segment: string }[]>;
}

/** Whole values have an index of their own, so that those of a candidate are read without its pieces. */
export const wholesKind = (kind: string): string => `${kind}.wholes`;

/** The kind whose whole values these are. */
export const piecesKind = (wholes: string): string => wholes.slice(0, -wholesKind('').length);

/** Filters are read so many at a time: those of large segments take a megabyte each. */
const filtersPerPage = 8;

/** The words that stand in segments are filed as such too, where a mistyped one is looked for. */
export const wordsKind = (kind: string): string => `${kind}.words`;

/** The whole values of a record, out of the texts a segment keeps of it. */
export const wholesIn = (json: string): string[] => wholeValuesOf(textsIn(json));

/** What is locked while segments become one: by those who take out records shared, so that they find them. */
export const mergingKey = (workspaceId: string): SQL =>
  sql`hashtextextended(${`segments:${workspaceId}`}, 0)`;

const textsIn = (json: string): IndexedText[] => JSON.parse(json) as IndexedText[];

export function createSegments(scope: IndexScope): Segments {
  const { tx, workspaceId } = scope;

  /** One transaction after the other, so that none has to expect a word to arrive while it looks. */
  async function fileWords(kind: string, words: readonly string[]): Promise<void> {
    const locking = tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`words:${workspaceId}`}, 0))`,
    );
    const filing = tx.execute(sql`
      insert into ${terms} (workspace_id, kind, term, record_id)
      select ${workspaceId}, ${kind}, filed.term, ''
      from unnest(${lines(words)}) as filed(term)
      where not exists (
        select from ${terms} where ${terms.workspaceId} = ${workspaceId} and ${terms.kind} = ${kind}
          and ${terms.term} = filed.term and ${terms.recordId} = ''
      )`);
    await Promise.all([locking, filing]);
  }

  async function takeOut(kind: string, segment: string, gone: Gone): Promise<void> {
    const wanted = [...new Set(Array.from(gone.keys()).flatMap(blocksOf))];
    const ofSegment = and(
      eq(termBlocks.workspaceId, workspaceId),
      eq(termBlocks.kind, kind),
      eq(termBlocks.segment, segment),
    );
    const standing = await tx
      .select()
      .from(termBlocks)
      .where(and(ofSegment, inArray(termBlocks.block, wanted)))
      .for('update');
    const changed = new Map<number, string>();
    for (const { block, terms: before, shared } of standing) {
      const after = without(before, gone.get(shared));
      if (after !== before) changed.set(block, after);
    }
    const emptied = [...changed].filter(([, after]) => after === '').map(([block]) => block);
    for (const block of emptied) changed.delete(block);
    if (emptied.length > 0)
      await tx.delete(termBlocks).where(and(ofSegment, inArray(termBlocks.block, emptied)));
    if (changed.size > 0)
      await tx.execute(sql`
        update ${termBlocks} as standing set terms = filed.terms
        from ${asRows({ numbers: [...changed.keys()], texts: [...changed.values()].join(betweenBlocks) })}
        where standing.workspace_id = ${workspaceId} and standing.kind = ${kind}
          and standing.block = filed.block::integer and standing.segment = ${segment}`);
  }

  /** The segments that have taken in some of these. */
  async function mergedInto(parts: readonly string[]): Promise<Map<string, string>> {
    const { segment, partOf } = segmentsTable;
    const rows = await tx
      .select({ segment, partOf })
      .from(segmentsTable)
      .where(
        and(
          eq(segmentsTable.workspaceId, workspaceId),
          inArray(segment, [...new Set(parts)]),
          isNotNull(partOf),
        ),
      );
    return new Map(rows.map((row) => [row.segment, row.partOf!]));
  }

  return {
    async file(kind, records) {
      const inOrder = records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      const [first, last] = [inOrder[0], inOrder.at(-1)];
      if (!first || !last) return;
      const segment = first.id;
      const shortest = Math.min(...inOrder.map(({ id }) => id.length));
      const shared = Math.min(sharedLength(first.id, last.id), shortest - 1);
      const ends = inOrder.map(({ id }) => id.slice(shared));
      const written = writtenTexts(inOrder.map(({ texts }) => texts));
      const { pieces, wholes, words, filter } = await fileSegment(written, ends);
      // All on their way at once: the database has the next while this thread writes out the one after.
      await Promise.all([
        insertBlocks(scope, { kind, segment, shared }, pieces),
        insertBlocks(scope, { kind: wholesKind(kind), segment, shared }, wholes),
        fileWords(wordsKind(kind), words),
        tx.insert(segmentsTable).values({
          workspaceId,
          kind: wholesKind(kind),
          segment,
          standing: records.length,
          filter,
        }),
        tx.execute(sql`
          insert into ${segmentRecords} (workspace_id, record_id, kind, segment, texts)
          select ${workspaceId}, filed.id, ${kind}, ${segment}, filed.texts
          from unnest(
            ${lines(inOrder.map(({ id }) => id))},
            ${lines(written.lines)}) as filed(id, texts)`),
      ]);
    },
    async remove(ids) {
      if (ids.length === 0) return;
      const removed = await tx
        .delete(segmentRecords)
        .where(and(eq(segmentRecords.workspaceId, workspaceId), inArray(segmentRecords.recordId, [...ids])))
        .returning();
      if (removed.length === 0) return;
      await tx.execute(sql`select pg_advisory_xact_lock_shared(${mergingKey(workspaceId)})`);
      const wholeOf = await mergedInto(removed.map((row) => row.segment));
      for (const [segment, rows] of Map.groupBy(removed, (row) => wholeOf.get(row.segment) ?? row.segment))
        for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.kind)) {
          const ids = ofKind.map((row) => row.recordId);
          const { pieces, wholes } = termsHeld(ofKind.map((row) => textsIn(row.texts)));
          await takeOut(kind, segment, goneFrom(pieces, ids));
          await takeOut(wholesKind(kind), segment, goneFrom(wholes, ids));
          const ofSegment = and(
            eq(segmentsTable.workspaceId, workspaceId),
            eq(segmentsTable.kind, wholesKind(kind)),
            eq(segmentsTable.segment, segment),
          );
          const [left] = await tx
            .update(segmentsTable)
            .set({ standing: sql`${segmentsTable.standing} - ${ids.length}` })
            .where(ofSegment)
            .returning({ standing: segmentsTable.standing });
          if (left?.standing !== 0) continue;
          const parts = and(
            eq(segmentsTable.workspaceId, workspaceId),
            eq(segmentsTable.kind, wholesKind(kind)),
            eq(segmentsTable.partOf, segment),
          );
          await tx.delete(segmentsTable).where(or(ofSegment, parts));
        }
    },
    async holding(kinds, wholes) {
      const hashed = wholes.map((term) => ({ term, hashes: hashesOf(term) }));
      const { kind, segment, filter, partOf } = segmentsTable;
      const pairs: { kind: string; term: string; segment: string }[] = [];
      for (const filedAs of kinds)
        for (let last: string | undefined = ''; last !== undefined; ) {
          const page: { segment: string; filter: string }[] = await tx
            .select({ segment, filter })
            .from(segmentsTable)
            .where(
              and(
                eq(segmentsTable.workspaceId, workspaceId),
                eq(kind, filedAs),
                isNull(partOf),
                gt(segment, last),
              ),
            )
            .orderBy(segment)
            .limit(filtersPerPage);
          for (const filed of page) {
            const { mayHold } = readFilter(filed.filter);
            for (const { term, hashes } of hashed)
              if (mayHold(hashes)) pairs.push({ kind: filedAs, term, segment: filed.segment });
          }
          last = page.length < filtersPerPage ? undefined : page.at(-1)!.segment;
        }
      return pairs;
    },
  };
}

/** Who leaves which term, by how much of the ids the segment's records share. */
interface Gone {
  keys(): Iterable<string>;
  get(shared: number): ReadonlyMap<string, ReadonlySet<string>>;
}

function goneFrom({ terms, grouped }: Holders, ids: readonly string[]): Gone {
  const { starts, holders } = grouped();
  const known = new Map<number, ReadonlyMap<string, ReadonlySet<string>>>();
  const leaving = (shared: number) => {
    const ends = ids.map((id) => id.slice(shared));
    const of = (term: number) => holders.subarray(starts[term], starts[term + 1]);
    return new Map(terms.map((term, number) => [term, new Set(Array.from(of(number), (id) => ends[id]!))]));
  };
  return {
    keys: () => terms,
    get(shared) {
      const found = known.get(shared) ?? leaving(shared);
      known.set(shared, found);
      return found;
    },
  };
}
