/**
 * Mean absolute scaled error of a forecast: its mean absolute error divided by that of the
 * in-sample seasonal naive forecast. Below 1 beats the naive forecast on average.
 *
 * @param actual    observed values over the horizon, in the series' unit, length h ≥ 1
 * @param forecast  forecasts for the same periods, length h
 * @param history   the values the forecast was made from, oldest first, longer than `period`
 * @param period    observations in a season (12 for months), 1 without season
 * @returns a ratio ≥ 0; NaN where the history never changes, since no scale exists
 * @throws RangeError where the lengths do not fit
 * @see Hyndman & Koehler (2006), "Another look at measures of forecast accuracy", eq. (3)
 */
export function meanAbsoluteScaledError(
  actual: readonly number[],
  forecast: readonly number[],
  history: readonly number[],
  period: number,
): number {
  requireSameLength(actual, forecast);
  if (history.length <= period) {
    throw new RangeError(`history needs more than ${period} values, has ${history.length}`);
  }
  const error = mean(actual.map((value, step) => Math.abs(value - forecast[step]!)));
  const scale = mean(history.slice(period).map((value, index) => Math.abs(value - history[index]!)));
  return scale === 0 ? Number.NaN : error / scale;
}

/**
 * Symmetric mean absolute percentage error as the M-competitions define it.
 *
 * @returns percent from 0 to 200; a step where actual and forecast are both 0 counts as 0
 * @throws RangeError where the lengths do not fit
 * @see Makridakis & Hibon (2000), "The M3-Competition", p. 461
 */
export function symmetricMeanAbsolutePercentageError(
  actual: readonly number[],
  forecast: readonly number[],
): number {
  requireSameLength(actual, forecast);
  return mean(
    actual.map((value, step) => {
      const size = Math.abs(value) + Math.abs(forecast[step]!);
      return size === 0 ? 0 : (200 * Math.abs(value - forecast[step]!)) / size;
    }),
  );
}

/** Arithmetic mean; NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return sum / values.length;
}

function requireSameLength(actual: readonly number[], forecast: readonly number[]): void {
  if (actual.length === 0 || actual.length !== forecast.length) {
    throw new RangeError('actual and forecast must have the same length, at least 1');
  }
}
