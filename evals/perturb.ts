import { pinyin } from 'pinyin-pro';
import { everydayCharacters, tokenSpans } from '../src/language/index.ts';
import { createRandom, type Random } from './company/random.ts';

/** Ways a text comes in other than it was written, and what a reader understands all the same. */
export type Perturbation = (typeof perturbations)[number];
export const perturbations = ['typos', 'homoglyphs', 'homophones', 'fullWidth', 'emoji'] as const;

/** One word in so many is touched, and one at least; of Han characters likewise. */
const oneIn = 10;

/**
 * A text with noise of one kind, the same for the same seed:
 * - `typos`: one English word in ten with two letters swapped, one left out, doubled or hit beside; one Han
 *   character in ten left out, doubled or swapped with the next;
 * - `homoglyphs`: letters that look alike from other alphabets in one English word in ten, invisible characters
 *   between Han characters;
 * - `homophones`: one Han character in ten as another of the same sound or as pinyin, English words as they are
 *   typed on phones;
 * - `fullWidth`: letters, digits and signs in full width;
 * - `emoji`: pictures without a feeling, one to ten words.
 */
export function perturb(text: string, kind: Perturbation, seed: number): string {
  const random = createRandom(seed, kind, text);
  switch (kind) {
    case 'fullWidth':
      return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    case 'emoji':
      return mapSome(
        text,
        random,
        () => true,
        (word) => `${word}${random.pick(plainPictures)}`,
      );
    case 'typos':
      return mapSome(
        text,
        random,
        (word) => isHan(word) || word.length > 3,
        (word) => (isHan(word) ? random.pick(['', word + word]) : mistyped(word, random)),
      );
    case 'homoglyphs':
      return mapSome(
        text,
        random,
        () => true,
        (word) =>
          isHan(word) ? `${word}${random.pick(['\u200b', '\u2060', '\ufeff'])}` : lookAlike(word, random),
      );
    case 'homophones':
      return mapSome(
        text,
        random,
        (word) => isHan(word) || word.toLowerCase() in phoneSpellings,
        (word) => (isHan(word) ? soundAlike(word, random) : phoneSpellings[word.toLowerCase()]!),
      );
  }
}

const isHan = (word: string): boolean => /^\p{Script=Han}/u.test(word);

/** Changes one in ten of the words and Han characters that can be changed, and one at least. */
function mapSome(
  text: string,
  random: Random,
  canChange: (word: string) => boolean,
  change: (word: string) => string,
): string {
  const words = tokenSpans(text).filter((token) => canChange(token.text));
  if (words.length === 0) return text;
  const chosen = words.filter(() => random.chance(1 / oneIn));
  if (chosen.length === 0) chosen.push(random.pick(words));
  let changed = '';
  let from = 0;
  for (const { text: word, start, end } of chosen) {
    changed += text.slice(from, start) + change(word);
    from = end;
  }
  return changed + text.slice(from);
}

const neighbours: Readonly<Record<string, string>> = Object.fromEntries(
  ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'].flatMap((row) =>
    [...row].map((letter, place) => [letter, row[place + 1] ?? row[place - 1]!]),
  ),
);

function mistyped(word: string, random: Random): string {
  const at = random.integer(1, word.length - 2);
  const [before, letter, next] = [word.slice(0, at), word[at]!, word[at + 1]!];
  const after = word.slice(at + 1);
  return random.pick([
    before + after,
    before + letter + letter + after,
    before + next + letter + word.slice(at + 2),
    before + (neighbours[letter.toLowerCase()] ?? letter) + after,
  ]);
}

/** Cyrillic and Greek letters that look like Latin ones. */
const doubles: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  j: 'ј',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  x: 'х',
  y: 'у',
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  I: 'І',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  S: 'Ѕ',
  T: 'Т',
  X: 'Х',
  Y: 'Ү',
};

const lookAlike = (word: string, random: Random): string =>
  word.replace(/[a-z]/gi, (letter) => (random.chance(0.5) ? (doubles[letter] ?? letter) : letter));

const phoneSpellings: Readonly<Record<string, string>> = {
  you: 'u',
  your: 'ur',
  are: 'r',
  to: '2',
  for: '4',
  great: 'gr8',
  thanks: 'thx',
  thank: 'thnk',
  please: 'pls',
  people: 'ppl',
  because: 'cuz',
  before: 'b4',
  and: 'n',
  with: 'w/',
  very: 'v',
  really: 'rly',
  good: 'gud',
  love: 'luv',
  what: 'wut',
  that: 'dat',
  this: 'dis',
  the: 'da',
  my: 'ma',
  night: 'nite',
  want: 'wanna',
  going: 'goin',
  nothing: 'nuthin',
  something: 'smth',
  not: 'nt',
  have: 'hv',
  would: 'wud',
  like: 'lyk',
  messages: 'msgs',
  message: 'msg',
  be: 'b',
  see: 'c',
  why: 'y',
  okay: 'k',
  about: 'abt',
  service: 'svc',
};

const plainPictures = [...'📦📅🕐📍📎🖨📄🏢🚗🪑🧾📞🔢🧵🌳'];

let homophones: Map<string, string[]> | undefined;

/** Another everyday character of the same sound and tone, or the sound itself in letters. */
function soundAlike(character: string, random: Random): string {
  homophones ??= bySound();
  const others = (homophones.get(pinyin(character)) ?? []).filter((other) => other !== character);
  const letters = pinyin(character, { toneType: 'none' });
  return others.length > 0 && random.chance(0.7) ? random.pick(others) : letters;
}

/** Everyday characters by sound and tone. */
const bySound = (): Map<string, string[]> =>
  Map.groupBy(everydayCharacters(), (character) => pinyin(character));
