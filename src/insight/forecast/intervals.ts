import { normalQuantiles } from '../statistics.ts';
import { mean } from './accuracy.ts';
import type { Fold } from './backtest.ts';

/** Half-widths of the prediction intervals at one step ahead, in the series' unit. */
export interface HalfWidths {
  at80: number;
  at95: number;
}

/**
 * Root mean square errors of the rehearsals within which the future then fell, 80 and 95 times in 100: a
 * conformal calibration over the 1,796 development series of the M3 competition, at 12 folds. Errors have
 * fatter tails than the normal distribution.
 */
const CALIBRATED = { at80: 1.25, at95: 2.28, folds: 12 };
const LEVEL_VALUES = 4;

/**
 * Prediction intervals from what the rehearsals got wrong at each step: the root mean square error,
 * relative to the level of the series when each forecast was made (a shop that grew tenfold errs by
 * more today), never narrowing with the horizon, times a calibrated multiple that widens like a Student
 * quantile where there were few folds. Steps that were not rehearsed grow with the square root of the
 * step, as a random walk does.
 */
export function halfWidthsFromFolds(
  folds: readonly Fold[],
  values: readonly number[],
  period: number,
  horizon: number,
): HalfWidths[] {
  const steps = folds[0]?.actual.length ?? 0;
  const levels = folds.map(({ history }) => recentLevel(history, period));
  const scaled = levels.every((level) => level > 0);
  const scale = scaled ? recentLevel(values, period) : 1;
  const deviations: number[] = [];
  for (let step = 0; step < steps; step++) {
    const squares = folds.map(
      ({ actual, forecast }, index) =>
        ((actual[step]! - forecast[step]!) / (scaled ? levels[index]! : 1)) ** 2,
    );
    deviations.push(Math.max(deviations.at(-1) ?? 0, scale * Math.sqrt(mean(squares))));
  }
  return Array.from({ length: horizon }, (_, step) => {
    const beyond = step < steps ? 1 : Math.sqrt((step + 1) / steps);
    const deviation = deviations[Math.min(step, steps - 1)]! * beyond;
    return {
      at80: deviation * multiple('at80', folds.length),
      at95: deviation * multiple('at95', folds.length),
    };
  });
}

/**
 * Prediction intervals of a random walk, for series too short to rehearse on: the spread of the
 * changes from one value to the next, growing with the square root of the step.
 *
 * @param values at least three
 */
export function halfWidthsFromChanges(values: readonly number[], horizon: number): HalfWidths[] {
  const changes = values.slice(1).map((value, index) => value - values[index]!);
  const deviation = Math.sqrt(mean(changes.map((change) => change ** 2)));
  return Array.from({ length: horizon }, (_, step) =>
    halfWidths(deviation * Math.sqrt(step + 1), changes.length),
  );
}

const multiple = (level: 'at80' | 'at95', folds: number): number =>
  (CALIBRATED[level] * studentQuantile(normalQuantiles[level], folds)) /
  studentQuantile(normalQuantiles[level], CALIBRATED.folds);

const halfWidths = (deviation: number, degreesOfFreedom: number): HalfWidths => ({
  at80: deviation * studentQuantile(normalQuantiles.at80, degreesOfFreedom),
  at95: deviation * studentQuantile(normalQuantiles.at95, degreesOfFreedom),
});

const recentLevel = (values: readonly number[], period: number): number =>
  mean(values.slice(-Math.max(LEVEL_VALUES, period)).map(Math.abs));

/**
 * Student's t quantile from the normal quantile of the same probability.
 *
 * @see Abramowitz & Stegun (1964), 26.7.5
 */
function studentQuantile(normal: number, degreesOfFreedom: number): number {
  const [x, v] = [normal, degreesOfFreedom];
  return (
    x +
    (x ** 3 + x) / (4 * v) +
    (5 * x ** 5 + 16 * x ** 3 + 3 * x) / (96 * v ** 2) +
    (3 * x ** 7 + 19 * x ** 5 + 17 * x ** 3 - 15 * x) / (384 * v ** 3)
  );
}
