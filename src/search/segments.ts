import { setImmediate } from 'node:timers/promises';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { segmentRecords, type Transaction, termSegments } from '../../db/index.ts';
import { apart, type IndexedText, wholeValuesOf } from './terms.ts';

/** A record to be filed by its texts. */
export interface Filed {
  id: string;
  texts: readonly IndexedText[];
}

/**
 * Records filed together: one row for each term they share instead of one for each record and term, which is
 * what makes filing thousands at once several times as fast. A record is taken out by its texts, whose terms
 * tell in which rows it stands.
 */
export interface Segments {
  /** Files records that are not in the index yet, as one segment. */
  file(kind: string, records: readonly Filed[]): Promise<void>;
  /** Takes out those of these records that stand in a segment. */
  remove(ids: readonly string[]): Promise<void>;
}

/** Whole values have an index of their own, so that those of a candidate are read without its pieces. */
export const wholesKind = (kind: string): string => `${kind}.wholes`;

/** The whole values of a record, out of the texts a segment keeps of it. */
export const wholesIn = (json: string): string[] => wholeValuesOf(textsIn(json));

const textsIn = (json: string): IndexedText[] => JSON.parse(json) as IndexedText[];

export function createSegments({ tx, workspaceId }: { tx: Transaction; workspaceId: string }): Segments {
  /** Texts that are never empty and have no line breaks; joined, Postgres reads them quicker than its arrays. */
  const array = (values: Iterable<string>) => sql`string_to_array(${Array.from(values).join('\n')}, ${'\n'})`;
  const fileTerms = (kind: string, segment: string, holders: Holders) =>
    tx.execute(sql`
      insert into ${termSegments} (workspace_id, kind, term, segment, record_ids)
      select ${workspaceId}, ${kind}, filed.term, ${segment}, filed.ids
      from unnest(${array(holders.keys())}, ${array(holders.values())}) as filed(term, ids)`);

  const takeOut = (kind: string, segment: string, holders: Holders) =>
    tx.execute(sql`
      with gone as (
        select * from unnest(${array(holders.keys())}, ${array(holders.values())}) as filed(term, ids)
      ), emptied as (
        delete from ${termSegments} as filed using gone
        where filed.workspace_id = ${workspaceId} and filed.kind = ${kind}
          and filed.term = gone.term and filed.segment = ${segment} and filed.record_ids = gone.ids
      )
      update ${termSegments} as filed
      set record_ids = array_to_string(array(
        select id from unnest(string_to_array(filed.record_ids, ' ')) as standing(id)
        where id <> all (string_to_array(gone.ids, ' '))), ' ')
      from gone
      where filed.workspace_id = ${workspaceId} and filed.kind = ${kind}
        and filed.term = gone.term and filed.segment = ${segment} and filed.record_ids <> gone.ids`);

  return {
    async file(kind, records) {
      const [first] = records;
      if (!first) return;
      const segment = first.id;
      const { pieces, wholes } = await holdersOf(records);
      await fileTerms(kind, segment, pieces);
      await fileTerms(wholesKind(kind), segment, wholes);
      await tx.execute(sql`
        insert into ${segmentRecords} (workspace_id, record_id, kind, segment, texts)
        select ${workspaceId}, filed.id, ${kind}, ${segment}, filed.texts
        from unnest(
          ${array(records.map(({ id }) => id))},
          ${array(records.map(({ texts }) => JSON.stringify(texts)))}) as filed(id, texts)`);
    },
    async remove(ids) {
      if (ids.length === 0) return;
      const removed = await tx
        .delete(segmentRecords)
        .where(and(eq(segmentRecords.workspaceId, workspaceId), inArray(segmentRecords.recordId, [...ids])))
        .returning();
      for (const [segment, rows] of Map.groupBy(removed, (row) => row.segment))
        for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.kind)) {
          const records = ofKind.map((row) => ({ id: row.recordId, texts: textsIn(row.texts) }));
          const { pieces, wholes } = await holdersOf(records);
          await takeOut(kind, segment, pieces);
          await takeOut(wholesKind(kind), segment, wholes);
        }
    },
  };
}

/** Terms in the order of the index, each with the ids of the records that hold it, in order. */
type Holders = ReadonlyMap<string, string>;

/** So many records are taken apart before others have their turn, the statements under way among them. */
const recordsAtOnce = 250;

/** What the terms of these records are held by: pieces and whole values apart. */
async function holdersOf(records: readonly Filed[]): Promise<{ pieces: Holders; wholes: Holders }> {
  const pieces = new Map<string, number[]>();
  const wholes = new Map<string, number[]>();
  const inOrder = records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  for (const [number, { texts }] of inOrder.entries()) {
    if (number % recordsAtOnce === 0) await setImmediate();
    for (const terms of apart(texts)) {
      for (const term of terms.pieces) hold(pieces, term, number);
      for (const term of terms.wholes) hold(wholes, term, number);
    }
  }
  const named = (held: ReadonlyMap<string, readonly number[]>): Holders =>
    new Map(
      Array.from(held.keys())
        .sort()
        .map((term) => [
          term,
          held
            .get(term)!
            .map((number) => inOrder[number]!.id)
            .join(' '),
        ]),
    );
  return { pieces: named(pieces), wholes: named(wholes) };
}

function hold(held: Map<string, number[]>, term: string, number: number): void {
  const holders = held.get(term);
  if (holders === undefined) held.set(term, [number]);
  else if (holders.at(-1) !== number) holders.push(number);
}
