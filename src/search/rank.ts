import { editDistance } from '../trust/index.ts';
import { isHan, wordsOfAddress } from './fold.ts';
import type { Query } from './query.ts';
import { prefix, spoken } from './terms.ts';

/** A record found, with how well it answers the query. */
export interface SearchHit {
  id: string;
  /** From 0 to 1; every exact hit is above every strong one, every strong one above every weak one. */
  score: number;
  /**
   * exact: the name, e-mail, phone, code or id itself. strong: all words of the query are words of the name
   * in order (or sound so in pinyin), the end of the phone number, the name of the e-mail address, or the
   * only name one typing mistake away. weak: anything else.
   */
  match: 'exact' | 'strong' | 'weak';
}

/** A record that may answer, with the terms that hold its whole values. */
export interface Candidate {
  id: string;
  /** Share of the query's words the record is known to hold, from 0 to 1. */
  held: number;
  wholes: readonly string[];
}

type Likeness = { match: 'exact' | 'strong' | 'mistyped' | 'weak'; similarity: number };

const shortestMistypedName = 8;
const shortestNational = 10;
const shortestPhoneEnd = 7;
const leastSimilarity = 0.5;
const order = { exact: 3, strong: 2, mistyped: 1, weak: 0 } as const;

/** Orders candidates by how alike they are to the query, best first; those hardly alike are left out. */
export function rank(query: Query, candidates: readonly Candidate[], limit: number): SearchHit[] {
  const found = candidates.map((candidate) => ({ id: candidate.id, ...likeness(query, candidate) }));
  const mistyped = found.filter(({ match }) => match === 'mistyped');
  const isBettered = found.some(({ match }) => order[match] > order.mistyped);
  const isOnlyMistyping = mistyped.length === 1 && !isBettered;
  return found
    .filter(({ match, similarity }) => match !== 'weak' || similarity >= leastSimilarity)
    .map(({ id, match, similarity }): SearchHit => {
      if (match === 'exact') return { id, match, score: 1 };
      if (match === 'strong' || (match === 'mistyped' && isOnlyMistyping))
        return { id, match: 'strong', score: 0.9 + 0.09 * similarity };
      return { id, match: 'weak', score: 0.89 * similarity };
    })
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, limit);
}

function likeness(query: Query, { id, held, wholes }: Candidate): Likeness {
  if (id === query.written) return { match: 'exact', similarity: 1 };
  const values = wholes.filter((whole) => !whole.startsWith(prefix.sound));
  const likenesses = values.map((whole) => likenessTo[whole.slice(0, 2)]!(query, whole.slice(2)));
  const words = values
    .filter((whole) => !whole.startsWith(prefix.blind))
    .flatMap((whole) =>
      whole.startsWith(prefix.email) ? wordsOfAddress(whole.slice(2)) : whole.slice(2).split(' '),
    );
  const together: Likeness = { match: 'weak', similarity: 0.9 * alignment(query.words, words).asked };
  const unread: Likeness = { match: 'weak', similarity: wholes.length === 0 ? held : 0.8 * held };
  return [together, unread, ...likenesses].reduce(better);
}

function better(one: Likeness, other: Likeness): Likeness {
  const difference = order[other.match] - order[one.match] || other.similarity - one.similarity;
  return difference > 0 ? other : one;
}

const likenessTo: Record<string, (query: Query, value: string) => Likeness> = {
  [prefix.name]: likenessToName,
  [prefix.email](query, address) {
    if (query.as.email === address) return { match: 'exact', similarity: 1 };
    const [fragment, rest] = [query.text, address.slice(query.text.length)];
    const isWholePart = rest.startsWith('@') || (fragment.includes('@') && rest.startsWith('.'));
    if (address.startsWith(fragment) && isWholePart)
      return { match: 'strong', similarity: fragment.length / address.length };
    const isInside = fragment.length > 2 && address.includes(fragment);
    return { match: 'weak', similarity: isInside ? 0.7 + (0.3 * fragment.length) / address.length : 0 };
  },
  [prefix.phone]({ phone }, digits) {
    if (phone === '') return { match: 'weak', similarity: 0 };
    const [short, long] = phone.length < digits.length ? [phone, digits] : [digits, phone];
    if (long.endsWith(short) && (short === long || short.length >= shortestNational))
      return { match: 'exact', similarity: 1 };
    const similarity = 0.7 + (0.3 * short.length) / long.length;
    if (long.endsWith(short) && short.length >= shortestPhoneEnd) return { match: 'strong', similarity };
    return { match: 'weak', similarity: long.includes(short) ? similarity : 0 };
  },
  [prefix.blind]: ({ blind }, hash) =>
    blind.includes(prefix.blind + hash)
      ? { match: 'exact', similarity: 1 }
      : { match: 'weak', similarity: 0 },
  [prefix.code](query, code) {
    const asked = query.as.code;
    if (asked === code) return { match: 'exact', similarity: 1 };
    const similarity = asked === '' ? 0 : code.includes(asked) ? 0.7 + (0.3 * asked.length) / code.length : 0;
    return { match: 'weak', similarity: Math.max(similarity, 0.9 * closeness(asked, code)) };
  },
};

