import type { Database } from '../database.ts';
import { readMigrations } from '../migrate.ts';
import type { Transaction } from '../transaction.ts';
import { ArchiveError } from './archive-error.ts';
import { readGzip, writeGzip } from './file.ts';
import { restoreLines } from './read.ts';
import { archiveLines } from './write.ts';

export { ArchiveError, type ArchiveFault } from './archive-error.ts';

export interface BackupOptions {
  now: Date;
  signal: AbortSignal;
  progress(table: string, rows: number): void;
}

/**
 * Writes all workspaces, as of one moment, to a file. Nobody who works meanwhile waits.
 *
 * @returns how many rows it holds
 * @throws ArchiveError, DatabaseError, or the error of the operating system
 */
export function writeBackup(database: Database, path: string, options: BackupOptions): Promise<number> {
  return database.snapshot(async (tx) => {
    let all = 0;
    const count = (table: string, rows: number): void => {
      all += rows;
      options.progress(table, rows);
    };
    await writeGzip(path, archiveLines(tx, options.now, count));
    return all;
  }, options.signal);
}

export interface RestoreOptions {
  signal: AbortSignal;
  progress(table: string, rows: number): void;
  /** Looks the data over before they are committed; what it throws leaves the database empty. */
  verify(tx: Transaction): Promise<void>;
}

/**
 * Puts a backup of either engine into an empty database of either, all of it or nothing.
 *
 * @returns how many rows were put in
 * @throws ArchiveError, DatabaseError, or the error of the operating system
 */
export async function restoreBackup(
  database: Database,
  path: string,
  { signal, progress, verify }: RestoreOptions,
): Promise<number> {
  const migrations = await readMigrations();
  const rows = await database.system(async (tx) => {
    const lines = untilAborted(readGzip(path), signal);
    const restored = await restoreLines(tx, lines, migrations, progress);
    await verify(tx);
    return restored;
  });
  await database.system((tx) => tx.execute('analyze'));
  return rows;
}

/**
 * The rows of one table of a backup, by the names of their columns, each value as Postgres writes it.
 *
 * @throws ArchiveError where the file is none, or breaks off before its end
 */
export async function* archivedRows(
  path: string,
  table: string,
): AsyncGenerator<Record<string, string | null>> {
  let columns: readonly string[] | undefined;
  let isFirst = true;
  let isComplete = false;
  for await (const line of readGzip(path)) {
    if (isFirst && !line.startsWith('{"format":"rapport-backup"')) throw new ArchiveError('foreign');
    isFirst = false;
    if (!line.startsWith('[')) {
      const told = JSON.parse(line) as { table?: string; columns?: string[]; complete?: boolean };
      columns = told.table === table ? told.columns : undefined;
      isComplete = told.complete === true;
    } else if (columns) {
      const values = JSON.parse(line) as (string | null)[];
      yield Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));
    }
  }
  if (!isComplete) throw new ArchiveError('truncated');
}

async function* untilAborted(lines: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<string> {
  for await (const line of lines) {
    signal.throwIfAborted();
    yield line;
  }
}
