import { type Blocks, toBlocks } from './block-layout.ts';
import { filterOf } from './bloom.ts';
import { createHolders, type Holders } from './holders.ts';
import { isSpelt } from './query.ts';
import { apart, type IndexedText, prefix } from './terms.ts';

/** The terms that records hold, pieces and whole values apart, and the words that may be mistyped. */
export interface HeldTerms {
  pieces: Holders;
  wholes: Holders;
  words: string[];
}

/** What a segment consists of, ready to be written. */
export interface FiledSegment {
  pieces: Blocks;
  wholes: Blocks;
  /** The words that may be mistyped. */
  words: string[];
  /** A Bloom filter of the whole values. */
  filter: string;
}

/**
 * Makes a segment of records by what they hold.
 * @param ends  of the ids of the records in their order, without what all of them share
 */
export const segmentFrom = ({ pieces, wholes, words }: HeldTerms, ends: readonly string[]): FiledSegment => ({
  pieces: toBlocks(pieces, ends),
  wholes: toBlocks(wholes, ends),
  words,
  filter: filterOf(wholes),
});

/** Where terms are gathered. */
export type Room = Pick<HeldTerms, 'pieces' | 'wholes'>;

export const createRoom = (): Room => ({ pieces: createHolders(), wholes: createHolders() });

/** Takes the texts of records apart. @param room  what is there already, whose terms are forgotten */
export function termsHeld(texts: Iterable<readonly IndexedText[]>, room = createRoom()): HeldTerms {
  const { pieces, wholes } = room;
  pieces.empty();
  wholes.empty();
  /** The numbers of the words that may be mistyped. */
  const words = new Set<number>();
  const held = { pieces, wholes, words };
  let number = 0;
  for (const ofRecord of texts) {
    for (const text of ofRecord) holdText(number, text, held);
    number += 1;
  }
  const written = Array.from(words, (term) => pieces.terms[term]!).filter(isWord);
  return { pieces, wholes, words: written.sort() };
}

/** A function of its own, so that the compiler need not take it for the inside of one long loop. */
function holdText(
  record: number,
  text: IndexedText,
  { pieces, wholes, words }: { pieces: Holders; wholes: Holders; words: Set<number> },
): void {
  const terms = apart(text);
  const isNamed = text.as === 'name' || text.as === 'email';
  wholes.hold(record, terms.wholes);
  for (const word of terms.words) {
    const term = pieces.holdWord(record, word);
    if (isNamed) words.add(term);
  }
  pieces.holdDigits(record, terms.digits);
  for (const list of terms.lists) {
    const held = pieces.hold(record, list, isNamed);
    const mistyped = isNamed ? held.slice(0, 1) : text.as === 'text' ? held : [];
    for (const term of mistyped) words.add(term);
  }
}

const isWord = (term: string): boolean =>
  term.startsWith(prefix.word) && isSpelt(term.slice(prefix.word.length));
