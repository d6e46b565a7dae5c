import { mean } from './accuracy.ts';
import { type Fold, type FoldPlan, rehearse } from './backtest.ts';
import {
  combination,
  type ForecastModel,
  forecastWith,
  intermittent,
  naive,
  seasonalNaive,
} from './models.ts';
import { type Effects, estimateEffects, type Regressor, withRegressors } from './regression.ts';

export type ForecastMethod = 'naive' | 'seasonal_naive' | 'combination' | 'intermittent';

/** How to forecast: with which method, and knowing which regressors. */
export interface Choice {
  method: ForecastMethod;
  /** Whether the combination knows of the regressors. */
  regressed: boolean;
}

/** The method that erred least in rehearsals, with what it said in them. */
export interface Rehearsal extends Choice {
  folds: Fold[];
  seasonalNaiveFolds: Fold[];
}

/**
 * Repeating the past is preferred where it erred at most half as much as the combination: on the M3 and
 * tourism series choosing it more readily made the forecasts worse.
 */
const HANDICAP = 2;
const MINIMUM_FOR_COMBINATION = 4;
/** From this share of periods without sales on, demand is also tried as one that comes now and then. */
const INTERMITTENT_SHARE = 0.3;

/** Rehearses every method that may fit the series and prefers the combination where none is clearly better. */
export function chooseMethod(
  values: readonly number[],
  period: number,
  plan: FoldPlan,
  regressors: readonly Regressor[] = [],
): Rehearsal {
  const combined = rehearse(values, period, combination, plan);
  const repeated = rehearse(values, period, seasonalNaive, plan);
  const intermittentDemand = shareOfZeros(values) > INTERMITTENT_SHARE;
  const trials: Trial[] = [
    { method: 'combination', regressed: false, folds: combined, handicap: 1 },
    {
      method: period > 1 ? 'seasonal_naive' : 'naive',
      regressed: false,
      folds: repeated,
      handicap: HANDICAP,
    },
  ];
  if (intermittentDemand) {
    const folds = rehearse(values, period, intermittent, plan);
    trials.push({ method: 'intermittent', regressed: false, folds, handicap: 1 });
  }
  if (haveEffect(estimateEffects(values, period, regressors))) {
    const folds = rehearse(values, period, withRegressors(combination, regressors), plan);
    trials.push({ method: 'combination', regressed: true, folds, handicap: 1 });
  }
  const best = trials.reduce((found, trial) => (errorOf(trial) < errorOf(found) ? trial : found));
  return {
    method: best.method,
    regressed: best.regressed,
    folds: best.folds,
    seasonalNaiveFolds: repeated,
  };
}

interface Trial extends Choice {
  folds: Fold[];
  /** What its error is multiplied by before methods are compared. */
  handicap: number;
}

/** The choice for a series too short to rehearse on. */
export const choiceUnrehearsed = (values: readonly number[]): Choice => ({
  method: values.length >= MINIMUM_FOR_COMBINATION ? 'combination' : 'naive',
  regressed: false,
});

const haveEffect = ({ sizes }: Effects): boolean => sizes.some((size) => size !== 0);

/** Forecasts with a method, fitted to all of the values. */
export function forecastByChoice(
  { method, regressed }: Choice,
  values: readonly number[],
  period: number,
  horizon: number,
  regressors: readonly Regressor[] = [],
): number[] {
  const by = <Fitted>(model: ForecastModel<Fitted>): number[] => forecastWith(model, values, period, horizon);
  switch (method) {
    case 'naive':
      return by(naive);
    case 'seasonal_naive':
      return by(seasonalNaive);
    case 'intermittent':
      return by(intermittent);
    case 'combination':
      return regressed ? by(withRegressors(combination, regressors)) : by(combination);
  }
}

/** The share of periods in which nothing happened. */
export const shareOfZeros = (values: readonly number[]): number =>
  values.filter((value) => value === 0).length / values.length;

function errorOf({ folds, handicap }: Trial): number {
  const squares = folds.flatMap(({ actual, forecast }) =>
    actual.map((value, step) => (value - forecast[step]!) ** 2),
  );
  return handicap * Math.sqrt(mean(squares));
}
