import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestHome, program, type TestHome } from './testing/home.ts';

let home: TestHome;

beforeAll(async () => {
  home = await makeTestHome({ LANG: 'en_US.UTF-8' });
});

afterAll(() => home.remove());

test('thousands of people of one name, without a company and with long notes, go in by a small heap', {
  timeout: 240_000,
}, async () => {
  const size = 3_500;
  const notes = 'called about the renewal '.repeat(320);
  const lines = Array.from({ length: size }, (_, number) => `王伟,wang${number}@example.com,${notes}`);
  const file = join(home.folder, '同名客户.csv');
  await writeFile(file, `Name,Email,Notes\n${lines.join('\n')}\n`);
  const heap = ['--max-old-space-size=52', '--max-semi-space-size=4', '--single-threaded-gc'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...heap, program, 'import', file, '--yes', '--json'],
    { env: home.environment },
  );
  expect(JSON.parse(stdout)).toMatchObject({ read: size, created: size, updated: 0, skipped: 0 });
});
