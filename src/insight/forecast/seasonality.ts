import { mean } from './accuracy.ts';

/** How a season acts on the level: by factors around 1, or by amounts around 0. */
export type SeasonForm = 'multiplicative' | 'additive';

export interface Season {
  form: SeasonForm;
  /** One index per position in the season; the first belongs to the first value of the series. */
  indices: readonly number[];
}

/** Two-sided 90 % normal quantile, the level the competitions test seasonality at. */
const SEASONALITY_QUANTILE = 1.645;

/**
 * Tells whether the autocorrelation at the seasonal lag is significant at 90 %, the test with which
 * the M3 and M4 competitions decide on deseasonalising. Needs two full seasons.
 *
 * @see Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition", section 2.3
 */
export function isSeasonal(values: readonly number[], period: number): boolean {
  if (period < 2 || values.length < 2 * period) return false;
  const centre = mean(values);
  const deviations = values.map((value) => value - centre);
  const variance = deviations.reduce((sum, deviation) => sum + deviation ** 2, 0);
  if (variance === 0) return false;

  const autocorrelation = (lag: number): number =>
    deviations.slice(lag).reduce((sum, deviation, index) => sum + deviation * deviations[index]!, 0) /
    variance;
  let squares = 0;
  for (let lag = 1; lag < period; lag++) squares += autocorrelation(lag) ** 2;
  const limit = SEASONALITY_QUANTILE * Math.sqrt((1 + 2 * squares) / values.length);
  return Math.abs(autocorrelation(period)) > limit;
}

/**
 * Seasonal indices by classical decomposition: ratios (or differences) to a centred moving average,
 * averaged per position in the season and normalised. Multiplicative where every value is above 0,
 * additive otherwise, since a factor cannot act on zero.
 *
 * @param values at least two full seasons, oldest first
 * @see Hyndman & Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., section 3.4
 */
export function decomposeSeason(values: readonly number[], period: number): Season {
  const form: SeasonForm = values.every((value) => value > 0) ? 'multiplicative' : 'additive';
  const effects: number[][] = Array.from({ length: period }, () => []);
  for (const [index, trend] of centredMovingAverage(values, period)) {
    const value = values[index]!;
    effects[index % period]!.push(form === 'multiplicative' ? value / trend : value - trend);
  }
  const means = effects.map(mean);
  const centre = mean(means);
  return {
    form,
    indices: means.map((effect) => (form === 'multiplicative' ? effect / centre : effect - centre)),
  };
}

/** Takes the season out of values that start at position 0 of the season. */
export const removeSeason = (values: readonly number[], season: Season): number[] =>
  values.map((value, index) => {
    const effect = season.indices[index % season.indices.length]!;
    return season.form === 'multiplicative' ? value / effect : value - effect;
  });

/** Puts the season back on values that start at `offset` from the beginning of the series. */
export const addSeason = (values: readonly number[], season: Season, offset: number): number[] =>
  values.map((value, index) => {
    const effect = season.indices[(offset + index) % season.indices.length]!;
    return season.form === 'multiplicative' ? value * effect : value + effect;
  });

function* centredMovingAverage(
  values: readonly number[],
  period: number,
): Generator<[index: number, trend: number]> {
  const half = Math.floor(period / 2);
  for (let index = half; index + half < values.length; index++) {
    const window = values.slice(index - half, index + half + 1);
    if (period % 2 === 1) {
      yield [index, mean(window)];
    } else {
      const ends = (window[0]! + window.at(-1)!) / 2;
      yield [index, (ends + window.slice(1, -1).reduce((sum, value) => sum + value, 0)) / period];
    }
  }
}
