import { and, eq, inArray } from 'drizzle-orm';
import { knowledgeChunks, knowledgeDocuments } from '../../db/index.ts';
import type { Passage } from './answer.ts';
import { type Asked, askedPlainly } from './asked.ts';
import { bm25, type Corpus, describe, type WeightedTerm, weigh } from './bm25.ts';
import { type ChunkVectors, nearestChunks } from './embedder/vectors.ts';
import { withFileDay } from './file-day.ts';
import { atHome, sharedAtHome } from './ranking/at-home.ts';
import { readPassage } from './ranking/passage.ts';
import { type Judged, judge, shortText } from './ranking/rank.ts';
import { type Bound, passagesWithin } from './within.ts';
import { isSingleHan } from './words.ts';

const candidatesRead = 60;
/** Of a large knowledge base fewer: those below hardly ever come out first. */
const candidatesOfMany = 30;
const manyPassages = 10_000;
/** A single Han character in a knowledge base of short texts, where few pairs agree. */
const singleInShortTexts = 4;
/** What another word counts in the place of one of the question's. */
const inItsPlace = 0.8;

/** The passages that speak most of what was asked, best first, and what each term of the question weighs. */
export interface Retrieved {
  passages: RetrievedPassage[];
  weights: Map<string, number>;
  /** What a term weighs that a single passage holds. */
  rarest: number;
}

export interface RetrievedPassage extends Passage, Judged {
  /** How much more often the words it shares with the question stand here than elsewhere. */
  atHome: number;
}

/** What is the same for every way to ask one question. */
export interface Survey {
  corpus: Corpus;
  /** Passages near the question, with the cosine of their vectors. */
  near: ReadonlyMap<string, number>;
  isLexical: boolean;
}

/** Looks at the corpus, and for passages near the question where there is a vector of it. */
export async function survey(bound: Bound, vectors?: ChunkVectors | undefined): Promise<Survey> {
  const corpus = await describe(bound);
  const near = vectors ? await nearestChunks(bound, vectors, corpus.count) : new Map<string, number>();
  return { corpus, near, isLexical: vectors?.isLexical ?? false };
}

/** What a chunk is found by: its words and those of the title and headings above it. */
export const indexedText = (title: string, headings: readonly string[], text: string): string =>
  [...above(title, headings), text].join('\n');

const above = (title: string, headings: readonly string[]): string[] =>
  [title, ...headings].filter((line, index, all) => line !== '' && all.indexOf(line) === index);

/**
 * Finds passages: by BM25 over any of the question's words, and by vectors where there are some; then judges
 * the best of both by their text.
 */
export async function retrieve(
  bound: Bound,
  asked: Asked,
  { corpus, near, isLexical }: Survey,
  limit: number,
): Promise<Retrieved> {
  const isShort = corpus.length < shortText;
  const weighed = standingIn(asked, await weigh(bound, asked, corpus)).filter(
    ({ term }) => isShort || !asked.asking.has(term),
  );
  const weights = new Map(weighed.map(({ term, weight }) => [term, weight]));
  const wanted = weighed
    .filter(({ holders }) => holders > 0)
    .map((one) => ({
      ...one,
      weight: isShort && isSingleHan(one.term) ? singleInShortTexts * one.weight : one.weight,
    }));
  const scores = await bm25(
    bound,
    wanted,
    corpus,
    corpus.count < manyPassages ? candidatesRead : Math.max(limit, candidatesOfMany),
  );
  const passages = await read(bound, [...new Set([...scores.keys(), ...near.keys()])]);
  const found = Array.from(passages, ([id, passage]) => ({ id, passage }));
  const candidates = found.map(({ id, passage }) => ({
    passage: readPassage(above(passage.document.title, passage.headings).join('\n'), passage.text),
    score: scores.get(id) ?? 0,
    similarity: isLexical ? undefined : near.get(id),
  }));
  const judged = judge({ asked, weights }, candidates, corpus.length);
  const termsHere = corpus.count * corpus.length;
  const atHomeIn = sharedAtHome(
    asked,
    new Map(weighed.map(({ term, holders }) => [term, atHome(term, holders, termsHere)])),
  );
  return {
    weights,
    rarest: Math.log1p(corpus.count),
    passages: found
      .map(({ passage }, index) => {
        const { score, passage: read } = candidates[index]!;
        return { ...passage, ...judged[index]!, score, atHome: atHomeIn(read.terms) };
      })
      .sort((one, other) => other.value - one.value)
      .slice(0, limit),
  };
}

/** Other words stand in for a term where the documents have it nowhere. */
function standingIn({ standIns }: Asked, weighed: readonly WeightedTerm[]): WeightedTerm[] {
  const holders = new Map(weighed.map((one) => [one.term, one.holders]));
  const isAbsent = (term: string) => holders.get(term) === 0;
  const replaced = new Set([...standIns].flatMap(([other, term]) => (isAbsent(other) ? [] : term)));
  return weighed.flatMap((one) => {
    const term = standIns.get(one.term);
    if (term === undefined) return isAbsent(one.term) && replaced.has(one.term) ? [] : one;
    return isAbsent(term) && one.holders > 0 ? { ...one, weight: one.weight * inItsPlace } : [];
  });
}

/** Passages by plain BM25, best first: what everything above it is measured against. */
export async function retrieveByBm25(bound: Bound, question: string, limit: number): Promise<Passage[]> {
  const corpus = await describe(bound);
  const asked = await weigh(bound, askedPlainly(question), corpus);
  const plain = asked.filter(({ term, holders }) => holders > 0 && !isSingleHan(term));
  const scores = await bm25(bound, plain, corpus, limit);
  const passages = await read(bound, [...scores.keys()]);
  return [...scores].flatMap(([id, score]) => {
    const passage = passages.get(id);
    return passage ? [{ ...passage, score, coverage: 0 }] : [];
  });
}

type Place = Omit<Passage, 'score' | 'coverage'>;

async function read(bound: Bound, ids: readonly string[]): Promise<Map<string, Place>> {
  const { tx, workspaceId } = bound;
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      id: knowledgeChunks.id,
      headings: knowledgeChunks.headings,
      text: knowledgeChunks.text,
      question: knowledgeChunks.question,
      start: knowledgeChunks.startOffset,
      end: knowledgeChunks.endOffset,
      document: {
        id: knowledgeDocuments.id,
        title: knowledgeDocuments.title,
        source: knowledgeDocuments.source,
        untrusted: knowledgeDocuments.untrusted,
        datedOn: knowledgeDocuments.datedOn,
        fileModifiedAt: knowledgeDocuments.fileModifiedAt,
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
    .where(and(passagesWithin(bound), inArray(knowledgeChunks.id, [...ids])))
    .orderBy(knowledgeChunks.id);
  return new Map(
    rows.map(({ id, document, ...passage }) => [id, { ...passage, document: withFileDay(document) }]),
  );
}
