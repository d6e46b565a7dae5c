import { termsOf } from '../../../knowledge/index.ts';
import { chineseSegments } from '../../../language/index.ts';
import { chineseFunctionWords } from './lexicon.zh.ts';

/** The words of weight in a text: English by the stem, Chinese of two characters and more as they stand. */
export function termsOfWords(text: string): string[] {
  const english = [...termsOf(text.replace(/['’]\w+/gu, '')).keys()].filter((term) =>
    /^[\p{Script=Latin}\p{N}]/u.test(term),
  );
  const chinese = Array.from(
    chineseSegments(text.replace(new RegExp(chineseFunctionWords.source, 'gu'), ' ')),
    ({ segment }) => segment,
  ).filter((segment) => /^\p{Script=Han}{2,}$/u.test(segment));
  return [...new Set([...english, ...chinese])];
}
