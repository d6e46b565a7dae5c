import type { Candidate } from '../../directory.ts';
import { knownNameStart } from './chinese-names.ts';
import { commonWords } from './common-words.ts';
import type { Mention } from './mention.ts';
import {
  adjacent,
  capitalised,
  folded,
  free,
  latinWords,
  mentionAt,
  readings,
  type Span,
  spanOf,
  type Word,
} from './spans.ts';

/** Records that have exactly this name, of names known to be possible ones. */
export type Called = (name: string) => readonly Candidate[];

const longestName = 4;

/** All that `exactNames` may take for a name in a text. */
export function possibleNames(text: string): string[] {
  const words = latinWords(text);
  const latin = words.flatMap((_, index) =>
    Array.from({ length: longestName - 1 }, (_, more) => words.slice(index, index + more + 2))
      .filter((span) => span.length > 1 && adjacent(text, span) && couldBeName(span))
      .flatMap((span) => readings(text, spanOf(span))),
  );
  const han = Array.from(text.matchAll(knownNameStart)).flatMap(({ index }) => chinesePlaces(text, index));
  return [...new Set([...latin, ...han].map(({ start, end }) => text.slice(start, end)))];
}

/** Where a Chinese name that begins at a family name may end, the longest first. */
const chinesePlaces = (text: string, start: number): Span[] =>
  [4, 3, 2]
    .map((length) => ({ start, end: start + length }))
    .filter(({ end }) => end <= text.length && /^\p{Script=Han}+$/u.test(text.slice(start, end)));

/**
 * Records called by their whole names, which may be made of any words.
 *
 * @param days  where the text speaks of days: no Chinese name is looked for there
 */
export function exactNames(
  text: string,
  taken: readonly Mention[],
  days: readonly Span[],
  called: Called,
): Mention[] {
  const found: Mention[] = [];
  const words = latinWords(text).filter((word) => free(taken, word));
  const isOrder = opensBeforeName(text, words, called);
  for (let index = isOrder ? 1 : 0; index < words.length; index++) {
    for (let length = Math.min(longestName, words.length - index); length >= 2; length--) {
      const span = words.slice(index, index + length);
      if (!adjacent(text, span) || !couldBeName(span)) continue;
      const claimed = firstExact(text, readings(text, spanOf(span)), called);
      if (claimed === undefined) continue;
      found.push(claimed);
      index += length - 1;
      break;
    }
  }
  for (const { index } of text.matchAll(knownNameStart)) {
    if (!free(days, { start: index, end: index + 1 })) continue;
    const claimed = firstExact(text, chinesePlaces(text, index), called);
    if (claimed !== undefined) found.push(claimed);
  }
  return found;
}

/** "Set Daphne Haddad to …": whether an everyday word stands before a whole name, and is no part of it. */
function opensBeforeName(text: string, words: readonly Word[], called: Called): boolean {
  const [opening, ...named] = words.slice(0, 3);
  if (opening === undefined || named.length < 2 || !commonWords.has(folded(opening.text))) return false;
  if (!adjacent(text, named) || !couldBeName(named)) return false;
  return firstExact(text, readings(text, spanOf(named)), called) !== undefined;
}

const couldBeName = (words: readonly Word[]): boolean =>
  words.every((word) => capitalised(word.text)) || words.every((word) => !commonWords.has(folded(word.text)));

function firstExact(text: string, places: readonly Span[], called: Called): Mention | undefined {
  for (const place of places) {
    const candidates = called(text.slice(place.start, place.end));
    if (candidates.length > 0)
      return mentionAt(text, place, { type: 'record', kind: candidates[0]!.kind, candidates });
  }
  return undefined;
}
