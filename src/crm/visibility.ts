import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { recordTables } from '../../db/index.ts';
import { quoted, RapportError, withNearest } from '../trust/index.ts';
import { type Field, type ObjectKind, objectKindOf, objectKinds, standardFields } from './fields.ts';

/** Columns in which the value of a field stands too, or from which it could be worked out. */
const alsoIn: Readonly<Record<string, readonly string[]>> = {
  'order.total': [
    'order_lines.unit_price_minor',
    'order_lines.discount_minor',
    'payments.amount_minor',
    'returns.refund_minor',
    'returns.difference_minor',
  ],
};

/** The columns of hidden fields, for the database to mask; names that are none any more are passed over. */
export const maskedColumns = (hidden: readonly string[]): string[] =>
  hidden.flatMap((name) => {
    const [kind, fieldName = ''] = name.split('.') as [ObjectKind, string];
    if (!objectKinds.includes(kind)) return [];
    const table = recordTables[kind] as PgTable;
    const { name: tableName } = getTableConfig(table);
    const column = getTableColumns(table)[columnOf(kind, fieldName)];
    const own = column === undefined ? `${tableName}.custom.${fieldName}` : `${tableName}.${column.name}`;
    return [own, ...(alsoIn[name] ?? [])];
  });

const columnOf = (kind: ObjectKind, name: string): string => standardColumns[kind]?.get(name) ?? '';

const standardColumns = Object.fromEntries(
  objectKinds.map((kind) => [kind, new Map(standardFields(kind).map((field) => [field.name, field.column]))]),
) as Record<ObjectKind, Map<string, string>>;

/** What records are known and found by, and what they hang on: work without it would be blind. */
const isPlain = (kind: ObjectKind, field: Field): boolean => {
  if (field.custom || field.type === 'money' || field.type === 'texts') return true;
  if (field.type === 'reference' || field.readOnly) return false;
  return getTableColumns(recordTables[kind] as PgTable)[field.column]?.notNull === false;
};

/** The field a rule hides, as `deal.amount`. @throws RapportError invalid_input where it is none that can be hidden */
export async function hideableField(
  written: string,
  fieldsOf: (kind: ObjectKind) => Promise<readonly Field[]>,
): Promise<string> {
  const [kind, name, ...more] = written.trim().split('.');
  const known = objectKindOf(kind);
  if (!known || name === undefined || more.length > 0)
    throw new RapportError('invalid_input', `${quoted(written)} names no field of a kind of record.`, {
      hint: `Write it like deal.amount. Kinds: ${objectKinds.join(', ')}.`,
    });
  const fields = (await fieldsOf(known)).filter((field) => isPlain(known, field));
  const field = fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (field) return `${known}.${field.name}`;
  const names = fields.map((candidate) => candidate.name);
  throw new RapportError(
    'invalid_input',
    withNearest(`${known}.${quoted(name).slice(1, -1)} cannot be hidden.`, name, names),
    { hint: `Of a ${known} can be hidden: ${names.join(', ')}.` },
  );
}
