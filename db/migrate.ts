import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { DatabaseError } from './errors.ts';
import { protectTables, unprotectedTables } from './row-security.ts';
import type { Transaction } from './transaction.ts';
import { dropMasks } from './visibility.ts';

/** One generated file of `migrations/`, in the order of its journal. */
export interface Migration {
  position: number;
  tag: string;
  hash: string;
  statements: readonly string[];
}

const folder = new URL('./migrations/', import.meta.url);

/** Reads the migrations this version ships with, oldest first. */
export async function readMigrations(): Promise<Migration[]> {
  const journal = JSON.parse(await readFile(new URL('meta/_journal.json', folder), 'utf8')) as {
    entries: { idx: number; tag: string }[];
  };
  return Promise.all(
    journal.entries.map(async ({ idx, tag }) => {
      const text = await readFile(new URL(`${tag}.sql`, folder), 'utf8');
      const hash = createHash('sha256').update(text).digest('hex');
      return { position: idx, tag, hash, statements: text.split('--> statement-breakpoint') };
    }),
  );
}

/**
 * Brings the schema up to date and puts every workspace's rows behind row-level security: all of it or,
 * in an interrupted transaction, nothing. Processes that start together do it one after another.
 *
 * @throws DatabaseError `unavailable` where a newer or another version has changed the schema
 */
export async function migrate(tx: Transaction, migrations: readonly Migration[]): Promise<void> {
  if (await isCurrent(tx, migrations)) return;
  await applyMigrations(tx, migrations);
  await protectTables(tx);
}

/** The migrations alone, one process after another, for a schema that others are to follow at once. */
export async function applyMigrations(tx: Transaction, migrations: readonly Migration[]): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('rapport migrations'))`);
  await tx.execute(sql`
    create table if not exists rapport_migrations (
      position integer primary key,
      tag text not null,
      hash text not null,
      applied_at timestamptz not null default now()
    )`);
  // Whoever held the lock before may have been of another version.
  const applied = await appliedMigrations(tx);
  refuseForeign(applied, migrations);
  await dropMasks(tx);
  for (const { position, tag, hash, statements } of migrations.slice(applied.length)) {
    for (const statement of statements) await tx.execute(sql.raw(statement));
    await tx.execute(
      sql`insert into rapport_migrations (position, tag, hash) values (${position}, ${tag}, ${hash})`,
    );
  }
}

async function isCurrent(tx: Transaction, migrations: readonly Migration[]): Promise<boolean> {
  const [found] = await tx.execute(sql`select to_regclass('rapport_migrations') is not null as present`);
  if (!found?.present) return false;

  const applied = await appliedMigrations(tx);
  refuseForeign(applied, migrations);
  return applied.length === migrations.length && (await unprotectedTables(tx)).length === 0;
}

function refuseForeign(applied: readonly { hash: string }[], migrations: readonly Migration[]): void {
  const foreign = applied.findIndex(({ hash }, index) => hash !== migrations[index]?.hash);
  if (foreign < 0) return;
  const newer = foreign >= migrations.length;
  throw new DatabaseError(
    'unavailable',
    newer
      ? 'This database was changed by a newer version of Rapport.'
      : `This database was set up by another version of Rapport (migration ${foreign}).`,
    { hint: newer ? 'Update Rapport.' : 'Use the version that made it, or another data directory.' },
  );
}

/**
 * Looks whether the schema is the one this version works with: another process may have changed it since.
 *
 * @throws DatabaseError `unavailable` where it is not
 */
export async function requireCurrent(tx: Transaction, migrations: readonly Migration[]): Promise<void> {
  const applied = await appliedMigrations(tx);
  refuseForeign(applied, migrations);
  if (applied.length < migrations.length)
    throw new DatabaseError('unavailable', 'The database waits for its migrations.', {
      retryable: true,
      hint: 'Try again in a moment; the next start applies them.',
    });
}

/** Hashes of what has been applied, in order. */
export async function appliedMigrations(tx: Transaction): Promise<{ tag: string; hash: string }[]> {
  const rows = await tx.execute<{ tag: string; hash: string }>(
    sql`select tag, hash from rapport_migrations order by position`,
  );
  return [...rows];
}
