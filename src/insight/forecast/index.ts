export {
  mean,
  meanAbsoluteScaledError,
  symmetricMeanAbsolutePercentageError,
} from './accuracy.ts';
export { type DaySpan, type Holiday, holidayShares, holidays, spanShares } from './calendar.ts';
export type { Change, Driver } from './drivers.ts';
export {
  type Forecast,
  type ForecastBacktest,
  type ForecastNote,
  type ForecastOptions,
  type ForecastPoint,
  forecastSeries,
} from './forecast-series.ts';
export { dampedTrend, type ForecastModel, forecastWith, naive2, seasonalNaive, theta } from './models.ts';
export { reconcile, shiftForecast, varianceOf } from './reconciliation.ts';
export type { Regressor } from './regression.ts';
export type { ForecastMethod } from './selection.ts';
export { sparkline } from './sparkline.ts';
export { adviseStock, type StockAdvice } from './stock.ts';
