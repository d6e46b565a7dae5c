import { dot, hashedVector, unit } from '../embedder/hashed.ts';
import { termsMeant, unitsOf } from '../words.ts';
import { beginsAsAnswer, formOf, holdsNumber } from './form.ts';
import { allOf, type ReadPassage } from './passage.ts';

/** A question as passages are compared with it. */
export interface AskedQuestion {
  text: string;
  /** What each of its terms weighs: the inverse document frequency. */
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
 * What a passage is judged by. All are shares or cosines from 0 to 1 but `score` (BM25 / 20) and the two of
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
  meaning: number;
}

const saturation = 1.2;
const lengthNormalisation = 0.75;
const leadersCount = 6;
const nearWords = 10;
const plainWeight = 0.5;

export function featuresOf(
  { text, weights }: AskedQuestion,
  candidates: readonly Candidate[],
): { features: Features; coverage: number }[] {
  const read = unitsOf(text);
  const meant = coverageWeights(text, weights);
  const everyTerm = sumOf(weights.values());
  const vector = hashedVector(text);
  const middle = middleOf(candidates);
  const best = Math.max(1e-9, ...candidates.map(({ score }) => score));
  const contrast = contrastWith([...allOf(read).keys()], candidates);
  const form = formOf(text);
  return candidates.map(({ passage, score, similarity }) => {
    const sentences = passage.sentences.map((sentence) => held(weights, sentence) / everyTerm);
    let asked = 0;
    for (const term of passage.terms.keys()) if (weights.has(term)) asked += 1;
    return {
      coverage: meant.sum === 0 ? 0 : held(meant.weights, passage.terms) / meant.sum,
      features: {
        score: score / 20,
        relative: score / best,
        sentence: Math.max(0, ...sentences),
        opening: sentences[0] ?? 0,
        ...proximity(read.units, weights, passage),
        spelling: dot(vector, passage.vector),
        company: dot(passage.vector, middle),
        contrast: contrast(passage),
        asked: passage.terms.size === 0 ? 0 : asked / passage.terms.size,
        answer: beginsAsAnswer(form, passage.body),
        number: form.number ? (holdsNumber(passage.body) ? 1 : -1) : 0,
        meaning: similarity ?? 0,
      },
    };
  });
}

/** What a question asks about, without its grammar: what a passage has to speak of. */
export function coverageWeights(text: string, weights: ReadonlyMap<string, number>) {
  const meant = new Map(termsMeant(text).map((term) => [term, weights.get(term) ?? 0]));
  return { weights: meant, sum: sumOf(meant.values()) };
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
function contrastWith(terms: readonly string[], candidates: readonly Candidate[]) {
  const count = candidates.length;
  const length = sumOf(candidates.map(({ passage }) => passage.length)) / Math.max(1, count);
  const weighed = terms.map((term) => {
    const holders = candidates.filter(({ passage }) => passage.all.has(term)).length;
    return { term, weight: Math.log(1 + (count - holders + 0.5) / (holders + 0.5)) };
  });
  const all = sumOf(weighed.map(({ weight }) => weight)) * (saturation + 1);
  return (passage: ReadPassage): number => {
    const norm = saturation * (1 - lengthNormalisation + (lengthNormalisation * passage.length) / length);
    let sum = 0;
    for (const { term, weight } of weighed) {
      const frequency = passage.all.get(term) ?? 0;
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
