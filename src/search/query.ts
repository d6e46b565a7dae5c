import { stem } from '../language/index.ts';
import { digitsOf, fold, isHan, wordsOf, wordsOfAddress } from './fold.ts';
import {
  bigrams,
  digitGrams,
  grams,
  prefix,
  soundOf,
  soundsOf,
  spoken,
  wholeCode,
  wholeEmail,
  wholeName,
  wholePhone,
} from './terms.ts';

/** What somebody typed to find a record. */
export interface Query {
  written: string;
  /** The same, folded. */
  text: string;
  /** Folded words, a run of Han characters as one. */
  words: string[];
  /** Its digits where it can be a phone number, else empty. */
  phone: string;
  /** It as a name, an e-mail address or a code is filed, without the prefix. */
  as: { name: string; email: string; code: string };
  /** It as a name in Latin words, Han characters by their syllables; one entry a reading. */
  spoken: string[][];
  /** In an encrypted database, the terms a person's e-mail or phone equal to it is filed under. */
  blind: readonly string[];
  /** The terms a whole value equal to it is filed under. */
  whole: string[];
  /** The terms of which a record must hold one a slot, if it holds every word. */
  slots: string[][];
  /** The trigrams of each word that may be half written, a run of Han characters as its slots; empty for phones. */
  beginnings: string[][];
}

const phonePattern = /^[\d\s()+./-]+$/;
const shortestPhone = 4;
const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz');
const shortestMistyped = 3;
const mostMistyped = 3;

export function parseQuery(text: string, blind: readonly string[] = []): Query {
  const digits = phonePattern.test(text.normalize('NFKC').trim()) ? digitsOf(text) : '';
  const phone = digits.length >= shortestPhone ? digits : '';
  const words = text.includes('@') ? wordsOfAddress(text) : wordsOf(text);
  const [name, email, code] = [wholeName(text), wholeEmail(text), wholeCode(text)];
  const said = spoken(text);
  const whole = [name, email, code, ...said.map(soundOf)];
  const plain = (term: string) => term.slice(prefix.name.length);
  return {
    written: text.trim(),
    text: fold(text).trim(),
    words,
    phone,
    as: { name: plain(name), email: plain(email), code: plain(code) },
    spoken: said,
    blind,
    whole: words.length === 0 ? [] : [...(phone === '' ? whole : [...whole, wholePhone(text)]), ...blind],
    slots: phone === '' ? words.flatMap(slotsOf) : digitGrams(phone).map((gram) => [gram]),
    beginnings: phone === '' && !words.every(isHan) ? words.map(beginningOf) : [],
  };
}

/** The pieces of a word that may be half written, without its first letter alone where there are more. */
const beginningOf = (word: string): string[] =>
  isHan(word) ? bigrams(word) : grams(word, false).slice(Array.from(word).length > 1 ? 1 : 0);

/** The terms one of which a record that holds a word is filed under; several slots for a run of Han characters. */
export function slotsOf(word: string): string[][] {
  if (isHan(word)) return bigrams(word).map((term) => [term]);
  const digits = /^\d+$/.test(word) ? digitGrams(word).slice(-1) : [];
  return [[...new Set([prefix.word + word, prefix.word + stem(word), prefix.sound + word, ...digits])]];
}

/** The pieces of a query that a record with a similar name may share with it. */
export function pieces(query: Query): string[] {
  const ofWords = query.words.flatMap((word) => (isHan(word) ? hanPieces(word) : beginningOf(word)));
  return [...new Set([...query.slots.flat(), ...ofWords, ...digitGrams(query.phone)])];
}

function hanPieces(run: string): string[] {
  return [...Array.from(run, (character) => prefix.han + character), ...soundsOf(run)];
}

/**
 * The words of a query that may be mistyped, those the index does not know before any other, each with the
 * terms one typing mistake away from it: a letter missing, added, wrong, or two swapped. Looking these up
 * costs no room in the index.
 * @see P. Norvig, "How to Write a Spelling Corrector" (2007)
 */
export function corrections(query: Query, known: ReadonlyMap<string, number>): Map<string, string[]> {
  if (query.phone !== '') return new Map();
  const isKnown = (word: string) =>
    slotsOf(word)
      .flat()
      .some((term) => known.has(term));
  const latin = query.words.filter((word) => isSpelt(word) && word.length >= shortestMistyped);
  const unknown = latin.filter((word) => !isKnown(word));
  const suspects = (unknown.length > 0 ? unknown : latin).slice(0, mostMistyped);
  return new Map(
    suspects.map((word) => [word, [...new Set(mistypings(word))].map((meant) => prefix.word + meant)]),
  );
}

/** A word with digits in it, as many addresses have one of their own, is found by its trigrams where it is mistyped. */
export const isSpelt = (word: string): boolean => !isHan(word) && !/\d/.test(word);

function mistypings(word: string): string[] {
  const found: string[] = [];
  for (let at = 0; at <= word.length; at++) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if (tail !== '') found.push(head + tail.slice(1));
    if (tail.length > 1) found.push(head + tail[1] + tail[0] + tail.slice(2));
    for (const letter of alphabet) {
      found.push(head + letter + tail);
      if (tail !== '') found.push(head + letter + tail.slice(1));
    }
  }
  return found;
}
