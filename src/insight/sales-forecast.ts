import { toMajor } from '../crm/index.ts';
import { type Language, RapportError } from '../trust/index.ts';
import {
  adviseStock,
  type Forecast,
  type ForecastBacktest,
  type ForecastMethod,
  forecastSeries,
  forecastWith,
  holidayShares,
  holidays,
  type Regressor,
  seasonalNaive,
  spanShares,
  sparkline,
} from './forecast/index.ts';
import { periodsFrom, seasonLength } from './periods.ts';
import type { SalesBackground } from './sales-series.ts';
import type { SalesQuery } from './sales-statements.ts';
import { round } from './statistics.ts';
import type { NewPrediction } from './track/index.ts';
import {
  describeDriver,
  describeForecastNote,
  describeSalesNote,
  OWN_SERIES,
  type SalesNote,
} from './wording.ts';

/** How far to forecast, and a series of the user's own that may move sales. */
export interface SalesForecastOptions {
  periods: number;
  /** One value a period, the last ones for the periods ahead; older ones may be missing. */
  influence?: readonly number[] | undefined;
}

/** Amounts as decimal text: money in major units, counts with one decimal. */
export interface SalesForecast {
  currency?: string;
  points: SalesPoint[];
  method: ForecastMethod;
  backtest?: ShownBacktest;
  sampleSize: number;
  /** The day of the last order it rests on. */
  dataUpTo: string;
  /** Recent values and the forecast as bars. */
  trend: string;
  /** The periods ahead beside as many just past, and what the difference comes from. */
  change?: { ahead: string; past: string; drivers: { cause: string; amount: string }[] };
  stock?: { reorderPoint: number; quantity: number; demandInLeadTime: number; safetyStock: number };
  notes: string[];
  /** The last values before it, for a chart; money in major units. */
  recent: { label: string; value: number }[];
  /** What is kept of it, to be judged once the periods are over; nothing of a what-if. */
  predictions: NewPrediction[];
}

export interface SalesPoint {
  start: string;
  value: string;
  low80?: string;
  high80?: string;
  low95?: string;
  high95?: string;
}

/** Errors in rehearsals on the past; sMAPE in percent. */
export interface ShownBacktest {
  MASE?: number;
  sMAPE: number;
  seasonalNaiveSMAPE: number;
  folds: number;
}

const BARS_OF_PAST = 24;
const SERVICE_LEVEL = 0.95;
const DAYS_IN_PERIOD = { day: 1, week: 7, month: 365.25 / 12, quarter: 365.25 / 4 };
const MODEL = 'combination@2';
const PROMOTION = 'promotion';

/** Sales by period, oldest first; revenue in minor units. */
export type SalesValues = readonly { start: string; value: number }[];

/** Forecasts one series of sales. @throws RapportError invalid_input where the user's own series does not fit */
export function computeSales(
  values: SalesValues,
  background: SalesBackground,
  { periods, influence }: SalesForecastOptions,
): Forecast {
  const { unit } = background.query;
  const series = values.map(({ value }) => value);
  const starts = [...values.map(({ start }) => start), ...periodsFrom(background.end, periods + 1, unit)];
  return forecastSeries(series, {
    period: seasonLength[unit],
    horizon: periods,
    nonNegative: series.every((value) => value >= 0),
    regressors: regressorsOf(
      starts,
      background,
      influence && fitted(influence, series.length + periods, periods),
    ),
  });
}

/** A forecast of sales as it is told. */
export function presentSales(
  forecast: Forecast,
  values: SalesValues,
  background: SalesBackground,
  { influence }: SalesForecastOptions,
  language: Language,
): SalesForecast {
  const { query, currency, end, latestDay, stock } = background;
  const { measure, unit } = query;
  const starts = periodsFrom(end, forecast.points.length + 1, unit);
  const show = showing(measure, currency);
  const ahead = forecast.points.map(({ value }) => value);
  const recent = values.slice(-BARS_OF_PAST);
  return {
    ...(measure === 'revenue' && { currency }),
    points: forecast.points.map(({ step, value, low80, high80, low95, high95 }) => ({
      start: starts[step - 1]!,
      value: show(value),
      ...(low80 !== null && { low80: show(low80) }),
      ...(high80 !== null && { high80: show(high80) }),
      ...(low95 !== null && { low95: show(low95) }),
      ...(high95 !== null && { high95: show(high95) }),
    })),
    method: forecast.method,
    ...(forecast.backtest && { backtest: shown(forecast.backtest) }),
    sampleSize: forecast.sampleSize,
    dataUpTo: latestDay,
    trend: sparkline([...recent.map(({ value }) => value), ...ahead]),
    ...(forecast.change && { change: shownChange(forecast.change, show, language) }),
    ...(stock &&
      measure === 'units' &&
      forecast.intervalMethod !== null && {
        stock: adviseStock(
          ahead,
          forecast.points.map(({ high80 }) => high80!),
          {
            days: DAYS_IN_PERIOD[unit],
            leadDays: stock.leadTimeDays,
            stock: stock.units,
            service: SERVICE_LEVEL,
          },
        ),
      }),
    notes: [
      ...background.notes.map((note) => describeSalesNote(note, language)),
      ...regressorNotes(forecast.regressors, starts, background, influence !== undefined).map((note) =>
        describeSalesNote(note, language),
      ),
      ...forecast.notes.map((note) => describeForecastNote(note, language)),
    ],
    recent: recent.map(({ start, value }) => ({ label: start, value: Number(show(value)) })),
    predictions: influence ? [] : predictionsOf(forecast, starts, background, values),
  };
}

