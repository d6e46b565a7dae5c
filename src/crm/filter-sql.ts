import { and, eq, inArray, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { type RecordKind, recordTables } from '../../db/index.ts';
import { dayIn, quoted, RapportError, type Scope } from '../trust/index.ts';
import { type Field, fieldNamed, type ObjectKind, objectKindOf, picklistValue } from './fields.ts';
import type { Comparison, Filter } from './filter.ts';
import { decimalsOf } from './money.ts';
import type { References } from './references.ts';
import { type Days, daysOf } from './relative-dates.ts';
import { holdsWhole, isSealedField, sealedError } from './sealed-fields.ts';

type RecordTable = (typeof recordTables)['contact'];
/** A kind's table, seen through the columns all of them share. */
export const tableOf = (kind: RecordKind): RecordTable => recordTables[kind] as unknown as RecordTable;

/** Where a field's value stands: its column, or its key within the custom values. */
export function expressionOf(kind: ObjectKind, field: Field): SQL | AnyPgColumn {
  const table = tableOf(kind);
  if (!field.custom) return (table as unknown as Record<string, AnyPgColumn>)[field.column]!;
  const text = sql`${table.custom} ->> ${field.column}`;
  return field.type === 'number' ? sql`(${text})::numeric` : sql`(${text})`;
}

/** What a filter needs to become a condition. */
export interface FilterContext {
  scope: Scope;
  references: References;
  fields(kind: ObjectKind): Promise<readonly Field[]>;
}

/**
 * A filter as an SQL condition on a kind's table, its values checked against fields, picklists and names.
 * @throws RapportError invalid_input, with what was probably meant
 */
export async function conditionOf(context: FilterContext, kind: ObjectKind, filter: Filter): Promise<SQL> {
  if ('all' in filter)
    return and(...(await Promise.all(filter.all.map((part) => conditionOf(context, kind, part)))))!;
  if ('any' in filter)
    return or(...(await Promise.all(filter.any.map((part) => conditionOf(context, kind, part)))))!;
  if ('not' in filter) {
    const inner = await conditionOf(context, kind, filter.not);
    return sql`(${inner}) is not true`;
  }
  const [name, related] = filter.field.split(/\.(.*)/s);
  const field = fieldNamed(kind, await context.fields(kind), name!);
  if (related !== undefined) return relatedCondition(context, kind, field, { ...filter, field: related });
  const expression = expressionOf(kind, field);
  if ('empty' in filter) return filter.empty ? emptyOf(field, expression) : not(emptyOf(field, expression));
  if (isSealedField(kind, field)) return sealedCondition(context, kind, field, filter);
  if ('oneOf' in filter) {
    const choices = await Promise.all(
      filter.oneOf.map((value) => compare(context, field, expression, '=', value)),
    );
    return or(...choices)!;
  }
  if ('from' in filter) {
    const from = await compare(context, field, expression, '>=', filter.from);
    return and(from, await compare(context, field, expression, '<=', filter.to))!;
  }
  return compare(context, field, expression, filter.comparison, filter.value);
}

/** Encrypted values are compared as a whole alone. @throws RapportError invalid_input */
async function sealedCondition(
  { scope }: FilterContext,
  kind: ObjectKind,
  field: Field,
  filter: Filter,
): Promise<SQL> {
  const { id } = tableOf(kind);
  if ('oneOf' in filter) return holdsWhole(scope, kind, field, id, filter.oneOf);
  if (!('comparison' in filter) || !['=', '!='].includes(filter.comparison)) throw sealedError(field);
  const condition = await holdsWhole(scope, kind, field, id, [filter.value]);
  return filter.comparison === '=' ? condition : not(condition);
}

async function relatedCondition(
  context: FilterContext,
  kind: ObjectKind,
  field: Field,
  filter: Filter,
): Promise<SQL> {
  const target = objectKindOf(field.target);
  if (!target)
    throw new RapportError('invalid_input', `${field.name} leads to no other record.`, {
      hint: 'Use e.g. company.industry or contact.city.',
    });
  const table = tableOf(target);
  const inner = await conditionOf(context, target, filter);
  const matching = context.scope.tx
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.workspaceId, context.scope.workspace.id), isNull(table.deletedAt), inner));
  return inArray(expressionOf(kind, field) as AnyPgColumn, matching);
}

