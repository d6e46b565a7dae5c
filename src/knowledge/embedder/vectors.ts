import { and, eq, ne, sql } from 'drizzle-orm';
import { knowledgeChunks } from '../../../db/index.ts';
import { type Bound, passagesWithin } from '../within.ts';
import { hashedEmbedder } from './hashed.ts';

/** The vector of a question, and which embedder made it. */
export interface ChunkVectors {
  embedder: string;
  isLexical: boolean;
  vector: readonly number[];
}

/** Below so many passages of a workspace all of their vectors are compared. */
export const exactBelow = 10_000;
const nearestRead = 20;
const searchWidth = 100;
const mostScanned = 40_000;

/**
 * The passages whose vectors are nearest, with the cosine: exactly in a small workspace, through the HNSW
 * index in a large one. Vectors that know of spelling only are in no index, and left out of large ones.
 */
export async function nearestChunks(
  bound: Bound,
  { embedder, isLexical, vector }: ChunkVectors,
  passages: number,
  limit = nearestRead,
): Promise<Map<string, number>> {
  const { tx } = bound;
  const isExact = passages < exactBelow;
  if (isLexical && !isExact) return new Map();
  const { embedding } = knowledgeChunks;
  const distance = sql`(${embedding} <=> ${JSON.stringify(vector)}::vector)`;
  if (!isExact)
    await tx.execute(sql`
      select
        set_config('hnsw.iterative_scan', 'relaxed_order', true),
        set_config('hnsw.ef_search', ${String(searchWidth)}, true),
        set_config('hnsw.max_scan_tuples', ${String(mostScanned)}, true)`);
  const rows = await tx
    .select({ id: knowledgeChunks.id, similarity: sql<number>`1 - ${distance}` })
    .from(knowledgeChunks)
    .where(
      and(
        passagesWithin(bound),
        eq(knowledgeChunks.embedder, embedder),
        isExact ? undefined : ne(knowledgeChunks.embedder, sql.raw(`'${hashedEmbedder.name}'`)),
      ),
    )
    // An index is taken for the operator alone, so that adding nothing keeps the search exact.
    .orderBy(isExact ? sql`${distance} + 0` : distance)
    .limit(limit);
  return new Map(rows.map(({ id, similarity }) => [id, Number(similarity)]));
}
