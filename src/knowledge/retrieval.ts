import { and, eq, inArray, sql } from 'drizzle-orm';
import { knowledgeChunks, knowledgeDocuments, type Transaction, terms } from '../../db/index.ts';
import { createPostings } from '../search/index.ts';
import { coverageOf, type Passage } from './answer.ts';
import { termsAsked, weightOf } from './words.ts';

/** The kind the terms of chunks are filed under. */
export const indexKind = 'knowledge';

const saturation = 1.2;
const lengthNormalisation = 0.75;

/** The passages that speak most of what was asked, and what each term of the question weighs. */
export interface Retrieved {
  passages: Passage[];
  weights: Map<string, number>;
}

/** What a chunk is found by: its words and those of the title and headings above it. */
export const indexedText = (title: string, headings: readonly string[], text: string): string =>
  [title, ...headings, text].join('\n');

/**
 * Finds passages by BM25 over the words of a question: any of them, never all.
 * @see S. Robertson & H. Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"
 */
export async function retrieve(
  { tx, workspaceId }: { tx: Transaction; workspaceId: string },
  question: string,
  limit: number,
): Promise<Retrieved> {
  const asked = termsAsked(question);
  const chunks = and(eq(knowledgeChunks.workspaceId, workspaceId));
  const [corpus] = await tx
    .select({
      count: sql<number>`count(*)::integer`,
      length: sql<number>`coalesce(avg(${knowledgeChunks.termCount}), 1)::real`,
    })
    .from(knowledgeChunks)
    .where(chunks);
  const frequencies = await createPostings({ tx, workspaceId }).frequencies(indexKind, asked);
  const weights = new Map(asked.map((term) => [term, weightOf(corpus!.count, frequencies.get(term) ?? 0)]));
  if (frequencies.size === 0) return { passages: [], weights };

  const wanted = Array.from(frequencies.keys(), (term) => ({ term, weight: weights.get(term) }));
  const ranked = await tx.execute<{ id: string; score: number }>(sql`
    select posting.record_id as id, sum(
      wanted.weight * posting.frequency * ${saturation + 1}::real / (
        posting.frequency + ${saturation}::real * (
          1 - ${lengthNormalisation}::real
          + ${lengthNormalisation}::real * ${knowledgeChunks.termCount} / ${corpus!.length}::real
        )
      )
    )::real as score
    from json_to_recordset(cast(${JSON.stringify(wanted)}::text as json)) as wanted(term text, weight real)
    cross join lateral (
      select record_id, frequency from ${terms}
      where ${terms.workspaceId} = ${workspaceId} and ${terms.kind} = ${indexKind} and ${terms.term} = wanted.term
      offset 0
    ) as posting
    join ${knowledgeChunks} on ${chunks} and ${knowledgeChunks.id} = posting.record_id
    group by posting.record_id
    order by score desc, id
    limit ${limit}`);
  const passages = await read(
    { tx, workspaceId },
    ranked.map(({ id }) => id),
  );
  return {
    weights,
    passages: ranked.flatMap(({ id, score }) => {
      const passage = passages.get(id);
      if (!passage) return [];
      const text = indexedText(passage.document.title, passage.headings, passage.text);
      return [{ ...passage, score, coverage: coverageOf(weights, text) }];
    }),
  };
}

async function read({ tx, workspaceId }: { tx: Transaction; workspaceId: string }, ids: readonly string[]) {
  const rows = await tx
    .select({
      id: knowledgeChunks.id,
      headings: knowledgeChunks.headings,
      text: knowledgeChunks.text,
      start: knowledgeChunks.startOffset,
      end: knowledgeChunks.endOffset,
      document: {
        id: knowledgeDocuments.id,
        title: knowledgeDocuments.title,
        source: knowledgeDocuments.source,
        untrusted: knowledgeDocuments.untrusted,
      },
    })
    .from(knowledgeChunks)
    .innerJoin(
      knowledgeDocuments,
      and(
        eq(knowledgeDocuments.workspaceId, workspaceId),
        eq(knowledgeDocuments.id, knowledgeChunks.documentId),
      ),
    )
    .where(and(eq(knowledgeChunks.workspaceId, workspaceId), inArray(knowledgeChunks.id, [...ids])));
  return new Map(rows.map(({ id, ...passage }) => [id, passage]));
}
