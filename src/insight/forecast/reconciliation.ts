import { normalQuantiles } from '../statistics.ts';
import { mean } from './accuracy.ts';
import type { Forecast } from './forecast-series.ts';

/** What is said of a whole or a part of it, and how far such forecasts were off: a variance. */
export interface Estimate {
  values: readonly number[];
  variance: number;
}

/**
 * Makes parts add up to the whole: what is missing between them is shared out by the variances of their
 * errors, so that what is forecast well is moved least. No part is moved below `least`.
 *
 * @param least  the lowest a part may go, such as 0 for sales
 * @returns the parts; their sum is the whole
 * @see Wickramasuriya, Athanasopoulos & Hyndman (2019), "Optimal forecast reconciliation …": MinT with
 *   variance scaling, solved for two levels
 */
export function reconcile(
  whole: Estimate,
  parts: readonly Estimate[],
  least = Number.NEGATIVE_INFINITY,
): number[][] {
  const spread = parts.reduce((sum, { variance }) => sum + variance, 0);
  const total = spread + whole.variance;
  const missing = whole.values.map(
    (value, step) => value - parts.reduce((sum, { values }) => sum + values[step]!, 0),
  );
  return parts.map(({ values, variance }) =>
    values.map((value, step) =>
      Math.max(least, total > 0 ? value + (missing[step]! * variance) / total : value),
    ),
  );
}

/** Moves every point of a forecast, with its bounds, by an amount; the level answers for it. */
export function shiftForecast(
  forecast: Forecast,
  by: readonly number[],
  least = Number.NEGATIVE_INFINITY,
): Forecast {
  const total = by.reduce((sum, amount) => sum + amount, 0);
  const bound = (value: number | null, amount: number) =>
    value === null ? null : Math.max(least, value + amount);
  return {
    ...forecast,
    points: forecast.points.map((point, step) => ({
      step: point.step,
      value: point.value + by[step]!,
      low80: bound(point.low80, by[step]!),
      high80: bound(point.high80, by[step]!),
      low95: bound(point.low95, by[step]!),
      high95: bound(point.high95, by[step]!),
    })),
    change: forecast.change && {
      ...forecast.change,
      ahead: forecast.change.ahead + total,
      drivers: forecast.change.drivers.map(({ cause, amount }) => ({
        cause,
        amount: cause === 'level' ? amount + total : amount,
      })),
    },
  };
}

/** The mean variance of a forecast's errors, by the width of its 80 % intervals; 0 where it has none. */
export const varianceOf = ({ points }: Forecast): number =>
  mean(points.map(({ low80, high80 }) => (((high80 ?? 0) - (low80 ?? 0)) / (2 * normalQuantiles.at80)) ** 2));
