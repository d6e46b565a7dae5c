import type { Directory } from '../../directory.ts';
import type { Mention } from './mention.ts';

/** Kinds whose names are long and may hold other names, or words that mean something by themselves. */
const longNamed = ['deal', 'company', 'product'];
const fewestCharacters = 4;

/** Records whose whole name stands in the text; of names that overlap, the longest comes first. */
export async function wholeNames(text: string, directory: Pick<Directory, 'find'>): Promise<Mention[]> {
  const lower = text.toLowerCase();
  const found = await Promise.all(
    longNamed.map(async (kind) => {
      const looked = await Promise.all(stretches(text).map((stretch) => directory.find(kind, stretch)));
      const candidates = [...new Map(looked.flat().map((found) => [found.id, found])).values()];
      const names = new Set(candidates.flatMap(({ name }) => namesIn(kind, name.toLowerCase())));
      return [...names].flatMap((name): Mention[] => {
        const start = lower.indexOf(name);
        if (start < 0 || name.length < fewestCharacters || isCut(lower, start, name.length)) return [];
        const end = start + name.length;
        const named = candidates
          .filter((candidate) => namesIn(kind, candidate.name.toLowerCase()).includes(name))
          .map((candidate) => ({ ...candidate, match: 'exact' as const }));
        return [
          { start, end, text: text.slice(start, end), is: { type: 'record', kind, candidates: named } },
        ];
      });
    }),
  );
  return found.flat().sort((one, other) => other.end - other.start - (one.end - one.start));
}

/** A product's name, and its name in each of the two languages it is named in. */
const namesIn = (kind: string, name: string): string[] =>
  kind === 'product'
    ? [name, ...name.split(/\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+(?=\p{Script=Latin})/u)]
    : [name];

const mostStretches = 4;
const longestStretch = 400;

/** A text and, where it is long, its parts between commas: a name is not found among too many other words. */
function stretches(text: string): string[] {
  const parts = text.split(/[，,。；;！!？?]/u).filter((part) => part.trim().length >= fewestCharacters);
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
