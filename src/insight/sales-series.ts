import { and, eq, isNull, sql } from 'drizzle-orm';
import { products, promotions } from '../../db/index.ts';
import { dayIn, type Language, RapportError, type Scope } from '../trust/index.ts';
import type { DaySpan } from './forecast/index.ts';
import { periodAfter, periodsBetween } from './periods.ts';
import { findWholePeriods } from './sales-beginning.ts';
import {
  computeSales,
  presentSales,
  type SalesForecast,
  type SalesForecastOptions,
  type SalesValues,
  targetOf,
} from './sales-forecast.ts';
import {
  factsStatement,
  type SalesFacts,
  type SalesMeasure,
  type SalesQuery,
  seriesStatement,
} from './sales-statements.ts';
import type { SalesNote } from './wording.ts';

export type { SalesMeasure, SalesPart, SalesQuery } from './sales-statements.ts';

/** What a forecast of sales rests on beside the series itself. */
export interface SalesBackground {
  query: SalesQuery;
  currency: string;
  today: string;
  /** The first day of the first period to forecast. */
  end: string;
  /** The day of the last order. */
  latestDay: string;
  notes: readonly SalesNote[];
  promotions: readonly Promotion[];
  /** Of one product, where both are known. */
  stock?: { units: number; leadTimeDays: number };
}

/** When a promotion runs, and for what: everything where it names neither. */
export interface Promotion extends DaySpan {
  category: string | null;
  productIds: readonly string[];
}

/** Sales by period, read once; what is computed from it needs no database. */
export interface SalesSeries {
  /** First day and value of every complete period, gaps as 0; revenue in minor units. */
  values: SalesValues;
  /** What its forecasts are kept under in the track record. */
  target: string;
  /** Forecasts the periods after the last complete one, from whole ones alone where there are any. @throws RapportError invalid_input */
  forecast(options: SalesForecastOptions, language: Language): SalesForecast;
}

/**
 * Reads net sales by period in the workspace's time zone: cancelled and returned orders left out, returned
 * goods taken off the order they came from, the period under way and orders of the future left out. Where
 * the workspace has had no order for longer than a period, the series ends with its last order.
 *
 * @throws RapportError not_found where no complete period has a sale
 */
export async function readSalesSeries(scope: Scope, query: SalesQuery): Promise<SalesSeries> {
  const background = await readBackground(scope, query);
  const rows = await scope.tx.execute<{ start: string; value: number }>(seriesStatement(scope, query));
  const first = rows[0]?.start;
  if (background === null || first === undefined) throw nothingSold(query, background);
  const found = new Map(rows.map(({ start, value }) => [start, value]));
  const values = periodsBetween(first, background.end, query.unit).map((start) => ({
    start,
    value: found.get(start) ?? 0,
  }));
  const whole = await findWholePeriods(scope, query, first, background.end);
  const learned = values.filter(({ start }) => start >= whole.first);
  const known = { ...background, notes: [...background.notes, ...whole.notes] };
  return {
    values,
    target: targetOf(query),
    forecast: (options, language) =>
      presentSales(computeSales(learned, known, options), learned, known, options, language),
  };
}

/** Why there is nothing to forecast from: perhaps all is sold in other currencies. */
export function nothingSold({ unit }: SalesQuery, background: SalesBackground | null): RapportError {
  const currency = background?.notes.find(({ code }) => code === 'other_currencies') && background.currency;
  return new RapportError(
    'not_found',
    `There is no complete ${unit} with such sales${currency ? ` in ${currency}` : ''} to forecast from.`,
    {
      hint: currency
        ? 'Forecast units or orders, or let the owner settle the currency: rapport workspace set --currency CODE.'
        : 'Look for orders with search_records, drop the filter, or take a shorter unit.',
    },
  );
}

/** Reads what stands around a series; null where the workspace has no dated order. */
export async function readBackground(scope: Scope, query: SalesQuery): Promise<SalesBackground | null> {
  const { tx, workspace } = scope;
  const { unit, measure, productId } = query;
  const [facts] = await tx.execute<SalesFacts>(factsStatement(scope, unit));
  if (!facts?.latest) return null;
  const end = [facts.current, periodAfter(facts.latest, unit)].sort()[0]!;
  const product = productId === undefined ? undefined : await readProduct(scope, productId);
  const running = await tx
    .select({
      startsOn: promotions.startsOn,
      endsOn: promotions.endsOn,
      category: promotions.category,
      productIds: promotions.productIds,
    })
    .from(promotions)
    .where(and(eq(promotions.workspaceId, workspace.id), isNull(promotions.deletedAt)));
  return {
    query,
    currency: workspace.currency,
    today: dayIn(workspace.timeZone, scope.now),
    end,
    latestDay: facts.latestDay!,
    notes: salesNotes(facts, measure, workspace.currency, end),
    promotions: running.filter((promotion) => concerns(promotion, query, product?.category ?? null)),
    ...(product?.stock != null &&
      product.leadTimeDays != null && {
        stock: { units: product.stock, leadTimeDays: product.leadTimeDays },
      }),
  };
}

async function readProduct({ tx, workspace }: Scope, id: string) {
  const [product] = await tx
    .select({ category: products.category, stock: products.stock, leadTimeDays: products.leadTimeDays })
    .from(products)
    .where(sql`${products.workspaceId} = ${workspace.id} and ${products.id} = ${id}`);
  return product;
}

/** Whether a promotion moves the sales asked for; a promotion of something else does not, one of a part does. */
function concerns(
  { category, productIds }: Promotion,
  { productId, category: asked }: SalesQuery,
  categoryOfProduct: string | null,
): boolean {
  const general = category === null && productIds.length === 0;
  const same = (other: string | null | undefined) =>
    category !== null && category.toLowerCase() === other?.toLowerCase();
  if (productId !== undefined) return general || productIds.includes(productId) || same(categoryOfProduct);
  return asked === undefined || general || same(asked);
}

function salesNotes(facts: SalesFacts, measure: SalesMeasure, currency: string, end: string): SalesNote[] {
  const notes: SalesNote[] = [];
  if (end < facts.current) notes.push({ code: 'no_recent_orders', since: facts.latestDay! });
  if (facts.undated > 0) notes.push({ code: 'undated_orders', count: facts.undated });
  if (facts.future > 0) notes.push({ code: 'future_orders', count: facts.future });
  if (measure === 'revenue' && facts.otherCurrencies > 0) {
    notes.push({ code: 'other_currencies', count: facts.otherCurrencies, currency });
  }
  return notes;
}
