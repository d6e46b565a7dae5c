import { median } from '../statistics.ts';
import { forecastChanges } from './autoregression.ts';
import { fitDynamicTheta, runDynamicTheta } from './dynamic-theta.ts';
import { continueTrend, fitDampedTrend, fitLevel, smooth } from './exponential-smoothing.ts';
import { fitHoltWinters, holtWinters } from './holt-winters.ts';
import { expectedDemand, fitIntermittent } from './intermittent.ts';
import {
  addSeason,
  COMPETITION_QUANTILE,
  type Decomposition,
  decomposeSeason,
  isSeasonal,
  removeSeason,
  type Season,
} from './seasonality.ts';
import { leastSquaresLine } from './straight-line.ts';

/** Weights a model was fitted with, in an order of its own. */
export type Weights = readonly number[];

/**
 * A way to continue a series. Fitting and forecasting are apart, so that a rehearsal over many origins may
 * fit once, on the values before all of them. Histories hold at least one finite value, oldest first.
 */
export interface ForecastModel<Fitted = Weights> {
  fit(history: readonly number[], period: number): Fitted;
  forecast(history: readonly number[], period: number, horizon: number, weights: Fitted): number[];
}

/** Fits a model to a history and forecasts from it. */
export const forecastWith = <Fitted>(
  model: ForecastModel<Fitted>,
  history: readonly number[],
  period: number,
  horizon: number,
): number[] => model.forecast(history, period, horizon, model.fit(history, period));

/** Keeps what is found of a history while it lives; histories never change. */
function remembered<Result>(
  find: (history: readonly number[], period: number) => Result,
): (history: readonly number[], period: number) => Result {
  const known = new WeakMap<readonly number[], { period: number; result: Result }>();
  return (history, period) => {
    const found = known.get(history);
    if (found?.period === period) return found.result;
    const result = find(history, period);
    known.set(history, { period, result });
    return result;
  };
}

const unfitted = (
  forecast: (history: readonly number[], period: number, horizon: number) => number[],
): ForecastModel => ({
  fit: () => [],
  forecast,
});

const repeat = (value: number, horizon: number): number[] => Array.from({ length: horizon }, () => value);

/** Repeats the last value. */
export const naive = unfitted((history, _period, horizon) => repeat(history.at(-1)!, horizon));

/** Repeats the last full season; the last value where there is less than one season. */
export const seasonalNaive = unfitted((history, period, horizon) =>
  Array.from({ length: horizon }, (_, step) =>
    history.length < period ? history.at(-1)! : history[history.length - period + (step % period)]!,
  ),
);

/** Sales that come now and then, at their average rate. */
export const intermittent: ForecastModel = {
  fit(history) {
    const { size, probability } = fitIntermittent(history);
    return [size, probability];
  },
  forecast: (history, _period, horizon, [size, probability]) =>
    repeat(expectedDemand(history, { size: size!, probability: probability! }).demand, horizon),
};

const SHORTEST_FOR_TREND = 6;

type Adjustment = (history: readonly number[], period: number) => Adjusted;

interface Adjusted {
  season: Season | null;
  /** The history without its season. */
  plain: readonly number[];
}

/** Tells and takes out the season, once for all members that look at a history. */
const adjusting = (quantile: number, decomposition: Decomposition): Adjustment =>
  remembered((history, period): Adjusted => {
    const season = isSeasonal(history, period, quantile)
      ? decomposeSeason(history, period, decomposition)
      : null;
    return { season, plain: season ? removeSeason(history, season) : history };
  });

const SEASON_QUANTILE = 1;
const adjustByDefault = adjusting(SEASON_QUANTILE, { recency: 0.7, shrink: true });

/** Takes the season out where there is one, forecasts, and puts it back. */
export function deseasonalised(inner: ForecastModel, adjust: Adjustment = adjustByDefault): ForecastModel {
  return {
    fit: (history, period) => inner.fit(adjust(history, period).plain, 1),
    forecast(history, period, horizon, weights) {
      const { season, plain } = adjust(history, period);
      const line = inner.forecast(plain, 1, horizon, weights);
      return season ? addSeason(line, season, history.length) : line;
    },
  };
}

/** Repeats the last value with the season as the competitions take it: the yardstick of the OWA. */
export const naive2: ForecastModel = deseasonalised(naive, adjusting(COMPETITION_QUANTILE, {}));

const LARGEST_LOGARITHM = 300;

