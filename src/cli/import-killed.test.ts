import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../db/testing.ts';
import { createApp } from '../wire.ts';

let folder: string;
let place: TestPlace;
let start: readonly string[];
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-import-'));
  place = await makeTestPlace();
  start = [join(import.meta.dirname, 'start.ts'), 'import', join(folder, '客户.csv'), '--yes'];
  env = {
    PATH: process.env.PATH,
    HOME: folder,
    LANG: 'en_US.UTF-8',
    RAPPORT_DATA: join(folder, 'data'),
    ...(place.databaseUrl !== undefined && { DATABASE_URL: place.databaseUrl }),
  };
});

afterAll(async () => {
  await place.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Imports until a share of the file is read and some milliseconds have passed; then the process is killed. */
async function importUntil(percent: number, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, start, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  for await (const line of createInterface(child.stderr)) {
    if (Number(/(\d+) %$/.exec(line)?.[1] ?? -1) < percent) continue;
    await sleep(milliseconds);
    child.kill('SIGKILL');
    break;
  }
  await ended;
}

test('an import that is killed between and inside its batches is completed by the next, nothing doubled', {
  timeout: 240_000,
}, async () => {
  const size = 12_000;
  const lines = Array.from({ length: size }, (_, number) => {
    const name = number % 2 === 0 ? `王小明${number}` : `Ada Byron ${number}`;
    return `${name},person${number}@example.com,华阳科技 ${number % 70}`;
  });
  await writeFile(join(folder, '客户.csv'), `客户姓名,邮箱,公司\n${lines.join('\n')}\n`);
  await importUntil(0, 0);
  await importUntil(45, 150);
  const { stdout } = await promisify(execFile)(process.execPath, [...start, '--json'], { env });
  const { created, updated, unchanged } = JSON.parse(stdout) as Record<string, number>;
  expect(unchanged).toBeGreaterThan(0);
  expect([created! + unchanged!, updated]).toEqual([size, 0]);

  await using app = await createApp(
    place.databaseUrl === undefined
      ? { dataDirectory: env.RAPPORT_DATA }
      : { databaseUrl: place.databaseUrl },
  );
  const { contact, company } = await app.snapshot();
  const emails = Object.values(contact!).map(({ emails }) => String(emails));
  expect(emails).toHaveLength(size);
  expect(new Set(emails).size).toBe(size);
  expect(Object.keys(company!)).toHaveLength(70);
});
