import type { Asked } from './asked.ts';
import { contradict } from './contradiction.ts';
import { coverageBy } from './ranking/features.ts';
import { formOf, holdsDuration, holdsNumber, isOfTime } from './ranking/form.ts';
import type { Judged } from './ranking/rank.ts';
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
    /** The day its file was last changed, where it bears none itself and came as a file. */
    fileDay: string | null;
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

/** A quote, and what other documents say against it. */
export interface Answer extends Quote {
  contradictedBy: Quote[];
}

/** How many of the best passages an answer is looked for in. */
const passagesRead = 3;
const passagesCompared = 8;
const numberBonus = 1.5;
/** Below a heading of times, where a time is asked for. */
const headingBonus = 2;
/** What a sentence elsewhere must be worth beside the answer to be held against it. */
const comparable = 0.6;
const longestAnswer = 600;
/** A passage of this size, a Han character counted twice, is quoted whole: its sentences belong together. */
const longestWhole = 360;
/** A line that only dates the document. */
const datesOnly =
  /^(?:last )?(?:updated?|revised|changed|as of|date)\b.{0,40}\d{4}\W*$|^(?:最后)?(?:更新|修订|发布)?(?:日期|时间|于)[:：]?.{0,20}\d.{0,12}$/iu;

interface Found {
  passage: Passage & Judged;
  quote: Quote;
  value: number;
}

/**
 * The sentence of the best passages that says most of what was asked; of a list of questions the whole
 * answer. With it comes what other documents say that contradicts it.
 *
 * @param passages  best first
 * @param weights  of the terms of the question
 */
export function quoteFrom(
  asked: Asked,
  passages: readonly (Passage & Judged)[],
  weights: ReadonlyMap<string, number>,
): Answer | null {
  const sentences = passages
    .slice(0, passagesCompared)
    .map((passage) => bestSentence(asked, passage, weights));
  const [best] = sentences
    .slice(0, passagesRead)
    .flatMap((found) => found ?? [])
    .sort((one, other) => other.value - one.value);
  if (!best) return null;
  const contradicting = sentences
    .flatMap((found) => found ?? [])
    .filter(
      ({ passage, value }) =>
        passage.document.id !== best.passage.document.id && value >= comparable * best.value,
    )
    .filter(({ quote }) => contradict(best.quote.quote, quote.quote));
  return { ...wholeAnswer(best), contradictedBy: contradicting.map(({ quote }) => quote).slice(0, 2) };
}

function bestSentence(
  asked: Asked,
  passage: Passage & Judged,
  weights: ReadonlyMap<string, number>,
): Found | undefined {
  const { text, start, headings, document } = passage;
  const speaksOf = coverageBy({ asked, weights });
  const form = formOf(asked.question);
  const timeBonus = form.duration && isOfTime(headings.at(-1) ?? '') ? headingBonus : 1;
  let best: Found | undefined;
  for (const sentence of sentencesOf(text)) {
    const quote = text.slice(sentence.start, sentence.end);
    if (datesOnly.test(quote)) continue;
    const named = speaksOf(termsOf([...headings, quote].join('\n')));
    const bonus =
      form.number && (form.duration ? holdsDuration : holdsNumber)(quote) ? numberBonus * timeBonus : 1;
    const value = passage.score * bonus * (speaksOf(termsOf(quote)) + named);
    if (best && value <= best.value) continue;
    const place = { start: start + sentence.start, end: start + sentence.end };
    best = { passage, value, quote: { quote, document, headings, ...place } };
  }
  return best;
}

/** What belongs together is quoted together: an answer of a list of questions, a short passage. */
function wholeAnswer({ passage, quote }: Found): Quote {
  const { text, start, end, question } = passage;
  const isWhole = question === null ? sizeOf(text) <= longestWhole : text.length <= longestAnswer;
  return isWhole ? { ...quote, quote: text, start, end } : quote;
}

const sizeOf = (text: string): number => text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
