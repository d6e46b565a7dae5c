import { type Blocks, toBlocks } from './block-layout.ts';
import { filterOf } from './bloom.ts';
import { createHolders, type Holders } from './holders.ts';
import { apart, type IndexedText, prefix } from './terms.ts';

/** Records that are to be filed together, in the order of their ids. */
export interface Filing {
  /** The ends of their ids, without what all of them share. */
  ends: readonly string[];
  /** The texts of each. */
  texts: readonly (readonly IndexedText[])[];
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

/** Makes a segment of records. */
export function segmentOf({ ends, texts }: Filing): FiledSegment {
  const { pieces, wholes, words } = termsHeld(texts);
  return {
    pieces: toBlocks(pieces, ends),
    wholes: toBlocks(wholes, ends),
    words,
    filter: filterOf(wholes),
  };
}

/** The terms that records hold, pieces and whole values apart, and the words that may be mistyped. */
export function termsHeld(texts: readonly (readonly IndexedText[])[]): {
  pieces: Holders;
  wholes: Holders;
  words: string[];
} {
  const [pieces, wholes] = [createHolders(), createHolders()];
  const words = new Set<string>();
  for (const [number, ofRecord] of texts.entries())
    for (const text of ofRecord) {
      const terms = apart(text);
      const isNamed = text.as === 'name' || text.as === 'email';
      wholes.hold(number, terms.wholes);
      for (const word of terms.words) {
        pieces.holdWord(number, word);
        if (isNamed) addWords(words, [prefix.word + word]);
      }
      pieces.holdDigits(number, terms.digits);
      for (const list of terms.lists) {
        pieces.hold(number, list, isNamed);
        if (isNamed) addWords(words, list.slice(0, 1));
        else if (text.as === 'text') addWords(words, list);
      }
    }
  return { pieces, wholes, words: [...words].sort() };
}

function addWords(words: Set<string>, terms: readonly string[]): void {
  for (const term of terms)
    if (term.startsWith(prefix.word) && /\D/.test(term.slice(prefix.word.length))) words.add(term);
}
