import { stem } from '../language/index.ts';
import { cut, digitsOf, fold, isHan, remembering, wordsOf, wordsOfAddress } from './fold.ts';
import { readings } from './pinyin.ts';

/** A text a record is found by, and how to read it. */
export interface IndexedText {
  text: string;
  as: 'name' | 'email' | 'phone' | 'code' | 'text' | 'blind';
}

/** What a piece or a whole value is, as the first two characters of its term. */
export const prefix = {
  word: 'w:',
  gram: 'g:',
  han: 'h:',
  sound: 'p:',
  digits: 'd:',
  name: 'n:',
  email: 'e:',
  phone: 't:',
  code: 'c:',
  blind: 'b:',
} as const;

/** What a text is filed under: whole values, which ranking reads back, and pieces of them. */
export interface Terms {
  wholes: readonly string[];
  /** Words of plain letters alone; each stands for its term and those of its trigrams. */
  words: readonly string[];
  /** Stands for the terms of its runs of four. */
  digits: string;
  /** Each list that of one word; of a word that comes again soon, the same list. */
  lists: readonly (readonly string[])[];
}

/** The letters of plain words; the blank stands before and after them. */
export const plainLetters = ' 0123456789abcdefghijklmnopqrstuvwxyz';
export const gramLength = 3;
export const digitGramLength = 4;
const longestWhole = 200;

/** The terms a record with these texts is filed under. */
export function termsOf(texts: readonly IndexedText[]): { wholes: string[]; pieces: string[] } {
  const terms = texts.map(apart);
  return {
    wholes: [...new Set(terms.flatMap(({ wholes }) => wholes))],
    pieces: [...new Set(terms.flatMap(piecesOf))],
  };
}

const piecesOf = ({ words, digits, lists }: Terms): string[] => [
  ...words.flatMap((word) => [prefix.word + word, ...grams(word, true)]),
  ...digitGrams(digits),
  ...lists.flat(),
];

/** The terms of one text, in which one may stand several times. */
export const apart = ({ text, as }: IndexedText): Terms => termsOfText[as](text);

const none: readonly never[] = [];
/** Always of one shape, which is what readers of millions are compiled for. */
const termsFrom = (
  wholes: Terms['wholes'],
  words: Terms['words'] = none,
  digits = '',
  lists: Terms['lists'] = none,
): Terms => ({ wholes, words, digits, lists });
const nothing = termsFrom(none);

const termsOfText: Record<IndexedText['as'], (text: string) => Terms> = {
  name: (text) => {
    const words = wordsOf(text);
    if (words.length === 0) return nothing;
    const wholes = [whole(prefix.name, words.join(' ')), ...readAloud(words).map(soundOf)];
    if (words.every(isPlain)) return termsFrom(wholes, words);
    const lists = strange(words).flatMap((word) =>
      isHan(word) ? [hanTerms(word), soundTerms(word)] : [latinTerms(word)],
    );
    return termsFrom(wholes, words.filter(isPlain), '', lists);
  },
  email: (text) => {
    const words = wordsOfAddress(text);
    return words.length === 0 ? nothing : written([wholeEmail(text)], words);
  },
  phone: (text) => {
    const digits = digitsOf(text);
    return digits === '' ? nothing : termsFrom([whole(prefix.phone, digits)], none, digits);
  },
  code: (text) => {
    const words = wordsOf(text);
    return words.length === 0 ? nothing : written([wholeCode(text)], words, digitsOf(text));
  },
  blind: (text) => termsFrom([prefix.blind + text]),
  text: (text) => {
    const terms = wordsOf(text).flatMap((word) => (isHan(word) ? bigrams(word) : [prefix.word + stem(word)]));
    return termsFrom(none, none, '', [terms]);
  },
};

/** Words by their letters alone, not by their sound. */
function written(wholes: readonly string[], words: readonly string[], digits = ''): Terms {
  if (words.every(isPlain)) return termsFrom(wholes, words, digits);
  const lists = strange(words).map((word) => (isHan(word) ? hanTerms(word) : latinTerms(word)));
  return termsFrom(wholes, words.filter(isPlain), digits, lists);
}

const isPlain = (word: string): boolean => /^[0-9a-z]+$/.test(word);
const strange = (words: readonly string[]): string[] => words.filter((word) => !isPlain(word));

