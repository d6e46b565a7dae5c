import type { Meaning, Mention } from './mention.ts';

/** A place in a text: UTF-16 offsets, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A word of Latin letters and its place. */
export interface Word extends Span {
  text: string;
}

/** A text in the form in which names are compared. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

export const capitalised = (word: string): boolean => /^\p{Lu}/u.test(word);

/** What stands at a place. */
export const mentionAt = (text: string, { start, end }: Span, is: Meaning): Mention => ({
  start,
  end,
  text: text.slice(start, end),
  is,
});

/** Whether nothing has been found where a place is. */
export const free = (taken: readonly Span[], { start, end }: Span): boolean =>
  taken.every((other) => end <= other.start || start >= other.end);

/** The words a text has in Latin letters, in their order. */
export function latinWords(text: string): Word[] {
  const pattern =
    /(?<=\p{L} )\p{Lu}\d{1,3}(?![\p{L}\d])|[[\p{L}\p{M}]--\p{Script=Han}]+(?:['’\-](?!s\b|S\b)[[\p{L}\p{M}]--\p{Script=Han}]+)*/gv;
  return Array.from(text.matchAll(pattern), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Whether nothing but a space or the dot of an abbreviation stands between words. */
export const adjacent = (text: string, words: readonly Word[]): boolean =>
  words.every((word, index) => {
    const next = words[index + 1];
    return next === undefined || /^(?: |\. )$/.test(text.slice(word.end, next.start));
  });

/** Where a pattern was found. */
export const matchSpan = (match: { index: number; 0: string }): Span => ({
  start: match.index,
  end: match.index + match[0].length,
});

/** The place from the first of some words to the last. */
export const spanOf = (words: readonly Word[]): Span => ({ start: words[0]!.start, end: words.at(-1)!.end });

/** A stretch as it is, and without an s that may stand for “’s”: "rajs leads", "quinn browns number". */
export function readings(text: string, { start, end }: Span): Span[] {
  return /[\p{L}]{2}s$/u.test(text.slice(start, end))
    ? [
        { start, end },
        { start, end: end - 1 },
      ]
    : [{ start, end }];
}
