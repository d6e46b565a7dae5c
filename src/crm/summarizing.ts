import { desc, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { RapportError, type Scope } from '../trust/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Field, fieldNamed, type ObjectKind } from './fields.ts';
import { expressionOf, tableOf } from './filter-sql.ts';
import type { Listing } from './listing.ts';
import { toMajor } from './money.ts';
import type { References } from './references.ts';

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
  total: { value: string | number | null; count: number };
}

const calendarUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
const functions: Readonly<Record<Measure, string>> = {
  count: 'count',
  sum: 'sum',
  average: 'avg',
  minimum: 'min',
  maximum: 'max',
};

/**
 * Counts or adds up records, in groups of a field's values or of a date's day, week, month, quarter or
 * year (`orderedAt:month`). Groups come largest first, dates in their order.
 *
 * @throws RapportError invalid_input
 */
export async function summarize(
  parts: { scope: Scope; listing: Listing; catalogue: Catalogue; references: References },
  kind: ObjectKind,
  query: SummaryQuery,
): Promise<Summary> {
  const { scope, listing, catalogue, references } = parts;
  const fields = await catalogue.fields(kind);
  const measure = query.measure ?? 'count';
  const measured = measure === 'count' ? null : measuredField(kind, fields, query.field);
  const table = tableOf(kind);
  const where = await listing.condition(kind, query.filter);
  const value = measured
    ? sql`${sql.raw(functions[measure])}(${expressionOf(kind, measured)})`
    : sql`count(*)`;
  const select = { value: sql<string | null>`${value}`, count: sql<string>`count(*)` };
  const shown = (raw: string | null) => shownMeasure(raw, measured, scope.workspace.currency);
  const [total] = await scope.tx.select(select).from(table).where(where);
  const totals = { value: shown(total!.value), count: Number(total!.count) };
  if (query.groupBy === undefined) return { measure, groups: [], total: totals };

  const [name, unit] = query.groupBy.split(':');
  const field = fieldNamed(kind, fields, name!);
  const key = groupKey(scope, field, expressionOf(kind, field), unit);
  const dated = field.type === 'date' || field.type === 'moment';
  const rows = await scope.tx
    .select({ key: sql<string | null>`${key}`.as('key'), ...select })
    .from(table)
    .where(where)
    .groupBy(sql`1`)
    .orderBy(dated ? sql`1` : desc(sql`2`), sql`1`)
    .limit(query.limit ?? 50);
  const labels =
    field.type === 'reference'
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
  return { measure, groups, total: totals };
}

function measuredField(kind: ObjectKind, fields: readonly Field[], name: string | undefined): Field {
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
