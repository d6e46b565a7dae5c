import { and, asc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import {
  type customFields,
  type RecordKind,
  type RecordRow,
  recordTables,
  sealedFieldsOf,
  sealedValue,
  sealing,
  type Transaction,
} from '../../db/index.ts';

export type AnyTable = typeof customFields;
export const tableOf = (kind: RecordKind): AnyTable => recordTables[kind] as unknown as AnyTable;

/** A whole row of a record's table, by the properties of the schema in their alphabetical order. */
export type WholeRow = Record<string, unknown> & { id: string; version: number };

interface Shape {
  columns: readonly (readonly [property: string, column: PgColumn])[];
  /** What a new record's row holds where nothing was said. */
  blank: Readonly<Record<string, unknown>>;
}

const shapes = new Map<RecordKind, Shape>();

function shapeOf(kind: RecordKind): Shape {
  const known = shapes.get(kind);
  if (known) return known;
  const columns = Object.entries(getTableColumns(recordTables[kind] as PgTable)).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const blank = Object.fromEntries(columns.map(([property, column]) => [property, column.default ?? null]));
  const shape = { columns, blank };
  shapes.set(kind, shape);
  return shape;
}

/**
 * The row these values make, defaults filled in, as the database would give it back.
 * @param stamps  what holds whatever the values say
 */
export const wholeRow = (
  kind: RecordKind,
  values: Readonly<Record<string, unknown>>,
  stamps: Readonly<Record<string, unknown>> = {},
): WholeRow => {
  const { blank } = shapeOf(kind);
  const row: Record<string, unknown> = { ...blank };
  for (const said of [values, stamps])
    for (const property in said) {
      const value = said[property];
      if (value !== null && value !== undefined && property in blank) row[property] = value;
    }
  return row as WholeRow;
};

/** What a new record of a kind has to say. */
export const requiredColumns = (kind: RecordKind): ReadonlySet<string> =>
  new Set(
    shapeOf(kind)
      .columns.filter(([, column]) => column.notNull && !column.hasDefault)
      .map(([property]) => property),
  );

/** Statements that carry a whole batch are cut into pieces of this many rows. */
const rowsPerStatement = 5_000;

/** Adds rows in few statements, column by column: Postgres reads lists of values quicker than objects. */
export const insertRows = (tx: Transaction, kind: RecordKind, rows: readonly WholeRow[]): Promise<void> =>
  eachPiece(rows, async (clear) => {
    const { columns } = shapeOf(kind);
    const piece = sealedRows(kind, clear);
    const lists = new Map<string, SQL>();
    const selected = columns.map(([property, column]) => {
      const type = sql.raw(column.getSQLType());
      const first = piece[0]?.[property];
      if (property !== 'id' && piece.every((row) => row[property] === first))
        return sql`cast(${writerOf(column)(first)}::text as ${type})`;
      const write = writerOf(column);
      lists.set(property, asList(piece.map((row) => write(row[property]))));
      return sql`cast(${sql.identifier(property)} as ${type})`;
    });
    const given = Array.from(lists.keys(), (property) => sql.identifier(property));
    await tx.execute(sql`
      insert into ${tableOf(kind)} (${names(columns)})
      select ${list(selected)} from unnest(${list([...lists.values()])}) as given(${list(given)})`);
  });

/** Rows as they are stored in an encrypted database. */
function sealedRows(kind: RecordKind, rows: readonly WholeRow[]): readonly WholeRow[] {
  const fields = sealing() ? sealedFieldsOf(kind) : [];
  if (fields.length === 0) return rows;
  return rows.map((row) => {
    const sealed = fields.map(([name, shape]) => [name, sealedValue(shape, row[name], `${kind}.${name}`)]);
    return { ...row, ...Object.fromEntries(sealed) };
  });
}

/** Writes values as the text their column reads. */
function writerOf(column: PgColumn): (value: unknown) => string | null {
  const isJson = column.getSQLType() === 'jsonb';
  const isArray = column.dataType === 'array';
  return (value) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Date) return value.toISOString();
    if (isJson) return JSON.stringify(value);
    if (typeof value === 'string') return value;
    const isTexts = isArray && Array.isArray(value) && value.every((item) => typeof item === 'string');
    return isTexts ? arrayOf(value) : String(column.mapToDriverValue(value));
  };
}

