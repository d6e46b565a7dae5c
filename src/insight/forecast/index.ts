export { meanAbsoluteScaledError, symmetricMeanAbsolutePercentageError } from './accuracy.ts';
export {
  type Forecast,
  type ForecastBacktest,
  type ForecastMethod,
  type ForecastNote,
  type ForecastOptions,
  type ForecastPoint,
  forecastSeries,
} from './forecast-series.ts';
export { type ForecastModel, naive, seasonalNaive, theta } from './models.ts';
