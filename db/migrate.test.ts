import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './index.ts';
import { type Migration, migrate, readMigrations, requireCurrent } from './migrate.ts';
import { openTestDatabase } from './testing.ts';

let database: Database;
let migrations: Migration[];

beforeAll(async () => {
  database = await openTestDatabase();
  migrations = await readMigrations();
});

afterAll(() => database.close());

const next = (...statements: string[]): Migration => ({
  position: migrations.length,
  tag: 'next',
  hash: 'hash',
  statements,
});

/** Runs what opening runs, then forgets it. */
async function rehearse<T>(
  known: readonly Migration[],
  look: (tx: Parameters<typeof migrate>[0]) => Promise<T>,
) {
  let seen: T | undefined;
  const forget = new Error('forget');
  const work = database.system(async (tx) => {
    await migrate(tx, known);
    seen = await look(tx);
    throw forget;
  });
  await work.catch((error: unknown) => {
    if (error !== forget) throw error;
  });
  return seen;
}

test('what is applied stays, what is new is added and closed off between workspaces', async () => {
  const table = 'create table gadgets (workspace_id text not null, id text not null)';
  const added = await rehearse([...migrations, next(table)], (tx) =>
    tx.execute(sql`select relforcerowsecurity as forced from pg_class where relname = 'gadgets'`),
  );
  expect(added).toEqual([{ forced: true }]);
  expect((await database.describe()).migrations).toEqual(migrations.map(({ tag }) => tag));
});

test('a migration that fails leaves nothing', async () => {
  const broken = next('create table leftover (id text)', 'create table leftover (id text)');
  await expect(rehearse([...migrations, broken], async () => {})).rejects.toMatchObject({
    sqlState: '42P07',
  });
  const left = await database.system((tx) => tx.execute(sql`select to_regclass('leftover') as found`));
  expect(left[0]).toEqual({ found: null });
});

test('a database of a newer version is refused', async () => {
  const older = migrations.slice(0, -1);
  await expect(rehearse(older, async () => {})).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('newer version'),
    hint: 'Update Rapport.',
  });
});

test('is ready with the schema of its own version alone', async () => {
  await database.ready(AbortSignal.timeout(10_000));
  const readyFor = (known: readonly Migration[]) => database.system((tx) => requireCurrent(tx, known));
  await expect(readyFor([...migrations, next('')])).rejects.toMatchObject({
    code: 'unavailable',
    message: 'The database waits for its migrations.',
  });
  await expect(readyFor(migrations.slice(1))).rejects.toMatchObject({ code: 'unavailable' });
  await expect(database.ready(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
});

test('a database of another lineage is refused', async () => {
  const other = migrations.map((migration, index) => (index === 1 ? { ...migration, hash: 'x' } : migration));
  await expect(rehearse(other, async () => {})).rejects.toMatchObject({ code: 'unavailable' });
});

test.skipIf(process.env.TEST_DATABASE_URL === undefined)(
  'a server cut off half-way leaves nothing',
  async () => {
    const cut = next('create table half (id text)', 'select pg_terminate_backend(pg_backend_pid())');
    await expect(rehearse([...migrations, cut], async () => {})).rejects.toMatchObject({
      code: 'unavailable',
    });
    const left = await database.system((tx) => tx.execute(sql`select to_regclass('half') as found`));
    expect(left[0]).toEqual({ found: null });
    expect((await database.describe()).migrations).toHaveLength(migrations.length);
  },
);
