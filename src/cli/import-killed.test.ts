import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../wire.ts';
import { makeTestHome, program, runProgram, type TestHome } from './testing/home.ts';

let home: TestHome;
let importing: readonly string[];

beforeAll(async () => {
  home = await makeTestHome({ LANG: 'en_US.UTF-8' });
  importing = ['import', join(home.folder, '客户.csv'), '--yes'];
});

afterAll(() => home.remove());

/** Imports until a share of the file is read and some milliseconds have passed; then the process is killed. */
async function importUntil(percent: number, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [program, ...importing], {
    env: home.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
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
  await writeFile(join(home.folder, '客户.csv'), `客户姓名,邮箱,公司\n${lines.join('\n')}\n`);
  await importUntil(0, 0);
  await importUntil(45, 150);
  const { code, out } = await runProgram([...importing, '--json'], home.environment);
  expect(code).toBe(0);
  const { created, updated, unchanged } = JSON.parse(out) as Record<string, number>;
  expect(unchanged).toBeGreaterThan(0);
  expect([created! + unchanged!, updated]).toEqual([size, 0]);

  await using app = await createApp(home.database);
  const { contact, company } = await app.snapshot();
  const emails = Object.values(contact!).map(({ emails }) => String(emails));
  expect(emails).toHaveLength(size);
  expect(new Set(emails).size).toBe(size);
  expect(Object.keys(company!)).toHaveLength(70);
});
