import { weightAt } from './exponential-smoothing.ts';
import { minimise } from './nelder-mead.ts';

/** What the dynamic optimised Theta model is fitted with. */
export interface DynamicThetaWeights {
  /** Weight of the newest value in the level. */
  alpha: number;
  /** How much of the curvature the short-term line keeps, at least 1; 2 is the classic Theta method. */
  theta: number;
  /** The level before the first value, as a multiple of it. */
  start: number;
}

const LARGEST_THETA = 50;
const LARGEST_START = 2;

/** Fits the dynamic optimised Theta model by its squared one-step errors. */
export function fitDynamicTheta(values: ArrayLike<number>): DynamicThetaWeights {
  const weights = ([alpha, theta, start]: readonly number[]): DynamicThetaWeights => ({
    alpha: weightAt(alpha!),
    theta: 1 / (1 - (1 - 1 / LARGEST_THETA) * theta!),
    start: LARGEST_START * start!,
  });
  return weights(minimise((at) => runDynamicTheta(values, weights(at), 0).squaredError, [0.4, 0.5, 0.25]));
}

/**
 * Runs the dynamic optimised Theta model over values and beyond: the level is smoothed exponentially while
 * the long-term line is fitted anew with each value, and the two are weighed by theta.
 *
 * @param values  at least one, oldest first
 * @see Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), "Models for optimising the theta
 *   method and their relationship to state space models", eq. (12)
 */
export function runDynamicTheta(
  values: ArrayLike<number>,
  { alpha, theta, start }: DynamicThetaWeights,
  horizon: number,
): { squaredError: number; forecast: number[] } {
  const longTerm = 1 - 1 / theta;
  const forecast: number[] = [];
  let level = start * values[0]!;
  let [average, intercept, slope] = [0, values[0]!, 0];
  let [squaredError, decay] = [0, 1];
  for (let index = 0; index < values.length + horizon; index++) {
    const count = index + 1;
    const line = decay * intercept + ((1 - decay * (1 - alpha)) / alpha) * slope;
    const foreseen = level + longTerm * line;
    const value = index < values.length ? values[index]! : foreseen;
    if (index >= values.length) forecast.push(foreseen);
    else if (index > 0) squaredError += (value - foreseen) ** 2;
    slope = index === 0 ? 0 : ((index - 1) * slope + (6 * (value - average)) / count) / (count + 1);
    average += (value - average) / count;
    intercept = average - (slope * (count + 1)) / 2;
    level += alpha * (value - level);
    decay *= 1 - alpha;
  }
  return { squaredError, forecast };
}
