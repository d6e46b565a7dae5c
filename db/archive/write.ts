import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { appliedMigrations } from '../migrate.ts';
import type { Transaction } from '../transaction.ts';
import { ArchiveError } from './archive-error.ts';
import { type Table, tablesOf } from './tables.ts';

/** What a backup begins with. */
export interface ArchiveHeader {
  format: 'rapport-backup';
  version: 1;
  createdAt: string;
  migrations: { tag: string; hash: string }[];
}

/** Rows fetched at a time: fewer where they are long. */
const mostRows = 1_000;
const aimedBytes = 2_000_000;

/**
 * The whole database as lines of JSON, in constant memory: a header; for each table its columns, its rows, and
 * how many there are with their digest; a last line that says it is complete. A row is the list of its columns'
 * values as Postgres writes them, so that either engine reads back exactly what the other wrote.
 *
 * @param tx        sees one moment of the database throughout
 * @param progress  hears of each table when it is done
 * @throws ArchiveError `nothing_to_keep` where there is no row at all
 */
export async function* archiveLines(
  tx: Transaction,
  now: Date,
  progress: (table: string, rows: number) => void,
): AsyncGenerator<string> {
  const migrations = (await appliedMigrations(tx)).map(({ tag, hash }) => ({ tag, hash }));
  const header: ArchiveHeader = {
    format: 'rapport-backup',
    version: 1,
    createdAt: now.toISOString(),
    migrations,
  };
  yield `${JSON.stringify(header)}\n`;
  let all = 0;
  for (const table of await tablesOf(tx)) {
    const columns = table.columns.map(({ name }) => name);
    yield `${JSON.stringify({ table: table.name, columns })}\n`;
    const digest = createHash('sha256');
    let rows = 0;
    for await (const line of rowLines(tx, table)) {
      digest.update(line);
      rows += 1;
      yield line;
    }
    yield `${JSON.stringify({ end: table.name, rows, sha256: digest.digest('hex') })}\n`;
    progress(table.name, rows);
    all += rows;
  }
  if (all === 0) throw new ArchiveError('nothing_to_keep');
  yield `${JSON.stringify({ complete: true, rows: all })}\n`;
}

async function* rowLines(tx: Transaction, { name, columns }: Table): AsyncGenerator<string> {
  const values: SQL[] = columns.map((column) => sql`${sql.identifier(column.name)}::text`);
  await tx.execute(sql`
    declare backup_rows no scroll cursor for
    select json_build_array(${sql.join(values, sql`, `)})::text as line from ${sql.identifier(name)}`);
  let count = 50;
  for (;;) {
    const rows = await tx.execute<{ line: string }>(sql.raw(`fetch ${count} from backup_rows`));
    let bytes = 0;
    for (const { line } of rows) {
      const whole = `${line.replaceAll('\n', ' ')}\n`;
      bytes += whole.length;
      yield whole;
    }
    if (rows.length < count) break;
    count = Math.max(1, Math.min(mostRows, Math.floor((count * aimedBytes) / Math.max(bytes, 1))));
  }
  await tx.execute(sql`close backup_rows`);
}
