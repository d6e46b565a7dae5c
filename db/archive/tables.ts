import { sql } from 'drizzle-orm';
import type { Transaction } from '../transaction.ts';

/** A table as the database has it. */
export interface Table {
  name: string;
  columns: { name: string; type: string }[];
}

/** Every table with data of ours, by name, its columns in their order. What is computed is left out. */
export async function tablesOf(tx: Transaction): Promise<Table[]> {
  const rows = await tx.execute<{ table: string; column: string; type: string }>(sql`
    select relname as table, attname as column, format_type(atttypid, atttypmod) as type
    from pg_class
    join pg_attribute on attrelid = pg_class.oid
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname <> 'rapport_migrations'
      and attnum > 0 and not attisdropped and attgenerated = ''
    order by relname collate "C", attnum`);
  const tables = new Map<string, Table>();
  for (const { table, column, type } of rows) {
    const known = tables.get(table) ?? { name: table, columns: [] };
    known.columns.push({ name: column, type });
    tables.set(table, known);
  }
  return [...tables.values()];
}

export async function countRows(tx: Transaction, table: string): Promise<number> {
  const [found] = await tx.execute<{ rows: number }>(
    sql`select count(*) as rows from ${sql.identifier(table)}`,
  );
  return Number(found?.rows);
}

export async function isEmpty(tx: Transaction, table: string): Promise<boolean> {
  const [found] = await tx.execute<{ some: boolean }>(
    sql`select exists (select from ${sql.identifier(table)}) as some`,
  );
  return found?.some !== true;
}
