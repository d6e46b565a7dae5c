import { type Candidate, type Directory, namedKinds } from '../../directory.ts';
import type { Called } from './exact-names.ts';
import { possibleNames } from './exact-names.ts';
import type { Meaning, Mention } from './mention.ts';
import type { Find } from './other-names.ts';
import { folded, matchSpan, mentionAt } from './spans.ts';
import { possibleWholeNames, productsLike } from './whole-names.ts';

/** All records whose names may stand in a text, and the products it is like; asked for at once. */
export const namesIn = (
  text: string,
  directory: Pick<Directory, 'find' | 'named'>,
): Promise<[ReadonlyMap<string, readonly Candidate[]>, readonly Candidate[]]> =>
  Promise.all([
    directory.named([...new Set([...possibleNames(text), ...possibleWholeNames(text)])]),
    productsLike(text, directory),
  ]);

export function remembering(directory: Pick<Directory, 'find'>): Find {
  const known = new Map<string, Promise<Candidate[]>>();
  const look = async (text: string): Promise<Candidate[]> => {
    let nearest: Candidate[] = [];
    const [first, ...others] = namedKinds;
    const contacts = await directory.find(first, text);
    const isKnown = contacts.some(({ match }) => match === 'exact');
    const rest = isKnown ? [] : await Promise.all(others.map((kind) => directory.find(kind, text)));
    for (const [index, found] of [contacts, ...rest].entries()) {
      const kind = namedKinds[index];
      const exact = found.filter((candidate) => candidate.match === 'exact');
      if (exact.length > 0) return exact;
      if (kind === 'contact' || rankOf(found, text) > rankOf(nearest, text)) nearest = found;
    }
    const named = nearest.filter(({ kind, name }) => kind === 'product' && isOneOf(text, name));
    return named.length === 1 ? named.map(asExact) : nearest;
  };
  return (text) => {
    const key = text.toLowerCase();
    if (!known.has(key)) known.set(key, look(text));
    return known.get(key)!;
  };
}

/** Of the records that bear a name, those of the kind that is tried first. */
export const firstOfKind =
  (called: Called): Called =>
  (name) => {
    const all = called(name);
    return all.filter(({ kind }) => kind === all[0]?.kind);
  };

/** Tickets and orders by their numbers. */
export async function numbered(text: string, directory: Pick<Directory, 'find'>): Promise<Mention[]> {
  const written = Array.from(
    text.matchAll(/(?<![\p{Script=Latin}\d#@._-])#?[A-Z]{1,4}-?\d{3,}(?![\p{Script=Latin}\d@_-])/giu),
  );
  const found = await Promise.all(
    written.map(async (match) => {
      for (const kind of numberedKinds) {
        const candidates = await directory.find(kind, match[0]);
        const same = candidates.filter(({ name }) => folded(name) === folded(match[0]));
        if (same.length > 0)
          return [mentionAt(text, matchSpan(match), { type: 'record', kind, candidates: same.map(asExact) })];
      }
      return [];
    }),
  );
  return found.flat();
}

/** Addresses and numbers of people known here stand for these people. */
export function addressees(mentions: readonly Mention[], find: Find): Promise<Mention[]> {
  return Promise.all(
    mentions.map(async (mention) => {
      if (mention.is.type !== 'email' && mention.is.type !== 'phone') return mention;
      const candidates = (await find(mention.is.value)).filter((candidate) => candidate.match === 'exact');
      const is: Meaning = { type: 'record', kind: candidates[0]?.kind ?? 'contact', candidates };
      return candidates.length === 1 ? { ...mention, is } : mention;
    }),
  );
}

/** Kinds whose records go by numbers: "T-1011", "#W1234567". */
const numberedKinds = ['ticket', 'order'];

const asExact = (candidate: Candidate): Candidate => ({ ...candidate, match: 'exact' });

const rankOf = (found: readonly Candidate[], text: string): number =>
  found.some((candidate) => candidate.match === 'strong')
    ? found.some(({ kind, name }) => kind === 'product' && isOneOf(text, name))
      ? 3
      : 2
    : found.length > 0
      ? 1
      : 0;

/** Whether a text is a product's whole name in one of the two languages it is named in. */
const isOneOf = (text: string, name: string): boolean =>
  name
    .split(/\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+(?=\p{Script=Latin})/u)
    .some((part) => folded(part) === folded(text));
