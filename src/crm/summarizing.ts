import { and, eq, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { orderLines, orders, products } from '../../db/index.ts';
import { RapportError, type Scope } from '../trust/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Field, fieldNamed, type ObjectKind } from './fields.ts';
import { expressionOf, tableOf } from './filter-sql.ts';
import type { Listing } from './listing.ts';
import { toMajor } from './money.ts';
import type { References } from './references.ts';
import { refuseSealed } from './sealed-fields.ts';

export const measures = ['count', 'sum', 'average', 'minimum', 'maximum'] as const;
export type Measure = (typeof measures)[number];

export interface SummaryQuery {
  groupBy?: string | undefined;
  measure?: Measure | undefined;
  field?: string | undefined;
  filter?: string | undefined;
  limit?: number | undefined;
}

export interface Summary {
  measure: Measure;
  groups: { key: string; value: string | number | null; count: number }[];
  /** Money: of the records in the workspace's currency. */
  total: { value: string | number | null; count: number };
  /** Money in other currencies, which no figure above holds. */
  otherCurrencies?: { currency: string; value: string; count: number }[];
}

const calendarUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
const functions: Readonly<Record<Measure, string>> = {
  count: 'count',
  sum: 'sum',
  average: 'avg',
  minimum: 'min',
  maximum: 'max',
};

/** What the lines of an order tell it apart by. */
const lineGroups = { product: products.name, category: products.category } as const;

/**
 * Counts or adds up records, in groups of a field's values or of a date's day, week, month, quarter or
 * year (`orderedAt:month`); orders also by the `product` or `category` of their lines, whose amounts are then
 * what counts. Groups come largest first, dates in their order. Money is added up in the workspace's currency.
 *
 * @throws RapportError invalid_input
 */
export async function summarize(
  parts: { scope: Scope; listing: Listing; catalogue: Catalogue; references: References },
  kind: ObjectKind,
  query: SummaryQuery,
): Promise<Summary> {
  const { scope, listing, catalogue, references } = parts;
  const { currency } = scope.workspace;
  const fields = await catalogue.fields(kind);
  const measure = query.measure ?? 'count';
  const line = kind === 'order' && Object.hasOwn(lineGroups, query.groupBy ?? '') ? query.groupBy : undefined;
  const byLine = line as keyof typeof lineGroups | undefined;
  const measured =
    measure === 'count' ? null : measuredField(kind, fields, query.field, byLine !== undefined);
  const table = tableOf(kind);
  const where = await listing.condition(kind, query.filter);
  const count = byLine ? sql`count(distinct ${orders.id})` : sql`count(*)`;
  const value = measured
    ? sql`${sql.raw(functions[measure])}(${(byLine && lineAmounts[measured.name]) ?? expressionOf(kind, measured)})`
    : count;
  const rowsBy = (key: SQL, condition: SQL | undefined) => {
    const select = {
      key: sql<string | null>`${key}`.as('key'),
      value: sql<string | null>`${value}`,
      count: sql<string>`${count}`,
    };
    const rows = scope.tx.select(select).from(table).$dynamic();
    return (byLine ? rows.innerJoin(orderLines, isLineOf).innerJoin(products, isProductOf) : rows).where(
      condition,
    );
  };
  const paidIn =
    measured?.type === 'money' && fields.some(({ name }) => name === 'currency')
      ? sql<string>`coalesce(${expressionOf(kind, fieldNamed(kind, fields, 'currency'))}, ${currency})`
      : null;
  const counted = paidIn ? and(where, eq(paidIn, currency)) : where;
  const shown = (raw: string | null) => shownMeasure(raw, measured, currency);

  const [total] = await rowsBy(sql`null`, counted);
  const others = paidIn
    ? await rowsBy(paidIn, and(where, ne(paidIn, currency), isNotNull(expressionOf(kind, measured!))))
        .groupBy(sql`1`)
        .orderBy(sql`1`)
    : [];
  const summary: Summary = {
    measure,
    groups: [],
    total: { value: shown(total!.value), count: Number(total!.count) },
    ...(others.length > 0 && {
      otherCurrencies: others.map((one) => ({
        currency: one.key!,
        value: String(shownMeasure(one.value, measured, one.key!)),
        count: Number(one.count),
      })),
    }),
  };
  if (query.groupBy === undefined) return summary;

  const [name, unit] = query.groupBy.split(':');
  const field = byLine ? null : fieldNamed(kind, fields, name!);
  if (field) refuseSealed(kind, field);
  const key = byLine ? sql`${lineGroups[byLine]}` : groupKey(scope, field!, expressionOf(kind, field!), unit);
  const dated = field?.type === 'date' || field?.type === 'moment';
  const rows = await rowsBy(key, counted)
    .groupBy(sql`1`)
    .orderBy(dated ? sql`1` : sql`2 desc nulls last`, sql`1`)
    .limit(query.limit ?? 50);
  const labels =
    field?.type === 'reference'
      ? await references.labels(
          field.target!,
          rows.map((row) => row.key),
        )
      : null;
  const groups = rows.map((row) => ({
    key: labels?.get(row.key ?? '') ?? row.key ?? '–',
    value: shown(row.value),
    count: Number(row.count),
  }));
  return { ...summary, groups };
}

const isLineOf = and(
  eq(orderLines.workspaceId, orders.workspaceId),
  eq(orderLines.orderId, orders.id),
  isNull(orderLines.deletedAt),
);
const isProductOf = and(
  eq(products.workspaceId, orderLines.workspaceId),
  eq(products.id, orderLines.productId),
);
const lineAmounts: Readonly<Record<string, SQL>> = {
  total: sql`${orderLines.quantity} * ${orderLines.unitPriceMinor} - ${orderLines.discountMinor}`,
  units: sql`${orderLines.quantity}`,
};
/** What only lines have: how many of a product were ordered. */
const unitsField: Field = {
  name: 'units',
  type: 'number',
  column: 'quantity',
  label: { en: 'Units', zh: '数量' },
};

function measuredField(
  kind: ObjectKind,
  own: readonly Field[],
  name: string | undefined,
  byLine: boolean,
): Field {
  const fields = byLine ? [...own.filter((field) => field.name === 'total'), unitsField] : own;
  const numeric = fields.filter((field) => field.type === 'number' || field.type === 'money');
  const field = name === undefined ? numeric[0] : fieldNamed(kind, fields, name);
  if (field && numeric.includes(field)) return field;
  const names = numeric.map((candidate) => candidate.name).join(', ') || 'none';
  throw new RapportError('invalid_input', `Only numbers can be added up; of a ${kind}: ${names}.`, {
    hint: 'Use measure count, or one of these fields.',
  });
}

function groupKey(scope: Scope, field: Field, expression: SQL | AnyPgColumn, unit: string | undefined): SQL {
  if (field.type === 'texts')
    throw new RapportError('invalid_input', `${field.name} holds several values and cannot be grouped by.`);
  if (field.type !== 'date' && field.type !== 'moment') return sql`${expression}::text`;
  const known = calendarUnits.find((candidate) => candidate === (unit ?? 'month'));
  if (!known)
    throw new RapportError('invalid_input', `A date is grouped by ${calendarUnits.join(', ')}.`, {
      hint: `For example ${field.name}:month.`,
    });
  const local =
    field.type === 'moment'
      ? sql`${expression} at time zone ${scope.workspace.timeZone}`
      : sql`${expression}::timestamp`;
  const formats = {
    day: 'YYYY-MM-DD',
    week: 'IYYY-"W"IW',
    month: 'YYYY-MM',
    quarter: 'YYYY-"Q"Q',
    year: 'YYYY',
  };
  return sql`to_char(${local}, '${sql.raw(formats[known])}')`;
}

function shownMeasure(raw: string | null, field: Field | null, currency: string): string | number | null {
  if (raw === null) return null;
  if (field?.type === 'money') return `${toMajor(Math.round(Number(raw)), currency)} ${currency}`;
  return Math.round(Number(raw) * 100) / 100;
}