/** Works on logarithms where every value is above 0, so that trend and season are factors. */
export const inLogarithms = (inner: ForecastModel): ForecastModel => ({
  fit: (history, period) => inner.fit(logarithmsOf(history, period) ?? history, period),
  forecast(history, period, horizon, weights) {
    const logarithms = logarithmsOf(history, period);
    return logarithms
      ? inner
          .forecast(logarithms, period, horizon, weights)
          .map((value) => Math.exp(Math.min(value, LARGEST_LOGARITHM)))
      : inner.forecast(history, period, horizon, weights);
  },
});

const logarithmsOf = remembered((history) =>
  history.every((value) => value > 0) ? history.map(Math.log) : null,
);

const thetaLines: ForecastModel = {
  fit: (history) => [fitLevel(history)],
  forecast(history, _period, horizon, [alpha]) {
    const { level } = smooth(history, { alpha: alpha! });
    const drift = leastSquaresLine(history).slope / 2;
    const lag = (1 - (1 - alpha!) ** history.length) / alpha!;
    return Array.from({ length: horizon }, (_, step) => level + drift * (step + lag));
  },
};

/**
 * The Theta method: smooth exponentially and add half the slope of the least-squares line.
 *
 * @see Assimakopoulos & Nikolopoulos (2000), "The theta model"
 * @see Hyndman & Billah (2003), "Unmasking the Theta method", eq. (8): smoothing with drift
 */
export const theta: ForecastModel = deseasonalised(thetaLines);

/** The Theta method with the weight of its lines optimised and the long line fitted anew with each value. */
export const dynamicTheta: ForecastModel = deseasonalised({
  fit(history) {
    const { alpha, theta: coefficient, start } = fitDynamicTheta(history);
    return [alpha, coefficient, start];
  },
  forecast: (history, _period, horizon, [alpha, coefficient, start]) =>
    runDynamicTheta(history, { alpha: alpha!, theta: coefficient!, start: start! }, horizon).forecast,
});

/** An autoregression of the changes; the last value where there are too few. */
export const autoregression: ForecastModel = deseasonalised(
  unfitted((history, _period, horizon) =>
    history.length < 2 ? repeat(history[0]!, horizon) : forecastChanges(history, horizon),
  ),
);

const dampedLine: ForecastModel = {
  fit(history) {
    if (history.length < SHORTEST_FOR_TREND) return [fitLevel(history)];
    const { alpha, beta, phi } = fitDampedTrend(history);
    return [alpha, beta, phi];
  },
  forecast(history, _period, horizon, [alpha, beta, phi = 1]) {
    const { level, trend } = smooth(history, { alpha: alpha!, ...(beta !== undefined && { beta, phi }) });
    return continueTrend(level, beta === undefined ? 0 : trend, phi, horizon);
  },
};

/** Exponential smoothing with a damped trend, on deseasonalised values. */
export const dampedTrend: ForecastModel = deseasonalised(dampedLine);

/** Exponential smoothing with a damped trend whose season moves too; fixed where no season is seen. */
export const movingSeason: ForecastModel = {
  fit(history, period) {
    if (!seasonMoves(history, period)) return dampedTrend.fit(history, period);
    const { alpha, beta, phi, gamma } = fitHoltWinters(history, period);
    return [alpha, beta, phi, gamma];
  },
  forecast(history, period, horizon, weights) {
    const [alpha, beta, phi, gamma = 0] = weights;
    return beta !== undefined && seasonMoves(history, period)
      ? holtWinters(history, period)({ alpha: alpha!, beta, phi: phi!, gamma }, horizon).forecast
      : dampedTrend.forecast(history, period, horizon, weights.slice(0, 3));
  },
};

const seasonMoves = remembered(
  (history, period) => history.length >= 2 * period + 2 && isSeasonal(history, period),
);

/** The members of the combination: four views of trend, season and noise. */
const members: readonly ForecastModel[] = [
  dynamicTheta,
  inLogarithms(theta),
  autoregression,
  inLogarithms(movingSeason),
];

/**
 * The median of four forecasts: dynamic optimised Theta, Theta of the logarithms, an autoregression of the
 * changes, and smoothing with a damped trend and a moving season. None of them is far off where the others
 * agree, and the median leaves out the one that is.
 *
 * @see Petropoulos & Svetunkov (2020), "A simple combination of univariate models"
 */
export const combination: ForecastModel<readonly Weights[]> = {
  fit: (history, period) => members.map((member) => member.fit(history, period)),
  forecast(history, period, horizon, weights) {
    const forecasts = members.map((member, index) =>
      member.forecast(history, period, horizon, weights[index]!),
    );
    return Array.from({ length: horizon }, (_, step) => median(forecasts.map((forecast) => forecast[step]!)));
  },
};
