import { and, eq, inArray, sql } from 'drizzle-orm';
import { segmentRecords, serializeArray, type Transaction, termSegments } from '../../db/index.ts';
import { type IndexedText, type Terms, termsOf, wholeValuesOf } from './terms.ts';

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
  const array = (values: readonly string[]) => sql`cast(${serializeArray(values)}::text as text[])`;

  return {
    async file(kind, records) {
      const [first] = records;
      if (!first) return;
      const segment = first.id;
      const holders = holdersOf(kind, records);
      await tx.execute(sql`
        insert into ${termSegments} (workspace_id, kind, term, segment, record_ids)
        select ${workspaceId}, filed.kind, filed.term, ${segment}, filed.ids
        from unnest(${array(holders.kinds)}, ${array(holders.terms)}, ${array(holders.ids)})
          as filed(kind, term, ids)`);
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
          const gone = holdersOf(kind, records);
          await tx.execute(sql`
            with gone as (
              select * from unnest(${array(gone.kinds)}, ${array(gone.terms)}, ${array(gone.ids)})
                as filed(kind, term, ids)
            ), emptied as (
              delete from ${termSegments} as filed using gone
              where filed.workspace_id = ${workspaceId} and filed.kind = gone.kind
                and filed.term = gone.term and filed.segment = ${segment} and filed.record_ids = gone.ids
            )
            update ${termSegments} as filed
            set record_ids = array_to_string(array(
              select id from unnest(string_to_array(filed.record_ids, ' ')) as standing(id)
              where id <> all (string_to_array(gone.ids, ' '))), ' ')
            from gone
            where filed.workspace_id = ${workspaceId} and filed.kind = gone.kind
              and filed.term = gone.term and filed.segment = ${segment} and filed.record_ids <> gone.ids`);
        }
    },
  };
}

/** Each term of these records, in the order of the index, with the ids of those that hold it, in order. */
function holdersOf(
  kind: string,
  records: readonly Filed[],
): { kinds: string[]; terms: string[]; ids: string[] } {
  const pieces = new Map<string, string>();
  const wholes = new Map<string, string>();
  const hold = (held: Map<string, string>, term: string, id: string) => {
    const others = held.get(term);
    held.set(term, others === undefined ? id : `${others} ${id}`);
  };
  for (const { id, texts } of records.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const terms: Terms = termsOf(texts);
    for (const term of terms.pieces) hold(pieces, term, id);
    for (const term of terms.wholes) hold(wholes, term, id);
  }
  const inOrder = (held: Map<string, string>) => [...held.keys()].sort();
  const pieceTerms = inOrder(pieces);
  const wholeTerms = inOrder(wholes);
  return {
    kinds: [...pieceTerms.map(() => kind), ...wholeTerms.map(() => wholesKind(kind))],
    terms: [...pieceTerms, ...wholeTerms],
    ids: [...pieceTerms.map((term) => pieces.get(term)!), ...wholeTerms.map((term) => wholes.get(term)!)],
  };
}
