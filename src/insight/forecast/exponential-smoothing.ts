import { minimise } from './nelder-mead.ts';

/** What smoothing knows after the last value, and how well it foresaw the values on the way. */
export interface Smoothed {
  level: number;
  /** Change of the level in one step; 0 without a trend. */
  trend: number;
  /** Sum of the squared one-step errors. */
  squaredError: number;
}

/** Weights of smoothing: `beta` is relative to `alpha`, `phi` damps the trend with each step. */
export interface SmoothingWeights {
  alpha: number;
  beta?: number;
  phi?: number;
}

const SMALLEST_WEIGHT = 1e-4;
const LEAST_DAMPING = 0.98;
const MOST_DAMPING = 0.8;

/** A smoothing weight from a coordinate of the unit cube, kept off 0 and 1. */
export const weightAt = (coordinate: number): number =>
  SMALLEST_WEIGHT + (1 - 2 * SMALLEST_WEIGHT) * coordinate;

/** A damping factor from a coordinate of the unit cube: 0.8 to 0.98, as the ETS literature bounds it. */
export const dampingAt = (coordinate: number): number =>
  MOST_DAMPING + (LEAST_DAMPING - MOST_DAMPING) * coordinate;

/**
 * Exponential smoothing with given weights. The one-step errors are linear in the start level and start
 * trend, so the start that minimises their squares is exact: three recursions run side by side, one on
 * the values and one for each start, and normal equations join them.
 *
 * @param values at least one, oldest first
 * @see Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing", ETS(A,Ad,N)
 */
export function smooth(values: ArrayLike<number>, { alpha, beta, phi = 1 }: SmoothingWeights): Smoothed {
  const gain = alpha * (beta ?? 0);
  let [level, trend] = [0, 0];
  let [levelByLevel, trendByLevel] = [1, 0];
  let [levelByTrend, trendByTrend] = [0, 1];
  let [total, crossLevel, crossTrend, squareLevel, squareTrend, product] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < values.length; index++) {
    const foreseen = level + phi * trend;
    const byLevel = levelByLevel + phi * trendByLevel;
    const byTrend = levelByTrend + phi * trendByTrend;
    const error = values[index]! - foreseen;
    total += error * error;
    crossLevel += error * byLevel;
    crossTrend += error * byTrend;
    squareLevel += byLevel * byLevel;
    squareTrend += byTrend * byTrend;
    product += byLevel * byTrend;
    level = foreseen + alpha * error;
    trend = phi * trend + gain * error;
    levelByLevel = byLevel - alpha * byLevel;
    trendByLevel = phi * trendByLevel - gain * byLevel;
    levelByTrend = byTrend - alpha * byTrend;
    trendByTrend = phi * trendByTrend - gain * byTrend;
  }
  const determinant = squareLevel * squareTrend - product * product;
  const trended = beta !== undefined && determinant > 1e-9 * squareLevel * squareTrend;
  const startLevel = trended
    ? (crossLevel * squareTrend - crossTrend * product) / determinant
    : crossLevel / squareLevel;
  const startTrend = trended ? (crossTrend * squareLevel - crossLevel * product) / determinant : 0;
  const explained =
    2 * (startLevel * crossLevel + startTrend * crossTrend) -
    startLevel ** 2 * squareLevel -
    2 * startLevel * startTrend * product -
    startTrend ** 2 * squareTrend;
  return {
    level: level + startLevel * levelByLevel + startTrend * levelByTrend,
    trend: trend + startLevel * trendByLevel + startTrend * trendByTrend,
    squaredError: Math.max(0, total - explained),
  };
}

/** The weight of simple exponential smoothing that minimises the squared one-step errors. */
export function fitLevel(values: ArrayLike<number>): number {
  const error = ([alpha]: readonly number[]): number =>
    smooth(values, { alpha: weightAt(alpha!) }).squaredError;
  const slow = minimise(error, [0.3], { step: 0.3, evaluations: 40 });
  const quick = minimise(error, [0.85], { step: -0.2, evaluations: 30 });
  return weightAt((error(quick) < error(slow) ? quick : slow)[0]!);
}

/** The weights of smoothing with a damped trend that minimise the squared one-step errors. */
export function fitDampedTrend(values: ArrayLike<number>): Required<SmoothingWeights> {
  const weights = ([alpha, beta, phi]: readonly number[]): Required<SmoothingWeights> => ({
    alpha: weightAt(alpha!),
    beta: weightAt(beta!),
    phi: dampingAt(phi!),
  });
  return weights(
    minimise((at) => smooth(values, weights(at)).squaredError, [0.4, 0.1, 0.7], { evaluations: 110 }),
  );
}

/** Continues a level with a damped trend for `horizon` steps. */
export function continueTrend(level: number, trend: number, phi: number, horizon: number): number[] {
  const line: number[] = [];
  let [reach, factor] = [0, 1];
  for (let step = 0; step < horizon; step++) {
    factor *= phi;
    reach += factor;
    line.push(level + reach * trend);
  }
  return line;
}
