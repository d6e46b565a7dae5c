import { hashedVector } from '../embedder/hashed.ts';
import { type Span, sentencesOf } from '../sentences.ts';
import { contentOf, countTerms, type Units, unitsOf } from '../words.ts';

/** A passage taken apart, for comparing it with a question. */
export interface ReadPassage extends Pick<Units, 'units' | 'joined'> {
  /** Title and headings. */
  above: string;
  body: string;
  terms: ReadonlyMap<string, number>;
  /** Where each word or Han character stands, counted in words. */
  places: ReadonlyMap<string, readonly number[]>;
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
  const content = contentOf(read);
  const terms = countTerms(read.units, content);
  const places = new Map<string, number[]>();
  for (const [place, unit] of read.units.entries()) {
    const known = places.get(unit);
    if (known) known.push(place);
    else places.set(unit, [place]);
  }
  return {
    above,
    body,
    units: read.units,
    joined: read.joined,
    terms,
    places,
    sentences: sentencesOf(unified).map((sentence) => {
      const [first, next] = unitsWithin(read, sentence, beforeBody.length);
      return new Set(countTerms(read.units.slice(first, next), content.slice(first, next)).keys());
    }),
    vector: hashedVector(text, terms),
  };
}

/** @returns the first unit of a sentence and the first behind it */
function unitsWithin({ starts }: Units, { start, end }: Span, offset: number): [number, number] {
  const from = (place: number) => {
    const index = starts.findIndex((at) => at >= place + offset);
    return index < 0 ? starts.length : index;
  };
  return [from(start), from(end)];
}

/** How often a word, a Han character or two of these side by side stand in a passage. */
export function timesIn(
  { places, units, joined }: ReadPassage,
  [one, other]: readonly [string, string?],
): number {
  const at = places.get(one) ?? [];
  return other === undefined
    ? at.length
    : at.filter((place) => joined[place] && units[place + 1] === other).length;
}

/** Every word and every two Han characters side by side, those of grammar too. */
export function wordsAndPairs({ units, joined }: Pick<Units, 'units' | 'joined'>): [string, string?][] {
  const found = new Map<string, [string, string?]>();
  for (const [index, unit] of units.entries()) {
    found.set(unit, [unit]);
    if (joined[index]) found.set(unit + units[index + 1]!, [unit, units[index + 1]!]);
  }
  return [...found.values()];
}
