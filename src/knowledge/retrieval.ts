import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { knowledgeChunks, knowledgeDocuments, terms } from '../../db/index.ts';
import type { Passage } from './answer.ts';
import { type Asked, askedPlainly } from './asked.ts';
import { type ChunkVectors, nearestChunks } from './embedder/vectors.ts';
import { readPassage } from './ranking/passage.ts';
import { type Judged, judge, shortText } from './ranking/rank.ts';
import { type Bound, passagesWithin } from './within.ts';
import { isSingleHan, weightOf } from './words.ts';

/** The kind the terms of chunks are filed under. */
export const indexKind = 'knowledge';

const saturation = 1.2;
const lengthNormalisation = 0.75;
const candidatesRead = 60;
/** A single Han character in a knowledge base of short texts, where few pairs agree. */
const singleInShortTexts = 4;
/** Terms are counted up to here; beyond, they count as in the geometric mean of this and half of all. */
const countedAtMost = 2_000;
/** Passages are counted up to here, and more of them guessed from one page of the table in a hundred. */
const passagesCounted = 20_000;
const guessedPerPage = 100;
/** Passages brought up by their rarest terms; the others are then looked up. */
const postingsRead = 12_000;
const generated = 400;
/** Passages whose lengths are read for the mean. */
const lengthsRead = 1_000;

