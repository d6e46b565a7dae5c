import { eq, getTableColumns, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import * as schema from '../../../db/index.ts';
import type { RecordKind, Scope } from '../../trust/index.ts';
import { type TableName, tableClasses } from './classes.ts';

/** A table as the classification walks over it. */
export interface WalkedTable {
  name: TableName;
  table: PgTable;
  columns: Readonly<Record<string, PgColumn>>;
  /** The kind of record it holds, where it holds records. */
  kind: RecordKind | undefined;
  inWorkspace: SQL;
}

const tables = new Map<string, unknown>(Object.entries(schema));

/** Every table, those before others through which these belong to a person. */
export const walkedTables = ({ workspace }: Pick<Scope, 'workspace'>): WalkedTable[] =>
  (Object.keys(tableClasses) as TableName[]).map((name) => {
    const table = tables.get(name) as PgTable;
    const columns = getTableColumns(table) as Readonly<Record<string, PgColumn>>;
    const kind = (Object.keys(schema.recordTables) as RecordKind[]).find(
      (candidate) => (schema.recordTables[candidate] as PgTable) === table,
    );
    return { name, table, columns, kind, inWorkspace: eq(columns.workspaceId!, workspace.id) };
  });

/** A condition on a column: one of many ids. */
export const among = (column: PgColumn, ids: readonly string[]): SQL =>
  sql`${column} = any(array(select json_array_elements_text(cast(${JSON.stringify(ids)}::text as json))))`;

/** The rows of one table that are a person's. */
export interface OwnRows extends WalkedTable {
  /** Holds for these rows. */
  condition: SQL;
  /** Their ids, where the table has such. */
  ids: string[];
}

/**
 * Finds a person's rows in every table, by the classification.
 * @param conversationIds  conversations that are told of besides: whoever had them, they speak of the person
 */
export async function rowsOfPerson(
  scope: Scope,
  contactId: string,
  conversationIds: readonly string[] = [],
): Promise<OwnRows[]> {
  const own: OwnRows[] = [];
  const idsOf = (name: TableName) => own.find((rows) => rows.name === name)?.ids ?? [];
  for (const walked of walkedTables(scope)) {
    const { belongs } = tableClasses[walked.name];
    if (belongs.length === 0) continue;
    const theirs = belongs.map(({ column, of }) =>
      of === 'contact' ? eq(walked.columns[column]!, contactId) : among(walked.columns[column]!, idsOf(of)),
    );
    if (walked.name === 'conversations' && conversationIds.length > 0)
      theirs.push(among(walked.columns.id!, conversationIds));
    const condition = sql`${walked.inWorkspace} and (${or(...theirs)})`;
    const { id } = walked.columns;
    const found = id ? await scope.tx.select({ id }).from(walked.table).where(condition) : [];
    own.push({ ...walked, condition, ids: found.map((row) => String(row.id)) });
  }
  return own;
}
