import type { Asked } from '../asked.ts';
import { dot, hashedVector, unit } from '../embedder/hashed.ts';
import { isHan, isSingleHan, unitsOf } from '../words.ts';
import { beginsAsAnswer, formOf, holdsDuration, holdsNumber, isOfTime } from './form.ts';
import { type ReadPassage, timesIn, wordsAndPairs } from './passage.ts';

/** A question as passages are compared with it. */
export interface WeighedQuestion {
  asked: Asked;
  /** What each of its terms weighs: the inverse document frequency, and how much of it counts. */
  weights: ReadonlyMap<string, number>;
}

/** A passage that BM25 or its vector brought up. */
export interface Candidate {
  passage: ReadPassage;
  /** BM25 */
  score: number;
  /** Cosine of the vectors of question and passage, where the embedder knows more than spelling. */
  similarity?: number | undefined;
}

/**
 * What a passage is judged by. All are shares or cosines from 0 to 1 but `score` (BM25 / 20) and the three of
 * form (−1 to 1).
 */
export interface Features {
  score: number;
  /** BM25 beside that of the best. */
  relative: number;
  /** Of the weight of the question, in one sentence. */
  sentence: number;
  /** In the first sentence. */
  opening: number;
  /** Whether it holds the word that tells most of a question of few words. */
  rarest: number;
  /** Of the words in Latin letters and the numbers of a Chinese question, by weight. */
  foreign: number;
  /** Of neighbouring words of the question, those that are neighbours here. */
  adjacent: number;
  /** The same, within ten words. */
  near: number;
  /** Cosine of hashed vectors. */
  spelling: number;
  /** Cosine with the middle of the six best. */
  company: number;
  /** BM25 over every word, weighed by how few of the candidates hold it. */
  contrast: number;
  /** Of its own words, those asked for. */
  asked: number;
  answer: number;
  number: number;
  /** As `number`, of days, hours and the like alone. */
  duration: number;
  /** How much of what is asked about it speaks of, with days, hours and the like below a heading of times where these are asked for. */
  timed: number;
  meaning: number;
}

const saturation = 1.2;
const lengthNormalisation = 0.75;
const leadersCount = 6;
const nearWords = 10;
const plainWeight = 0.5;
const fewWords = 5;
const manyWords = 9;
const mostWords = 14;
/** What a synonym says of what was asked, beside the word itself. */
const standInShare = 0.6;

export function featuresOf(
  { asked, weights }: WeighedQuestion,
  candidates: readonly Candidate[],
): { features: Features; coverage: number }[] {
  const read = unitsOf(asked.words);
  const speaksOf = coverageBy({ asked, weights });
  const everyTerm = sumOf(weights.values());
  const vector = hashedVector(asked.words);
  const middle = middleOf(candidates);
  const best = Math.max(1e-9, ...candidates.map(({ score }) => score));
  const contrast = contrastWith(wordsAndPairs(read), candidates);
  const form = formOf(asked.question);
  const words = [...weights].filter(([term]) => !isSingleHan(term));
  const [rarest] = words.toSorted(([, one], [, other]) => other - one);
  const brevity = brevityOf(weights);
  const foreign = words.some(([term]) => isHan(term)) ? words.filter(([term]) => !isHan(term)) : [];
  return candidates.map(({ passage, score, similarity }) => {
    const sentences = passage.sentences.map((sentence) => held(weights, sentence) / everyTerm);
    let askedFor = 0;
    for (const term of weights.keys()) if (passage.terms.has(term)) askedFor += 1;
    const coverage = speaksOf(passage.terms);
    return {
      coverage,
      features: {
        score: score / 20,
        relative: score / best,
        sentence: Math.max(0, ...sentences),
        opening: sentences[0] ?? 0,
        rarest: rarest && passage.terms.has(rarest[0]) ? brevity : 0,
        foreign: shareOf(foreign, passage.terms),
        ...proximity(read.units, weights, passage),
        spelling: dot(vector, passage.vector),
        company: dot(passage.vector, middle),
        contrast: contrast(passage),
        asked: passage.terms.size === 0 ? 0 : askedFor / passage.terms.size,
        answer: beginsAsAnswer(form, passage.body),
        number: form.number ? (holdsNumber(passage.body) ? 1 : -1) : 0,
        duration: form.duration ? (holdsDuration(passage.body) ? 1 : -1) : 0,
        timed: form.duration && isOfTime(passage.above) && holdsDuration(passage.body) ? coverage : 0,
        meaning: similarity ?? 0,
      },
    };
  });
}

