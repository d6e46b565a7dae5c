import { termsOf, unitsOf } from './words.ts';

const negation = /\b(?:not|no|never|cannot|can't|don't|doesn't|without|n't)\b|[不没无未]|禁止|停止/giu;
const numbers =
  /\d+(?:[.,]\d+)*|[一二两三四五六七八九十百千万半]+(?=[个天日周月年季小时分秒次倍折%％元块])/gu;
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
 * Whether two sentences speak of the same and say otherwise: most of their words agree, and their numbers
 * differ or only one of them denies.
 */
export function contradict(one: string, other: string): boolean {
  const [ones, others] = [wordsOf(one), wordsOf(other)];
  const shared = [...ones].filter((word) => others.has(word)).length;
  if (shared < 2 || shared / Math.min(ones.size, others.size) < alike) return false;
  const [said, saidOther] = [numbersOf(one), numbersOf(other)];
  if (said.size > 0 && saidOther.size > 0) return ![...said].some((number) => saidOther.has(number));
  return denies(one) !== denies(other);
}

const wordsOf = (sentence: string): Set<string> =>
  new Set(
    [...termsOf(sentence).keys()].filter(
      (term) => !/^\d/.test(term) && !numberWords.has(term) && !ofMeasure.has(term),
    ),
  );

const numbersOf = (sentence: string): Set<string> =>
  new Set([
    ...(sentence.normalize('NFKC').match(numbers) ?? []).map((number) => number.replaceAll(',', '')),
    ...unitsOf(sentence).units.filter((unit) => numberWords.has(unit)),
  ]);

/** Whether a sentence denies what it speaks of. */
export const denies = (sentence: string): boolean => (sentence.match(negation)?.length ?? 0) % 2 === 1;
