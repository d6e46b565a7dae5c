import { mean, meanAbsoluteScaledError, symmetricMeanAbsolutePercentageError } from './accuracy.ts';
import type { ForecastModel } from './models.ts';

/** One rehearsal: what a model said of periods that had already happened, knowing only those before. */
export interface Fold {
  history: readonly number[];
  actual: readonly number[];
  forecast: readonly number[];
}

/** Where the rehearsals start and how far each looks ahead; every fold has the same number of steps. */
export interface FoldPlan {
  origins: readonly number[];
  steps: number;
}

const MINIMUM_HISTORY = 4;
const MAXIMUM_FOLDS = 12;
/**
 * Up to this many values a model is fitted anew for each fold. Above, it is fitted once, on the values before
 * all of them, and half as many folds stand two values apart.
 */
const LONGEST_REFITTED = 160;

/**
 * Plans rolling origins at the end of a series: as many steps as the horizon, fewer where half of the
 * spare values would not cover it, and no fold that knows less than one season and a value.
 *
 * @returns null where the series is too short for two folds
 */
export function planFolds(length: number, period: number, horizon: number): FoldPlan | null {
  const spare = length - Math.max(MINIMUM_HISTORY, period + 1);
  const steps = Math.min(horizon, Math.ceil(spare / 2));
  const long = length > LONGEST_REFITTED;
  const gap = long ? 2 : 1;
  const count = Math.min(long ? MAXIMUM_FOLDS / 2 : MAXIMUM_FOLDS, Math.floor((spare - steps) / gap) + 1);
  if (steps < 1 || count < 2) return null;
  const last = length - steps;
  return { origins: Array.from({ length: count }, (_, index) => last - (count - 1 - index) * gap), steps };
}

/**
 * Rolling-origin evaluation. No fold's forecast, nor the weights behind it, knows a value after its origin.
 *
 * @see Tashman (2000), "Out-of-sample tests of forecasting accuracy"
 */
export function rehearse<Fitted>(
  values: readonly number[],
  period: number,
  model: ForecastModel<Fitted>,
  { origins, steps }: FoldPlan,
): Fold[] {
  const once = values.length > LONGEST_REFITTED ? model.fit(values.slice(0, origins[0]!), period) : undefined;
  return origins.map((origin) => {
    const history = values.slice(0, origin);
    return {
      history,
      actual: values.slice(origin, origin + steps),
      forecast: model.forecast(history, period, steps, once ?? model.fit(history, period)),
    };
  });
}

/** Mean absolute scaled error over folds; NaN where no fold's history ever changes. */
export const foldsMASE = (folds: readonly Fold[], period: number): number =>
  mean(
    folds
      .map(({ history, actual, forecast }) => meanAbsoluteScaledError(actual, forecast, history, period))
      .filter(Number.isFinite),
  );

/** Symmetric mean absolute percentage error over folds, in percent. */
export const foldsSMAPE = (folds: readonly Fold[]): number =>
  mean(folds.map(({ actual, forecast }) => symmetricMeanAbsolutePercentageError(actual, forecast)));
