import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts, openDatabase } from '../../db/index.ts';
import { hasServerPrograms, startTestServer, type TestServer } from '../../db/postgres/testing.ts';
import type { Finding } from './doctor.ts';
import { checkServer } from './doctor-server.ts';
import { createTerminal } from './terminal.ts';

// Logins as managed services and careful administrators hand them out. The statements that doctor asks an
// administrator for are run as they stand.

const doctor = (url: string, language: 'en' | 'zh' = 'en') =>
  checkServer(url, createTerminal(language, 'error'));
const broken = (findings: readonly Finding[]) => findings.filter(({ ok }) => !ok);
const statements = (findings: readonly Finding[]) =>
  broken(findings).flatMap(({ next = '' }) => /(?:run: |执行：)(.*)/.exec(next)?.[1] ?? []);

describe.skipIf(process.env.TEST_DATABASE_URL === undefined || !hasServerPrograms)(
  'doctor on a server',
  () => {
    let server: TestServer;

    beforeAll(async () => {
      server = await startTestServer();
    });

    afterAll(() => server.remove());

    /** Lets the administrator do what doctor says, then uses the database as two workspaces. */
    async function mend(url: string): Promise<void> {
      const database = new URL(url).pathname.slice(1);
      for (const statement of statements((await doctor(url)).findings))
        await server.administer(statement, database);
      expect(broken((await doctor(url)).findings)).toEqual([]);
      await using opened = await openDatabase({ url });
      const moment = new Date(0);
      const row = { id: '1', name: '张伟', lifecycleStage: 'lead', createdAt: moment, updatedAt: moment };
      for (const workspaceId of ['a', 'b'])
        await opened.write({ workspaceId }, (tx) => tx.insert(contacts).values({ ...row, workspaceId }));
      expect(await opened.read({ workspaceId: 'a' }, (tx) => tx.$count(contacts))).toBe(1);
      expect(await doctor(url)).toMatchObject({ current: true });
    }

    test('nothing but its own database: each missing thing, with the statement that mends it', async () => {
      await server.administer('create role plain login');
      await server.administer('create database plain owner plain');
      const url = server.url({ user: 'plain', database: 'plain' });
      const { current, findings } = await doctor(url);
      expect(current).toBe(false);
      expect(broken(findings)).toEqual([
        {
          name: 'pgvector',
          ok: false,
          detail: 'not in this database, and the login may not create it',
          next: 'Let an administrator run: create extension vector;',
        },
        {
          name: 'role rapport_app',
          ok: false,
          detail: 'missing, and the login may not create it',
          next: 'Let an administrator run: create role rapport_app nologin; grant rapport_app to plain;',
        },
      ]);
      await expect(openDatabase({ url })).rejects.toMatchObject({
        hint: expect.stringContaining('rapport doctor'),
      });
      await mend(url);
    });

    test('the owner of a managed service: it makes the role itself', async () => {
      await server.administer('create role managed login createdb createrole');
      await server.administer('create database managed owner managed');
      await server.administer('create extension vector', 'managed');
      const url = server.url({ user: 'managed', database: 'managed' });
      expect(broken((await doctor(url)).findings)).toEqual([]);
      await mend(url);
    });

    test('a login that may only connect, and a role that was not granted', async () => {
      await server.administer('create role "Guest User" login');
      await server.administer('create database guest');
      const url = server.url({ user: 'Guest%20User', database: 'guest' });
      const missing = statements((await doctor(url, 'zh')).findings);
      expect(missing).toEqual([
        'create extension vector;',
        'grant create, usage on schema public to "Guest User";',
        'grant rapport_app to "Guest User";',
      ]);
      await mend(url);
    });

    test('case 45: a superuser is told that a plain owner would do; a role that could bypass the policies is not let be', async () => {
      const url = server.url({ database: 'plain' });
      const login = (findings: Finding[]) => findings.find(({ name }) => name === 'login');
      expect(login((await doctor(url)).findings)).toMatchObject({
        ok: true,
        detail: expect.stringMatching(/SUPERUSER/),
      });

      await server.administer('alter role rapport_app bypassrls');
      expect(statements((await doctor(url)).findings)).toEqual([
        'alter role rapport_app nosuperuser nobypassrls;',
      ]);
      await expect(openDatabase({ url })).rejects.toMatchObject({ message: expect.stringMatching(/apart/) });
      for (const statement of statements((await doctor(url)).findings)) await server.administer(statement);
      expect(broken((await doctor(url)).findings)).toEqual([]);
    });

    test('tables of another login', async () => {
      const guest = server.url({ user: 'Guest%20User', database: 'plain' });
      await server.administer('grant create, usage on schema public to "Guest User"', 'plain');
      const [isolation] = broken((await doctor(guest)).findings);
      expect(isolation?.next).toMatch(/alter table rapport_migrations owner to "Guest User";/);
    });

    test('TLS, versions, pool and clock, and all of it in Chinese', async () => {
      const { findings } = await doctor(
        server.url({ user: 'plain', database: 'plain', query: 'pool_size=3' }),
        'zh',
      );
      const details = Object.fromEntries(findings.map(({ name, detail }) => [name, detail]));
      expect(details).toMatchObject({
        数据库服务器: expect.stringMatching(/PostgreSQL 1\d.*UTF8/),
        TLS: '已启用',
        连接: '本进程最多 3 个，服务器最多 30 个',
        时钟: expect.stringMatching(/0\.\d 秒/),
        工作区隔离: '行级安全已强制启用',
      });
      for (const [query, says] of [
        ['sslmode=verify-full', '证书不受信任'],
        ['pool_size=x', '数据库 URL 无法使用'],
      ] as const) {
        const url = server.url({ user: 'plain', host: 'localhost', database: 'plain', query });
        expect((await doctor(url, 'zh')).findings).toEqual([
          expect.objectContaining({ ok: false, detail: expect.stringContaining(says) }),
        ]);
      }
    });

    test('a standby, and a server without pgvector', async () => {
      const url = server.url({ user: 'managed', database: 'managed' });
      await server.stop();
      await server.start('default_transaction_read_only=on');
      expect(broken((await doctor(url)).findings)).toMatchObject([
        { detail: expect.stringMatching(/reads only/) },
      ]);

      await server.stop();
      await server.startWithoutVector();
      const bare = server.url({ database: 'postgres' });
      expect(broken((await doctor(bare)).findings)).toMatchObject([
        {
          name: 'pgvector',
          detail: 'missing on the server',
          next: expect.stringMatching(/Install pgvector/),
        },
      ]);
      await expect(openDatabase({ url: bare })).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/lacks the extension pgvector/),
      });
      await server.stop();
      await server.start();
    });
  },
);
