import type { Source } from './flow.ts';
import { inEither } from './lexicon.ts';
import type { Span } from './normal.ts';
import { textsAt, valueAt } from './scope.ts';
import { type Vocabulary, widest } from './vocabulary.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A name in a text, and the records that have it. */
export interface Mention extends Span {
  rows: readonly Row[];
  /** 1 for a whole name, less for a part of one. */
  weight: number;
}

/** Beside whole names, the last word of another counts, one from its middle does not. */
const leastBesideWholeNames = 0.5;

/** The names of records in a normal form, in reading order; parts of names only where no whole one stands. */
export function mentionsOf(
  text: string,
  rows: readonly Row[],
  source: Source,
  vocabulary: Vocabulary,
): Mention[] {
  const names = new Map<string, Row[]>();
  for (const row of rows)
    for (const name of textsAt(row, source.words)) names.set(name, [...(names.get(name) ?? []), row]);
  const found = [...names].flatMap(([name, having]) =>
    vocabulary.places(name, text).map((span): Mention => ({ ...span, rows: having, weight: 1 })),
  );
  const mentioned = new Set(found.flatMap((mention) => mention.rows));
  const loose = [...names].flatMap(([name, having]) =>
    having.some((row) => mentioned.has(row))
      ? []
      : vocabulary
          .loosePlaces(name, text)
          .map(({ span, weight }): Mention => ({ ...span, rows: having, weight })),
  );
  const best = Math.max(0, ...loose.map(({ weight }) => weight));
  const free = loose.filter(
    (mention) =>
      mention.weight === best &&
      (found.length === 0 || best > leastBesideWholeNames) &&
      !found.some(({ start, end }) => mention.start < end && start < mention.end),
  );
  return merged(widest([...found, ...free])).sort((one, other) => one.start - other.start);
}

/** Mentions in the same place as one. */
function merged(mentions: readonly Mention[]): Mention[] {
  const places = Map.groupBy(mentions, ({ start, end }) => `${start} ${end}`);
  return Array.from(places.values(), (group) => ({
    ...group[0]!,
    rows: [...new Set(group.flatMap(({ rows }) => rows))],
    weight: Math.max(...group.map(({ weight }) => weight)),
  }));
}

/** A record cited by number, and where. */
export interface Citation extends Span {
  value: string;
}

/** The numbers by which records of a source are cited; those that others are only compared with left out. */
export function citationsOf(text: string, { reference }: Source): Citation[] {
  if (reference === undefined) return [];
  return Array.from(text.matchAll(new RegExp(reference, 'giu')), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
    value: found,
  })).filter(({ start }) => !inEither(text.slice(0, start), ({ choosing }) => choosing.comparison));
}

const bare = (value: unknown): string =>
  String(value ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The record a citation means, also where it is one that was not listed. */
export const citedRow = (citation: Citation, rows: readonly Row[], { value }: Source): Row =>
  rows.find((row) => bare(valueAt(row, value)) === bare(citation.value)) ?? nested(value, citation.value);

/** A record of nothing but the value it is known by. */
const nested = (path: string, value: string): Row => {
  const [first = '', ...rest] = path.split('.');
  return { [first]: rest.length === 0 ? value.toUpperCase() : nested(rest.join('.'), value) };
};

/** Records whose number ends so. */
export const endingWith = (rows: readonly Row[], { value }: Source, digits: string): Row[] =>
  rows.filter((row) => bare(valueAt(row, value)).endsWith(digits));
