const marks = /[\u0300-\u036f]/g;
const apostrophes = /['’‘`´]/g;
const plainApostrophes = /['`]/g;
const letters = new Map(
  Object.entries({ ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }),
);
const unfolded = new RegExp(`[${[...letters.keys()].join('')}]`, 'g');
const wordPattern = /\p{Script=Han}+|[[\p{L}\p{N}\p{M}]--\p{Script=Han}]+/gv;
const longestWord = 64;

const plainWordPattern = /[0-9a-z]+/g;

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

export const isHan = (text: string): boolean => /^\p{Script=Han}/u.test(text);

/** A text without case, accents, character width and apostrophes: what two spellings of one name share. */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(plainApostrophes, '');
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(marks, '')
    .replace(unfolded, (letter) => letters.get(letter)!)
    .replace(apostrophes, '')
    .normalize('NFC');
}

/** The beginning of a text, never half a character. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** The folded words and numbers of a text in reading order; a run of Han characters counts as one word. */
export function wordsOf(text: string): string[] {
  const folded = fold(text);
  const words = folded.match(isAscii(folded) ? plainWordPattern : wordPattern) ?? [];
  return folded.length <= longestWord ? words : words.map((word) => cut(word, longestWord));
}

/** The words of an e-mail address or a domain, without the top-level domain. */
export function wordsOfAddress(address: string): string[] {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).replace(/(?<=[^.])\.\p{L}+$/u, '');
  return wordsOf(`${address.slice(0, Math.max(at, 0))} ${domain}`);
}

export const digitsOf = (text: string): string =>
  (isAscii(text) ? text : text.normalize('NFKC')).replace(/\D/g, '');

/**
 * The same function, quicker where a text comes again soon, as names do.
 * @param most  how many results are kept; half of them at least are the newest
 */
export function remembering<Result>(work: (text: string) => Result, most = 8_000): (text: string) => Result {
  let known = new Map<string, Result>();
  let older: ReadonlyMap<string, Result> = known;
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = older.get(text) ?? work(text);
    if (known.size >= most / 2) [older, known] = [known, new Map()];
    known.set(text, result);
    return result;
  };
}