const emptyOf = (field: Field, expression: SQL | AnyPgColumn): SQL =>
  field.type === 'texts' ? sql`cardinality(${expression}) = 0` : sql`coalesce(${expression}::text, '') = ''`;

async function compare(
  context: FilterContext,
  field: Field,
  expression: SQL | AnyPgColumn,
  sign: Comparison,
  value: string,
): Promise<SQL> {
  if (sign === '~') return contains(field, expression, value);
  switch (field.type) {
    case 'date':
    case 'moment':
      return onDays(context.scope, field, expression, sign, value);
    case 'number':
    case 'money': {
      const number = Number(value.replace(/[,\s]/g, ''));
      if (!Number.isFinite(number))
        throw new RapportError(
          'invalid_input',
          `${field.name} is compared with a number, not ${quoted(value)}.`,
        );
      const factor = field.type === 'money' ? 10 ** decimalsOf(context.scope.workspace.currency) : 1;
      return sql`${expression} ${sql.raw(operator(sign))} ${String(number * factor)}::numeric`;
    }
    case 'boolean': {
      const truth = { true: true, yes: true, 是: true, false: false, no: false, 否: false }[
        value.toLowerCase()
      ];
      if (truth === undefined)
        throw new RapportError('invalid_input', `${field.name} is yes or no, not ${quoted(value)}.`);
      return sql`${expression} ${sql.raw(operator(sign))} ${truth}`;
    }
    case 'texts':
      return sql`lower(${value}) ${sql.raw(sign === '!=' ? '<> all' : '= any')} (select lower(item) from unnest(${expression}) as item)`;
    case 'reference': {
      const ids = await context.references.allNamed(field.target!, value);
      const list = sql.join(
        ids.map((id) => sql`${id}`),
        sql`, `,
      );
      return sign === '!=' ? sql`(${expression} in (${list})) is not true` : sql`${expression} in (${list})`;
    }
    case 'picklist':
      return sql`${expression} ${sql.raw(distinct(sign))} ${picklistValue(field, value)}`;
    case 'text':
      return sign === '=' || sign === '!='
        ? sql`lower(${expression}) ${sql.raw(distinct(sign))} lower(${value})`
        : sql`${expression} ${sql.raw(operator(sign))} ${value}`;
  }
}

/** `field < 5 weeks ago`: whole days in the workspace's time zone. */
function onDays(
  scope: Scope,
  field: Field,
  expression: SQL | AnyPgColumn,
  sign: Comparison,
  value: string,
): SQL {
  const { workspace, now } = scope;
  const days: Days | null = daysOf(value, dayIn(workspace.timeZone, now), workspace.fiscalYearStart);
  if (!days)
    throw new RapportError(
      'invalid_input',
      `${field.name} is compared with a date, and ${quoted(value)} is none.`,
      {
        hint: 'Use 2026-03-05, today, 5 weeks ago, in 3 days, or this/last/next week, month, quarter or year.',
      },
    );
  const day =
    field.type === 'moment' ? sql`(${expression} at time zone ${workspace.timeZone})::date` : expression;
  if (sign === '=') return sql`${day} between ${days.from}::date and ${days.to}::date`;
  if (sign === '!=') return sql`(${day} between ${days.from}::date and ${days.to}::date) is not true`;
  const bound = sign === '<' || sign === '>=' ? days.from : days.to;
  return sql`${day} ${sql.raw(operator(sign))} ${bound}::date`;
}

function contains(field: Field, expression: SQL | AnyPgColumn, value: string): SQL {
  const pattern = `%${value.replace(/[\\%_]/g, '\\$&')}%`;
  if (field.type === 'texts')
    return sql`exists (select 1 from unnest(${expression}) as item where item ilike ${pattern})`;
  if (field.type !== 'text' && field.type !== 'picklist')
    throw new RapportError('invalid_input', `~ looks inside text, and ${field.name} is a ${field.type}.`, {
      hint: 'Use = or a range.',
    });
  return sql`${expression} ilike ${pattern}`;
}

const operators: Readonly<Record<Comparison, string>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '~': '~',
};
const operator = (sign: Comparison): string => operators[sign];
/** Unlike <>, keeps records whose field is empty among those that differ. */
const distinct = (sign: Comparison): string => (sign === '!=' ? 'is distinct from' : operators[sign]);
