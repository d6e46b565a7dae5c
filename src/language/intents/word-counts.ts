import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { extractFeatures } from '../features.ts';
import { stem } from '../stem.ts';

const file = new URL('../models/word-counts.br', import.meta.url);
/** A text learned from counts as much as two of those the words were counted in, and more where there are many. */
const ownWeightOf = (texts: number): number => Math.max(2, texts / 500);

interface WordCounts {
  /** Texts counted, by script. */
  latin: number;
  han: number;
  counts: ReadonlyMap<string, number>;
  /** The sum of all counts, by script. */
  units: { latin: number; han: number };
}

let known: WordCounts | undefined;

const isHan = (unit: string): boolean => /\p{Script=Han}/u.test(unit);
/** What a word counts that was seen too seldom to be listed. */
const unlisted = 0.3;

function wordCounts(): WordCounts {
  if (known === undefined) {
    const [totals = '', ...lines] = brotliDecompressSync(readFileSync(file)).toString().split('\n');
    const [latin = 0, han = 0] = totals.split('\t').map(Number);
    const pairs = lines.map((line) => line.split('\t') as [string, string]);
    const counts = new Map(pairs.map(([unit, count]) => [unit, Number(count)]));
    const units = { latin: 0, han: 0 };
    for (const [unit, count] of counts) units[isHan(unit) ? 'han' : 'latin'] += count;
    known = { latin, han, counts, units };
  }
  return known;
}

/** What is counted in a text: stems of words, Han characters and pairs of them. */
export const wordUnits = (text: string): string[] => [
  ...extractFeatures(text, { words: [1, 1], stems: true, han: [1, 2] }).keys(),
];

/** Of all words, Han characters and pairs of these in texts of all kinds, the share that one of them has. */
export function shareElsewhere(unit: string): number {
  const { counts, units } = wordCounts();
  return ((counts.get(unit) ?? 0) + unlisted) / units[isHan(unit) ? 'han' : 'latin'];
}

/** Whether an English word is one that was counted, in this form or another. */
export const isCounted = (word: string): boolean => wordCounts().counts.has(stem(word));

/**
 * The weight of a feature made of words: the mean of its words' inverse document frequencies, in the texts the
 * words were counted in and those learned from together.
 *
 * @param count  texts learned from that have the feature
 * @param texts  texts learned from
 */
export function weighByWords(feature: string, count: number, texts: number): number {
  const { latin, han, counts } = wordCounts();
  const ownWeight = ownWeightOf(texts);
  const units = unitsOf(feature);
  const sum = units.reduce((total, unit) => {
    const counted = isHan(unit) ? han : latin;
    const frequency = (counts.get(unit) ?? 0) + ownWeight * count;
    return total + Math.log((1 + counted + ownWeight * texts) / (1 + frequency));
  }, 0);
  return Math.max(sum / units.length, 0.1);
}

function unitsOf(feature: string): string[] {
  return feature
    .split(/[ +]/)
    .flatMap((part) =>
      part.length > 2 && /^\p{Script=Han}+$/u.test(part)
        ? Array.from({ length: part.length - 1 }, (_, place) => part.slice(place, place + 2))
        : part,
    );
}
