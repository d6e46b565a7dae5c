import { editDistance } from '../../trust/index.ts';
import { stem } from '../stem.ts';
import type { Ontology, Slot, Wordings } from './ontology.ts';
import { everydayWordings } from './thesaurus.ts';
import { foldPhrase, type Word } from './words.ts';

/** Words that name a value of a slot, or the slot itself (`value` undefined). */
export interface Mention {
  slot: string;
  value: string | undefined;
  /** First word and one past the last. */
  start: number;
  end: number;
  /** The words are exactly those of the ontology, inflected, or one typing error away. */
  exactness: 'exact' | 'inflected' | 'mistyped';
}

/** Finds the values and the names of an ontology's slots in words. */
export interface Lexicon {
  mentions(words: readonly Word[]): Mention[];
}

interface Entry {
  slot: string;
  value: string | undefined;
  words: readonly string[];
  stems: readonly string[];
}

const shortestMistyped = 5;
const shortestPart = 4;
/** So many letters may hold a second error. */
const lettersPerError = 8;
/** Everyday words that only look like a mistyped value. */
const everyday = new Set(
  'would could should there where which about these those thank thanks please other right after again think thing something anything nothing price order center street phone number'.split(
    ' ',
  ),
);

/** Wordings mean the value they stand for; the longest of those that begin at a word is taken. */
export function createLexicon({ slots }: Ontology): Lexicon {
  const entries = slots.flatMap((slot) => [
    ...(slot.values ?? []).flatMap(({ value, synonyms }) =>
      [...wordingsOf(value, synonyms), ...wordingsOf(value, everydayWordings(value))].map((wording) =>
        entryOf(slot.name, value, wording),
      ),
    ),
    ...[
      ...wordingsOf(slot.name, slot.phrases),
      ...wordingsOf(slot.name, everydayWordings(slot.name)),
      ...partsOf(slot, slots),
    ].map((wording) => entryOf(slot.name, undefined, wording)),
  ]);
  const written = entries.filter((entry) => entry.words.length > 0);
  const known = new Set(written.flatMap(({ words }) => words));
  const byStem = Map.groupBy(written, ({ stems }) => stems[0]!);
  const byLetter = Map.groupBy(
    written.filter(({ words }) => words[0]!.length >= shortestMistyped - 1),
    ({ words }) => words[0]!.charAt(0),
  );

  const found = (words: readonly Word[], start: number): Mention[] => {
    const first = words[start]!;
    const near = known.has(first.text) ? [] : (byLetter.get(first.text.charAt(0)) ?? []);
    return [...new Set([...(byStem.get(first.stem) ?? []), ...near])].flatMap((entry) => {
      const exactness = likeness(entry, words, start, known);
      const { slot, value } = entry;
      return exactness === undefined
        ? []
        : [{ slot, value, start, end: start + entry.words.length, exactness }];
    });
  };

  return {
    mentions: (words) => longest(words.flatMap((_, start) => found(words, start))),
  };
}

const wordingsOf = (name: string, wordings: Wordings = {}): string[] => [
  name.replaceAll(/[_-]/g, ' '),
  ...(wordings.en ?? []),
  ...(wordings.zh ?? []),
];

/** The words of a slot's name that stand in no other: "price" for "price range". */
function partsOf({ name }: Slot, slots: readonly Slot[]): string[] {
  const others = new Set(slots.flatMap((slot) => (slot.name === name ? [] : foldPhrase(slot.name))));
  return foldPhrase(name).filter((word) => word.length >= shortestPart && !others.has(word));
}

function entryOf(slot: string, value: string | undefined, wording: string): Entry {
  const words = foldPhrase(wording);
  return { slot, value, words, stems: words.map(stem) };
}

const worst = { exact: 0, inflected: 1, mistyped: 2 } as const;

function likeness(
  entry: Entry,
  words: readonly Word[],
  start: number,
  known: ReadonlySet<string>,
): Mention['exactness'] | undefined {
  let exactness: Mention['exactness'] = 'exact';
  for (const [offset, wanted] of entry.words.entries()) {
    const word = words[start + offset];
    const likeness = word && wordLikeness(wanted, entry.stems[offset]!, word, known);
    if (likeness === undefined) return undefined;
    if (worst[likeness] > worst[exactness]) exactness = likeness;
  }
  return exactness;
}

function wordLikeness(
  wanted: string,
  stemmed: string,
  word: Word,
  known: ReadonlySet<string>,
): Mention['exactness'] | undefined {
  if (word.text === wanted) return 'exact';
  if (word.han) return undefined;
  if (word.stem === stemmed) return 'inflected';
  const isCandidate = word.text.length >= shortestMistyped && /^\p{L}+$/u.test(word.text);
  if (!isCandidate || wanted.length < shortestMistyped || wanted.charAt(0) !== word.text.charAt(0))
    return undefined;
  if (known.has(word.text) || everyday.has(word.text)) return undefined;
  const most = wanted.length >= lettersPerError ? 2 : 1;
  return editDistance(wanted, word.text, most) <= most ? 'mistyped' : undefined;
}

/** Leaves out what stands inside a longer mention, and what is less exact than another in the same place. */
function longest(mentions: readonly Mention[]): Mention[] {
  const length = ({ start, end }: Mention) => end - start;
  const kept: Mention[] = [];
  const ordered = mentions.toSorted(
    (one, other) =>
      length(other) - length(one) || worst[one.exactness] - worst[other.exactness] || one.start - other.start,
  );
  for (const mention of ordered) {
    const covers = ({ start, end, exactness }: Mention) =>
      start < mention.end &&
      mention.start < end &&
      !(start === mention.start && end === mention.end && exactness === mention.exactness);
    const repeats = (other: Mention) =>
      other.slot === mention.slot && other.value === mention.value && other.start === mention.start;
    if (!kept.some((other) => covers(other) || repeats(other))) kept.push(mention);
  }
  return kept.sort((one, other) => one.start - other.start);
}
