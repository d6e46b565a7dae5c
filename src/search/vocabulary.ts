import { and, eq, inArray, like } from 'drizzle-orm';
import { segmentRecords, type Transaction, terms } from '../../db/index.ts';
import { termsHeld } from './filing.ts';
import { createPostings } from './postings.ts';
import { wordsKind } from './segments.ts';
import type { IndexedText } from './terms.ts';

/** The words that records filed together brought into the index, which stay when a record leaves it. */
export interface Vocabulary {
  /** The words of these texts, and of those these records were filed by. */
  wordsOf(ids: readonly string[], texts: readonly IndexedText[]): Promise<string[]>;
  /** Takes out those of these words that no record holds any longer. */
  forget(words: readonly string[]): Promise<void>;
}

const perStatement = 5_000;

export function createVocabulary(scope: { tx: Transaction; workspaceId: string }): Vocabulary {
  const { tx, workspaceId } = scope;
  return {
    async wordsOf(ids, texts) {
      const filed: IndexedText[][] = [];
      for (let start = 0; start < ids.length; start += perStatement) {
        const rows = await tx
          .select({ texts: segmentRecords.texts })
          .from(segmentRecords)
          .where(
            and(
              eq(segmentRecords.workspaceId, workspaceId),
              inArray(segmentRecords.recordId, ids.slice(start, start + perStatement)),
            ),
          );
        filed.push(...rows.map((row) => JSON.parse(row.texts) as IndexedText[]));
      }
      return termsHeld([...filed, texts]).words;
    },
    async forget(words) {
      const vocabularies = await tx
        .selectDistinct({ kind: terms.kind })
        .from(terms)
        .where(and(eq(terms.workspaceId, workspaceId), like(terms.kind, wordsKind('%'))));
      for (const { kind: filedUnder } of vocabularies) {
        const kind = filedUnder.slice(0, -wordsKind('').length);
        for (let start = 0; start < words.length; start += perStatement) {
          const some = words.slice(start, start + perStatement);
          const held = await createPostings(scope).frequencies(kind, some);
          const forgotten = some.filter((word) => !held.has(word));
          if (forgotten.length > 0)
            await tx
              .delete(terms)
              .where(
                and(
                  eq(terms.workspaceId, workspaceId),
                  eq(terms.kind, filedUnder),
                  inArray(terms.term, forgotten),
                ),
              );
        }
      }
    },
  };
}