/** The passages that speak most of what was asked, best first, and what each term of the question weighs. */
export interface Retrieved {
  passages: (Passage & Judged)[];
  weights: Map<string, number>;
  /** What a term weighs that a single passage holds. */
  rarest: number;
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

interface WeightedTerm {
  term: string;
  weight: number;
  holders: number;
}

/**
 * Finds passages: by BM25 over any of the question's words, and by vectors where there are some; then judges
 * a hundred of them by their text.
 * @see S. Robertson & H. Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"
 */
export async function retrieve(
  bound: Bound,
  asked: Asked,
  { corpus, near, isLexical }: Survey,
  limit: number,
): Promise<Retrieved> {
  const isShort = corpus.length < shortText;
  const weighed = (await weigh(bound, asked, corpus)).filter(
    ({ term }) => isShort || !asked.asking.has(term),
  );
  const weights = new Map(weighed.map(({ term, weight }) => [term, weight]));
  const wanted = weighed
    .filter(({ holders }) => holders > 0)
    .map((one) => ({
      ...one,
      weight: isShort && isSingleHan(one.term) ? singleInShortTexts * one.weight : one.weight,
    }));
  const scores = await bm25(bound, wanted, corpus);
  const passages = await read(bound, [...new Set([...scores.keys(), ...near.keys()])]);
  const found = Array.from(passages, ([id, passage]) => ({ id, passage }));
  const judged = judge(
    { asked, weights },
    found.map(({ id, passage }) => ({
      passage: readPassage(above(passage.document.title, passage.headings).join('\n'), passage.text),
      score: scores.get(id) ?? 0,
      similarity: isLexical ? undefined : near.get(id),
    })),
    corpus.length,
  );
  return {
    weights,
    rarest: Math.log1p(corpus.count),
    passages: found
      .map(({ id, passage }, index) => ({ ...passage, ...judged[index]!, score: scores.get(id) ?? 0 }))
      .sort((one, other) => other.value - one.value)
      .slice(0, limit),
  };
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

interface Corpus {
  count: number;
  /** Mean length of a passage, in terms. */
  length: number;
}

/** Also turns off compiling of statements, which takes longer here than running them. */
async function describe(bound: Bound): Promise<Corpus> {
  const here = passagesWithin(bound);
  const [corpus] = await bound.tx.execute<{ count: number; length: number }>(sql`
    select
      set_config('jit', 'off', true),
      (
        select case when counted < ${passagesCounted} then counted else greatest(counted, (
          select count(*)::integer * ${guessedPerPage}
          from ${knowledgeChunks} tablesample system (${100 / guessedPerPage}) repeatable (1)
          where ${here}
        )) end
        from (
          select count(*)::integer as counted from (
            select 1 from ${knowledgeChunks} where ${here} limit ${passagesCounted}
          ) as first
        ) as exact
      ) as count,
      (select coalesce(avg(term_count), 1)::real from (
        select term_count from ${knowledgeChunks} where ${here} limit ${lengthsRead}
      ) as sample) as length`);
  return corpus!;
}

const json = (value: unknown): SQL => sql`cast(${JSON.stringify(value)}::text as json)`;

const postingsOf = (workspaceId: string): SQL => sql`
  select record_id, frequency from ${terms}
  where ${terms.workspaceId} = ${workspaceId} and ${terms.kind} = ${indexKind} and ${terms.term} = wanted.term`;

async function weigh(
  { tx, workspaceId }: Bound,
  { terms: shares }: Asked,
  { count }: Corpus,
): Promise<WeightedTerm[]> {
  if (shares.size === 0) return [];
  const rows = await tx.execute<{ term: string; holders: number }>(sql`
    select wanted.term, (
      select count(*)::integer from (${postingsOf(workspaceId)} limit ${countedAtMost}) as counted
    ) as holders
    from json_array_elements_text(${json([...shares.keys()])}) as wanted(term)`);
  return rows.map((row) => {
    const holders = row.holders < countedAtMost ? row.holders : manyHolders(count);
    return { term: row.term, holders, weight: weightOf(count, holders) * shares.get(row.term)! };
  });
}

const manyHolders = (passages: number): number =>
  Math.max(countedAtMost, Math.sqrt(countedAtMost * (passages / 2)));

/** The best passages by their terms, with their scores, best first. */
async function bm25(
  bound: Bound,
  wanted: readonly WeightedTerm[],
  corpus: Corpus,
  limit = candidatesRead,
): Promise<Map<string, number>> {
  if (wanted.length === 0) return new Map();
  const byRarity = wanted.toSorted((one, other) => one.holders - other.holders);
  let postings = 0;
  const rare = byRarity.filter(({ holders }, index) => {
    postings += holders;
    return index === 0 || postings <= postingsRead;
  });
  const rows = await bound.tx.execute<{ id: string; score: number }>(
    rare.length === wanted.length
      ? scored(bound, wanted, corpus, limit)
      : scored(bound, wanted, corpus, limit, generatedBy(bound, rare)),
  );
  return new Map(rows.map(({ id, score }) => [id, score]));
}

/** BM25 of every passage that holds one of these terms, or of some passages only. */
function scored(
  bound: Bound,
  wanted: readonly WeightedTerm[],
  { length }: Corpus,
  limit: number,
  among?: SQL,
): SQL {
  const { workspaceId } = bound;
  const posting = sql`
    cross join lateral (
      ${postingsOf(workspaceId)} ${among ? sql`and ${terms.recordId} = generated.id` : sql``} offset 0
    ) as posting`;
  return sql`
    select posting.record_id as id, sum(
      wanted.weight * posting.frequency * ${saturation + 1}::real / (
        posting.frequency + ${saturation}::real * (
          1 - ${lengthNormalisation}::real
          + ${lengthNormalisation}::real * ${knowledgeChunks.termCount} / ${length}::real
        )
      )
    )::real as score
    from ${among ? sql`(${among}) as generated cross join` : sql``}
    json_to_recordset(${json(wanted)}) as wanted(term text, weight real)
    ${posting}
    join ${knowledgeChunks}
      on ${passagesWithin(bound)} and ${knowledgeChunks.id} = posting.record_id
    group by posting.record_id
    order by score desc, id
    limit ${limit}`;
}

/** The passages that hold most of the rarest terms. */
const generatedBy = (bound: Bound, rare: readonly WeightedTerm[]): SQL => sql`
  select posting.record_id as id
  from json_to_recordset(${json(rare)}) as wanted(term text, weight real)
  cross join lateral (${postingsOf(bound.workspaceId)} offset 0) as posting
  ${
    bound.forCustomers
      ? sql`join ${knowledgeChunks} on ${passagesWithin(bound)} and ${knowledgeChunks.id} = posting.record_id`
      : sql``
  }
  group by posting.record_id
  order by sum(wanted.weight * posting.frequency / (posting.frequency + ${saturation}::real)) desc
  limit ${generated}`;

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
  return new Map(rows.map(({ id, ...passage }) => [id, passage]));
}
