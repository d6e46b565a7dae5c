import type { ForecastModel } from './models.ts';

/** Something known of every period, past and coming, that may move the series. */
export interface Regressor {
  name: string;
  /** One value a period from the first value of the series to the last step ahead. */
  values: readonly number[];
}

/** By how much one unit of each regressor moves the series; 0 where the past does not show that it does. */
export interface Effects {
  /** Effects are factors, exp(effect × value), or amounts, effect × value. */
  form: 'factors' | 'amounts';
  sizes: readonly number[];
}

/** Smallest t ratio an effect is believed at: several are tried at once. */
const BELIEVED = 2.5;
const SPARE_VALUES = 8;
const FEWEST_OCCURRENCES = 2;

/**
 * Estimates effects by least squares on seasonal differences, which leave neither trend nor season to be
 * mistaken for an effect. Effects that occurred in fewer than two spells, or whose t ratio is below 2.5, are
 * taken out one by one, the weakest first.
 *
 * @param values     oldest first; logarithms are taken where all are above 0
 * @param regressors at least as long as `values`
 */
export function estimateEffects(
  values: readonly number[],
  period: number,
  regressors: readonly Regressor[],
): Effects {
  const form = values.every((value) => value > 0) ? 'factors' : 'amounts';
  const scaled = form === 'factors' ? values.map(Math.log) : values;
  const differences = seasonalDifferences(scaled, values.length, period);
  const sizes = regressors.map(() => 0);
  const candidates = regressors.flatMap(({ values: column }, index) => {
    const changes = seasonalDifferences(column, values.length, period);
    return occurrences(column, values.length) >= FEWEST_OCCURRENCES && changes.some((change) => change !== 0)
      ? [{ index, changes }]
      : [];
  });
  if (candidates.length === 0) return { form, sizes };
  const problem = normalEquations(
    [...candidates.map(({ changes }) => changes), differences.map(() => 1)],
    differences,
  );
  let kept = candidates.map((_, column) => column);
  while (kept.length > 0 && differences.length >= kept.length + SPARE_VALUES) {
    const fitted = solve(problem, [...kept, candidates.length]);
    if (fitted === null) {
      kept = kept.slice(0, -1);
      continue;
    }
    const ratios = kept.map((_, position) =>
      Math.abs(fitted.coefficients[position]! / fitted.errors[position]!),
    );
    const weakest = ratios.indexOf(Math.min(...ratios));
    if (ratios[weakest]! >= BELIEVED) {
      for (const [position, column] of kept.entries()) {
        sizes[candidates[column]!.index] = fitted.coefficients[position]!;
      }
      break;
    }
    kept = kept.filter((_, position) => position !== weakest);
  }
  return { form, sizes };
}

/** Takes effects out of values that start with the first period. */
export const removeEffects = (
  values: readonly number[],
  effects: Effects,
  regressors: readonly Regressor[],
): number[] =>
  values.map((value, index) => {
    const moved = movedBy(effects, regressors, index);
    return effects.form === 'factors' ? value / Math.exp(moved) : value - moved;
  });

/** Puts effects back on values that start `offset` periods after the first. */
export const addEffects = (
  values: readonly number[],
  effects: Effects,
  regressors: readonly Regressor[],
  offset: number,
): number[] =>
  values.map((value, step) => {
    const moved = movedBy(effects, regressors, offset + step);
    return effects.form === 'factors' ? value * Math.exp(moved) : value + moved;
  });

/** A model that knows of regressors: their effects are taken out, the rest is forecast, and they are put back. */
export const withRegressors = <Fitted>(
  inner: ForecastModel<Fitted>,
  regressors: readonly Regressor[],
): ForecastModel<{ effects: Effects; fitted: Fitted }> => ({
  fit(history, period) {
    const effects = estimateEffects(history, period, regressors);
    return { effects, fitted: inner.fit(removeEffects(history, effects, regressors), period) };
  },
  forecast(history, period, horizon, { effects, fitted }) {
    const plain = removeEffects(history, effects, regressors);
    return addEffects(inner.forecast(plain, period, horizon, fitted), effects, regressors, history.length);
  },
});

const movedBy = ({ sizes }: Effects, regressors: readonly Regressor[], index: number): number => {
  let moved = 0;
  for (const [position, { values }] of regressors.entries()) moved += sizes[position]! * values[index]!;
  return moved;
};

const seasonalDifferences = (values: readonly number[], length: number, period: number): number[] =>
  values.slice(period, length).map((value, index) => value - values[index]!);

/** Spells of values other than 0; a series that is never 0 occurs all the time. */
function occurrences(column: readonly number[], length: number): number {
  const past = column.slice(0, length);
  if (past.every((value) => value !== 0)) return FEWEST_OCCURRENCES;
  return past.filter((value, index) => value !== 0 && (index === 0 || past[index - 1] === 0)).length;
}

/** Products of all columns with each other and with the values, from which any of them are fitted. */
interface NormalEquations {
  products: number[][];
  withValues: number[];
  ofValues: number;
  count: number;
}

const normalEquations = (
  columns: readonly (readonly number[])[],
  values: readonly number[],
): NormalEquations => ({
  products: columns.map((column) => columns.map((other) => dot(column, other))),
  withValues: columns.map((column) => dot(column, values)),
  ofValues: dot(values, values),
  count: values.length,
});

/**
 * Ordinary least squares on some of the columns.
 *
 * @returns coefficients and their standard errors; null where columns depend on each other
 */
function solve(
  { products, withValues, ofValues, count }: NormalEquations,
  chosen: readonly number[],
): { coefficients: number[]; errors: number[] } | null {
  const size = chosen.length;
  const rows = chosen.map((column, row) => [
    ...chosen.map((other) => products[column]![other]!),
    ...chosen.map((_, index) => (index === row ? 1 : 0)),
  ]);
  for (let pivot = 0; pivot < size; pivot++) {
    const scale = rows[pivot]![pivot]!;
    if (!(scale > 1e-10 * products[chosen[pivot]!]![chosen[pivot]!]!)) return null;
    rows[pivot] = rows[pivot]!.map((value) => value / scale);
    for (const [index, row] of rows.entries()) {
      if (index === pivot) continue;
      const factor = row[pivot]!;
      rows[index] = row.map((value, column) => value - factor * rows[pivot]![column]!);
    }
  }
  const inverse = rows.map((row) => row.slice(size));
  const targets = chosen.map((column) => withValues[column]!);
  const coefficients = inverse.map((row) => dot(row, targets));
  const squares = Math.max(0, ofValues - dot(coefficients, targets));
  const variance = squares / Math.max(1, count - size);
  return {
    coefficients,
    errors: inverse.map((row, index) => Math.sqrt(variance * row[index]!) + Number.MIN_VALUE),
  };
}

function dot(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}
