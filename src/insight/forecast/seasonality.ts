import { mean } from './accuracy.ts';

/** How a season acts on the level: by factors around 1, or by amounts around 0. */
export type SeasonForm = 'multiplicative' | 'additive';

export interface Season {
  form: SeasonForm;
  /** One index per position in the season; the first belongs to the first value of the series. */
  indices: readonly number[];
}

/** How a season is taken from the past. */
export interface Decomposition {
  /** Without it, factors where every value is above 0, amounts otherwise, since a factor cannot act on 0. */
  form?: SeasonForm;
  /** What a season weighs against the one after it, above 0 and at most 1: less than 1 follows change. */
  recency?: number;
  /** Pulls the indices towards no season by what their spread within a position leaves in doubt. */
  shrink?: boolean;
}

/** Two-sided 90 % normal quantile, the level the M3 and M4 competitions test seasonality at. */
export const COMPETITION_QUANTILE = 1.645;

/**
 * Tells whether the autocorrelation at the seasonal lag is significant. Needs two full seasons.
 *
 * @param quantile normal quantile of the test; shrunken indices bear a gentler one than the competitions'
 * @see Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition", section 2.3
 */
export function isSeasonal(
  values: readonly number[],
  period: number,
  quantile = COMPETITION_QUANTILE,
): boolean {
  if (period < 2 || values.length < 2 * period) return false;
  const centre = mean(values);
  const deviations = values.map((value) => value - centre);
  let variance = 0;
  for (const deviation of deviations) variance += deviation * deviation;
  if (variance === 0) return false;

  const autocorrelation = (lag: number): number => {
    let sum = 0;
    for (let index = lag; index < deviations.length; index++) {
      sum += deviations[index]! * deviations[index - lag]!;
    }
    return sum / variance;
  };
  let squares = 0;
  for (let lag = 1; lag < period; lag++) squares += autocorrelation(lag) ** 2;
  const limit = quantile * Math.sqrt((1 + 2 * squares) / values.length);
  return Math.abs(autocorrelation(period)) > limit;
}

/**
 * Seasonal indices by classical decomposition: ratios (or differences) to a centred moving average,
 * averaged per position in the season and normalised.
 *
 * @param values at least two full seasons, oldest first
 * @see Hyndman & Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., section 3.4
 */
export function decomposeSeason(
  values: readonly number[],
  period: number,
  {
    form = values.every((value) => value > 0) ? 'multiplicative' : 'additive',
    recency = 1,
    shrink,
  }: Decomposition = {},
): Season {
  const effects: number[][] = Array.from({ length: period }, () => []);
  for (const [index, trend] of centredMovingAverage(values, period)) {
    const value = values[index]!;
    effects[index % period]!.push(form === 'multiplicative' ? value / trend : value - trend);
  }
  const recent = effects.map((effect) => recentMean(effect, recency));
  const means = recent.map((effect) => effect.mean);
  const centre = mean(means);
  const neutral = form === 'multiplicative' ? 1 : 0;
  const indices = means.map((effect) => (form === 'multiplicative' ? effect / centre : effect - centre));
  const kept = shrink ? shareKept(effects, mean(recent.map(({ worth }) => worth)), indices, neutral) : 1;
  return { form, indices: indices.map((index) => neutral + kept * (index - neutral)) };
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

/** A mean whose weights shrink by `recency` from each value to the one before it, and how many equal ones it is worth. */
function recentMean(effects: readonly number[], recency: number): { mean: number; worth: number } {
  let [sum, weights, squares, weight] = [0, 0, 0, 1];
  for (let index = effects.length - 1; index >= 0; index--) {
    sum += weight * effects[index]!;
    weights += weight;
    squares += weight * weight;
    weight *= recency;
  }
  return { mean: sum / weights, worth: weights ** 2 / squares };
}

/**
 * The share of the indices' distance from no season that is kept.
 *
 * @param worth how many values stand behind each index
 * @see Miller & Williams (2003), "Shrinkage estimators of time series seasonal factors": James-Stein
 */
function shareKept(
  effects: readonly (readonly number[])[],
  worth: number,
  indices: readonly number[],
  neutral: number,
): number {
  let [within, degreesOfFreedom, between] = [0, 0, 0];
  for (const [position, effect] of effects.entries()) {
    const centre = mean(effect);
    for (const value of effect) within += (value - centre) ** 2;
    degreesOfFreedom += effect.length - 1;
    between += (indices[position]! - neutral) ** 2;
  }
  const period = effects.length;
  if (period <= 3 || degreesOfFreedom === 0 || between === 0) return 1;
  const doubt = within / degreesOfFreedom / worth;
  return Math.max(0, 1 - ((period - 3) * doubt) / between);
}

function* centredMovingAverage(
  values: readonly number[],
  period: number,
): Generator<[index: number, trend: number]> {
  const half = Math.floor(period / 2);
  const even = period % 2 === 0;
  for (let index = half; index + half < values.length; index++) {
    let sum = even ? (values[index - half]! + values[index + half]!) / 2 : 0;
    const reach = even ? half - 1 : half;
    for (let near = index - reach; near <= index + reach; near++) sum += values[near]!;
    yield [index, sum / period];
  }
}
