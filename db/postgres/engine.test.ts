import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { contacts, openDatabase } from '../index.ts';
import { makeTestPlace } from '../testing.ts';

const server = process.env.TEST_DATABASE_URL;

describe.skipIf(server === undefined)('a Postgres server', () => {
  test('two processes set one database up at once', async () => {
    const place = await makeTestPlace();
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url: place.databaseUrl! })));
    const [first, second] = await Promise.all(databases.map((database) => database.describe()));
    expect(first).toEqual(second);
    await Promise.all(databases.map((database) => database.close()));
    await place.drop();
  });

  test('a plain user owns the database: told what to ask for, then kept apart like anyone', async () => {
    const place = await makeTestPlace();
    const user = `rapport_user_${randomUUID().slice(0, 8)}`;
    const name = new URL(place.databaseUrl!).pathname.slice(1);
    const administrator = postgres(place.databaseUrl!, { max: 1, onnotice: () => {} });
    await administrator.unsafe(`create role ${user} login`);
    await administrator.unsafe(`alter database ${name} owner to ${user}`);
    const url = new URL(place.databaseUrl!);
    url.username = user;

    await expect(openDatabase({ url: url.href })).rejects.toMatchObject({
      code: 'unavailable',
      hint: expect.stringContaining('grant rapport_app to the user'),
    });

    await administrator.unsafe('create extension vector');
    await administrator.unsafe(`grant rapport_app to ${user}`);
    const database = await openDatabase({ url: url.href });
    const moment = new Date(0);
    const row = { id: '1', name: 'Dana', lifecycleStage: 'lead', createdAt: moment, updatedAt: moment };
    for (const workspaceId of ['a', 'b']) {
      await database.write({ workspaceId }, (tx) => tx.insert(contacts).values({ ...row, workspaceId }));
    }
    expect(await database.read({ workspaceId: 'a' }, (tx) => tx.$count(contacts))).toBe(1);
    expect(await database.system((tx) => tx.$count(contacts))).toBe(2);

    await database.close();
    await administrator.end();
    await place.drop();
    const cleaner = postgres(server!, { max: 1 });
    await cleaner.unsafe(`drop role ${user}`);
    await cleaner.end();
  });

  test('a connection that the server ends is replaced', async () => {
    const place = await makeTestPlace();
    const database = await openDatabase({ url: place.databaseUrl! });
    const administrator = postgres(place.databaseUrl!, { max: 1 });
    const sessions = 'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()';
    await administrator.unsafe(`${sessions} and datname = current_database()`);

    expect(await database.read({ workspaceId: 'a' }, (tx) => tx.$count(contacts))).toBe(0);
    await administrator.end();
    await database.close();
    await place.drop();
  });
});
