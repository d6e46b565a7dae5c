import { detectLanguage } from '../language/index.ts';
import { formOf, holdsNumber } from './ranking/form.ts';
import { type Span, sentencesOf } from './sentences.ts';
import { termsOf } from './words.ts';

/** A passage found, with its place. */
export interface Passage extends Span {
  document: {
    id: string;
    title: string;
    source: string;
    untrusted: boolean;
    /** The day it bears, as YYYY-MM-DD; null where it bears none. */
    datedOn: string | null;
  };
  headings: string[];
  text: string;
  /** What it answers, where it stands in a list of questions and answers. */
  question: string | null;
  /** BM25; comparable within one search only. */
  score: number;
  /** Share of what the question asks about that the passage speaks of, from 0 to 1. */
  coverage: number;
}

/** Word for word what a document says, between `start` and `end` of it. */
export interface Quote extends Span {
  quote: string;
  document: Passage['document'];
  headings: string[];
}

/**
 * The coverage below which a question counts as not answered by the knowledge base: nineteen in twenty
 * questions that have an answer are above it (XQuAD and CMRC 2018, development parts).
 */
const leastCoverage = { en: 0.4, zh: 0.3 } as const;
const passagesRead = 3;

const numberBonus = 1.5;

/** Share of the weight of these terms that a text holds, from 0 to 1. */
export function coverageOf(weights: ReadonlyMap<string, number>, text: string): number {
  const held = termsOf(text);
  let sum = 0;
  let all = 0;
  for (const [term, weight] of weights) {
    all += weight;
    if (held.has(term)) sum += weight;
  }
  return all === 0 ? 0 : sum / all;
}

/**
 * The sentence of the best passages that says most of what was asked, or null where the passages speak of
 * too little of it.
 *
 * @param passages  best first
 * @param weights  of the terms of the question
 */
export function quoteFrom(
  question: string,
  passages: readonly Passage[],
  weights: ReadonlyMap<string, number>,
): Quote | null {
  const read = passages.slice(0, passagesRead);
  const coverage = Math.max(0, ...read.map((passage) => passage.coverage));
  if (coverage < leastCoverage[detectLanguage(question)]) return null;

  const wantsNumber = formOf(question).number;
  let best: { value: number; quote: Quote } | undefined;
  for (const { text, start, headings, document, score } of read) {
    for (const sentence of sentencesOf(text)) {
      const quote = text.slice(sentence.start, sentence.end);
      const named = coverageOf(weights, [...headings, quote].join('\n'));
      const bonus = wantsNumber && holdsNumber(quote) ? numberBonus : 1;
      const value = score * bonus * (coverageOf(weights, quote) + named);
      if (best && value <= best.value) continue;
      const place = { start: start + sentence.start, end: start + sentence.end };
      best = { value, quote: { quote, document, headings, ...place } };
    }
  }
  return best?.quote ?? null;
}
