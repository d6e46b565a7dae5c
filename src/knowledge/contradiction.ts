import { measuredIn, measureOtherwise } from './measured.ts';
import { termsOf } from './words.ts';

const negation = /\b(?:not|no|never|cannot|can't|don't|doesn't|without|n't)\b|[不没无未]|禁止|停止/giu;
const numberWords = new Set(
  'one two three four five six seven eight nine ten eleven twelve fourteen fifteen twenty thirty sixty ninety half'.split(
    ' ',
  ),
);
/** Words that only measure: two sentences that share no others speak of nothing in common. */
const ofMeasure = new Set(
  [...termsOf('day week month year hour minute time working business percent').keys()].concat([
    ...termsOf('工作日 小时 分钟 星期 个月 天内 日内').keys(),
  ]),
);
const alike = 0.5;

/**
 * Of the longer sentence's words, so many must stand in the other for both to speak of the same; beside a row
 * of a table, which is little but names, as many as of the shorter one's.
 */
const leastOfLonger = 0.25;
const isRow = (sentence: string): boolean => sentence.includes('|');

/**
 * Whether two sentences speak of the same and say otherwise: most of their words agree, and they give other
 * values in one unit, or only one of them denies. A row of a table is no statement one could deny.
 */
export function contradict(one: string, other: string): boolean {
  const [ones, others] = [wordsOf(one), wordsOf(other)];
  const shared = [...ones].filter((word) => others.has(word)).length;
  const [shorter, longer] = [Math.min(ones.size, others.size), Math.max(ones.size, others.size)];
  const hasRow = [one, other].some(isRow);
  if (shared < 2 || shared / shorter < alike || shared / longer < (hasRow ? alike : leastOfLonger))
    return false;
  if (measureOtherwise(one, other)) return true;
  const measures = [one, other].every((sentence) => measuredIn(sentence).size > 0);
  return !measures && !hasRow && denies(one) !== denies(other);
}

const wordsOf = (sentence: string): Set<string> =>
  new Set(
    [...termsOf(sentence).keys()].filter(
      (term) => !/^\d/.test(term) && !numberWords.has(term) && !ofMeasure.has(term),
    ),
  );

/** Whether a sentence denies what it speaks of. */
export const denies = (sentence: string): boolean => (sentence.match(negation)?.length ?? 0) % 2 === 1;
