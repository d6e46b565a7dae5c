import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contacts, openDatabase } from '../index.ts';
import { killWriters, startWriter, stored, until } from './test-processes.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rapport-test-'));
});

afterEach(async () => {
  await killWriters();
  await rm(directory, { recursive: true, force: true });
});

describe('several processes on one data directory', { timeout: 240_000 }, () => {
  test('case 64: an owner that closes hands over to who is attached, in one process too', async () => {
    const first = await openDatabase({ dataDirectory: directory });
    await using second = await openDatabase({ dataDirectory: directory });
    const third = await startWriter(directory, 'c');
    expect(third.role).toBe('attached');
    const { directory: use } = await first.describe();
    expect(use?.attached).toContain(third.pid);
    expect(use?.ownedSince).toBeInstanceOf(Date);
    expect(use?.freeBytes).toBeGreaterThan(0);
    await first.close();

    const written = third.acknowledged.length;
    await until(() => third.acknowledged.length > written + 20);
    expect((await stored(second)).contacts.size).toBeGreaterThanOrEqual(written + 20);
    await third.kill();
    expect(await second.read({ workspaceId: 'w' }, (tx) => tx.$count(contacts))).toBeGreaterThan(written);
    expect((await second.describe()).owner).toBe('this process');
  });

  test('a statement that never ends is ended, whoever sent it, and the others go on', async () => {
    await using first = await openDatabase({ dataDirectory: directory });
    await using second = await openDatabase({ dataDirectory: directory });
    const endless = sql`select count(*) from generate_series(1, 1e12)`;

    for (const database of [first, second]) {
      const scope = { workspaceId: 'w', timeoutMs: 100 };
      await expect(database.read(scope, (tx) => tx.execute(endless))).rejects.toMatchObject({
        code: 'timeout',
      });
      expect((await stored(second)).contacts.size).toBe(0);
      expect((await stored(first)).contacts.size).toBe(0);
    }
    expect((await first.describe()).owner).toBe('this process');
  });

  test('a start that was cut off begins again', async () => {
    await mkdir(join(directory, 'postgres'));
    await writeFile(join(directory, 'postgres.unfinished'), '');
    await writeFile(join(directory, 'postgres', 'PG_VERSION'), '18\n');

    await using database = await openDatabase({ dataDirectory: directory });
    expect((await stored(database)).contacts.size).toBe(0);
  });

  test('closing leaves neither lock nor socket, and only this user may enter', async () => {
    const database = await openDatabase({ dataDirectory: join(directory, 'new') });
    expect(await readdir(join(directory, 'new'))).toContainEqual(expect.stringMatching(/^owner\./));
    await database.close();

    expect(await readdir(join(directory, 'new'))).toEqual(['postgres']);
    expect((await stat(join(directory, 'new'))).mode & 0o777).toBe(0o700);
    await expect(stored(database)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a path too long for a socket', async () => {
    const deep = join(directory, '数据'.repeat(20));
    await using first = await openDatabase({ dataDirectory: deep });
    await using second = await openDatabase({ dataDirectory: deep });
    expect((await stored(second)).contacts.size).toBe((await stored(first)).contacts.size);
  });
});

describe('a data directory that cannot be used', () => {
  test('is a file', async () => {
    const file = join(directory, 'file');
    await writeFile(file, 'x');
    for (const dataDirectory of [file, join(file, 'below')]) {
      await expect(openDatabase({ dataDirectory })).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('is a file, not a folder'),
      });
    }
  });

  test.runIf(process.platform === 'linux')('is where no folders can be', async () => {
    await expect(openDatabase({ dataDirectory: '/proc/self/none/below' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('cannot be made'),
    });
  });

  test('case 64: is read-only', async () => {
    await chmod(directory, 0o555);
    expect(await openAsNobody(directory)).toMatch(/cannot be written to/);
    await chmod(directory, 0o755);
  });

  test('case 65: was made by another Postgres', async () => {
    await mkdir(join(directory, 'postgres'));
    await writeFile(join(directory, 'postgres', 'PG_VERSION'), '17\n');
    await expect(openDatabase({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('made by Postgres 17'),
    });
  });

  test('case 65: is damaged', async () => {
    const database = await openDatabase({ dataDirectory: directory });
    await database.close();
    await rm(join(directory, 'postgres', 'global'), { recursive: true });

    await expect(openDatabase({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('does not open'),
      hint: expect.stringContaining('backup'),
    });
    expect(await readdir(directory)).not.toContainEqual(expect.stringMatching(/^owner\./));
  });
});

/**
 * The message of the error that opening throws to a user without rights; root may write anywhere. The
 * rights go once the code is loaded, which a user without them may not even read.
 */
async function openAsNobody(dataDirectory: string): Promise<string> {
  const index = new URL('../index.ts', import.meta.url).href;
  const script = `
    const { openDatabase } = await import(${JSON.stringify(index)});
    if (process.getuid() === 0) process.setgid(65534), process.setuid(65534);
    await openDatabase({ dataDirectory: process.argv[1] }).catch((error) => console.log(error.message));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await child.stdout.toArray()).join('');
}
