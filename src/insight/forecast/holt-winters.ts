import { continueTrend, dampingAt, type SmoothingWeights, weightAt } from './exponential-smoothing.ts';
import { minimise } from './nelder-mead.ts';
import { decomposeSeason, removeSeason } from './seasonality.ts';
import { leastSquaresLine } from './straight-line.ts';

/** Weights of Holt-Winters smoothing; `gamma` moves the season, relative to what `alpha` leaves. */
export interface SeasonalWeights extends Required<SmoothingWeights> {
  gamma: number;
}

const SEASONS_TO_START = 2;

/**
 * Fits Holt-Winters smoothing with a damped trend and additive season by its squared one-step errors.
 *
 * @param values at least two full seasons and two values, oldest first; logarithms where effects are factors
 */
export function fitHoltWinters(values: readonly number[], period: number): SeasonalWeights {
  const weights = ([alpha, beta, gamma, phi]: readonly number[]): SeasonalWeights => ({
    alpha: weightAt(alpha!),
    beta: weightAt(beta!),
    gamma: gamma!,
    phi: dampingAt(phi!),
  });
  const run = holtWinters(values, period);
  return weights(
    minimise((at) => run(weights(at), 0).squaredError, [0.3, 0.1, 0.1, 0.7], {
      step: 0.15,
      evaluations: 160,
    }),
  );
}

/**
 * Holt-Winters smoothing over values and beyond. It starts from the decomposed season and from the line
 * through the first seasons.
 *
 * @see Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing", ETS(A,Ad,A)
 */
export function holtWinters(
  values: readonly number[],
  period: number,
): (weights: SeasonalWeights, horizon: number) => { squaredError: number; forecast: number[] } {
  const start = decomposeSeason(values, period, { form: 'additive', recency: 1 });
  const first = leastSquaresLine(
    removeSeason(values, start).slice(0, Math.max(SEASONS_TO_START * period, 8)),
  );
  const season = new Float64Array(values.length + period);
  return ({ alpha, beta, gamma, phi }, horizon) => {
    season.set(start.indices);
    let [level, trend, squaredError] = [first.intercept - first.slope, first.slope, 0];
    for (let index = 0; index < values.length; index++) {
      const foreseen = level + phi * trend;
      const error = values[index]! - foreseen - season[index]!;
      squaredError += error * error;
      level = foreseen + alpha * error;
      trend = phi * trend + alpha * beta * error;
      season[index + period] = season[index]! + gamma * (1 - alpha) * error;
    }
    return {
      squaredError,
      forecast: continueTrend(level, trend, phi, horizon).map(
        (value, step) => value + season[values.length + (step % period)]!,
      ),
    };
  };
}
