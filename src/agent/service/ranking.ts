import { type Feature, featuresIn, featureTable } from './features.ts';
import type { Measure, Slot } from './flow.ts';
import type { Row } from './mentions.ts';
import { amountIn, comparableTo } from './quantities.ts';
import { isRecord, valueAt } from './scope.ts';
import type { Surroundings } from './steps.ts';

/** Records held against each other by what was asked. */
export interface Ranking {
  /** By what was asked, the one asked for first; those without a value last. */
  rows: Row[];
  /** What they are compared by: "price", 价格; null where nothing was named. */
  measure: string | null;
  /** Those that have the least or the most of it; none where fewer than two have a value. */
  first: Row[];
  /** What they are, "the cheapest", and their value. */
  are: string | null;
  value: string | null;
  /** Whether all have the same. */
  same: boolean;
}

/** What is asked of records: by what they are compared, and which end of it. */
export interface Asked {
  measure: Measure;
  extreme: 'least' | 'most';
}

/** Holds the records texts speak of against each other. @param texts  normal forms, oldest first */
export function rankingOf(
  slot: Slot & { kind: 'ranking' },
  texts: readonly string[],
  rows: readonly Row[],
  { language, vocabulary }: Surroundings,
): Ranking {
  const asked = texts.toReversed().flatMap((text) => askedIn(text, slot.measures) ?? [])[0];
  const table = featureTable(rows, slot.source.features);
  const said = texts.flatMap((text) => {
    const plain = withoutMeasures(text, slot.measures);
    return featuresIn(plain, table, vocabulary);
  });
  const compared = having(rows, said, slot.source.features);
  if (asked === undefined)
    return { rows: compared, measure: null, first: [], are: null, value: null, same: false };
  const { measure, extreme } = asked;
  const valued = compared.map((row) => {
    const written = measured(row, measure, slot.source.features);
    return { row, written, amount: written === undefined ? undefined : amountIn(written) };
  });
  const standard = valued.find(({ amount }) => amount !== undefined)?.amount;
  const known = valued
    .flatMap(({ row, written, amount }) =>
      amount && standard && comparableTo(amount, standard) ? [{ row, written, size: amount.size }] : [],
    )
    .sort((one, other) => (extreme === 'least' ? one.size - other.size : other.size - one.size));
  const [best] = known;
  const first = known.length < 2 ? [] : known.filter(({ size }) => size === best!.size);
  return {
    rows: [
      ...known.map(({ row }) => row),
      ...compared.filter((row) => !known.some((one) => one.row === row)),
    ],
    measure: measure.title[language],
    first: first.length === compared.length ? [] : first.map(({ row }) => row),
    value: first.length > 0 ? (best!.written ?? null) : null,
    are: measure[extreme].title[language],
    same: first.length > 0 && first.length === compared.length,
  };
}

/** What a text compares by; undefined where it names nothing. */
export function askedIn(text: string, measures: readonly Measure[]): Asked | undefined {
  for (const measure of measures)
    for (const extreme of ['least', 'most'] as const)
      if (new RegExp(measure[extreme].words, 'iu').test(text)) return { measure, extreme };
  return undefined;
}

const withoutMeasures = (text: string, measures: readonly Measure[]): string =>
  measures
    .flatMap(({ least, most }) => [least.words, most.words])
    .reduce(
      (words, pattern) => words.replace(new RegExp(pattern, 'giu'), (found) => ' '.repeat(found.length)),
      text,
    );

/** The rows that have one of the values said of each feature; where none has, those with any of them, or all. */
export function having(rows: readonly Row[], said: readonly Feature[], path: string): Row[] {
  const values = Map.groupBy(said, ({ name }) => name);
  const has = (row: Row, name: string) =>
    values.get(name)!.some(({ value }) => String(valueAt(row, `${path}.${name}`)) === value);
  const names = [...values.keys()];
  const whole = rows.filter((row) => names.every((name) => has(row, name)));
  if (whole.length > 0) return whole;
  const some = rows.filter((row) => names.some((name) => has(row, name)));
  return some.length > 0 ? some : [...rows];
}

/** What a row has of a measure, as it is written. */
export function measured(row: Row, { of }: Measure, features: string): string | undefined {
  if ('path' in of) return textOf(valueAt(row, of.path));
  const own = valueAt(row, features);
  const name = Object.keys(isRecord(own) ? own : {}).find((one) => new RegExp(of.feature, 'iu').test(one));
  return name === undefined ? undefined : textOf((own as Record<string, unknown>)[name]);
}

const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);