function likenessToName(query: Query, name: string): Likeness {
  const asked = query.as.name;
  if (asked === name) return { match: 'exact', similarity: 1 };
  const written = comparison(query.words, name.split(' '));
  const mayBeMistyped = written.match === 'weak' && name.length >= shortestMistypedName;
  if (mayBeMistyped && digitsOf(asked) === digitsOf(name) && editDistance(asked, name, 1) === 1)
    return { match: 'mistyped', similarity: written.similarity };
  if (written.match === 'strong' || !(isHanIn(name) || isHanIn(asked))) return written;

  const readings = spoken(name);
  const sounds = query.spoken.flatMap((one) => readings.map((other) => comparison(one, other)));
  const sounded = sounds.reduce((best, next) => (next.similarity > best.similarity ? next : best));
  const isHomophone = isHanIn(name) && isHanIn(asked);
  return isHomophone
    ? { match: 'weak', similarity: Math.max(written.similarity, 0.85 * sounded.similarity) }
    : sounded;
}

/** Store 12 is not a mistyped Store 13. */
const digitsOf = (text: string): string => text.replaceAll(/\P{Nd}/gu, '');

const isHanIn = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** How far the words of a query and of a name agree, one writing system against the same. */
function comparison(asked: readonly string[], name: readonly string[]): Likeness {
  const { asked: found, name: covered } = alignment(asked, name);
  const [askedLetters, letters] = [asked.join(''), name.join('')];
  const similarity = Math.max(found * (0.8 + 0.2 * covered), closeness(askedLetters, letters));
  return standsInOrder(asked, name)
    ? { match: 'strong', similarity: Math.max(similarity, askedLetters.length / letters.length) }
    : { match: 'weak', similarity };
}

/** Whether every word asked is a word of the name, or several that follow each other, in the name's order. */
function standsInOrder(asked: readonly string[], name: readonly string[]): boolean {
  let from = 0;
  for (const word of asked) {
    const at = name.findIndex((_, index) => index >= from && wordsTaken(word, name.slice(index)) > 0);
    if (at < 0) return false;
    from = at + wordsTaken(word, name.slice(at));
  }
  return asked.length > 0;
}

/** How many words at the start of a name a word is made of; a part of a Han name counts as one. */
function wordsTaken(word: string, name: readonly string[]): number {
  if (isHan(word) && Array.from(word).length > 1 && name[0]?.includes(word)) return 1;
  let joined = '';
  for (const [index, other] of name.entries()) {
    joined += other;
    if (joined === word) return index + 1;
    if (!word.startsWith(joined)) return 0;
  }
  return 0;
}

/** Shares, by length, of the query found in the name and of the name covered by the query, each word used once. */
function alignment(asked: readonly string[], name: readonly string[]): { asked: number; name: number } {
  const left = name.flatMap(unitsOf);
  const wanted = asked.flatMap(unitsOf);
  const nameLength = left.join('').length;
  const askedLength = wanted.join('').length;
  let found = 0;
  let covered = 0;
  for (const word of wanted) {
    const likenesses = left.map((other) => wordSimilarity(word, other));
    const best = Math.max(0, ...likenesses);
    if (best === 0) continue;
    const [taken = ''] = left.splice(likenesses.indexOf(best), 1);
    found += best * word.length;
    covered += best * taken.length;
  }
  return {
    asked: askedLength === 0 ? 0 : found / askedLength,
    name: nameLength === 0 ? 0 : covered / nameLength,
  };
}

const unitsOf = (word: string): string[] => (isHan(word) ? Array.from(word) : [word]);

function wordSimilarity(word: string, other: string): number {
  if (word === other) return 1;
  if (other.startsWith(word)) return 0.8 + (0.2 * word.length) / other.length;
  return isHan(word) || isHan(other) ? 0 : 0.95 * closeness(word, other);
}

/** One less the edit distance over the longer length; 0 where more than 2 in 5 letters differ. */
function closeness(one: string, other: string): number {
  const length = Math.max(one.length, other.length);
  if (length === 0) return 0;
  if (Math.abs(one.length - other.length) > 0.4 * length) return 0;
  if (leastDistance(one, other) > 0.4 * length) return 0;
  const closeness = 1 - editDistance(one, other, 0.4 * length) / length;
  return closeness < 0.6 ? 0 : closeness;
}

/** A bound that is quick to find: every letter that only one of two words has takes an edit. */
function leastDistance(one: string, other: string): number {
  const [letters, others] = [lettersOf(one), lettersOf(other)];
  return Math.max(ones(letters & ~others), ones(others & ~letters));
}

/** The letters of a word as bits; some share one, which only lowers the bound. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
