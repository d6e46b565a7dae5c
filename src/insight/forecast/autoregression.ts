import { mean } from './accuracy.ts';

const DRIFT_KEPT = 0.5;
const LARGEST_ORDER = 4;
const VALUES_PER_ORDER = 4;

/**
 * Forecasts by an autoregression of the changes from value to value; half of the mean change is kept as
 * drift, as the Theta method keeps half the slope. The order is the one with the smallest corrected
 * information criterion.
 *
 * @param values at least two
 */
export function forecastChanges(values: readonly number[], horizon: number): number[] {
  const changes = values.slice(1).map((value, index) => value - values[index]!);
  const drift = DRIFT_KEPT * mean(changes);
  const deviations = changes.map((change) => change - drift);
  const coefficients = fitAutoregression(
    deviations,
    Math.min(LARGEST_ORDER, Math.floor(deviations.length / VALUES_PER_ORDER)),
  );
  let value = values.at(-1)!;
  return Array.from({ length: horizon }, () => {
    let next = 0;
    for (const [lag, coefficient] of coefficients.entries()) next += coefficient * deviations.at(-1 - lag)!;
    deviations.push(next);
    value += next + drift;
    return value;
  });
}

/**
 * Autoregression by Burg's method, which is stable on short series.
 *
 * @param values   around 0
 * @param largest  the largest order tried
 * @returns coefficients, that of the newest value first; none where noise explains the values as well
 * @see Hurvich & Tsai (1989), "Regression and time series model selection in small samples"
 */
export function fitAutoregression(values: readonly number[], largest: number): number[] {
  const count = values.length;
  let variance = mean(values.map((value) => value ** 2));
  if (variance === 0) return [];
  const [forward, backward] = [Float64Array.from(values), Float64Array.from(values)];
  let coefficients: number[] = [];
  let best = { criterion: count * Math.log(variance) + 2, coefficients };
  for (let order = 1; order <= largest && variance > 0; order++) {
    let [cross, power] = [0, 0];
    for (let index = order; index < count; index++) {
      cross += forward[index]! * backward[index - 1]!;
      power += forward[index]! ** 2 + backward[index - 1]! ** 2;
    }
    const reflection = power > 0 ? (2 * cross) / power : 0;
    const previous = coefficients;
    coefficients = [
      ...previous.map((value, index) => value - reflection * previous[order - 2 - index]!),
      reflection,
    ];
    for (let index = count - 1; index >= order; index--) {
      const [ahead, behind] = [forward[index]!, backward[index - 1]!];
      forward[index] = ahead - reflection * behind;
      backward[index] = behind - reflection * ahead;
    }
    variance *= 1 - reflection ** 2;
    const criterion = count * Math.log(variance) + (2 * (order + 1) * count) / Math.max(1, count - order - 2);
    if (criterion < best.criterion) best = { criterion, coefficients };
  }
  return best.coefficients;
}