/** The whole values among the terms of these texts, without how they sound. */
export function wholeValuesOf(texts: readonly IndexedText[]): string[] {
  const values = texts.map(({ text, as }) => (as === 'text' ? '' : wholeOf[as](text)));
  return [...new Set(values.filter((value) => value.length > lengthOfPrefix))];
}

const lengthOfPrefix = 2;
const whole = (kind: string, text: string): string => cut(kind + text, longestWhole);
export const wholeName = remembering((text) => whole(prefix.name, wordsOf(text).join(' ')));
export const wholeEmail = (text: string): string =>
  whole(prefix.email, fold(text).replace(/[\s\p{C}]+/gu, ''));
export const wholePhone = (text: string): string => whole(prefix.phone, digitsOf(text));
export const wholeCode = (text: string): string => whole(prefix.code, wordsOf(text).join(''));

/** How a text is filed as a whole, where it is more than its words. */
export const wholeOf = {
  name: wholeName,
  email: wholeEmail,
  phone: wholePhone,
  code: wholeCode,
  blind: (hash: string): string => prefix.blind + hash,
} as const;

const latinTerms = remembering((word: string): readonly string[] => [
  prefix.word + word,
  ...grams(word, true),
]);

/**
 * The trigrams of a word, padded by two blanks before it and one after; without the last for a word that
 * may be half written.
 */
export function grams(word: string, complete: boolean): string[] {
  const padded = complete ? `  ${word} ` : `  ${word}`;
  const length = gramLength;
  if (!surrogates.test(padded))
    return Array.from({ length: padded.length - 2 }, (_, at) => prefix.gram + padded.slice(at, at + length));
  const characters = Array.from(padded);
  return characters
    .slice(2)
    .map((_, index) => prefix.gram + characters.slice(index, index + length).join(''));
}

const surrogates = /[\ud800-\udfff]/;

const hanTerms = remembering((run: string): readonly string[] => [
  ...new Set([...Array.from(run, (one) => prefix.han + one), ...bigrams(run)]),
]);

/** The overlapping pairs of a run of Han characters; the character itself where it stands alone. */
export function bigrams(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length === 1) return [prefix.han + run];
  return characters.slice(1).map((character, index) => prefix.han + characters[index] + character);
}

/** The sounds a name is called by as one word, Han characters read in pinyin. */
export const soundsOf = (name: string): string[] => spoken(name).map(soundOf);

/** The sound of a name as one word, out of its syllables. */
export const soundOf = (reading: readonly string[]): string => whole(prefix.sound, reading.join(''));

/** A name as Latin words, every Han character replaced by its syllable; one entry a possible reading. */
export const spoken = (name: string): string[][] => readAloud(wordsOf(name));

function readAloud(words: readonly string[]): string[][] {
  if (!words.some(isHan)) return [[...words]];
  let ways: string[][] = [[]];
  for (const word of words) {
    const read = isHan(word) ? readings(word) : [[word]];
    ways = ways.flatMap((way) => read.map((reading) => [...way, ...reading])).slice(0, 4);
  }
  return ways;
}

const soundTerms = remembering((run: string): readonly string[] =>
  readings(run).flatMap((reading) => [
    ...reading.map((syllable) => prefix.sound + syllable),
    ...reading.slice(1).map((syllable, index) => prefix.sound + reading[index] + syllable),
    prefix.sound + reading.map((syllable) => Array.from(syllable)[0]).join(''),
    ...(reading.length <= 4 ? reading.flatMap((syllable) => grams(syllable, true)) : []),
  ]),
);

/** Every run of four digits, so that a number is found by any fragment of four digits or more. */
export function digitGrams(digits: string): string[] {
  const found: string[] = [];
  for (let start = 0; start + digitGramLength <= digits.length; start++)
    found.push(digitGram(Number(digits.slice(start, start + digitGramLength))));
  return found;
}

/** The terms of all runs of four digits, made when first wanted: the same text again is found at once. */
const madeDigitGrams: string[] = [];
export const digitGram = (value: number): string =>
  (madeDigitGrams[value] ??= prefix.digits + String(value).padStart(digitGramLength, '0'));

/** The same of trigrams of plain letters, numbered as the digits of a number are, the letters in their order. */
const madePlainGrams: string[] = [];
export const plainGram = (value: number): string =>
  (madePlainGrams[value] ??=
    prefix.gram +
    plainLetters[Math.floor(value / plainLetters.length ** 2)]! +
    plainLetters[Math.floor(value / plainLetters.length) % plainLetters.length]! +
    plainLetters[value % plainLetters.length]!);
