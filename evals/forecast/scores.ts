import { meanAbsoluteScaledError, symmetricMeanAbsolutePercentageError } from '../../src/insight/index.ts';
import { mean } from '../statistics.ts';
import type { Item } from './collection.ts';

/** What a model says of a series: `h` values, and bounds where it gives any. */
export interface Prediction {
  forecast: readonly number[];
  lower80?: readonly number[] | undefined;
  upper80?: readonly number[] | undefined;
  lower95?: readonly number[] | undefined;
  upper95?: readonly number[] | undefined;
}

/** How far one forecast was off. sMAPE in percent; MASE is NaN where the past never changes. */
export interface Errors {
  sMAPE: number;
  MASE: number;
}

/** Seasons by which errors are scaled, as the competitions count them: weeks and days have none. */
const scalingSeason: Readonly<Record<string, number>> = { quarterly: 4, monthly: 12, hourly: 24 };

/** Scores one forecast against what came. */
export function errorsOf({ period, train, test, h }: Item, forecast: readonly number[]): Errors {
  const actual = test.slice(0, h);
  const season = scalingSeason[period] ?? 1;
  return {
    sMAPE: symmetricMeanAbsolutePercentageError(actual, forecast),
    MASE: train.length > season ? meanAbsoluteScaledError(actual, forecast, train, season) : Number.NaN,
  };
}

/** Means over series; those without a scale are left out of the MASE. */
export const meanErrors = (errors: readonly Errors[]): Errors => ({
  sMAPE: mean(errors.map(({ sMAPE }) => sMAPE)),
  MASE: mean(errors.map(({ MASE }) => MASE).filter(Number.isFinite)),
});

/**
 * Overall weighted average of the M4 competition: errors relative to Naive2, the two measures averaged.
 *
 * @see Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition", section 2.4
 */
export const overallWeightedAverage = (errors: Errors, naive2: Errors): number =>
  (errors.sMAPE / naive2.sMAPE + errors.MASE / naive2.MASE) / 2;

/** The share of values inside their bounds; undefined where no series has bounds. */
export function coverage(
  items: readonly Item[],
  predictions: ReadonlyMap<string, Prediction>,
  level: 80 | 95,
): number | undefined {
  let [inside, count] = [0, 0];
  for (const { id, test, h } of items) {
    const prediction = predictions.get(id)!;
    const [lower, upper] =
      level === 80 ? [prediction.lower80, prediction.upper80] : [prediction.lower95, prediction.upper95];
    if (lower === undefined || upper === undefined) continue;
    for (const [step, value] of test.slice(0, h).entries()) {
      if (value >= lower[step]! && value <= upper[step]!) inside++;
      count++;
    }
  }
  return count === 0 ? undefined : inside / count;
}
