import { stem } from '../language/index.ts';
import { digitsOf, fold, isHan, wordsOf, wordsOfAddress } from './fold.ts';
import {
  bigrams,
  digitGrams,
  grams,
  prefix,
  soundsOf,
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
  /** The terms a whole value equal to it is filed under. */
  whole: string[];
  /** The terms of which a record must hold one a slot, if it holds every word. */
  slots: string[][];
}

const phonePattern = /^[\d\s()+./-]+$/;
const shortestPhone = 4;
const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz');
const shortestMistyped = 3;
const mostMistyped = 3;

export function parseQuery(text: string): Query {
  const digits = phonePattern.test(text.normalize('NFKC').trim()) ? digitsOf(text) : '';
  const phone = digits.length >= shortestPhone ? digits : '';
  const words = text.includes('@') ? wordsOfAddress(text) : wordsOf(text);
  const whole = [wholeName(text), wholeEmail(text), wholeCode(text), ...soundsOf(text)];
  return {
    written: text.trim(),
    text: fold(text).trim(),
    words,
    phone,
    whole: words.length === 0 ? [] : phone === '' ? whole : [...whole, wholePhone(text)],
    slots: phone === '' ? words.flatMap(slotsOf) : digitGrams(phone).map((gram) => [gram]),
  };
}

function slotsOf(word: string): string[][] {
  if (isHan(word)) return bigrams(word).map((term) => [term]);
  const digits = /^\d+$/.test(word) ? digitGrams(word).slice(-1) : [];
  return [[...new Set([prefix.word + word, prefix.word + stem(word), prefix.sound + word, ...digits])]];
}

/** The pieces of a query that a record with a similar name may share with it. */
export function pieces(query: Query): string[] {
  const ofWords = query.words.flatMap((word) => (isHan(word) ? hanPieces(word) : grams(word, false)));
  return [...new Set([...query.slots.flat(), ...ofWords, ...digitGrams(query.phone)])];
}

function hanPieces(run: string): string[] {
  return [...Array.from(run, (character) => prefix.han + character), ...soundsOf(run)];
}

/**
 * Terms one typing mistake away from the words of the query that the index does not know: a letter missing,
 * added, wrong, or two swapped. Looking these up costs no room in the index.
 * @see P. Norvig, "How to Write a Spelling Corrector" (2007)
 */
export function corrections(query: Query, known: ReadonlySet<string>): string[] {
  const isKnown = (word: string) =>
    slotsOf(word)
      .flat()
      .some((term) => known.has(term));
  const latin = query.words.filter((word) => !isHan(word) && word.length >= shortestMistyped);
  const unknown = latin.filter((word) => !isKnown(word));
  return (unknown.length > 0 ? unknown : latin)
    .slice(0, mostMistyped)
    .flatMap(mistypings)
    .map((word) => prefix.word + word);
}

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
