const likeness: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ё: 'e',
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
  ѕ: 's',
  т: 't',
  у: 'y',
  ү: 'y',
  х: 'x',
  ѵ: 'v',
  ԝ: 'w',
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
  ω: 'w',
};
const invisible = /\u00ad|[\u200b-\u200f]|[\u2060-\u2064]|\p{Variation_Selector}|\ufeff/gu;
const mixedWord = /[\p{L}\p{M}]*\p{Script=Latin}[\p{L}\p{M}]*/gu;
const stranger = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu;

/**
 * A text with compatibility forms unified, invisible characters gone, and letters of other alphabets that look
 * like Latin ones written as these wherever a word, or a text, mixes both.
 */
export function plainLetters(text: string): string {
  const normal = text.normalize('NFKC').replace(invisible, '');
  if (normal.search(stranger) < 0) return normal;
  const fold = (word: string): string =>
    word.replace(stranger, (letter) => {
      const plain = likeness[letter.toLowerCase()];
      return plain === undefined ? letter : letter === letter.toLowerCase() ? plain : plain.toUpperCase();
    });
  return normal.replace(mixedWord, fold);
}
