import { and, eq, inArray } from 'drizzle-orm';
import { knowledgeChunks, type RecordRow, type Transaction } from '../../db/index.ts';
import { createPostings } from '../search/index.ts';
import type { RecordIndexer } from '../trust/index.ts';
import { indexKind } from './bm25.ts';
import { chunksOf } from './chunks.ts';
import { cutBy } from './media-types.ts';
import { indexedText } from './retrieval.ts';
import { lengthOf, termsOf } from './words.ts';

const documentKind = 'knowledge_document';
const chunksPerStatement = 500;

/** Cuts the documents the record store writes into chunks and files these under their terms. */
export function createKnowledgeIndexer({
  tx,
  workspaceId,
}: {
  tx: Transaction;
  workspaceId: string;
}): RecordIndexer {
  const postings = createPostings({ tx, workspaceId });

  async function clear(documentIds: readonly string[]): Promise<void> {
    const removed = await tx
      .delete(knowledgeChunks)
      .where(
        and(
          eq(knowledgeChunks.workspaceId, workspaceId),
          inArray(knowledgeChunks.documentId, [...documentIds]),
        ),
      )
      .returning({ id: knowledgeChunks.id });
    await postings.remove(removed.map(({ id }) => id));
  }

  async function add(documents: readonly RecordRow<typeof documentKind>[]): Promise<void> {
    const chunks = documents.flatMap((document) =>
      chunksOf(document.content, cutBy(document.mediaType)).map((chunk, ordinal) => {
        const indexed = indexedText(document.title, chunk.headings, chunk.text);
        const id = `${document.id}.${ordinal}`;
        const { id: documentId, audience } = document;
        return { ...chunk, id, ordinal, documentId, audience, indexed };
      }),
    );
    for (let start = 0; start < chunks.length; start += chunksPerStatement)
      await tx.insert(knowledgeChunks).values(
        chunks.slice(start, start + chunksPerStatement).map((chunk) => ({
          workspaceId,
          documentId: chunk.documentId,
          id: chunk.id,
          ordinal: chunk.ordinal,
          headings: chunk.headings,
          text: chunk.text,
          question: chunk.question ?? null,
          startOffset: chunk.start,
          endOffset: chunk.end,
          termCount: lengthOf(chunk.indexed),
          audience: chunk.audience,
        })),
      );
    await postings.replace(
      chunks.map(({ id, indexed }) => ({ kind: indexKind, id, terms: termsOf(indexed) })),
    );
  }

  return {
    async written(kind, rows) {
      if (kind !== documentKind) return;
      const documents = rows as readonly RecordRow<typeof documentKind>[];
      await clear(documents.map(({ id }) => id));
      await add(documents.filter((document) => document.deletedAt === null));
    },
    async added(kind, rows) {
      if (kind === documentKind) await add(rows as readonly RecordRow<typeof documentKind>[]);
    },
    async removed(kind, ids) {
      if (kind === documentKind) await clear(ids);
    },
  };
}
