import { createHash, type Hash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { applyMigrations, type Migration, migrate } from '../migrate.ts';
import { forgetKey } from '../sealing/state.ts';
import type { Transaction } from '../transaction.ts';
import { ArchiveError } from './archive-error.ts';
import { countRows, isEmpty, type Table, tablesOf } from './tables.ts';
import type { ArchiveHeader } from './write.ts';

/** Rows put in at a time. */
const mostRows = 500;
const mostCharacters = 1_000_000;
const longestHeader = 1_000_000;

/**
 * Puts a backup into an empty database: with the schema it was made under, which is then brought up to date by the
 * migrations that came since. Every table must have the rows and the digest the backup says.
 *
 * @param lines  of the backup; where they break off, this throws
 * @returns how many rows were put in
 * @throws ArchiveError
 */
export async function restoreLines(
  tx: Transaction,
  lines: AsyncIterable<string>,
  migrations: readonly Migration[],
  progress: (table: string, rows: number) => void,
): Promise<number> {
  await forgetKey(tx);
  for (const { name } of await tablesOf(tx))
    if (!(await isEmpty(tx, name))) throw new ArchiveError('not_empty', name);
  let tables: Map<string, Table> | undefined;
  let open: OpenTable | undefined;
  let all = 0;
  let isComplete = false;
  for await (const line of lines) {
    if (isComplete) throw new ArchiveError('damaged');
    if (open && line.startsWith('[')) {
      await open.add(line);
      continue;
    }
    const told = controlOf(line, tables === undefined);
    if (!tables) {
      await takeSchema(tx, headerOf(told), migrations);
      tables = new Map((await tablesOf(tx)).map((table) => [table.name, table]));
    } else if (typeof told.table === 'string' && !open) {
      open = openTable(tx, tables.get(told.table), told);
    } else if (open && told.end === open.name) {
      await open.close(told);
      progress(open.name, open.rows());
      all += open.rows();
      open = undefined;
    } else if (told.complete === true && !open && told.rows === all) isComplete = true;
    else throw new ArchiveError('damaged', open?.name);
  }
  if (!tables) throw new ArchiveError('foreign');
  if (!isComplete) throw new ArchiveError('truncated', open?.name);
  await migrate(tx, migrations);
  return all;
}

type Control = Readonly<Record<string, unknown>>;

function controlOf(line: string, isFirst: boolean): Control {
  const fault = isFirst ? 'foreign' : 'damaged';
  if (isFirst && line.length > longestHeader) throw new ArchiveError(fault);
  try {
    const told: unknown = JSON.parse(line);
    if (told !== null && typeof told === 'object' && !Array.isArray(told)) return told as Control;
  } catch {
    // Told below.
  }
  throw new ArchiveError(fault);
}

function headerOf(told: Control): ArchiveHeader {
  if (told.format !== 'rapport-backup' || !Array.isArray(told.migrations)) throw new ArchiveError('foreign');
  if (told.version !== 1) throw new ArchiveError('newer');
  return told as unknown as ArchiveHeader;
}

/** Gives the empty database the schema a backup was made under. */
async function takeSchema(
  tx: Transaction,
  { migrations: made }: ArchiveHeader,
  migrations: readonly Migration[],
): Promise<void> {
  const foreign = made.findIndex(({ hash }, index) => hash !== migrations[index]?.hash);
  if (foreign >= 0) throw new ArchiveError(foreign >= migrations.length ? 'newer' : 'other_lineage');
  if (made.length === migrations.length) return;
  for (const { name } of await tablesOf(tx))
    await tx.execute(sql`drop table if exists ${sql.identifier(name)} cascade`);
  await tx.execute(sql`drop table rapport_migrations`);
  await applyMigrations(tx, migrations.slice(0, made.length));
}

interface OpenTable {
  name: string;
  rows(): number;
  add(line: string): Promise<void>;
  close(told: Control): Promise<void>;
}

/** Takes the rows of one table. Names and types are the database's own: a backup says nothing that is run. */
function openTable(tx: Transaction, table: Table | undefined, told: Control): OpenTable {
  const listed = Array.isArray(told.columns) ? told.columns : [];
  const columns = listed.map((name) => table?.columns.find((column) => column.name === name));
  const known = columns.filter((column) => column !== undefined);
  if (!table || known.length !== listed.length || known.length !== table.columns.length)
    throw new ArchiveError('damaged', table?.name);
  const names = sql.join(
    known.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  const values = sql.join(
    known.map(({ type }, index) => sql.raw(`(line->>${index})::${type}`)),
    sql`, `,
  );
  const digest: Hash = createHash('sha256');
  let batch: string[] = [];
  let characters = 0;
  let rows = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const whole = `[${batch.join(',')}]`;
    await tx.execute(sql`
      insert into ${sql.identifier(table.name)} (${names})
      select ${values} from json_array_elements(${whole}::json) as line`);
    batch = [];
    characters = 0;
  };
  return {
    name: table.name,
    rows: () => rows,
    async add(line) {
      digest.update(line).update('\n');
      rows += 1;
      batch.push(line);
      characters += line.length;
      if (batch.length >= mostRows || characters >= mostCharacters) await flush();
    },
    async close({ rows: said, sha256 }) {
      if (said !== rows || sha256 !== digest.digest('hex')) throw new ArchiveError('damaged', table.name);
      await flush();
      if ((await countRows(tx, table.name)) !== rows) throw new ArchiveError('damaged', table.name);
    },
  };
}
