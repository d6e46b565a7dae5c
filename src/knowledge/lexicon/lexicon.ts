import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { detectLanguage, type Language, stem, tokenSpans } from '../../language/index.ts';
import { termsMeant, termsOf } from '../words.ts';
import { businessWords } from './business.ts';

/** What one word of a question may be called in the other language: each way in terms of the index. */
export interface TranslatedWord {
  word: string;
  ways: readonly (readonly string[])[];
}

const longestWord = 6;
const longestPhrase = 3;
const mostWays = 5;

interface Lexicon {
  /** English ways by Chinese word. */
  chinese: ReadonlyMap<string, readonly string[]>;
  /** Chinese words by the stems of an English way. */
  english: ReadonlyMap<string, readonly string[]>;
}

let opened: Lexicon | undefined;

/** CC-CEDICT's general words and our own of business; read when first needed. */
function openLexicon(): Lexicon {
  if (opened) return opened;
  const lines = brotliDecompressSync(readFileSync(new URL('zh-en.br', import.meta.url)))
    .toString('utf8')
    .split('\n');
  const chinese = new Map<string, string[]>();
  for (const line of lines) {
    const [word = '', ways = ''] = line.split('\t');
    chinese.set(word, ways.split('|'));
  }
  for (const [word, ways] of Object.entries(businessWords)) chinese.set(word, ways.split('|'));
  const english = new Map<string, string[]>();
  for (const [word, ways] of [...Object.keys(businessWords), ...chinese.keys()].map(
    (word) => [word, chinese.get(word)!] as const,
  ))
    for (const way of ways) {
      const key = stemsOf(way).join(' ');
      const known = english.get(key);
      if (!known) english.set(key, [word]);
      else if (known.length < mostWays && !known.includes(word)) known.push(word);
    }
  opened = { chinese, english };
  return opened;
}

const stemsOf = (text: string): string[] => tokenSpans(text).map((token) => stem(token.text.toLowerCase()));

/**
 * The words of a question in the other of the two languages, by a dictionary and without a thought for the
 * sentence: good enough to find a passage, not to be read. Words of the other language in it stay; words the
 * dictionary lacks are given without a way.
 */
export function translateWords(question: string): { words: TranslatedWord[]; into: Language } {
  return detectLanguage(question) === 'zh'
    ? { words: fromChinese(question), into: 'en' }
    : { words: fromEnglish(question), into: 'zh' };
}

const grammar =
  /^(?:可以|能够|能否|可否|是否|需要|应该|多少|如何|请问|想要|希望|知道|告诉|一下|以及|或者|还是|如果|关于|对于|怎么|怎样|什么|哪些|哪里|哪个|为什么|我们|你们|他们|自己|这个|那个|一个|一定|已经|现在|时候|的话|还有|没有|不是|就是|有没有|是不是|能不能|可不可以|怎么办|要不要|会不会|一起|跟我|给我|以上|以下|必须|几点|几时|几号)$/u;

function fromChinese(question: string): TranslatedWord[] {
  const { chinese } = openLexicon();
  const words: TranslatedWord[] = [];
  for (const [run] of question.normalize('NFKC').matchAll(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)) {
    if (!/^\p{Script=Han}/u.test(run)) {
      for (const term of termsMeant(run)) words.push({ word: term, ways: [[term]] });
      continue;
    }
    for (let at = 0; at < run.length; ) {
      let length = Math.min(longestWord, run.length - at);
      while (
        length > 1 &&
        !chinese.has(run.slice(at, at + length)) &&
        !grammar.test(run.slice(at, at + length))
      )
        length -= 1;
      const word = run.slice(at, at + length);
      at += length;
      if (length === 1 || grammar.test(word)) continue;
      const ways = chinese
        .get(word)!
        .map((way) => termsMeant(way))
        .filter((way) => way.length > 0);
      if (ways.length > 0) words.push({ word, ways });
    }
  }
  return words;
}

function fromEnglish(question: string): TranslatedWord[] {
  const { english } = openLexicon();
  const spans = tokenSpans(question.normalize('NFKC'));
  const meant = new Set(termsMeant(question));
  const words: TranslatedWord[] = [];
  for (let at = 0; at < spans.length; ) {
    let length = Math.min(longestPhrase, spans.length - at);
    const keyOf = (count: number) =>
      spans
        .slice(at, at + count)
        .map((token) => (token.han ? token.text : stem(token.text.toLowerCase())))
        .join(' ');
    while (length > 1 && !english.has(keyOf(length))) length -= 1;
    const key = keyOf(length);
    at += length;
    if (length === 1 && !meant.has(key)) continue;
    const ways = (english.get(key) ?? []).map((word) =>
      [...termsOf(word).keys()].filter((term) => term.length > 1),
    );
    words.push({ word: key, ways: ways.length > 0 ? ways : [[key]] });
  }
  return words;
}
