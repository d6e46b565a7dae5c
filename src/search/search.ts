import { sealing, type Transaction } from '../../db/index.ts';
import { isId } from '../trust/index.ts';
import { blinded, blindNames, blindTerms } from './blind.ts';
import { type Conjunction, conjunction } from './conjunctions.ts';
import { countedAtMost, createHoldings, type Holder, type Holdings, type Sharer } from './holdings.ts';
import { mergeSegments } from './merging.ts';
import { createPostings, type Entry } from './postings.ts';
import { corrections, parseQuery, pieces, type Query, slotsOf } from './query.ts';
import { type Candidate, rank, type SearchHit } from './rank.ts';
import { createSegments, type Filed, wholesKind } from './segments.ts';
import { type IndexedText, termsOf, wholeOf } from './terms.ts';

/** A record that goes by exactly a text, its name or another. */
export interface Called {
  kind: string;
  name: string;
  id: string;
}

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
  /** The records of some kinds that have exactly one of these names. */
  called(kinds: readonly string[], names: readonly string[]): Promise<Called[]>;
  /** Those of some kinds of which any record stands in the index. */
  kindsFiled(kinds: readonly string[]): Promise<Set<string>>;
  /** Puts together some of what was filed apart, where much was. @returns whether there may be more */
  tidy(): Promise<boolean>;
  /** The records a query may mean, best first. Empty where nothing is alike. */
  find(kind: string, query: string, options: { limit: number }): Promise<SearchHit[]>;
}

const candidatesAtLeast = 200;
const similarAtMost = 150;
const postingsBudget = 3_000;
const piecesAtLeast = 3;
const piecesAtMost = 10;
/** How many pieces of a word that may be half written are looked up; ranking looks at the whole of it. */
const piecesOfBeginning = 2;
const similarEnough = 0.7;
/** Fewer records are not worth a segment of their own. */
const segmentAtLeast = 50;
/** What two ways to write one name, e-mail, phone or code have in common. */
export const wholeTerm = (text: string, as: Exclude<IndexedText['as'], 'text'>): string => wholeOf[as](text);

/** The terms under which records have exactly this text. */
function wholeTerms(text: string, as: Exclude<IndexedText['as'], 'text'>): string[] {
  const sealer = sealing();
  const blind = sealer && (as === 'email' || as === 'phone') ? blindNames(sealer, text, as) : [];
  return [wholeTerm(text, as), ...blind];
}

/** Records with their texts as they are filed here. */
function filed(entries: readonly Filed[]): readonly Filed[] {
  const sealer = sealing();
  return sealer ? entries.map(({ id, texts }) => ({ id, texts: blinded(sealer, texts) })) : entries;
}

