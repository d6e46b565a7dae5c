export {
  mean,
  meanAbsoluteScaledError,
  symmetricMeanAbsolutePercentageError,
} from './accuracy.ts';
export { type DaySpan, type Holiday, holidayShares, holidays, spanShares } from './calendar.ts';
export type { Change } from './drivers.ts';
export {
  type Forecast,
  type ForecastBacktest,
  type ForecastNote,
  forecastSeries,
} from './forecast-series.ts';
export { dampedTrend, forecastWith, naive2, seasonalNaive, theta } from './models.ts';
export { reconcile, shiftForecast, varianceOf } from './reconciliation.ts';
export type { Regressor } from './regression.ts';
export type { ForecastMethod } from './selection.ts';
export { sparkline } from './sparkline.ts';
export { adviseStock } from './stock.ts';
