import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type Language, RapportError, type Scope } from '../trust/index.ts';
import {
  type Forecast,
  forecastSeries,
  type Regressor,
  reconcile,
  shiftForecast,
  varianceOf,
} from './forecast/index.ts';
import { periodsBetween, periodsFrom, seasonLength } from './periods.ts';
import { findWholePeriods } from './sales-beginning.ts';
import {
  computeSales,
  presentSales,
  regressorsOf,
  type SalesForecast,
  type SalesForecastOptions,
  showing,
  targetOf,
} from './sales-forecast.ts';
import { nothingSold, readBackground } from './sales-series.ts';
import { partsStatement, type SalesPart, type SalesQuery } from './sales-statements.ts';
import { round } from './statistics.ts';
import { partNames } from './wording.ts';

/** Sales by period of every part, read once. */
export interface SalesParts {
  /** How many parts there are. */
  count: number;
  /** What forecasts of the whole are kept under in the track record. */
  target: string;
  /**
   * Forecasts every part and the whole, so that the parts add up to the whole; holidays and promotions count for
   * parts where they do for the whole. The forecasts of the same values are kept for a while.
   *
   * @param watch  hears of every part and may stop the work
   */
  forecast(options: SalesForecastOptions, language: Language, watch: Watch): Promise<SalesPartsForecast>;
}

export interface Watch {
  signal: AbortSignal;
  progress(done: number, total: number): void;
}

/** The whole, and its largest parts with the rest of them as one; every period's parts add up to the whole. */
export interface SalesPartsForecast extends SalesForecast {
  parts: { label: string; values: string[]; total: string; share: number }[];
}

interface Part {
  label: string | null;
  values: Float64Array;
}

const SHOWN_PARTS = 20;
/** What the server may take for adding up the sales of all parts before it turns to its disk. */
const READING_MEMORY = '64MB';
const DAY = 86_400_000;

/**
 * Reads net sales by period and part.
 *
 * @throws RapportError not_found where no complete period has a sale, invalid_input where orders are to be
 *   split by what an order may hold several of
 */
export async function readSalesParts(scope: Scope, query: SalesQuery, part: SalesPart): Promise<SalesParts> {
  if (query.measure === 'orders' && (part === 'product' || part === 'category')) {
    throw new RapportError('invalid_input', `Orders cannot be split by ${part}: an order may hold several.`, {
      hint: 'Forecast units or revenue by it instead.',
    });
  }
  const facts = await readBackground(scope, query);
  await scope.tx.execute(sql`select set_config('work_mem', ${READING_MEMORY}, true)`);
  const rows = await scope.tx.execute<Row>(partsStatement(scope, query, part));
  if (facts === null || rows.length === 0) throw nothingSold(query, facts);
  const sold = rows.map((row) => ({
    label: row.label,
    days: row.starts.split(',').map(Number),
    values: row.values.split(',').map(Number),
  }));
  const first = new Date(Math.min(...sold.map(({ days }) => days[0]!)) * DAY).toISOString().slice(0, 10);
  const learned = await findWholePeriods(scope, query, first, facts.end);
  const background = { ...facts, notes: [...facts.notes, ...learned.notes] };
  const starts = periodsBetween(learned.first, background.end, query.unit);
  const position = new Map(starts.map((start, index) => [Date.parse(start) / DAY, index]));
  const parts = sold.map(({ label, days, values }): Part => {
    const dense = new Float64Array(starts.length);
    for (const [index, day] of days.entries()) {
      const at = position.get(day);
      if (at !== undefined) dense[at] = values[index]!;
    }
    return { label, values: dense };
  });
  const whole = starts.map((start, index) => ({
    start,
    value: parts.reduce((sum, { values }) => sum + values[index]!, 0),
  }));
  return {
    count: parts.length,
    target: targetOf(query),
    async forecast(options, language, watch) {
      const ahead = periodsFrom(background.end, options.periods + 1, query.unit);
      const total = computeSales(whole, background, options);
      const forecasts = await forecastParts(
        parts.map(({ values }) => values),
        { period: seasonLength[query.unit], horizon: options.periods },
        regressorsOf([...starts, ...ahead], background).filter(({ name }) => total.regressors.includes(name)),
        watch,
      );
      const grain = query.measure === 'revenue' ? 1 : 0.1;
      const added = addedUp(total, forecasts, grain);
      const show = showing(query.measure, background.currency);
      const everything = sum(added.parts.flat());
      const labelled = added.parts.map((values, index) => ({
        label: parts[index]!.label ?? partNames.none[language],
        values,
      }));
      return {
        ...presentSales(added.whole, whole, background, options, language),
        parts: ranked(labelled, partNames.others[language]).map(({ label, values, total }) => ({
          label,
          values: values.map(show),
          total: show(total),
          share: everything === 0 ? 0 : round(total / everything, 4),
        })),
      };
    },
  };
}

interface Row extends Record<string, unknown> {
  key: string;
  label: string | null;
  starts: string;
  values: string;
}

const KEPT = 8;
/** Forecasts by the digest of all they were made from: the same data and question need no second computation. */
const kept = new Map<string, readonly Forecast[]>();

async function forecastParts(
  series: readonly Float64Array[],
  options: { period: number; horizon: number },
  regressors: readonly Regressor[],
  { signal, progress }: Watch,
): Promise<readonly Forecast[]> {
  const key = digestOf(series, options, regressors);
  const known = kept.get(key);
  if (known) return known;
  const forecasts: Forecast[] = [];
  for (const values of series) {
    signal.throwIfAborted();
    const nonNegative = values.every((value) => value >= 0);
    forecasts.push(forecastSeries([...values], { ...options, regressors, nonNegative }));
    progress(forecasts.length, series.length);
    await setImmediate();
  }
  kept.set(key, forecasts);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return forecasts;
}

function digestOf(
  series: readonly Float64Array[],
  options: object,
  regressors: readonly Regressor[],
): string {
  const hash = createHash('sha256').update(JSON.stringify([options, regressors, series.length]));
  for (const values of series) hash.update(values);
  return hash.digest('base64');
}

/** The whole and its parts in amounts that can be shown, so that they add up as they stand. */
function addedUp(
  whole: Forecast,
  forecasts: readonly Forecast[],
  grain: number,
): { whole: Forecast; parts: number[][] } {
  const estimate = (forecast: Forecast) => ({
    values: forecast.points.map(({ value }) => value),
    variance: varianceOf(forecast),
  });
  const parts = reconcile(estimate(whole), forecasts.map(estimate), 0).map((values) =>
    values.map((value) => Math.round(value / grain) * grain),
  );
  const shifts = whole.points.map(({ value }, step) => sum(parts.map((values) => values[step]!)) - value);
  return { whole: shiftForecast(whole, shifts, 0), parts };
}

/** Parts by size, the small ones as one. */
function ranked(
  parts: readonly { label: string; values: readonly number[] }[],
  others: string,
): { label: string; values: readonly number[]; total: number }[] {
  const sorted = parts
    .map((part) => ({ ...part, total: sum(part.values) }))
    .sort((one, other) => other.total - one.total);
  if (sorted.length <= SHOWN_PARTS) return sorted;
  const rest = sorted.slice(SHOWN_PARTS - 1);
  const values = rest[0]!.values.map((_, step) => sum(rest.map((part) => part.values[step]!)));
  return [...sorted.slice(0, SHOWN_PARTS - 1), { label: others, values, total: sum(values) }];
}

const sum = (values: readonly number[]): number => values.reduce((added, value) => added + value, 0);
