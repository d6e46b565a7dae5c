import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts, inspectServer, openDatabase } from '../db/index.ts';
import { hasPgBouncer, startPgBouncer } from '../db/postgres/testing.ts';
import { makeTestPlace, type TestPlace } from '../db/testing.ts';
import { type App, createApp } from './wire.ts';

// The tools through PgBouncer in transaction mode, which hands every transaction to any of three server
// processes: what is not set for the transaction alone would show here.

const server = process.env.TEST_DATABASE_URL;
const why =
  server === undefined ? ' (no TEST_DATABASE_URL)' : hasPgBouncer ? '' : ' (pgbouncer is not installed)';

describe.skipIf(why !== '')(`through PgBouncer${why}`, () => {
  let place: TestPlace;
  let bouncer: Awaited<ReturnType<typeof startPgBouncer>>;
  let apps: App[];

  beforeAll(async () => {
    place = await makeTestPlace();
    bouncer = await startPgBouncer(place.databaseUrl!);
    // Two start at once on an empty database: the lock of the migrations holds through the pooler.
    const databaseUrl = `${bouncer.url}?pool_size=6`;
    apps = await Promise.all(['One', 'Two'].map((workspace) => createApp({ databaseUrl, workspace })));
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await bouncer.stop();
    await place.drop();
  });

  const ok = async (app: App, tool: string, callArguments: object) => {
    const outcome = await app.call(tool, callArguments);
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
    return outcome.data;
  };
  const total = async (app: App) => (await ok(app, 'search_contacts', {})).total;

  test('read, write, undo', async () => {
    const [app] = apps;
    await ok(app!, 'save_contacts', { name: '张伟', phones: ['13800138000'] });
    expect(await ok(app!, 'search_contacts', { query: 'zhang wei' })).toMatchObject({ total: 1 });
    const { items } = (await ok(app!, 'list_changes', {})) as { items: { changeId: string }[] };
    await ok(app!, 'undo_change', { changeId: items[0]!.changeId });
    expect(await total(app!)).toBe(0);
  });

  test('forty calls at once in two workspaces: each sees its own, all of it', async () => {
    const calls = Array.from({ length: 40 }, (_, turn) =>
      ok(apps[turn % 2]!, 'save_contacts', { name: `Person ${turn}`, emails: [`p${turn}@example.com`] }),
    );
    await Promise.all(calls);
    expect(await Promise.all(apps.map(total))).toEqual([20, 20]);
    const [first, second] = apps;
    const found = await ok(second!, 'search_contacts', { query: 'p0@example.com' });
    expect(JSON.stringify(found)).not.toContain('p0@example.com');
    expect(await ok(first!, 'search_contacts', { query: 'p0@example.com' })).toMatchObject({ total: 1 });
  });

  test('doctor sees it', async () => {
    expect(await inspectServer(bouncer.url)).toMatchObject({ pooler: true });
    expect(await inspectServer(place.databaseUrl!)).toMatchObject({ pooler: false });
  });

  test('role, workspace and limits end with their transaction', async () => {
    const { database, session } = apps[0]!;
    const scope = { workspaceId: session.workspace.id, timeoutMs: 20_000 };
    const settings = sql`select current_setting('role') as role, current_setting('app.workspace', true) as workspace,
      current_setting('statement_timeout') as timeout`;
    for (let turn = 0; turn < 12; turn += 1) {
      await database.read(scope, (tx) => tx.$count(contacts));
      const [left] = await database.system((tx) => tx.execute(settings));
      expect(left).toEqual({ role: 'none', workspace: '', timeout: '0' });
    }
  });

  test('a deadline stops the statement at the server', async () => {
    const { database, session } = apps[0]!;
    const scope = { workspaceId: session.workspace.id, timeoutMs: 100 };
    const endless = database.read(scope, (tx) => tx.execute(sql`select pg_sleep(30)`));
    await expect(endless).rejects.toMatchObject({ code: 'timeout' });
    expect(await total(apps[0]!)).toBe(20);
  });

  test('a server process that ends, and PgBouncer itself', async () => {
    const [app] = apps;
    const administrator = await openDatabase({ url: place.databaseUrl! });
    const end = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    await administrator.system((tx) => tx.execute(end));
    expect(await total(app!)).toBe(20);
    await administrator.close();

    const { url, stop } = bouncer;
    await stop();
    expect(await app!.call('search_contacts', {})).toMatchObject({
      error: {
        code: 'unavailable',
        retryable: true,
        message: expect.stringMatching(/Nothing answers|was lost/),
      },
    });
    bouncer = await startPgBouncer(place.databaseUrl!, Number(new URL(url).port));
    expect(await total(app!)).toBe(20);
  });
});
