import { foldsMASE, foldsSMAPE, planFolds } from './backtest.ts';
import { type Change, explainChange } from './drivers.ts';
import { type HalfWidths, halfWidthsFromChanges, halfWidthsFromFolds } from './intervals.ts';
import { estimateEffects, type Regressor } from './regression.ts';
import {
  choiceUnrehearsed,
  chooseMethod,
  type ForecastMethod,
  forecastByChoice,
  type Rehearsal,
  shareOfZeros,
} from './selection.ts';

export interface ForecastOptions {
  /** Observations in a season: 12 for months, 4 for quarters, 7 for days, 1 without season. */
  period: number;
  /** Steps to forecast, at least 1. */
  horizon: number;
  /** Raises forecasts and intervals below zero to zero, as for units sold. */
  nonNegative?: boolean;
  /** What is known of every period, past and coming: each as long as the series and the horizon together. */
  regressors?: readonly Regressor[];
}

/** One step ahead; the bounds are null where the series is too short, or too still, to support any. */
export interface ForecastPoint {
  /** 1 is the period right after the last value. */
  step: number;
  value: number;
  low80: number | null;
  high80: number | null;
  low95: number | null;
  high95: number | null;
}

/** Errors of the chosen method in rehearsals on the series' own past. */
export interface ForecastBacktest {
  /** NaN-free: null where the past never changes, so that no scale exists. */
  MASE: number | null;
  /** Percent, 0 to 200. */
  sMAPE: number;
  /** What repeating the last season (or value) would have scored in the same rehearsals, percent. */
  seasonalNaiveSMAPE: number;
  folds: number;
  /** How many steps ahead each fold looked. */
  steps: number;
}

/** What a forecast cannot claim, for a person or a model to be told. */
export type ForecastNote =
  | { code: 'no_backtest'; values: number }
  | { code: 'no_interval'; values: number }
  | { code: 'season_unknown'; values: number; needed: number }
  | { code: 'horizon_beyond_backtest'; rehearsed: number }
  | { code: 'constant'; values: number }
  | { code: 'mostly_zero'; share: number };

export interface Forecast {
  points: ForecastPoint[];
  method: ForecastMethod;
  intervalMethod: 'backtest_residuals' | 'random_walk' | null;
  backtest: ForecastBacktest | null;
  /** The regressors whose effects it counts on, by name. */
  regressors: readonly string[];
  /** How the periods ahead differ from as many just past, and why; null where fewer are past. */
  change: Change | null;
  sampleSize: number;
  notes: ForecastNote[];
}

const MINIMUM_FOR_CHANGES = 3;

/**
 * Forecasts a series with a combination of four models, or with the last season, or the rate of sales that
 * come now and then, where one of these was clearly better in rolling-origin rehearsals on the series
 * itself; with 80 % and 95 % prediction intervals.
 *
 * @param series equally spaced, oldest first, at least one
 * @throws RangeError on no values, values that are not finite, a horizon or period below 1, regressors that
 *   do not cover the periods
 */
export function forecastSeries(series: readonly number[], options: ForecastOptions): Forecast {
  const { period, horizon, nonNegative = false, regressors = [] } = options;
  const values = [...series];
  refuseUnusable(values, options);

  const plan = planFolds(values.length, period, horizon);
  const rehearsal = plan ? chooseMethod(values, period, plan, regressors) : null;
  const choice = rehearsal ?? choiceUnrehearsed(values);
  const constant = values.every((value) => value === values[0]);
  const widths = constant ? null : intervals(values, period, horizon, rehearsal);
  const clamp = (value: number): number => (nonNegative ? Math.max(0, value) : value);

  const ahead = forecastByChoice(choice, values, period, horizon, regressors).map(clamp);
  const known = choice.regressed
    ? { effects: estimateEffects(values, period, regressors), regressors }
    : undefined;

  return {
    points: ahead.map((value, index) => {
      const width = widths?.[index];
      return {
        step: index + 1,
        value,
        low80: width ? clamp(value - width.at80) : null,
        high80: width ? clamp(value + width.at80) : null,
        low95: width ? clamp(value - width.at95) : null,
        high95: width ? clamp(value + width.at95) : null,
      };
    }),
    method: choice.method,
    intervalMethod: widths ? (rehearsal ? 'backtest_residuals' : 'random_walk') : null,
    backtest: rehearsal ? summarise(rehearsal, period) : null,
    regressors: regressors
      .filter((_, index) => known !== undefined && known.effects.sizes[index] !== 0)
      .map(({ name }) => name),
    change: values.length >= horizon ? explainChange(values, ahead, period, known) : null,
    sampleSize: values.length,
    notes: notesOn(values, { period, horizon, plan, constant, hasInterval: widths !== null }),
  };
}

function intervals(
  values: readonly number[],
  period: number,
  horizon: number,
  rehearsal: Rehearsal | null,
): HalfWidths[] | null {
  if (rehearsal) return halfWidthsFromFolds(rehearsal.folds, values, period, horizon);
  return values.length >= MINIMUM_FOR_CHANGES ? halfWidthsFromChanges(values, horizon) : null;
}

function summarise({ folds, seasonalNaiveFolds }: Rehearsal, period: number): ForecastBacktest {
  const scaled = foldsMASE(folds, period);
  return {
    MASE: Number.isNaN(scaled) ? null : scaled,
    sMAPE: foldsSMAPE(folds),
    seasonalNaiveSMAPE: foldsSMAPE(seasonalNaiveFolds),
    folds: folds.length,
    steps: folds[0]!.actual.length,
  };
}

function notesOn(
  values: readonly number[],
  facts: {
    period: number;
    horizon: number;
    plan: { steps: number } | null;
    constant: boolean;
    hasInterval: boolean;
  },
): ForecastNote[] {
  const { period, horizon, plan, constant, hasInterval } = facts;
  const zeros = shareOfZeros(values);
  const notes: ForecastNote[] = [];
  if (constant && values.length > 1) notes.push({ code: 'constant', values: values.length });
  if (!plan) notes.push({ code: 'no_backtest', values: values.length });
  else if (plan.steps < horizon) notes.push({ code: 'horizon_beyond_backtest', rehearsed: plan.steps });
  if (!hasInterval) notes.push({ code: 'no_interval', values: values.length });
  if (period > 1 && values.length < 2 * period) {
    notes.push({ code: 'season_unknown', values: values.length, needed: 2 * period });
  }
  if (zeros > 0.5) notes.push({ code: 'mostly_zero', share: zeros });
  return notes;
}

function refuseUnusable(
  values: readonly number[],
  { period, horizon, regressors = [] }: ForecastOptions,
): void {
  if (values.length === 0) throw new RangeError('a forecast needs at least one value');
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`value ${bad + 1} of ${values.length} is not a finite number`);
  if (!Number.isInteger(period) || period < 1) throw new RangeError('period must be a whole number from 1');
  if (!Number.isInteger(horizon) || horizon < 1)
    throw new RangeError('horizon must be a whole number from 1');
  for (const { name, values: column } of regressors) {
    if (column.length !== values.length + horizon || !column.every(Number.isFinite)) {
      throw new RangeError(`${name} needs ${values.length + horizon} finite values, one a period`);
    }
  }
}
