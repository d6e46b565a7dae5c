import { nearest, preferred } from './choosing.ts';
import { featuresIn, featureTable } from './features.ts';
import type { Measure, Slot } from './flow.ts';
import { mentionsOf, type Row } from './mentions.ts';
import { amountIn, comparableTo, type Quantity } from './quantities.ts';
import { type Asked, askedIn, having, measured } from './ranking.ts';
import { listIn } from './rows.ts';
import { holds } from './scope.ts';
import { over, type Steps, type Surroundings } from './steps.ts';

/** Several records held against each other by what their variants have. */
export interface Contest {
  /** The records as they are, each with its figures, "price 1.00–2.00 USD", and how many variants may be chosen. */
  rows: (Row & { figures: string[]; count: number; free: number })[];
  measure: string;
  /** Which has the least or the most; none where not all have a value. */
  first: Row[];
  /** What it is, "the cheapest", and the value its variants begin with. */
  are: string | null;
  value: string | null;
  /** Whether all begin with the same. */
  same: boolean;
  /** Whether it was asked for, and not all have it. */
  lacking: boolean;
  /** Whether another has a variant that some variant of the first does not beat. */
  overlaps: boolean;
}

const mostCompared = 5;

interface Contender {
  row: Row;
  variants: readonly Row[];
}

interface Valued {
  written: string;
  amount: Quantity;
}

/** Holds two records or more against each other that texts name; undefined where they name fewer. */
export function* contestOf(
  slot: Slot & { kind: 'contest' },
  texts: readonly string[],
  rows: readonly Row[],
  around: Surroundings,
): Steps<Contest | undefined> {
  const contenders = yield* contendersIn(slot, texts, rows, around);
  if (contenders.length < 2) return undefined;
  const [asked] = texts.toReversed().flatMap((text) => askedIn(text, slot.measures) ?? []);
  const { measure, extreme }: Asked = asked ?? { measure: slot.measures[0]!, extreme: 'least' };
  const read = contenders.map((one) => ({ ...one, values: valuesOf(one, measure, extreme, slot) }));
  const shown = [...new Set([slot.measures[0]!, measure])];
  const best = read
    .flatMap(({ values: [value] }) => value ?? [])
    .reduce<Valued | undefined>(
      (found, value) => (found && !beats(value, found, extreme) ? found : value),
      undefined,
    );
  const isComparable =
    best !== undefined &&
    read.every(({ values: [value] }) => value && comparableTo(value.amount, best.amount));
  const first = isComparable ? read.filter(({ values }) => values[0]!.amount.size === best.amount.size) : [];
  const worst = first.flatMap(({ values }) => values.at(-1) ?? []);
  const isNamed = asked !== undefined && first.length > 0;
  const { language } = around;
  return {
    rows: read.map(({ row, variants }) => ({
      ...row,
      figures: shown.flatMap((one) => figureOf({ row, variants }, one, slot, around) ?? []),
      count: variants.length,
      free: variants.filter((variant) => holds(slot.variants.prefer ?? [], variant)).length,
    })),
    measure: measure.title[language],
    first: first.length === read.length ? [] : first.map(({ row }) => row),
    are: isNamed ? measure[extreme].title[language] : null,
    value: isNamed ? best!.written : null,
    same: isNamed && first.length === read.length,
    lacking: asked !== undefined && first.length === 0,
    overlaps: read.some(
      (one) =>
        !first.includes(one) && one.values[0] && worst.some((value) => beats(one.values[0]!, value, extreme)),
    ),
  };
}

/** The records that are named, each with its variants, as far as features are said of them. */
function* contendersIn(
  { source, variants }: Slot & { kind: 'contest' },
  texts: readonly string[],
  rows: readonly Row[],
  around: Surroundings,
): Steps<Contender[]> {
  const text = texts.join('. ');
  const mentions = mentionsOf(text, rows, source, around.vocabulary);
  const named = [...new Set(mentions.flatMap((mention) => mention.rows))].slice(0, mostCompared);
  if (named.length < 2) return [];
  const outcomes = yield* around.read(
    variants.from,
    named.map((row) => over({}, row)),
  );
  return named.flatMap((row, index) => {
    const outcome = outcomes[index]!;
    if (!outcome.ok) return [];
    const all = listIn(outcome.data, variants);
    const said = featuresIn(text, featureTable(all, variants.features), around.vocabulary).filter((feature) =>
      nearest(feature, mentions, text)?.rows.includes(row),
    );
    return [{ row, variants: having(all, said, variants.features) }];
  });
}

/** What the variants that may be chosen have of a measure, what is asked for first. */
function valuesOf(
  { variants }: Contender,
  measure: Measure,
  extreme: Asked['extreme'],
  { variants: source }: Slot & { kind: 'contest' },
): Valued[] {
  const values = preferred(variants, source).flatMap((variant): Valued[] => {
    const written = measured(variant, measure, source.features);
    const amount = written === undefined ? undefined : amountIn(written);
    return written === undefined || amount === undefined ? [] : [{ written, amount }];
  });
  const [standard] = values;
  return values
    .filter(({ amount }) => comparableTo(amount, standard!.amount))
    .toSorted((one, other) => Number(beats(other, one, extreme)) - Number(beats(one, other, extreme)));
}

const beats = ({ amount }: Valued, other: Valued, extreme: Asked['extreme']): boolean =>
  extreme === 'least' ? amount.size < other.amount.size : amount.size > other.amount.size;

/** "price 1.00 USD – 2.00 USD", from the least to the most. */
function figureOf(
  contender: Contender,
  measure: Measure,
  slot: Slot & { kind: 'contest' },
  { language }: Surroundings,
): string | undefined {
  const written = valuesOf(contender, measure, 'least', slot).map((value) => value.written);
  const [least] = written;
  const most = written.at(-1);
  if (least === undefined) return undefined;
  return `${measure.title[language]} ${least === most ? least : `${least} – ${most}`}`;
}