/** How much of what a question speaks of a text speaks of too, by weight, from 0 to 1. */
export function coverageBy({
  asked,
  weights,
}: WeighedQuestion): (terms: { has(term: string): boolean }) => number {
  const meanOf = (way: readonly string[]) =>
    sumOf(way.map((term) => weights.get(term) ?? 0)) / Math.max(1, way.length);
  const held = (way: readonly string[], terms: { has(term: string): boolean }) =>
    shareHeld(way, terms) * (way.some((term) => asked.standIns.has(term)) ? standInShare : 1);
  const weighed = asked.concepts.map(({ ways }) => ({
    ways,
    weight: sumOf(ways.map(meanOf)) / Math.max(1, ways.length),
  }));
  const all = sumOf(weighed.map(({ weight }) => weight));
  return (terms) => {
    if (all === 0) return 0;
    const shares = weighed.map(
      ({ ways, weight }) => weight * Math.max(0, ...ways.map((way) => held(way, terms))),
    );
    return sumOf(shares) / all;
  };
}

const shareHeld = (way: readonly string[], terms: { has(term: string): boolean }): number =>
  way.filter((term) => terms.has(term)).length / Math.max(1, way.length);

/** How long a question is, from 0 to 1. */
export const verbosityOf = (weights: ReadonlyMap<string, number>): number =>
  Math.min(1, wordsIn(weights.keys()) / mostWords) ** 3;

/** How many words a question has, those of grammar left out; two Han characters count as one. */
function wordsIn(terms: Iterable<string>): number {
  let words = 0;
  for (const term of terms) words += isHan(term) ? (term.length === 1 ? 0.5 : 0) : 1;
  return words;
}

/** 1 for a question of five words or less, 0 for one of nine. */
const brevityOf = (weights: ReadonlyMap<string, number>): number =>
  Math.min(1, Math.max(0, (manyWords - wordsIn(weights.keys())) / (manyWords - fewWords)));

function shareOf(
  weights: readonly (readonly [string, number])[],
  terms: ReadonlyMap<string, number>,
): number {
  const all = sumOf(weights.map(([, weight]) => weight));
  return all === 0 ? 0 : sumOf(weights.map(([term, weight]) => (terms.has(term) ? weight : 0))) / all;
}

function held(weights: ReadonlyMap<string, number>, terms: { has(term: string): boolean }): number {
  let sum = 0;
  for (const [term, weight] of weights) if (terms.has(term)) sum += weight;
  return sum;
}

function proximity(
  units: readonly string[],
  weights: ReadonlyMap<string, number>,
  { places }: ReadPassage,
): { adjacent: number; near: number } {
  let all = 0;
  let adjacent = 0;
  let near = 0;
  for (const [index, one] of units.entries()) {
    const other = units[index + 1];
    if (other === undefined || one === other) continue;
    const weight = (weights.get(one) ?? plainWeight) + (weights.get(other) ?? plainWeight);
    all += weight;
    const ones = places.get(one);
    const others = places.get(other);
    if (!ones || !others) continue;
    let distance = Number.POSITIVE_INFINITY;
    for (const from of ones)
      for (const to of others) {
        if (to - from === 1) distance = 0;
        distance = Math.min(distance, Math.abs(to - from));
      }
    if (distance === 0) adjacent += weight;
    if (distance <= nearWords) near += weight / Math.log2(Math.max(1, distance) + 1);
  }
  return all === 0 ? { adjacent: 0, near: 0 } : { adjacent: adjacent / all, near: near / all };
}

function middleOf(candidates: readonly Candidate[]): Float32Array {
  const leaders = candidates.toSorted((one, other) => other.score - one.score).slice(0, leadersCount);
  const middle = new Float32Array(leaders[0]?.passage.vector.length ?? 0);
  for (const { passage, score } of leaders)
    for (const [index, value] of passage.vector.entries()) middle[index]! += score * value;
  return unit(middle);
}

/** BM25 with the candidates for a corpus. */
function contrastWith(terms: readonly [string, string?][], candidates: readonly Candidate[]) {
  const count = candidates.length;
  const length = sumOf(candidates.map(({ passage }) => passage.units.length)) / Math.max(1, count);
  const weighed = terms.map((term) => {
    const times = new Map(candidates.map(({ passage }) => [passage, timesIn(passage, term)]));
    const holders = candidates.filter(({ passage }) => times.get(passage)! > 0).length;
    return { times, weight: Math.log(1 + (count - holders + 0.5) / (holders + 0.5)) };
  });
  const all = sumOf(weighed.map(({ weight }) => weight)) * (saturation + 1);
  return (passage: ReadPassage): number => {
    const share = passage.units.length / length;
    const norm = saturation * (1 - lengthNormalisation + lengthNormalisation * share);
    let sum = 0;
    for (const { times, weight } of weighed) {
      const frequency = times.get(passage)!;
      sum += (weight * frequency * (saturation + 1)) / (frequency + norm);
    }
    return all === 0 ? 0 : sum / all;
  };
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
