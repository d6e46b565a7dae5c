import { type SQL, sql } from 'drizzle-orm';
import { knowledgeChunks, terms } from '../../db/index.ts';
import type { Asked } from './asked.ts';
import { type Bound, passagesWithin } from './within.ts';
import { weightOf } from './words.ts';

/** The kind the terms of chunks are filed under. */
export const indexKind = 'knowledge';

const saturation = 1.2;
const lengthNormalisation = 0.75;
/** Terms are counted up to here; beyond, they count as in the geometric mean of this and half of all. */
const countedAtMost = 2_000;
/** Passages are guessed from one page of the table in a hundred, and up to here counted where these are too few to tell. */
const passagesCounted = 10_000;
const guessedPerPage = 100;
const surelyMany = 50_000;
/** Up to so many postings all are scored; of more, those of the passages that hold most of the rarest terms. */
const postingsScored = 3_000;
/** Postings of the rarest terms that bring such passages up. */
const postingsDrawn = 8_000;
const passagesDrawn = 150;
/** Passages whose lengths are read for the mean. */
const lengthsRead = 1_000;

/** What is searched. */
export interface Corpus {
  count: number;
  /** Mean length of a passage, in terms. */
  length: number;
}

export interface WeightedTerm {
  term: string;
  weight: number;
  holders: number;
}

/** Looks at what is searched. */
export async function describe(bound: Bound): Promise<Corpus> {
  const here = passagesWithin(bound);
  const [corpus] = await bound.tx.execute<{ count: number; length: number }>(sql`
    with guess as materialized (
      select count(*)::integer * ${guessedPerPage} as count, avg(term_count)::real as length
      from ${knowledgeChunks} tablesample system (${100 / guessedPerPage}) repeatable (1)
      where ${here}
    )
    select
      case when guess.count >= ${surelyMany} then guess.count else (
        select case when counted < ${passagesCounted} then counted else greatest(counted, guess.count) end
        from (
          select count(*)::integer as counted from (
            select 1 from ${knowledgeChunks} where ${here} limit ${passagesCounted}
          ) as first
        ) as exact
      ) end as count,
      case when guess.count >= ${surelyMany} then guess.length else (
        select coalesce(avg(term_count), 1)::real from (
          select term_count from ${knowledgeChunks} where ${here} limit ${lengthsRead}
        ) as sample
      ) end as length
    from guess`);
  return corpus!;
}

const json = (value: unknown): SQL => sql`cast(${JSON.stringify(value)}::text as json)`;

const postingsOf = (workspaceId: string): SQL => sql`
  select record_id, frequency from ${terms}
  where ${terms.workspaceId} = ${workspaceId} and ${terms.kind} = ${indexKind} and ${terms.term} = wanted.term`;

/** The postings of a term in what customers may read. */
const postingsForCustomers = (bound: Bound): SQL => sql`
  select held.record_id from (${postingsOf(bound.workspaceId)} offset 0) as held
  join ${knowledgeChunks} on ${passagesWithin(bound)} and ${knowledgeChunks.id} = held.record_id`;

/** The terms of a question with how many passages hold them, up to a bound, and what they therefore weigh. */
export async function weigh(
  bound: Bound,
  { terms: shares }: Asked,
  { count }: Corpus,
): Promise<WeightedTerm[]> {
  if (shares.size === 0) return [];
  const postings = bound.forCustomers ? postingsForCustomers(bound) : postingsOf(bound.workspaceId);
  const rows = await bound.tx.execute<{ term: string; holders: number }>(sql`
    select wanted.term, (
      select count(*)::integer from (${postings} limit ${countedAtMost}) as counted
    ) as holders
    from json_array_elements_text(${json([...shares.keys()])}) as wanted(term)`);
  return rows.map((row) => {
    const holders = row.holders < countedAtMost ? row.holders : manyHolders(count);
    return { term: row.term, holders, weight: weightOf(count, holders) * shares.get(row.term)! };
  });
}

const manyHolders = (passages: number): number =>
  Math.max(countedAtMost, Math.sqrt(countedAtMost * (passages / 2)));

/**
 * The best passages by their terms, with their scores, best first.
 * @see S. Robertson & H. Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"
 */
export async function bm25(
  bound: Bound,
  wanted: readonly WeightedTerm[],
  { length }: Corpus,
  limit: number,
): Promise<Map<string, number>> {
  if (wanted.length === 0) return new Map();
  const rows = await bound.tx.execute<{ id: string; score: number }>(sql`
    with ${postingsFor(bound, wanted)}
    select record_id as id, sum(
      weight * frequency * ${saturation + 1}::real / (
        frequency + ${saturation}::real * (
          1 - ${lengthNormalisation}::real + ${lengthNormalisation}::real * term_count / ${length}::real
        )
      )
    )::real as score
    from posting
    group by record_id
    order by score desc, id
    limit ${limit}`);
  return new Map(rows.map(({ id, score }) => [id, score]));
}

/** The postings that are scored: all of them, or where these are many those of the passages drawn. */
function postingsFor(bound: Bound, wanted: readonly WeightedTerm[]): SQL {
  const byRarity = wanted.toSorted((one, other) => one.holders - other.holders);
  let postings = 0;
  let drawn = 1;
  for (const [index, { holders }] of byRarity.entries()) {
    postings += holders;
    if (postings <= postingsDrawn) drawn = index + 1;
  }
  return postings <= postingsScored
    ? postingsOfAll(bound, wanted)
    : postingsOfDrawn(bound, byRarity.slice(0, drawn), byRarity.slice(drawn));
}

const termsIn = (wanted: readonly WeightedTerm[]): SQL =>
  sql`json_to_recordset(${json(wanted)}) as wanted(term text, weight real)`;

const postingsOfAll = (bound: Bound, wanted: readonly WeightedTerm[]): SQL => sql`
  posting as (
    select found.record_id, found.frequency, wanted.weight, ${knowledgeChunks.termCount}
    from ${termsIn(wanted)}
    cross join lateral (${postingsOf(bound.workspaceId)} offset 0) as found
    join ${knowledgeChunks} on ${passagesWithin(bound)} and ${knowledgeChunks.id} = found.record_id
  )`;

/** The passages that hold most of the rare terms; their other terms are looked up. */
const postingsOfDrawn = (
  bound: Bound,
  rare: readonly WeightedTerm[],
  frequent: readonly WeightedTerm[],
): SQL => sql`
  held as materialized (
    select found.record_id, found.frequency, wanted.weight
    from ${termsIn(rare)}
    cross join lateral (${postingsOf(bound.workspaceId)} offset 0) as found
    ${
      bound.forCustomers
        ? sql`join ${knowledgeChunks} on ${passagesWithin(bound)} and ${knowledgeChunks.id} = found.record_id`
        : sql``
    }
  ), drawn as materialized (
    select best.record_id, passage.term_count
    from (
      select record_id from held
      group by record_id
      order by sum(weight * frequency / (frequency + ${saturation}::real)) desc
      limit ${passagesDrawn}
    ) as best
    cross join lateral (
      select term_count from ${knowledgeChunks}
      where ${passagesWithin(bound)} and ${knowledgeChunks.id} = best.record_id offset 0
    ) as passage
  ), posting as (
    select held.*, drawn.term_count from drawn join held using (record_id)
    union all
    select found.record_id, found.frequency, wanted.weight, drawn.term_count
    from drawn
    cross join ${termsIn(frequent)}
    cross join lateral (
      ${postingsOf(bound.workspaceId)} and ${terms.recordId} = drawn.record_id offset 0
    ) as found
  )`;
