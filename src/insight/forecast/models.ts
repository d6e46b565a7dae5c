import { mean } from './accuracy.ts';
import { smoothExponentially } from './exponential-smoothing.ts';
import { addSeason, decomposeSeason, isSeasonal, removeSeason } from './seasonality.ts';

/** Forecasts `horizon` steps from a history of at least one finite value. */
export type ForecastModel = (history: readonly number[], period: number, horizon: number) => number[];

/** Repeats the last value. */
export const naive: ForecastModel = (history, _period, horizon) =>
  Array.from({ length: horizon }, () => history.at(-1)!);

/** Repeats the last full season; the last value where there is less than one season. */
export const seasonalNaive: ForecastModel = (history, period, horizon) =>
  history.length < period
    ? naive(history, period, horizon)
    : Array.from({ length: horizon }, (_, step) => history[history.length - period + (step % period)]!);

/**
 * The Theta method: deseasonalise where the season is significant, smooth exponentially, add half
 * the slope of the least-squares line, put the season back.
 *
 * @see Assimakopoulos & Nikolopoulos (2000), "The theta model"
 * @see Hyndman & Billah (2003), "Unmasking the Theta method", eq. (8): smoothing with drift
 */
export const theta: ForecastModel = (history, period, horizon) => {
  const season = isSeasonal(history, period) ? decomposeSeason(history, period) : null;
  const adjusted = season ? removeSeason(history, season) : history;
  const { alpha, level } = smoothExponentially(adjusted);
  const drift = slope(adjusted) / 2;
  const lag = (1 - (1 - alpha) ** history.length) / alpha;
  const line = Array.from({ length: horizon }, (_, step) => level + drift * (step + lag));
  return season ? addSeason(line, season, history.length) : line;
};

/** The mean of Theta and the seasonal naive forecast. */
export const thetaAndSeasonalNaive: ForecastModel = (history, period, horizon) => {
  const repeated = seasonalNaive(history, period, horizon);
  return theta(history, period, horizon).map((value, step) => (value + repeated[step]!) / 2);
};

function slope(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = (values.length - 1) / 2;
  const centre = mean(values);
  let cross = 0;
  let square = 0;
  values.forEach((value, index) => {
    cross += (index - middle) * (value - centre);
    square += (index - middle) ** 2;
  });
  return cross / square;
}
