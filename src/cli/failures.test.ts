import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../db/index.ts';
import { createApp } from '../wire.ts';
import { makeTestHome, program, runProgram, type TestHome } from './testing/home.ts';

// What can go wrong around the program: one line with the next step, the designed exit code, no secrets.

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;

beforeAll(async () => {
  home = await makeTestHome();
});

afterAll(() => home.remove());

test('a failure of the database tells neither SQL nor customers, to the caller or to the log', async () => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'serve'],
    env: home.environment,
    stderr: 'pipe',
  });
  const log: string[] = [];
  transport.stderr?.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  const save = (details: Record<string, unknown>) =>
    client.callTool({
      name: 'save_contacts',
      arguments: {
        name: 'Zephyrine Quux',
        emails: ['zephyrine@quux.example'],
        notes: 'earns 250k',
        ...details,
      },
    });
  expect(await save({})).not.toHaveProperty('isError');

  await using database = await openDatabase(
    'databaseUrl' in home.database ? { url: home.database.databaseUrl } : home.database,
  );
  await database.system((tx) => tx.execute(sql`create unique index names_once on contacts (name)`));
  await database.system((tx) =>
    tx.execute(sql`alter table contacts add constraint no_place check (city is null)`),
  );
  const twice = await save({ allowDuplicate: true, repeat: true });
  const broken = await save({ name: 'Quux Zephyrine', city: 'Lima', allowDuplicate: true });
  const found = await client.callTool({ name: 'search_contacts', arguments: {} });
  await client.close();

  expect(twice).toMatchObject({
    isError: true,
    content: [{ text: expect.stringMatching(/^conflict: .*change it/) }],
  });
  expect(broken).toMatchObject({
    isError: true,
    content: [{ text: expect.stringMatching(/^internal: .*report err_/) }],
  });
  expect(found.structuredContent).toMatchObject({ total: 1 });
  const logged = log.join('');
  expect(logged).toContain(/err_\w+/.exec(JSON.stringify(broken))?.[0]);
  expect(logged).toContain('23514');
  const told = JSON.stringify([twice, broken]) + logged;
  expect(told).not.toMatch(/zephyrine|quux|250k|lima/i);
  expect(told).not.toMatch(/insert into|select |update "|values \(|params|\$1/i);
});

test('arguments that are no JSON or no object, a command that is none', async () => {
  expect(await rapport('call', 'search_contacts', '{')).toEqual([
    2,
    [expect.stringMatching(/not JSON\. Example/)],
  ]);
  expect(await rapport('cal', 'search_contacts')).toEqual([
    2,
    [expect.stringMatching(/Did you mean call\?/)],
  ]);
  expect(await rapport('call', 'search_contacts', '[1]')).toEqual([1, ['']]);
  expect(await rapport('call', 'recommend_products', '{}', '--language', 'zh')).toEqual([
    1,
    [expect.stringMatching(/^请说明推荐给哪位客户，或与哪些产品搭配。/)],
  ]);
});

test('a data directory that cannot be written to, or is a file', async () => {
  await writeFile(join(home.folder, 'file'), '');
  for (const [directory, says] of [
    ['/sys/rapport', /cannot be (written to|made)\..*choose another data directory/i],
    [join(home.folder, 'file'), /is a file, not a folder\. Choose another data directory/],
  ] as const)
    expect(await rapport('call', 'search_contacts', '{}', '--data-dir', directory)).toEqual([
      1,
      [expect.stringMatching(says)],
    ]);
});

test('a database URL that leads nowhere: one line from a call and from doctor, without the password', async () => {
  const nowhere = { ...home.environment, DATABASE_URL: 'postgres://dana:geheim@127.0.0.1:1/crm' };
  const says = /Nothing answers at 127\.0\.0\.1:1\..*Start the database server/;
  const called = await rapportIn(nowhere, 'call', 'search_contacts', '{}');
  expect(called).toMatchObject({ code: 1, said: [expect.stringMatching(says)] });
  const doctor = await rapportIn(nowhere, 'doctor', '--language', 'zh');
  expect(doctor).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/127\.0\.0\.1:1 没有响应。\n.*请启动/),
  });
  expect(await rapportIn(nowhere, 'ask', '你好', '--language', 'zh')).toMatchObject({
    code: 1,
    said: ['127.0.0.1:1 没有响应。请启动数据库服务器，或更正数据库地址中的主机和端口。'],
  });
  const wrong = { ...home.environment, DATABASE_URL: 'postgres://dana:geheim@db/crm?sslmode=always' };
  expect(await rapportIn(wrong, 'call', 'search_contacts', '{}')).toMatchObject({
    code: 1,
    said: [expect.stringMatching(/sslmode must be one of: prefer/)],
  });
  expect(JSON.stringify([called, doctor])).not.toContain('geheim');
});

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('a full disk', () => {
  test('at the start', async ({ skip }) => {
    await using disk = await smallDisk(8, skip);
    expect(await rapport('call', 'search_contacts', '{}', '--data-dir', disk.path)).toEqual([
      1,
      [expect.stringMatching(/Less than \d+ MiB are free.*Free some space/)],
    ]);
  });

  test('under way: writes are refused, reads go on, and all is well when there is room', async ({ skip }) => {
    await using disk = await smallDisk(200, skip);
    await using app = await createApp({ dataDirectory: join(disk.path, 'data') });
    const note = (index: number) =>
      app.call('save_contacts', { name: `Contact ${index}`, notes: `${index} `.repeat(4_000) });
    const filler = join(disk.path, 'filler');
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);

    let stored = 0;
    let outcome = await note(stored);
    while (outcome.ok && stored < 100) outcome = await note(++stored);
    expect(outcome).toMatchObject({
      error: { code: 'storage_full', hint: expect.stringMatching(/Free some space/) },
    });
    expect(await app.call('search_contacts', {})).toMatchObject({ ok: true, data: { total: stored } });

    await rm(filler);
    expect(await note(stored)).toMatchObject({ ok: true });
    expect(await app.call('search_contacts', {})).toMatchObject({ ok: true, data: { total: stored + 1 } });
  });
});

/** A disk of so many MiB, taken away when it is disposed of; skips the test where none can be had. */
async function smallDisk(size: number, skip: (why: string) => void) {
  const path = await mkdtemp(join(home.folder, 'disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', path]);
  if (status !== 0) skip('this machine does not let even root mount');
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      spawnSync('umount', [path]);
    },
  };
}

/** Runs the command line. @returns the exit code and the lines on standard error */
async function rapport(...argv: string[]): Promise<[code: number, lines: string[]]> {
  const { code, said } = await rapportIn(home.environment, ...argv);
  return [code, said];
}

async function rapportIn(
  env: Record<string, string>,
  ...argv: string[]
): Promise<{ code: number; printed: string; said: string[] }> {
  const { code, out, said } = await runProgram(argv, env);
  return { code, printed: out, said: said.trimEnd().split('\n') };
}
