import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { companies, contacts, type Database, openDatabase } from '../index.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rapport-test-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** A process that writes into the directory until it is killed, and what it said was committed. */
interface Writer {
  process: ChildProcessByStdio<null, Readable, null>;
  role: 'owns' | 'attached';
  acknowledged: string[];
  kill(): Promise<void>;
  ended: Promise<unknown>;
}

async function startWriter(prefix: string, count = 1_000_000): Promise<Writer> {
  const script = fileURLToPath(new URL('./test-writer.ts', import.meta.url));
  const process_ = spawn(process.execPath, [script, directory, prefix, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(process_.stdout);
  const ended = once(process_, 'close');
  const [role] = await once(lines, 'line');
  const acknowledged: string[] = [];
  lines.on('line', (line) => acknowledged.push(line));
  return {
    process: process_,
    role,
    acknowledged,
    ended,
    kill: async () => {
      process_.kill('SIGKILL');
      await ended;
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

/** Ids of both tables of the writers' transactions. */
async function stored(database: Database): Promise<{ contacts: Set<string>; companies: Set<string> }> {
  return database.read({ workspaceId: 'w' }, async (tx) => {
    const first = await tx.select({ id: contacts.id }).from(contacts);
    const second = await tx.select({ id: companies.id }).from(companies);
    return { contacts: new Set(first.map(({ id }) => id)), companies: new Set(second.map(({ id }) => id)) };
  });
}

const missing = (ids: readonly string[], found: Set<string>) => ids.filter((id) => !found.has(id));

describe('several processes on one data directory', () => {
  test('the owner dies, the others go on, nothing acknowledged is lost', async () => {
    const first = await startWriter('a');
    const second = await startWriter('b', 400);
    expect([first.role, second.role]).toEqual(['owns', 'attached']);

    await until(() => first.acknowledged.length > 20 && second.acknowledged.length > 20);
    await first.kill();
    await second.ended;
    expect(second.acknowledged).toHaveLength(400);

    await using database = await openDatabase({ dataDirectory: directory });
    const found = await stored(database);
    expect(missing([...first.acknowledged, ...second.acknowledged], found.contacts)).toEqual([]);
    expect(found.companies).toEqual(found.contacts);
  });

  test('an owner that closes hands over to who is attached, in one process too', async () => {
    const first = await openDatabase({ dataDirectory: directory });
    await using second = await openDatabase({ dataDirectory: directory });
    const third = await startWriter('c');
    expect(third.role).toBe('attached');
    await first.close();

    const written = third.acknowledged.length;
    await until(() => third.acknowledged.length > written + 20);
    expect((await stored(second)).contacts.size).toBeGreaterThanOrEqual(written + 20);
    await third.kill();
    expect(await second.read({ workspaceId: 'w' }, (tx) => tx.$count(contacts))).toBeGreaterThan(written);
    expect((await second.describe()).owner).toBe('this process');
  });

  test('killed thirty times while writing: every acknowledged transaction is there, whole', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 30; round += 1) {
      const writer = await startWriter(`round${round}`);
      expect(writer.role).toBe('owns');
      await until(() => writer.acknowledged.length > 0);
      await sleep((round * 37) % 150);
      await writer.kill();
      acknowledged.push(...writer.acknowledged);
    }

    await using database = await openDatabase({ dataDirectory: directory });
    const found = await stored(database);
    expect(missing(acknowledged, found.contacts)).toEqual([]);
    expect(found.companies).toEqual(found.contacts);
  }, 240_000);

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

  test('is read-only', async () => {
    await chmod(directory, 0o555);
    expect(await openAsNobody(directory)).toMatch(/cannot be written to/);
    await chmod(directory, 0o755);
  });

  test('was made by another Postgres', async () => {
    await mkdir(join(directory, 'postgres'));
    await writeFile(join(directory, 'postgres', 'PG_VERSION'), '17\n');
    await expect(openDatabase({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('made by Postgres 17'),
    });
  });

  test('is damaged', async () => {
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

/** The message of the error that opening throws to a user without rights; root may write anywhere. */
async function openAsNobody(dataDirectory: string): Promise<string> {
  const index = new URL('../index.ts', import.meta.url).href;
  const script = `
    const { openDatabase } = await import(${JSON.stringify(index)});
    await openDatabase({ dataDirectory: process.argv[1] }).catch((error) => console.log(error.message));`;
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...nobody,
  });
  return (await child.stdout.toArray()).join('');
}