export function createSearch(scope: { tx: Transaction; workspaceId: string }): Search {
  const postings = createPostings(scope);
  const segments = createSegments(scope);

  async function replace(kind: string, given: readonly Filed[]): Promise<void> {
    const entries = filed(given);
    await segments.remove(entries.map(({ id }) => id));
    await postings.replace(entries.flatMap(({ id, texts }) => entriesOf(kind, id, texts)));
  }

  /** The records of some kinds that have exactly one of these names, e-mails, phones or codes. */
  async function called(
    kinds: readonly string[],
    texts: readonly string[],
    as: Exclude<IndexedText['as'], 'text'>,
  ): Promise<Called[]> {
    const kindOf = new Map(kinds.map((kind) => [wholesKind(kind), kind]));
    const byTerm = Map.groupBy(
      [...new Set(texts)].flatMap((text) => wholeTerms(text, as).map((term) => ({ term, text }))),
      ({ term }) => term,
    );
    const held = await postings.holding([...kindOf.keys()], [...byTerm.keys()]);
    return held.flatMap(({ kind, term, id }) =>
      byTerm.get(term)!.map(({ text }) => ({ kind: kindOf.get(kind)!, name: text, id })),
    );
  }

  return {
    index: (kind, id, texts) => replace(kind, [{ id, texts }]),
    indexMany: replace,
    add: (kind, entries) =>
      entries.length < segmentAtLeast ? replace(kind, entries) : segments.file(kind, filed(entries)),
    async remove(ids) {
      await segments.remove(ids);
      await postings.remove(ids);
    },
    async named(kind, texts, as) {
      const byText = Map.groupBy(await called([kind], texts, as), ({ name }) => name);
      return new Map(
        texts.flatMap((text) => {
          const found = byText.get(text);
          return found ? [[text, [...new Set(found.map(({ id }) => id))]] as const] : [];
        }),
      );
    },
    called: (kinds, names) => called(kinds, names, 'name'),
    async kindsFiled(kinds) {
      const filed = new Set(await postings.kindsFiled(kinds.map(wholesKind)));
      return new Set(kinds.filter((kind) => filed.has(wholesKind(kind))));
    },
    tidy: () => mergeSegments(scope),
    async find(kind, text, { limit }) {
      const sealer = sealing();
      const query = parseQuery(text, sealer && blindTerms(sealer, text));
      const holdings = createHoldings(scope, kind);
      const most = Math.max(limit, candidatesAtLeast);
      const named = isId(kind, query.written) ? [query.written] : [];
      const { counts, ids } = await holdings.acquaint(pieces(query), query.whole, named);

      const asked = [...holdingEveryWord(query.slots, counts), ...beginningAlike(query, counts)];
      const holders = await holdings.holders(ids, asked, most);
      const hits = rank(query, holders.map(fromHolder), limit);
      // Who only sounds so once the blanks are left out may not be meant: "Jordan S. andoval" is not Jordan Sandoval.
      const isOnlySounded = ({ id, match }: SearchHit) => match === 'weak' && ids.includes(id);
      if (!hits.every(isOnlySounded)) return hits;

      const mistyped = await holdings.holders([], await corrected(holdings, query, counts), most);
      const known = distinct([...holders, ...mistyped].map(fromHolder));
      const meant = rank(query, known, limit);
      if (meant[0] && meant[0].score > similarEnough) return meant;

      const similar = await holdings.sharers(rarest(counts), similarAtMost);
      const candidates = [...known, ...similar.map((sharer) => fromSharer(query, sharer))];
      return rank(query, distinct(candidates), limit);
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

type Counts = ReadonlyMap<string, number>;

/** Asks for the records that hold every word; nothing where a word is of no record. */
function holdingEveryWord(
  slots: readonly (readonly string[])[],
  counts: Counts,
  { whole }: { whole: boolean } = { whole: true },
): Conjunction[] {
  const known = slots.map((slot) => {
    const terms = slot.filter((term) => counts.has(term));
    return { terms, count: terms.reduce((sum, term) => sum + counts.get(term)!, 0) };
  });
  return conjunction(known, { whole });
}

/** Asks for the records that hold the rarest pieces of every word, so that words may be half written. */
function beginningAlike({ beginnings }: Query, counts: Counts): Conjunction[] {
  const pieces = beginnings.map((word) =>
    word.map((term) => ({ terms: [term], count: counts.get(term) ?? 0 })),
  );
  const rarest = pieces.flatMap((word) =>
    word.toSorted((one, other) => one.count - other.count).slice(0, piecesOfBeginning),
  );
  return conjunction(rarest, { whole: false });
}

/** Asks for the records that hold every word once mistyped ones are put right. */
async function corrected(holdings: Holdings, query: Query, counts: Counts): Promise<Conjunction[]> {
  const ways = corrections(query, counts);
  if (ways.size === 0) return [];
  const meant = await holdings.countWords([...ways.values()].flat());
  const slots = query.words.flatMap((word) =>
    ways.has(word) ? [[...slotsOf(word).flat(), ...ways.get(word)!]] : slotsOf(word),
  );
  return holdingEveryWord(slots, new Map([...counts, ...meant]), { whole: false });
}

/** The rarest pieces, as many as their records are within a budget, with what each says of a record. */
function rarest(counts: Counts): Map<string, number> {
  const weights = new Map<string, number>();
  let budget = postingsBudget;
  for (const [term, count] of [...counts].sort(([, one], [, other]) => one - other)) {
    if (weights.size >= piecesAtMost || (budget < count && weights.size >= piecesAtLeast)) break;
    weights.set(term, Math.log(1 + (10 * countedAtMost) / count));
    budget -= count;
  }
  return weights;
}

const distinct = (candidates: readonly Candidate[]): Candidate[] => [
  ...new Map(candidates.map((one) => [one.id, one])).values(),
];

const fromHolder = ({ id, wholes, whole }: Holder): Candidate => ({ id, wholes, held: whole ? 1 : 0 });

function fromSharer({ slots }: Query, { id, wholes, held }: Sharer): Candidate {
  const known = slots.filter((slot) => slot.some((term) => held.includes(term)));
  return { id, wholes, held: slots.length === 0 ? 0 : known.length / slots.length };
}
