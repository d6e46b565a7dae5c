import type { Contribution } from './linear-classifier.ts';
import { chineseSegments } from './tokens.ts';

const mostWords = 5;
const plainWords = new Set(
  "a an the and or of to in on at is are was were be been am it its this that he she they we i you him her them us me my his their our your 's 're 've 'm 'll 'd with for as by from about had has have do does did will would so very really".split(
    ' ',
  ),
);
const han = /\p{Script=Han}/u;
const modifiers = /^(?:[很太挺更最不没未无别嫌]|非常|十分|特别|比较|有点|没有|不太|不够|越来越)$/u;

/** The words that spoke for the label most, none of them part of a stronger one. */
export function decidingWords(text: string, contributions: readonly Contribution[]): string[] {
  const english = contributions.filter(
    ({ words }) => words !== '' && !han.test(words) && words.split(' ').some((word) => !plainWords.has(word)),
  );
  const telling = [...english, ...chineseWords(text, contributions)]
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  const chosen: string[] = [];
  for (const { words, weight } of telling) {
    if (chosen.length === mostWords || weight < telling[0]!.weight / 4) break;
    if (!chosen.some((other) => other.includes(words) || words.includes(other))) chosen.push(words);
  }
  return chosen;
}

/** The Chinese words of a text, “很” and “不” joined to what they modify, by what the characters in them contributed. */
function chineseWords(text: string, contributions: readonly Contribution[]): Contribution[] {
  const grams = contributions.filter(({ words }) => han.test(words));
  if (grams.length === 0) return [];
  const words: string[] = [];
  let modifier = '';
  for (const { segment } of chineseSegments(text.normalize('NFKC'))) {
    if (modifiers.test(segment)) modifier += segment;
    else {
      if (han.test(segment) && (modifier + segment).length > 1) words.push(modifier + segment);
      modifier = '';
    }
  }
  return [...new Set(words)].map((word) => ({
    words: word,
    weight: grams.filter((gram) => word.includes(gram.words)).reduce((sum, gram) => sum + gram.weight, 0),
  }));
}
