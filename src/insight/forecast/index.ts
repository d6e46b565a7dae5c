export {
  mean,
  meanAbsoluteScaledError,
  symmetricMeanAbsolutePercentageError,
} from './accuracy.ts';
export {
  type Forecast,
  type ForecastBacktest,
  type ForecastNote,
  type ForecastOptions,
  type ForecastPoint,
  forecastSeries,
} from './forecast-series.ts';
export { dampedTrend, type ForecastModel, forecastWith, naive2, seasonalNaive, theta } from './models.ts';
export { addSeason, decomposeSeason, isSeasonal, removeSeason } from './seasonality.ts';
export type { ForecastMethod } from './selection.ts';
