/** Cyrillic and Greek letters that look like Latin ones, and the Latin ones. */
const lookAlikes = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    һ: 'h',
    і: 'i',
    ї: 'i',
    ј: 'j',
    к: 'k',
    ӏ: 'l',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    ԛ: 'q',
    ѕ: 's',
    т: 't',
    ѵ: 'v',
    ԝ: 'w',
    х: 'x',
    у: 'y',
    ү: 'y',
    α: 'a',
    β: 'b',
    ε: 'e',
    η: 'n',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ı: 'i',
    ɑ: 'a',
    ɡ: 'g',
    ʏ: 'y',
  }),
);
const foreign = new RegExp(`[${[...lookAlikes.keys()].join('')}]`, 'gu');
const latinLetters = /[a-z]/g;
const latinLetter = /\p{Script=Latin}/u;
const mixedWord = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+/gu;
const invisible = /[\p{Cf}\p{Variation_Selector}]/gu;
const elongated = /(\p{L})\1{2,}/gu;

/**
 * A text as a model reads it: compatibility forms (full width, ligatures) unified, in lower case, without
 * invisible characters, letters drawn out ("soooo") cut to two, and letters from other alphabets that pose as
 * Latin ones put back, in words that have Latin letters besides and in texts that are mostly Latin.
 */
export function foldText(text: string): string {
  const plain = text.normalize('NFKC').replace(invisible, '').toLowerCase().replaceAll('’', "'");
  const isLatin = (plain.match(latinLetters)?.length ?? 0) > (plain.match(foreign)?.length ?? 0);
  const latin = plain.replace(mixedWord, (word) =>
    latinLetter.test(word) || isLatin ? word.replace(foreign, (letter) => lookAlikes.get(letter)!) : word,
  );
  return latin.replace(elongated, '$1$1');
}
