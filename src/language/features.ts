import { foldText } from './fold-text.ts';
import { type PolarityWords, type PolarWord, polarityFinder, signHere } from './polarity.ts';
import { stem } from './stem.ts';
import { chineseSegments, tokenSpans } from './tokens.ts';

/** Lengths of n-grams, both ends included. */
export type Lengths = readonly [shortest: number, longest: number];

/** Which n-grams of a text a model sees; a kind left out is not used. */
export interface FeatureOptions {
  /** N-grams of words (English words, numbers). */
  words?: Lengths;
  /** Cut the words of word n-grams to their stems. */
  stems?: boolean;
  /** N-grams of characters inside a word with its borders: forgives inflection and typing errors. */
  characters?: Lengths;
  /** N-grams of Han characters inside a run. */
  han?: Lengths;
  /** Pairs of words with Han characters in one clause, at most so many words apart. */
  hanPairs?: number;
  /** Also see emoji and emoticons. */
  emoticons?: boolean;
  /** Also mark each English word that stands after a negation in the same clause. */
  negation?: boolean;
  /** Also see which of these words a text has, denied or not, what they come to, and what the last of them says. */
  polarity?: PolarityWords;
}

const negations = new Set(
  "n't not no never without nor neither cannot nothing nobody none hardly barely isnt dont doesnt didnt cant wont".split(
    ' ',
  ),
);
const negationReach = 5;
const emoticon = /\p{Extended_Pictographic}|(?<!\S)(?:[:;]['-]?[)(dp/]|<3)(?!\S)/giu;
const han = /\p{Script=Han}/u;
const clauseEnd = /[.,;:!?，。；：！？\n]|\b(?:but|however|although|though)\b/iu;

/**
 * The distinct n-grams of a text, each with the words it was made from. Word n-grams are joined by spaces,
 * character n-grams show the word's borders as `_`, words after a negation start with `¬`.
 */
export function extractFeatures(text: string, options: FeatureOptions): Map<string, string> {
  const normal = foldText(text);
  const features = new Map<string, string>();
  const cut = options.stems === true ? stem : (word: string) => word;
  for (const run of runsOf(normal)) {
    if (run.han) addGrams(features, run.units, run.units, options.han, '');
    else addGrams(features, run.units.map(cut), run.units, options.words, ' ');
    if (run.han || options.characters === undefined) continue;
    for (const word of run.units) {
      const letters = [...`_${word}_`];
      addGrams(features, letters, letters, options.characters, '');
    }
  }
  if (options.emoticons === true) for (const [sign] of normal.matchAll(emoticon)) features.set(sign, sign);
  if (options.hanPairs !== undefined) addHanPairs(features, normal, options.hanPairs);
  if (options.negation === true) addNegated(features, normal, cut);
  if (options.polarity !== undefined) addPolarity(features, normal, finderOf(options.polarity));
  return features;
}

interface Run {
  han: boolean;
  units: string[];
}

/** Neighbouring words, and unbroken Han characters, in reading order. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let end = -1;
  for (const token of tokenSpans(text)) {
    const last = runs.at(-1);
    const units = token.han ? [token.text] : splitContraction(token.text);
    if (last?.han === token.han && (!token.han || end === token.start)) last.units.push(...units);
    else runs.push({ han: token.han, units });
    end = token.end;
  }
  return runs;
}

function addGrams(
  features: Map<string, string>,
  units: readonly string[],
  written: readonly string[],
  lengths: Lengths | undefined,
  joint: string,
): void {
  if (lengths === undefined) return;
  for (let start = 0; start < units.length; start++) {
    for (let length = lengths[0]; length <= lengths[1] && start + length <= units.length; length++) {
      const end = start + length;
      features.set(units.slice(start, end).join(joint), written.slice(start, end).join(joint));
    }
  }
}

function addHanPairs(features: Map<string, string>, text: string, reach: number): void {
  for (const clause of text.split(clauseEnd)) {
    if (!han.test(clause)) continue;
    const words = Array.from(chineseSegments(clause), ({ segment }) => segment).filter((word) =>
      han.test(word),
    );
    for (const [index, word] of words.entries())
      for (const other of words.slice(index + 1, index + 1 + reach))
        features.set(`${word}~${other}`, `${word} … ${other}`);
  }
}

function splitContraction(word: string): string[] {
  const split = /^(.+?)(n't|'(?:s|re|ve|ll|d|m))$/.exec(word);
  return split === null ? [word] : [split[1]!, split[2]!];
}

function addNegated(features: Map<string, string>, text: string, cut: (word: string) => string): void {
  for (const clause of text.split(clauseEnd)) {
    const words = tokenSpans(clause).flatMap((token) => (token.han ? [] : splitContraction(token.text)));
    const negation = words.findIndex((word) => negations.has(word));
    if (negation < 0) continue;
    for (const word of words.slice(negation + 1, negation + 1 + negationReach)) {
      features.set(`¬${cut(word)}`, `${words[negation]} … ${word}`);
    }
  }
}

const finders = new WeakMap<PolarityWords, (text: string) => PolarWord[]>();

function finderOf(words: PolarityWords): (text: string) => PolarWord[] {
  const finder = finders.get(words) ?? polarityFinder(words);
  finders.set(words, finder);
  return finder;
}

const contrast = /\b(?:but|however|yet|though|although)\b|但|不过|可是|然而|却|就是/giu;

/** Signs of feeling that hold for words never learned from: `±` and the script, then what was found. */
function addPolarity(features: Map<string, string>, text: string, find: (text: string) => PolarWord[]): void {
  if (!/\p{L}/u.test(text)) return;
  const found = find(text);
  const script = /\p{Script=Han}/u.test(text) ? 'z' : 'e';
  const add = (name: string, words = ''): void => {
    features.set(`±${script}${name}`, words);
  };
  const shown = (value: number): string => (value > 0 ? '+' : value < 0 ? '-' : '=');
  for (const word of found) add(`${word.turn} ${shown(word.sign)}`, word.words);
  const signs = found.map(signHere);
  const sum = signs.reduce((total, sign) => total + sign, 0);
  add(found.length === 0 ? 'none' : `sum ${shown(sum)}`);
  if (Math.abs(sum) > 1) add(`many ${shown(sum)}`);
  const last = found.at(-1);
  if (last !== undefined && found.length > 1) add(`last ${shown(signHere(last))}`, last.words);
  const turn = Array.from(text.matchAll(contrast), ({ index }) => index).at(-1);
  if (turn !== undefined) {
    const behind = found
      .filter(({ start }) => start > turn)
      .reduce((total, word) => total + signHere(word), 0);
    add(`but ${shown(behind)}`);
  }
  if (/[?？]|[吗呢]\s*[。]?$/u.test(text)) add(found.length === 0 ? 'asks' : `asks ${shown(sum)}`);
  if (/[!！]/u.test(text)) add(`loud ${shown(sum)}`);
}
