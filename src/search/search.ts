import type { Transaction } from '../../db/index.ts';
import { isId } from '../trust/index.ts';
import { countedAtMost, createPostings, type Entry } from './postings.ts';
import { corrections, parseQuery, pieces, type Query } from './query.ts';
import { type Candidate, rank, type SearchHit } from './rank.ts';
import { createSegments, type Filed, wholesKind } from './segments.ts';
import { type IndexedText, termsOf, wholeCode, wholeEmail, wholeName, wholePhone } from './terms.ts';

/** The lexical index of one workspace: finds records by names, e-mails, numbers and words, as people type them. */
export interface Search {
  /** Files a record under the terms of these texts and no others. */
  index(kind: string, id: string, texts: readonly IndexedText[]): Promise<void>;
  /** The same for many records in few statements. */
  indexMany(kind: string, entries: readonly Filed[]): Promise<void>;
  /** Files many records that are new to the index, in the form that is quickest to write. */
  add(kind: string, entries: readonly Filed[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** The records that have exactly this name, e-mail, phone or code, by each text that any record has. */
  named(
    kind: string,
    texts: readonly string[],
    as: Exclude<IndexedText['as'], 'text'>,
  ): Promise<Map<string, string[]>>;
  /** The records a query may mean, best first. Empty where nothing is alike. */
  find(kind: string, query: string, options: { limit: number }): Promise<SearchHit[]>;
}

const candidatesAtLeast = 200;
const similarAtMost = 150;
const postingsBudget = 3_000;
const piecesAtLeast = 3;
const piecesAtMost = 10;
const similarEnough = 0.7;
/** Fewer records are not worth a segment of their own. */
const segmentAtLeast = 50;
/** What two ways to write one name, e-mail, phone or code have in common. */
export const wholeTerm = (text: string, as: Exclude<IndexedText['as'], 'text'>): string => wholeOf[as](text);
const wholeOf = { name: wholeName, email: wholeEmail, phone: wholePhone, code: wholeCode } as const;

export function createSearch(scope: { tx: Transaction; workspaceId: string }): Search {
  const postings = createPostings(scope);
  const segments = createSegments(scope);

  /** Records that hold the query as a whole or every word of it. */
  async function holders(kind: string, query: Query, known: ReadonlyMap<string, number>, limit: number) {
    const named = isId(kind, query.written) ? await postings.existing(kind, query.written) : [];
    const wholes = query.whole.length === 0 ? [] : [query.whole];
    const ids = [...named, ...(await postings.holdingAll(wholesKind(kind), wholes, limit))];
    const slots = query.slots.map((slot) => slot.filter((term) => known.has(term)));
    if (slots.some((slot) => slot.length === 0)) return ids;
    const records = (slot: readonly string[]) => slot.reduce((sum, term) => sum + known.get(term)!, 0);
    const rarestFirst = slots.toSorted((one, other) => records(one) - records(other));
    return [...ids, ...(await postings.holdingAll(kind, rarestFirst, limit))];
  }

  /** Records that share the rarest of these terms, with those they share. */
  async function sharers(kind: string, wanted: readonly string[]): Promise<Map<string, string[]>> {
    const frequencies = await postings.frequencies(kind, wanted);
    const weights = new Map<string, number>();
    let budget = postingsBudget;
    for (const [term, count] of [...frequencies].sort(([, one], [, other]) => one - other)) {
      if (weights.size >= piecesAtMost || (budget < count && weights.size >= piecesAtLeast)) break;
      weights.set(term, Math.log(1 + (10 * countedAtMost) / count));
      budget -= count;
    }
    return postings.holdingAny(kind, weights, similarAtMost);
  }

  async function withWholes(
    kind: string,
    candidates: readonly Omit<Candidate, 'wholes'>[],
  ): Promise<Candidate[]> {
    const ids = candidates.map(({ id }) => id);
    const wholes = await postings.termsOf(wholesKind(kind), ids);
    const filed = await segments.wholesOf(ids.filter((id) => !wholes.has(id)));
    return candidates.map((candidate) => ({
      ...candidate,
      wholes: wholes.get(candidate.id) ?? filed.get(candidate.id) ?? [],
    }));
  }

  async function replace(kind: string, entries: readonly Filed[]): Promise<void> {
    await segments.remove(entries.map(({ id }) => id));
    await postings.replace(entries.flatMap(({ id, texts }) => entriesOf(kind, id, texts)));
  }

  return {
    index: (kind, id, texts) => replace(kind, [{ id, texts }]),
    indexMany: replace,
    add: (kind, entries) =>
      entries.length < segmentAtLeast ? replace(kind, entries) : segments.file(kind, entries),
    async remove(ids) {
      await segments.remove(ids);
      await postings.remove(ids);
    },
    async named(kind, texts, as) {
      const terms = new Map(texts.map((text) => [text, wholeTerm(text, as)]));
      const held = await postings.holding(wholesKind(kind), [...terms.values()]);
      return new Map(
        Array.from(terms, ([text, term]) => [text, held.get(term) ?? []] as const).filter(
          ([, ids]) => ids.length > 0,
        ),
      );
    },
    async find(kind, text, { limit }) {
      const query = parseQuery(text);
      const ranked = async (candidates: readonly Omit<Candidate, 'wholes'>[]) =>
        rank(query, await withWholes(kind, candidates), limit);
      const rankedSharers = (sharing: ReadonlyMap<string, readonly string[]>) =>
        ranked(Array.from(sharing, ([id, held]) => ({ id, held: shareHeld(query, held) })));

      const known = await postings.frequencies(kind, query.slots.flat());
      const holding = await holders(kind, query, known, Math.max(limit, candidatesAtLeast));
      if (holding.length > 0) return ranked(Array.from(new Set(holding), (id) => ({ id, held: 1 })));

      const similar = await sharers(kind, pieces(query));
      const hits = await rankedSharers(similar);
      if (hits[0] && hits[0].score > similarEnough) return hits;
      const words = new Set(known.keys());
      const meant = await sharers(kind, [...words, ...corrections(query, words)]);
      return rankedSharers(new Map([...similar, ...meant]));
    },
  };
}

function entriesOf(kind: string, id: string, texts: readonly IndexedText[]): Entry[] {
  const { wholes, pieces } = termsOf(texts);
  return [
    { kind, id, terms: new Map(pieces.map((term) => [term, 1])) },
    { kind: wholesKind(kind), id, terms: new Map(wholes.map((term) => [term, 1])) },
  ];
}

function shareHeld({ slots }: Query, terms: readonly string[]): number {
  const held = slots.filter((slot) => slot.some((term) => terms.includes(term)));
  return slots.length === 0 ? 0 : held.length / slots.length;
}
