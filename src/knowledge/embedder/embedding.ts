import { and, asc, count, eq, gt, inArray, ne, or, sql } from 'drizzle-orm';
import { knowledgeChunks, knowledgeDocuments, type Transaction } from '../../../db/index.ts';
import type { Embedder } from '../../models.ts';
import { indexedText } from '../retrieval.ts';

/** Passages and whose vectors they carry. */
export interface EmbeddingState {
  passages: number;
  /** Those without a vector of this embedder. */
  pending: number;
}

/** A passage that waits for a vector. */
export interface Unembedded {
  id: string;
  text: string;
}

/** The vectors of one workspace's passages, or of some documents' by their ids, in one short transaction. */
export interface Vectors {
  state(embedder: string, documents?: readonly string[]): Promise<EmbeddingState>;
  /** The next passages without a vector of this embedder, in the order of their ids. */
  pending(
    embedder: string,
    options: { after?: string | undefined; limit: number; documents?: readonly string[] | undefined },
  ): Promise<Unembedded[]>;
  /**
   * Keeps vectors beside their passages; of a passage that is gone or has changed meanwhile none.
   * @returns how many were kept
   */
  keep(embedder: string, vectors: readonly (Unembedded & { vector: readonly number[] })[]): Promise<number>;
}

export function createVectors({ tx, workspaceId }: { tx: Transaction; workspaceId: string }): Vectors {
  const here = eq(knowledgeChunks.workspaceId, workspaceId);
  const of = (documents: readonly string[] | undefined) =>
    documents && inArray(knowledgeChunks.documentId, [...documents]);
  const lacks = (embedder: string) =>
    or(sql`${knowledgeChunks.embedder} is null`, ne(knowledgeChunks.embedder, embedder));

  const rowsOf = (condition: ReturnType<typeof and>, limit: number) =>
    tx
      .select({
        id: knowledgeChunks.id,
        title: knowledgeDocuments.title,
        headings: knowledgeChunks.headings,
        text: knowledgeChunks.text,
      })
      .from(knowledgeChunks)
      .innerJoin(
        knowledgeDocuments,
        and(
          eq(knowledgeDocuments.workspaceId, workspaceId),
          eq(knowledgeDocuments.id, knowledgeChunks.documentId),
        ),
      )
      .where(and(here, condition))
      .orderBy(asc(knowledgeChunks.id))
      .limit(limit);

  return {
    async state(embedder, documents) {
      const [row] = await tx
        .select({
          passages: count(),
          pending: sql<number>`count(*) filter (where ${lacks(embedder)})::integer`,
        })
        .from(knowledgeChunks)
        .where(and(here, of(documents)));
      return row!;
    },
    async pending(embedder, { after, limit, documents }) {
      const from = after === undefined ? undefined : gt(knowledgeChunks.id, after);
      const rows = await rowsOf(and(lacks(embedder), from, of(documents)), limit);
      return rows.map(({ id, title, headings, text }) => ({ id, text: indexedText(title, headings, text) }));
    },
    async keep(embedder, vectors) {
      const ids = vectors.map(({ id }) => id);
      if (ids.length === 0) return 0;
      const standing = await rowsOf(sql`${knowledgeChunks.id} = any(${sql.param(ids)}::text[])`, ids.length);
      const now = new Map(standing.map((row) => [row.id, indexedText(row.title, row.headings, row.text)]));
      const rows = vectors
        .filter(({ id, text }) => now.get(id) === text)
        .map(({ id, vector }) => ({ id, vector: JSON.stringify(vector) }));
      await tx.execute(sql`
        update ${knowledgeChunks} set embedder = ${embedder}, embedding = made.vector::vector
        from json_to_recordset(cast(${JSON.stringify(rows)}::text as json)) as made(id text, vector text)
        where ${here} and ${knowledgeChunks.id} = made.id`);
      return rows.length;
    },
  };
}

/** The vectors of a knowledge base, and the work of making them. */
export interface Embedding {
  state(): Promise<EmbeddingState & { embedder: string }>;
  /**
   * Gives every passage a vector of the embedder that is set, some at a time, each batch kept as soon as it
   * is made: what was done before it is stopped stays, and the next run goes on from there.
   *
   * @returns how many passages were given one
   */
  run(options?: RunOptions): Promise<number>;
  /**
   * The same for the passages of documents that have just come in, where the embedder knows of meaning: one that
   * fails leaves them to their words.
   *
   * @param documents  their ids
   * @returns how many were given one and how many are without; undefined where it compares letters only
   */
  catchUp(
    documents: readonly string[],
    options?: RunOptions,
  ): Promise<{ made: number; missing: number } | undefined>;
}

interface RunOptions {
  signal?: AbortSignal | undefined;
  progress?: ((done: number, total: number) => void) | undefined;
}

type Bound = Parameters<typeof createVectors>[0];

const textsPerRequest = 64;

/** @param within  runs in one short transaction; the embedder is asked between them, never inside */
export function embeddingWith(
  embedder: Embedder,
  within: <Result>(mode: 'read' | 'write', work: (bound: Bound) => Promise<Result>) => Promise<Result>,
): Embedding {
  const { name } = embedder;
  const state = (documents?: readonly string[]) =>
    within('read', (bound) => createVectors(bound).state(name, documents));

  /** @returns how many were given a vector, and why the embedder gave no more where it failed */
  async function embedPending(
    total: number,
    { signal, progress }: RunOptions,
    documents?: readonly string[],
  ): Promise<{ made: number; failure?: unknown }> {
    let [made, done] = [0, 0];
    let after: string | undefined;
    while (!signal?.aborted) {
      const next = { after, limit: textsPerRequest, documents };
      const batch = await within('read', (bound) => createVectors(bound).pending(name, next));
      if (batch.length === 0) break;
      const texts = batch.map(({ text }) => text);
      let given: readonly (readonly number[])[];
      try {
        given = await embedder.embed(texts, { ...(signal && { signal }) });
      } catch (failure) {
        return { made, failure };
      }
      const vectors = batch.map((one, index) => ({ ...one, vector: given[index]! }));
      made += await within('write', (bound) => createVectors(bound).keep(name, vectors));
      after = batch.at(-1)!.id;
      done += batch.length;
      progress?.(done, Math.max(total, done));
    }
    return { made };
  }

  return {
    state: async () => ({ embedder: name, ...(await state()) }),
    async run(options = {}) {
      const { pending } = await state();
      const ran = await embedPending(pending, options);
      if ('failure' in ran) throw ran.failure;
      return ran.made;
    },
    async catchUp(documents, options = {}) {
      if (embedder.isLexical) return undefined;
      const { pending } = documents.length === 0 ? { pending: 0 } : await state(documents);
      const { made } = pending === 0 ? { made: 0 } : await embedPending(pending, options, documents);
      return { made, missing: pending - made };
    },
  };
}
