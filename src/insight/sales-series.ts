import { type SQL, sql } from 'drizzle-orm';
import { orderLines, orders, products, returns } from '../../db/index.ts';
import { toMajor } from '../crm/index.ts';
import { type Language, RapportError, type Scope } from '../trust/index.ts';
import { type ForecastBacktest, type ForecastMethod, forecastSeries } from './forecast/index.ts';
import { periodAfter, periodsBetween, periodsFrom, type SalesUnit, seasonLength } from './periods.ts';
import { isSold } from './sold.ts';
import { round } from './statistics.ts';
import { describeForecastNote, describeSalesNote, type SalesNote } from './wording.ts';

export type SalesMeasure = 'revenue' | 'units' | 'orders';

/** What to count, in which periods, and of which product, category and owner: all where absent. */
export interface SalesQuery {
  measure: SalesMeasure;
  unit: SalesUnit;
  productId?: string | undefined;
  category?: string | undefined;
  ownerId?: string | undefined;
}

/** Sales by period, read once; what is computed from it needs no database. */
export interface SalesSeries {
  /** First day and value of every complete period, gaps as 0; revenue in minor units. */
  values: readonly { start: string; value: number }[];
  /** Forecasts the periods after the last complete one. */
  forecast(periods: number, language: Language): SalesForecast;
}

/** Amounts as decimal text: money in major units, counts with one decimal. */
export interface SalesForecast {
  currency?: string;
  points: {
    start: string;
    value: string;
    low80?: string;
    high80?: string;
    low95?: string;
    high95?: string;
  }[];
  method: ForecastMethod;
  backtest?: ShownBacktest;
  sampleSize: number;
  /** The day of the last order it rests on. */
  dataUpTo: string;
  notes: string[];
}

/** Errors in rehearsals on the past; sMAPE in percent. */
export interface ShownBacktest {
  MASE?: number;
  sMAPE: number;
  seasonalNaiveSMAPE: number;
  folds: number;
}

/**
 * Reads net sales by period in the workspace's time zone: cancelled and returned orders left out, returned
 * goods taken off the order they came from, the period under way left out. Where the workspace has had no
 * order for longer than a period, the series ends with its last order.
 *
 * @throws RapportError not_found where no complete period has a sale
 */
export async function readSalesSeries(scope: Scope, query: SalesQuery): Promise<SalesSeries> {
  const { measure, unit } = query;
  const { currency } = scope.workspace;
  const [facts] = await scope.tx.execute<Facts>(factsStatement(scope, unit));
  const rows = await scope.tx.execute<{ start: string; value: number }>(seriesStatement(scope, query));
  const first = rows[0]?.start;
  if (!facts?.latest || first === undefined) {
    throw new RapportError('not_found', `There is no complete ${unit} with such sales to forecast from.`, {
      hint: 'Look for orders with search_records, drop the filter, or take a shorter unit.',
    });
  }

  const found = new Map(rows.map(({ start, value }) => [start, value]));
  const end = [facts.current, periodAfter(facts.latest, unit)].sort()[0]!;
  const values = periodsBetween(first, end, unit).map((start) => ({ start, value: found.get(start) ?? 0 }));
  const show = (value: number): string =>
    measure === 'revenue' ? toMajor(Math.round(value), currency) : value.toFixed(1);

  return {
    values,
    forecast(periods, language) {
      const series = values.map(({ value }) => value);
      const forecast = forecastSeries(series, {
        period: seasonLength[unit],
        horizon: periods,
        nonNegative: series.every((value) => value >= 0),
      });
      const starts = periodsFrom(end, periods, unit);
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
        dataUpTo: facts.latestDay!,
        notes: [
          ...salesNotes(facts, measure, currency, end).map((note) => describeSalesNote(note, language)),
          ...forecast.notes.map((note) => describeForecastNote(note, language)),
        ],
      };
    },
  };
}

const shown = ({ MASE, sMAPE, seasonalNaiveSMAPE, folds }: ForecastBacktest): ShownBacktest => ({
  ...(MASE !== null && { MASE: round(MASE, 2) }),
  sMAPE: round(sMAPE, 1),
  seasonalNaiveSMAPE: round(seasonalNaiveSMAPE, 1),
  folds,
});

interface Facts extends Record<string, unknown> {
  /** First day of the period under way. */
  current: string;
  /** First day of the period of the workspace's last order, and that order's day. */
  latest: string | null;
  latestDay: string | null;
  undated: number;
  otherCurrencies: number;
}