const [between, nothing] = ['\u001f', '\u001e'];
const isSeparator = new RegExp(`[${between}${nothing}]`);

/** Texts as an array of a statement: what is joined Postgres reads quicker than an array of its own. */
function asList(texts: readonly (string | null)[]): SQL {
  const isJoinable = texts.length > 1 && !texts.some((text) => text !== null && isSeparator.test(text));
  return isJoinable
    ? sql`string_to_array(${texts.map((text) => text ?? nothing).join(between)}::text, ${between}, ${nothing})`
    : sql`cast(${arrayOf(texts)}::text as text[])`;
}

/** Texts as Postgres writes an array of them. */
const arrayOf = (texts: readonly (string | null)[]): string => `{${texts.map(itemOf).join(',')}}`;

const itemOf = (text: string | null): string => {
  if (text === null) return 'NULL';
  if (isBare.test(text) && !isNull.test(text)) return text;
  return `"${isMarked.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
};

/** What needs no quotes in an array: they would be quoted again in an array of arrays. */
const isBare = /^[\p{L}\p{N}+@._-](?:[\p{L}\p{N}+@._ -]*[\p{L}\p{N}+@._-])?$/u;
const isNull = /^null$/i;
const isMarked = /["\\]/;

/** Writes rows over those with their ids, in few statements. */
export const overwriteRows = (
  tx: Transaction,
  workspaceId: string,
  kind: RecordKind,
  rows: readonly WholeRow[],
): Promise<void> =>
  eachPiece(rows, async (piece) => {
    const { columns } = shapeOf(kind);
    const set = columns.filter(([property]) => property !== 'workspaceId' && property !== 'id');
    const assignments = set.map(
      ([property, column]) => sql`${sql.identifier(column.name)} = given.${sql.identifier(property)}`,
    );
    await tx.execute(sql`
      update ${tableOf(kind)} as written set ${list(assignments)}
      from ${asTable(columns, JSON.stringify(sealedRows(kind, piece)))}
      where written.workspace_id = ${workspaceId} and written.id = given.id`);
  });

/** Rows of one kind by id, those taken away included; where wanted, held until the transaction ends. */
export async function rowsById<Kind extends RecordKind>(
  tx: Transaction,
  workspaceId: string,
  kind: Kind,
  ids: readonly string[],
  { held = false }: { held?: boolean } = {},
): Promise<Map<string, RecordRow<Kind>>> {
  if (ids.length === 0) return new Map();
  const table = tableOf(kind);
  const found = tx
    .select()
    .from(table)
    .where(and(eq(table.workspaceId, workspaceId), inArray(table.id, [...new Set(ids)])));
  const rows = await (held ? found.orderBy(asc(table.id)).for('update') : found);
  return new Map(rows.map((row) => [row.id, row as never]));
}

async function eachPiece<Row>(
  rows: readonly Row[],
  work: (piece: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    await work(rows.slice(start, start + rowsPerStatement));
}

const list = (parts: readonly SQL[] | readonly ReturnType<typeof sql.identifier>[]) =>
  sql.join([...parts] as SQL[], sql`, `);
const names = (columns: Shape['columns']) => list(columns.map(([, column]) => sql.identifier(column.name)));
const asTable = (columns: Shape['columns'], json: string) => {
  const typed = columns.map(
    ([property, column]) => sql`${sql.identifier(property)} ${sql.raw(column.getSQLType())}`,
  );
  return sql`json_to_recordset(cast(${json}::text as json)) as given(${list(typed)})`;
};
