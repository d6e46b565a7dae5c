import { hashedVector } from '../embedder/hashed.ts';
import { type Span, sentencesOf } from '../sentences.ts';
import { termsOfUnits, type Units, unitsOf } from '../words.ts';

/** A passage taken apart, for comparing it with a question. */
export interface ReadPassage {
  body: string;
  length: number;
  terms: ReadonlyMap<string, number>;
  /** Where each word or Han character stands, counted in words. */
  places: ReadonlyMap<string, readonly number[]>;
  /** Every word and every pair of Han characters, those of grammar too, with their number. */
  all: ReadonlyMap<string, number>;
  /** The terms of each sentence of the body. */
  sentences: readonly ReadonlySet<string>[];
  vector: Float32Array;
}

const readLately = new Map<string, ReadPassage>();
const mostRead = 1_000;

/** The passage taken apart, remembered for the next question. @param above  title and headings */
export function readPassage(above: string, body: string): ReadPassage {
  const key = `${above}\n\n${body}`;
  const passage = readLately.get(key) ?? takeApart(above, body);
  readLately.delete(key);
  readLately.set(key, passage);
  if (readLately.size > mostRead) readLately.delete(readLately.keys().next().value!);
  return passage;
}

function takeApart(above: string, body: string): ReadPassage {
  const beforeBody = above === '' ? '' : `${above.normalize('NFKC')}\n`;
  const unified = body.normalize('NFKC');
  const text = beforeBody + unified;
  const read = unitsOf(text);
  const terms = termsOfUnits(read);
  const places = new Map<string, number[]>();
  for (const [place, unit] of read.units.entries()) {
    const known = places.get(unit);
    if (known) known.push(place);
    else places.set(unit, [place]);
  }
  return {
    body,
    length: read.units.length,
    terms,
    places,
    all: allOf(read),
    sentences: sentencesOf(unified).map((sentence) => termsBetween(read, sentence, beforeBody.length)),
    vector: hashedVector(text, terms),
  };
}

function termsBetween({ units, joined, starts }: Units, { start, end }: Span, offset: number): Set<string> {
  const first = starts.findIndex((at) => at >= start + offset);
  const next = starts.findIndex((at) => at >= end + offset);
  const range: [number, number | undefined] = [first < 0 ? units.length : first, next < 0 ? undefined : next];
  const within = { units: units.slice(...range), joined: joined.slice(...range) };
  if (within.joined.length > 0) within.joined[within.joined.length - 1] = false;
  return new Set(termsOfUnits(within).keys());
}

export function allOf({ units, joined }: Pick<Units, 'units' | 'joined'>): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const [index, unit] of units.entries()) {
    add(unit);
    if (joined[index]) add(unit + units[index + 1]!);
  }
  return counts;
}