function factsStatement(scope: Scope, unit: SalesUnit): SQL {
  const { workspace, now } = scope;
  const dated = sql`${orders.orderedAt} <= ${now.toISOString()}::timestamptz`;
  const latest = sql`max(${orders.orderedAt}) filter (where ${dated})`;
  return sql`
    select ${day(periodStart(scope, unit, sql`${now.toISOString()}::timestamptz`))} as "current",
      ${day(periodStart(scope, unit, latest))} as "latest",
      ${day(sql`${latest} at time zone ${workspace.timeZone}`)} as "latestDay",
      (count(*) filter (where ${orders.orderedAt} is null))::int as "undated",
      (count(*) filter (where ${dated} and ${orders.currency} <> ${workspace.currency}))::int as "otherCurrencies"
    from ${orders} where ${isSold(workspace.id)}`;
}

function seriesStatement(scope: Scope, query: SalesQuery): SQL {
  const { workspace, now } = scope;
  const { measure, unit, productId, category, ownerId } = query;
  const byLine = measure === 'units' || productId !== undefined || category !== undefined;
  const start = periodStart(scope, unit, sql`${orders.orderedAt}`);
  const current = periodStart(scope, unit, sql`${now.toISOString()}::timestamptz`);
  return sql`
    with returned as (
      select ${byLine ? returns.orderLineId : returns.orderId} as sale,
        sum(${returns.quantity}) as units, sum(${returns.refundMinor}) as refund
      from ${returns}
      where ${returns.workspaceId} = ${workspace.id} and ${returns.deletedAt} is null
        and ${returns.status} not in ('rejected', 'cancelled')
      group by 1
    ), sales as (
      select ${start} as start, ${orders.id} as order_id, ${amountOf(measure, byLine)} as amount
      from ${orders} ${byLine ? joinLines : sql``}
      left join returned on returned.sale = ${byLine ? orderLines.id : orders.id}
      where ${isSold(workspace.id)} and ${orders.orderedAt} is not null
        ${measure === 'revenue' ? sql`and ${orders.currency} = ${workspace.currency}` : sql``}
        ${productId === undefined ? sql`` : sql`and ${orderLines.productId} = ${productId}`}
        ${category === undefined ? sql`` : sql`and lower(${products.category}) = lower(${category})`}
        ${ownerId === undefined ? sql`` : sql`and ${orders.ownerId} = ${ownerId}`}
    )
    select ${day(sql`start`)} as "start",
      (${measure === 'orders' ? sql`count(distinct order_id)` : sql`sum(amount)`})::float8 as "value"
    from sales where start < ${current} group by start order by start`;
}

const joinLines = sql`
  join ${orderLines} on ${orderLines.workspaceId} = ${orders.workspaceId}
    and ${orderLines.orderId} = ${orders.id} and ${orderLines.deletedAt} is null
  join ${products} on ${products.workspaceId} = ${orders.workspaceId} and ${products.id} = ${orderLines.productId}`;

function amountOf(measure: SalesMeasure, byLine: boolean): SQL {
  if (measure === 'orders') return sql`1`;
  if (measure === 'units') return sql`${orderLines.quantity} - coalesce(returned.units, 0)`;
  const gross = byLine
    ? sql`${orderLines.quantity} * ${orderLines.unitPriceMinor} - ${orderLines.discountMinor}`
    : sql`${orders.totalMinor}`;
  return sql`${gross} - coalesce(returned.refund, 0)`;
}

/** The local start of a moment's period; quarters follow the fiscal year, weeks start on Monday. */
function periodStart({ workspace }: Scope, unit: SalesUnit, moment: SQL): SQL {
  const local = sql`${moment} at time zone ${workspace.timeZone}`;
  if (unit !== 'quarter') return sql`date_trunc(${unit}, ${local})`;
  const shift = sql`make_interval(months => ${(workspace.fiscalYearStart - 1) % 3}::int)`;
  return sql`date_trunc('quarter', ${local} - ${shift}) + ${shift}`;
}

const day = (moment: SQL): SQL => sql`to_char(${moment}, 'YYYY-MM-DD')`;

function salesNotes(facts: Facts, measure: SalesMeasure, currency: string, end: string): SalesNote[] {
  const notes: SalesNote[] = [];
  if (end < facts.current) notes.push({ code: 'no_recent_orders', since: facts.latestDay! });
  if (facts.undated > 0) notes.push({ code: 'undated_orders', count: facts.undated });
  if (measure === 'revenue' && facts.otherCurrencies > 0) {
    notes.push({ code: 'other_currencies', count: facts.otherCurrencies, currency });
  }
  return notes;
}