/** How amounts of a measure are shown: money in major units, counts with one decimal. */
export const showing =
  (measure: string, currency: string) =>
  (value: number): string =>
    measure === 'revenue' ? toMajor(Math.round(value), currency) : value.toFixed(1);

/** What is known of every period: holidays, promotions, and what the user gave. */
export function regressorsOf(
  starts: readonly string[],
  { promotions }: Pick<SalesBackground, 'promotions'>,
  influence?: readonly number[],
): Regressor[] {
  return [
    ...holidays.map((name) => ({ name, values: holidayShares(name, starts) })),
    ...(promotions.length > 0 ? [{ name: PROMOTION, values: spanShares(promotions, starts) }] : []),
    ...(influence ? [{ name: OWN_SERIES, values: influence }] : []),
  ];
}

/** Whether what the user gave or planned counts, so that nobody has to guess. */
function regressorNotes(
  counted: readonly string[],
  ahead: readonly string[],
  { promotions }: Pick<SalesBackground, 'promotions'>,
  hasOwnSeries: boolean,
): SalesNote[] {
  const isPromoted = spanShares(promotions, ahead).some((share) => share > 0);
  return [
    ...(hasOwnSeries ? [{ code: 'own_series' as const, counts: counted.includes(OWN_SERIES) }] : []),
    ...(isPromoted && !counted.includes(PROMOTION) ? [{ code: 'promotion_without_effect' as const }] : []),
  ];
}

/** The user's series at the length of ours: where older values are missing, its first one stands for them. */
function fitted(influence: readonly number[], length: number, periods: number): readonly number[] {
  if (influence.length <= periods) {
    throw new RapportError(
      'invalid_input',
      `influence has ${influence.length} values; it needs more than the ${periods} periods ahead, oldest first.`,
      { hint: 'Give one value a period: past ones to learn from, then one for each period ahead.' },
    );
  }
  const recent = influence.slice(-length);
  return [...Array.from({ length: length - recent.length }, () => recent[0]!), ...recent];
}

const shown = ({ MASE, sMAPE, seasonalNaiveSMAPE, folds }: ForecastBacktest): ShownBacktest => ({
  ...(MASE !== null && { MASE: round(MASE, 2) }),
  sMAPE: round(sMAPE, 1),
  seasonalNaiveSMAPE: round(seasonalNaiveSMAPE, 1),
  folds,
});

/** The change in shown amounts; what rounding leaves over goes to the largest driver, so that they add up. */
function shownChange(
  { ahead, past, drivers }: NonNullable<Forecast['change']>,
  show: (value: number) => string,
  language: Language,
): NonNullable<SalesForecast['change']> {
  const rest = Number(show(ahead)) - Number(show(past));
  const amounts = drivers.map(({ amount }) => Number(show(amount)));
  amounts[0]! += rest - amounts.reduce((sum, amount) => sum + amount, 0);
  const decimals = show(0).split('.')[1]?.length ?? 0;
  return {
    ahead: show(ahead),
    past: show(past),
    drivers: drivers
      .map(({ cause }, index) => ({
        cause: describeDriver(cause, language),
        amount: amounts[index]!.toFixed(decimals),
      }))
      .filter(({ amount }, index) => index === 0 || Number(amount) !== 0),
  };
}

/** What of a series is foretold, such as `revenue by month`. */
export const targetOf = ({ measure, unit }: SalesQuery): string => `${measure} by ${unit}`;

/**
 * Every period that is not over yet as a prediction of its own, in major units, beside what repeating the last
 * season says.
 */
function predictionsOf(
  { points }: Forecast,
  starts: readonly string[],
  { query, currency, latestDay, today }: SalesBackground,
  values: SalesValues,
): NewPrediction[] {
  const { measure, unit, productId, category, ownerId, region, channel } = query;
  const named = { product: productId, category, owner: ownerId, region, channel };
  const key = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}:${value}`],
  );
  const amount = (value: number): number =>
    measure === 'revenue' ? Number(toMajor(Math.round(value), currency)) : value;
  const bound = (name: string, value: number | null) => (value === null ? {} : { [name]: amount(value) });
  const naive = forecastWith(
    seasonalNaive,
    values.map(({ value }) => value),
    seasonLength[unit],
    points.length,
  );
  const coming = points.filter(({ step }) => starts[step]! > today);
  return coming.map(({ step, value, low80, high80, low95, high95 }) => ({
    kind: 'forecast',
    subject: key.join(' ') || 'total',
    target: targetOf(query),
    dueOn: starts[step]!,
    predicted: {
      value: amount(value),
      ...bound('lower80', low80),
      ...bound('upper80', high80),
      ...bound('lower95', low95),
      ...bound('upper95', high95),
      naive: amount(naive[step - 1]!),
    },
    model: MODEL,
    inputs: {
      query: { ...query },
      start: starts[step - 1]!,
      from: values[0]!.start,
      periods: values.length,
      dataUpTo: latestDay,
    },
  }));
}
