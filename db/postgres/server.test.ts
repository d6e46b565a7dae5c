import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createRawServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts, type Database, openDatabase } from '../index.ts';
import { hasServerPrograms, startTestServer, type TestServer } from './testing.ts';

// What can go wrong with a server, on a server of this file's own: one line with the next step each.

const scope = { workspaceId: 'w' };
const moment = new Date(0);
const contact = (id: string) => ({
  workspaceId: 'w',
  id,
  name: '张伟',
  lifecycleStage: 'lead',
  createdAt: moment,
  updatedAt: moment,
});
const add = (database: Database, id: string) =>
  database.write(scope, (tx) => tx.insert(contacts).values(contact(id)));
const count = (database: Database) => database.read(scope, (tx) => tx.$count(contacts));

const unavailable = (message: RegExp, hint: RegExp = /./) => ({
  code: 'unavailable',
  message: expect.stringMatching(message),
  hint: expect.stringMatching(hint),
});

describe.skipIf(process.env.TEST_DATABASE_URL === undefined || !hasServerPrograms)(
  'a server of our own',
  () => {
    let server: TestServer;

    beforeAll(async () => {
      server = await startTestServer();
      await server.administer('create database crm');
      await using _ready = await openDatabase({ url: server.url({ database: 'crm' }) });
    });

    afterAll(() => server.remove());

    const crm = (query = '') => server.url({ database: 'crm', query });
    const opening = (url: string) => openDatabase({ url }).then((database) => database.close());

    describe('TLS', () => {
      const secured = async (url: string) => {
        await using database = await openDatabase({ url });
        const [row] = await database.system((tx) =>
          tx.execute(sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`),
        );
        return row?.ssl;
      };
      const on = (host: string, query: string) => server.url({ database: 'crm', host, query });

      test('prefer and require encrypt, disable does not, and a certificate nobody signed is refused', async () => {
        expect(await secured(on('127.0.0.1', ''))).toBe(true);
        expect(await secured(on('127.0.0.1', 'sslmode=require'))).toBe(true);
        expect(await secured(on('127.0.0.1', 'sslmode=disable'))).toBe(false);
        await expect(opening(on('localhost', 'sslmode=verify-full'))).rejects.toMatchObject(
          unavailable(/certificate .* is not trusted/, /sslrootcert/),
        );
      });

      test('verify-ca asks who signed it, verify-full for whom it was made too', async () => {
        const root = `sslrootcert=${server.certificate}`;
        expect(await secured(on('127.0.0.1', `sslmode=verify-ca&${root}`))).toBe(true);
        expect(await secured(on('localhost', `sslmode=verify-full&${root}`))).toBe(true);
        await expect(opening(on('127.0.0.1', `sslmode=verify-full&${root}`))).rejects.toMatchObject(
          unavailable(/was not made for the host/, /verify-ca/),
        );
        await expect(
          opening(on('localhost', 'sslmode=verify-ca&sslrootcert=/none.pem')),
        ).rejects.toMatchObject(unavailable(/sslrootcert .* cannot be read/));
      });

      test('a Unix socket needs none', async () => {
        const query = `host=${server.folder}&port=${server.port}&user=postgres&sslmode=require`;
        expect(await secured(`postgres:///crm?${query}`)).toBe(false);
      });
    });

    test('a URL that leads nowhere', async () => {
      const web = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
      const mute = createRawServer(() => {}).listen(0, '127.0.0.1');
      const portOf = (listener: typeof mute) => (listener.address() as { port: number }).port;
      await server.administer(`create role locked login password 'right'`);
      await server.administer(`create role barred nologin password 'right'`);
      for (const [url, says, next] of [
        ['postgres://u@no-such-host.invalid/crm', /host .* is unknown/, /Correct the host/],
        ['postgres://u@127.0.0.1:1/crm', /Nothing answers at 127.0.0.1:1/, /Start the database server/],
        [
          server.url({ user: 'locked:wrong' }),
          /refused the user or the password/,
          /Correct user and password/,
        ],
        [server.url({ user: 'barred:right' }), /admits no such login from here/, /sslmode=require .*pg_hba/],
        [server.url({ database: 'absent' }), /no database of this name/, /create database/],
        [`postgres://u@127.0.0.1:${portOf(web)}/crm`, /is not a PostgreSQL server/, /Correct host and port/],
        [
          `postgres://u@127.0.0.1:${portOf(web)}/crm?sslmode=disable`,
          /did not let us log in/,
          /host and port/,
        ],
        [`postgres://u@127.0.0.1:${portOf(mute)}/crm?connect_timeout=1`, /cannot be reached/, /firewall/],
        [
          `postgres://u@127.0.0.1:${portOf(mute)}/crm?connect_timeout=1&sslmode=disable`,
          /did not let us/,
          /pooler/,
        ],
      ] as const) {
        const error = await opening(url).catch((thrown: unknown) => thrown);
        expect(error, url).toMatchObject(unavailable(says, next));
        expect(JSON.stringify([error, (error as Error).message])).not.toContain('wrong');
      }
      web.close();
      mute.close();
    });

    test('several hosts: the first that lets us in, and the primary where asked for', async () => {
      const hosts = `127.0.0.1:1,127.0.0.1:${server.port}`;
      await opening(`postgres://postgres@${hosts}/crm?target_session_attrs=primary`);
    });

    test('a database that is not UTF-8', async () => {
      await server.administer(
        `create database latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`,
      );
      await expect(opening(server.url({ database: 'latin' }))).rejects.toMatchObject(
        unavailable(/encoded in LATIN1/, /encoding 'UTF8'/),
      );
    });

    test('case 66: an exhausted pool is waited for, and not for ever', async () => {
      await using database = await openDatabase({ url: crm('pool_size=2&pool_timeout=1') });
      const hold = (seconds: number) =>
        database.read(scope, (tx) => tx.execute(sql`select pg_sleep(${seconds}::float)`));
      const held = [hold(0.2), hold(1.5)];
      expect(await count(database)).toBe(0);
      held.push(hold(1.5));
      await expect(count(database)).rejects.toMatchObject({
        ...unavailable(/All 2 connections .* busy/, /pool_size/),
        retryable: true,
      });
      await Promise.all(held);
      expect(await count(database)).toBe(0);
    });

    test('a server with no connection left', async () => {
      const limited = await openDatabase({ url: crm() });
      await server.administer('alter role locked connection limit 0');
      await server.administer(`alter role locked password 'right'`);
      await expect(opening(server.url({ user: 'locked:right' }))).rejects.toMatchObject({
        ...unavailable(/takes no more connections/, /PgBouncer/),
        retryable: true,
      });
      await limited.close();
    });

    test('case 66: a call whose connection is ended under it fails whole; reads and the next call go on', async () => {
      await using database = await openDatabase({ url: crm() });
      const killOthers = `select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and application_name = 'rapport'`;

      // Cut before the commit, the transaction is tried again; cut while it runs, the second time too.
      let attempts = 0;
      await database.write(scope, async (tx) => {
        attempts += 1;
        await tx.insert(contacts).values(contact('tried-again'));
        if (attempts === 1) await server.administer(killOthers);
        await tx.insert(contacts).values(contact('with-it'));
      });
      expect(attempts).toBe(2);

      // What goes on after the end, caught errors and savepoints included, is written nowhere.
      const stubborn = database.write(scope, async (tx) => {
        await tx.insert(contacts).values(contact('lost'));
        await server.administer(killOthers);
        await sleep(20);
        for (const id of ['late', 'later'])
          await tx
            .transaction((inner) => inner.insert(contacts).values(contact(id)))
            .catch(() => tx.insert(contacts).values(contact(id)))
            .catch(() => {});
      });
      await expect(stubborn).rejects.toMatchObject({ ...unavailable(/was lost/), retryable: true });

      await server.administer(killOthers);
      expect(await count(database)).toBe(2);
      await database.write(scope, (tx) => tx.delete(contacts));
    });

    test('a server that restarts under way', async () => {
      await using database = await openDatabase({ url: crm() });
      const slow = database
        .read(scope, (tx) => tx.execute(sql`select pg_sleep(30)`))
        .catch((error: unknown) => error);
      const writing = add(database, 'while-stopping').catch((error: unknown) => error);
      await sleep(50);
      await server.stop();
      expect(await slow).toMatchObject({ code: 'unavailable', retryable: true });
      await expect(count(database)).rejects.toMatchObject({
        ...unavailable(/Nothing answers|starting up|was lost/),
        retryable: true,
      });
      await server.start();
      const wrote = (await writing) instanceof Error ? 0 : 1;
      expect(await count(database)).toBe(wrote);
      await add(database, 'after');
      expect(await count(database)).toBe(wrote + 1);
      await database.write(scope, (tx) => tx.delete(contacts));
    });

    test('case 66: a server that takes reads only', async () => {
      await using database = await openDatabase({ url: crm() });
      await add(database, 'before');
      await server.stop();
      await server.start('default_transaction_read_only=on');
      expect(await count(database)).toBe(1);
      await expect(add(database, 'refused')).rejects.toMatchObject({
        ...unavailable(/takes reads only/, /primary/),
        retryable: true,
      });
      await server.stop();
      spawnSync('touch', [join(server.folder, 'cluster', 'standby.signal')]);
      await server.start('hot_standby=on');
      expect(await count(database)).toBe(1);
      await expect(add(database, 'refused')).rejects.toMatchObject(unavailable(/takes reads only/));
      spawnSync('rm', [join(server.folder, 'cluster', 'standby.signal')]);
      await server.stop();
      await server.start();
      await add(database, 'again');
      expect(await count(database)).toBe(2);
      await database.write(scope, (tx) => tx.delete(contacts));
    });

    test('limits of the URL: a statement, and a transaction that stands still', async () => {
      const url = crm(
        'statement_timeout=100&idle_in_transaction_session_timeout=100&application_name=limits',
      );
      await using database = await openDatabase({ url });
      await expect(database.read(scope, (tx) => tx.execute(sql`select pg_sleep(5)`))).rejects.toMatchObject({
        code: 'timeout',
        retryable: true,
      });
      const still = database.write({ ...scope, timeoutMs: 20_000 }, async (tx) => {
        await tx.insert(contacts).values(contact('still'));
        await sleep(300);
        await tx.insert(contacts).values(contact('still-2'));
      });
      await expect(still).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      expect(await count(database)).toBe(0);
      const names = await server.administer(
        `select distinct application_name as name from pg_stat_activity where application_name = 'limits'`,
      );
      expect(names).toEqual([{ name: 'limits' }]);
    });

    test('case 65: a disk that is full: writes are refused, reads go on', async ({ skip }) => {
      const disk = join(server.folder, 'disk');
      const mount = `mkdir ${disk} && mount -t tmpfs -o size=2m,uid=$(id -u postgres),mode=700 tmpfs ${disk}`;
      if (spawnSync('sh', ['-c', mount], { stdio: 'ignore' }).status !== 0)
        skip('no right to mount a small disk');
      await server.administer(`create tablespace small location '${disk}'`);
      await server.administer('alter table contacts set tablespace small', 'crm');
      await using database = await openDatabase({ url: crm() });
      await add(database, 'small');
      const large = sql`
      insert into contacts (workspace_id, id, name, lifecycle_stage, created_at, updated_at)
      select 'w', turn::text, repeat(md5(turn::text), 60), 'lead', now(), now()
      from generate_series(1, 5000) as turn`;
      await expect(database.write(scope, (tx) => tx.execute(large))).rejects.toMatchObject({
        code: 'storage_full',
        hint: expect.stringMatching(/Free some space/),
      });
      expect(await count(database)).toBe(1);
      await server.stop();
      spawnSync('umount', ['-l', disk]);
    });
  },
);
