import type { Candidate, Directory } from '../../directory.ts';
import type { Mention } from './mention.ts';

/** Kinds whose names are long and may hold other names, or words that mean something by themselves. */
const longNamed = ['deal', 'company', 'product'];
const fewestCharacters = 4;
/** A name's words in Latin letters, or twice as many Chinese characters. */
const mostWords = 16;
/** Beyond so many possible names a text is no request. */
const mostPossible = 6_000;

/** All stretches of a text that may be the whole name of a deal, a company or a product. */
export function possibleWholeNames(text: string): string[] {
  const possible = new Set<string>();
  for (const part of partsOf(text)) {
    const units = Array.from(part.matchAll(/\p{Script=Han}|[[\p{L}\p{M}\p{N}]--\p{Script=Han}]+/gv));
    for (const [first, { index: start }] of units.entries()) {
      let size = 0;
      for (const { 0: unit, index } of units.slice(first)) {
        size += /\p{Script=Han}/u.test(unit) ? 0.5 : 1;
        if (size > mostWords || possible.size >= mostPossible) break;
        const name = part.slice(start, index + unit.length);
        if (name.length >= fewestCharacters) possible.add(name);
      }
    }
  }
  return [...possible];
}

/** Of some records those whose whole name stands in the text; of names that overlap, the longest comes first. */
export function wholeNames(text: string, candidates: readonly Candidate[]): Mention[] {
  const lower = text.toLowerCase();
  const byKind = Map.groupBy(
    candidates.filter(({ kind }) => longNamed.includes(kind)),
    ({ kind }) => kind,
  );
  return Array.from(byKind, ([kind, all]) => {
    const once = [...new Map(all.map((one) => [one.id, one])).values()];
    const names = new Set(once.flatMap(({ name }) => namesIn(kind, name.toLowerCase())));
    return [...names].flatMap((name): Mention[] => {
      const start = lower.indexOf(name);
      if (start < 0 || name.length < fewestCharacters || isCut(lower, start, name.length)) return [];
      const end = start + name.length;
      const named = once
        .filter((candidate) => namesIn(kind, candidate.name.toLowerCase()).includes(name))
        .map((candidate) => ({ ...candidate, match: 'exact' as const }));
      return [{ start, end, text: text.slice(start, end), is: { type: 'record', kind, candidates: named } }];
    });
  })
    .flat()
    .sort((one, other) => other.end - other.start - (one.end - one.start));
}

/** Products like a text or a part of it: one may be called by its name in one of two languages. */
export async function productsLike(text: string, directory: Pick<Directory, 'find'>): Promise<Candidate[]> {
  const found = await Promise.all(stretches(text).map((stretch) => directory.find('product', stretch)));
  return found.flat();
}

/** A product's name, and its name in each of the two languages it is named in. */
const namesIn = (kind: string, name: string): string[] =>
  kind === 'product'
    ? [name, ...name.split(/\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+(?=\p{Script=Latin})/u)]
    : [name];

const mostStretches = 4;
const longestStretch = 400;

const partsOf = (text: string): string[] => text.split(/[，,。；;！!？?\n]/u);

/** A text and, where it is long, its parts between commas: a name is not found among too many other words. */
function stretches(text: string): string[] {
  const parts = partsOf(text).filter((part) => part.trim().length >= fewestCharacters);
  return [text, ...(parts.length > 1 ? parts.slice(0, mostStretches) : [])].map((part) =>
    part.slice(0, longestStretch),
  );
}

/** Whether a place begins or ends within a word. */
function isCut(text: string, start: number, length: number): boolean {
  const isLetter = (character: string | undefined) =>
    /[\p{L}\p{N}]/u.test(character ?? ' ') && !/\p{Script=Han}/u.test(character ?? ' ');
  const [first, last] = [text[start], text[start + length - 1]];
  return (isLetter(first) && isLetter(text[start - 1])) || (isLetter(last) && isLetter(text[start + length]));
}
