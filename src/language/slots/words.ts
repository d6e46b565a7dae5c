import { stem } from '../stem.ts';
import { tokenSpans } from '../tokens.ts';

/** A word, a number or a single Han character of what was said. */
export interface Word {
  /** In lower case, compatibility forms unified, without apostrophes. */
  text: string;
  stem: string;
  han: boolean;
  /** Place in the text (UTF-16 offsets, end exclusive). */
  start: number;
  end: number;
  /** Number of its sentence, and of its clause over all sentences. */
  sentence: number;
  clause: number;
}

const sentenceEnd = /[.!?。！？\n](?!\d)/u;
const clauseEnd = /[,;:，；：、]/u;
const newClause = new Set(['but', 'however', 'although', '但', '可是', '不过']);

/** The words of a text in reading order. */
export function wordsIn(text: string): Word[] {
  let sentence = 0;
  let clause = 0;
  let end = 0;
  return tokenSpans(text).map((token) => {
    const between = text.slice(end, token.start);
    const written = foldWord(token.text);
    if (sentenceEnd.test(between)) sentence++;
    if (sentenceEnd.test(between) || clauseEnd.test(between) || newClause.has(written)) clause++;
    end = token.end;
    return { ...token, text: written, stem: token.han ? written : stem(written), sentence, clause };
  });
}

/** One way to write a word: two spellings that differ in case, width, accents or apostrophes share it. */
export const foldWord = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/['’]|[\u0300-\u036f]/gu, '');

/** What a phrase is compared by: its words, folded. */
export const foldPhrase = (phrase: string): string[] => tokenSpans(phrase).map(({ text }) => foldWord(text));

/** Whether a sentence asks: by the mark at its end. */
export function asks(text: string, words: readonly Word[], sentence: number): boolean {
  const last = words.findLast((word) => word.sentence === sentence);
  return last !== undefined && /^[^\p{L}\p{N}]*[?？]/u.test(text.slice(last.end));
}

/** Letters and digits only: what stands for a word where it must be one to a classifier too. */
export const encode = (text: string): string =>
  text.replaceAll(/[^a-z0-9]/g, (letter) => `h${letter.codePointAt(0)!.toString(16)}`);
