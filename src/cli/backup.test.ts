import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ArchiveError, type ArchiveFault, restoreBackup, writeBackup } from '../../db/archive/index.ts';
import type { Database } from '../../db/index.ts';
import { openTestDatabase } from '../../db/testing.ts';
import { createApp } from '../wire.ts';
import { sayFault } from './archive.ts';
import type { Phrase } from './command.ts';
import type { Terminal } from './terminal.ts';
import { makeTestHome, runHere, type TestHome } from './testing/home.ts';

// Backups go from the engine under test to an embedded one and back into a fresh database of the first: what comes
// back is, to the letter, what was there. Both ways are one test, since each needs the other's file.

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;
let target: TestHome;
let file: string;
let lines: string[];

const unzip = async (path: string): Promise<string[]> =>
  gunzipSync(await readFile(path))
    .toString()
    .trimEnd()
    .split('\n');

/** A backup like the one that was made, but for some lines. */
async function forged(name: string, change: (all: string[]) => string[]): Promise<string> {
  const path = join(home.folder, name);
  await writeFile(path, gzipSync(`${change([...lines]).join('\n')}\n`));
  return path;
}

beforeAll(async () => {
  home = await makeTestHome({ RAPPORT_NOW: '2026-03-05T09:00:00+08:00', RAPPORT_LANGUAGE: 'en' });
  target = await makeTestHome({ RAPPORT_NOW: '2026-03-05T09:00:00+08:00', RAPPORT_LANGUAGE: 'en' });
  file = join(home.folder, 'rapport.backup');
  await using app = await createApp({ ...home.database, toolsets: ['all'] });
  const odd = 'Zoë \\ "quoted"\n\t第二行 🙂 ​';
  for (const title of ['Call Dana', odd]) await app.call('save_tasks', { title: title.trim(), notes: odd });
  await app.call('save_contacts', {
    name: '张伟',
    emails: ['wei@example.com'],
    phones: ['+86 138 0013 8000'],
  });
  await app.call('add_knowledge', {
    title: 'Returns',
    text: 'Goods may be returned within 30 days.\n\n退货期 30 天。',
  });
  await (await app.inWorkspace('second')).call('save_tasks', { title: 'In the other workspace' });
});

afterAll(async () => {
  await home.remove();
  await target.remove();
});

test('a backup goes to the other engine and back, and nothing of it changes', async () => {
  const made = await runHere(['backup', file], home.environment);
  expect(made).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+ rows are in .*rapport\.backup\. /),
  });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  lines = await unzip(file);

  const folder = join(home.folder, 'embedded');
  const over = await runHere(['restore', file, '--data-dir', folder], home.environment);
  expect(over).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      / rows are back, of 2 workspaces; their change logs are whole \(\d+ entries\)/,
    ),
  });
  const again = join(home.folder, 'again.backup');
  expect((await runHere(['backup', again, '--data-dir', folder], home.environment)).code).toBe(0);
  expect(await unzip(again)).toEqual(lines);

  expect((await runHere(['restore', again], target.environment)).code).toBe(0);
  const last = join(home.folder, 'last.backup');
  expect((await runHere(['backup', last], target.environment)).code).toBe(0);
  expect(await unzip(last)).toEqual(lines);

  await using app = await createApp(target.database);
  expect(await app.call('search_contacts', { query: '张伟' })).toMatchObject({
    ok: true,
    data: { total: 1 },
  });
  expect(await app.call('save_tasks', { title: 'Goes on' })).toMatchObject({ ok: true });
});

describe('refused, with nothing written:', () => {
  const cases: [string, () => Promise<string>, ArchiveFault][] = [
    [
      'a file that is none',
      async () => {
        const path = join(home.folder, 'notes.txt');
        await writeFile(path, 'hello');
        return path;
      },
      'foreign',
    ],
    [
      'another gzipped file',
      () => forged('other.gz', () => ['name,email', 'Dana,dana@example.com']),
      'foreign',
    ],
    [
      'a file cut in the middle',
      async () => {
        const path = join(home.folder, 'cut.backup');
        const whole = await readFile(file);
        await writeFile(path, whole.subarray(0, Math.floor(whole.length * 0.9)));
        return path;
      },
      'truncated',
    ],
    ['a backup without its end', () => forged('endless', (all) => all.slice(0, -1)), 'truncated'],
    [
      'an edited row',
      () => forged('edited', (all) => all.map((line) => line.replace('Call Dana', 'Call Dave'))),
      'damaged',
    ],
    [
      'a missing row',
      () =>
        forged('missing-row', (all) =>
          all.toSpliced(
            all.findIndex((line) => line.startsWith('[')),
            1,
          ),
        ),
      'damaged',
    ],
    [
      'a newer version’s',
      () =>
        forged('newer', ([first, ...rest]) => {
          const header = JSON.parse(first!);
          header.migrations.push({ tag: '9999_future', hash: 'x' });
          return [JSON.stringify(header), ...rest];
        }),
      'newer',
    ],
    [
      'another lineage’s',
      () =>
        forged('lineage', ([first, ...rest]) => {
          const header = JSON.parse(first!);
          header.migrations[1].hash = 'x';
          return [JSON.stringify(header), ...rest];
        }),
      'other_lineage',
    ],
    [
      'a table nobody knows',
      () =>
        forged('table', (all) =>
          all.map((line) => line.replace('"table":"approvals"', '"table":"pg_authid"')),
        ),
      'damaged',
    ],
  ];
  let empty: Database;
  beforeAll(async () => {
    empty = await openTestDatabase();
  });
  afterAll(() => empty.close());

  test.each(cases)('%s', async (_, make, fault) => {
    const options = {
      signal: new AbortController().signal,
      progress: () => undefined,
      verify: async () => undefined,
    };
    await expect(restoreBackup(empty, await make(), options)).rejects.toMatchObject({ fault });
    const kept = await empty.system((tx) =>
      tx.execute(sql`select count(*)::integer as rows from workspaces`),
    );
    expect(kept[0]).toEqual({ rows: 0 });
  });

  test('in one line of either language that says what to do', async () => {
    const said = { en: '', zh: '' };
    for (const language of ['en', 'zh'] as const)
      for (const fault of ['foreign', 'truncated', 'damaged', 'newer', 'other_lineage'] as const) {
        const words = (phrase: Phrase) => phrase[language];
        const say = (text: string) => {
          said[language] = text;
        };
        const terminal = { say, words } as unknown as Terminal;
        expect(await sayFault(new ArchiveError(fault), '/backups/a', terminal)).toBe(1);
        expect(said[language]).toContain('/backups/a');
      }
    expect(said.en).not.toBe(said.zh);
  });

  test('a database that is not empty, and one that is', async () => {
    const full = await runHere(['restore', file], home.environment);
    expect(full).toMatchObject({ code: 1, said: expect.stringMatching(/not empty.*--data-dir/) });
    const nothing = writeBackup(empty, join(home.folder, 'none'), {
      now: new Date(0),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    await expect(nothing).rejects.toMatchObject({ fault: 'nothing_to_keep' });
    await expect(stat(join(home.folder, 'none.partial'))).rejects.toThrow();
  });

  test('a file that is there already, and a folder that is not', async () => {
    expect(await runHere(['backup', file], home.environment)).toMatchObject({
      code: 2,
      said: expect.stringMatching(/--overwrite/),
    });
    const lost = await runHere(['backup', join(home.folder, 'no', 'such')], home.environment);
    expect(lost).toMatchObject({ code: 1, said: expect.stringMatching(/no file or folder/) });
  });
});

test('who was erased after a backup is erased again, as a newer backup tells', async () => {
  const folder = join(home.folder, 'before');
  const environment = { ...home.environment, DATABASE_URL: '' };
  expect((await runHere(['restore', file, '--data-dir', folder], environment)).code).toBe(0);
  const newer = join(home.folder, 'newer.backup');
  {
    await using app = await createApp({ dataDirectory: folder, toolsets: ['all'] });
    const erased = await app.call('erase_person', { contact: '张伟' }, { confirm: async () => 'approved' });
    expect(erased).toMatchObject({ ok: true, data: { alreadyErased: false } });
  }
  expect((await runHere(['backup', newer, '--data-dir', folder], environment)).code).toBe(0);
  const after = join(home.folder, 'after');
  const gone = join(home.folder, 'no-such.backup');
  expect(await runHere(['restore', file, '--data-dir', after, '--erased', gone], environment)).toMatchObject({
    code: 1,
    said: expect.stringContaining('no-such.backup'),
  });
  const restored = await runHere(['restore', file, '--data-dir', after, '--erased', newer], environment);
  expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/1 people who were erased since/) });
  const last = join(home.folder, 'erased.backup');
  expect((await runHere(['backup', last, '--data-dir', after], environment)).code).toBe(0);
  expect((await unzip(last)).join('\n')).not.toMatch(/张伟|wei@example\.com/);
});

test('a backup of an older version is put in as it was, and brought up to date', async () => {
  const { readMigrations } = await import('../../db/migrate.ts');
  const count = (await readMigrations()).length;
  const older = await forged('older', ([first]) => {
    const header = JSON.parse(first!);
    header.migrations = header.migrations.slice(0, 2);
    const row = {
      workspace_id: 'wsp_1',
      name: 'Old',
      time_zone: 'UTC',
      currency: 'USD',
      language: 'en',
      fiscal_year_start: '1',
      settings: '{}',
      created_at: '2024-01-01 00:00:00+00',
    };
    const end = JSON.stringify({ complete: true, rows: 1 });
    return [JSON.stringify(header), ...tableOf('workspaces', row), end];
  });
  const folder = join(home.folder, 'older-data');
  const put = await runHere(['restore', older, '--data-dir', folder], home.environment);
  expect(put.said).toBe('');
  expect(put.code).toBe(0);
  await using app = await createApp({ dataDirectory: folder });
  expect(app.session.workspace.name).toBe('Old');
  const [found] = await app.database.system((tx) =>
    tx.execute<{ applied: number }>(sql`select count(*)::integer as applied from rapport_migrations`),
  );
  expect(found?.applied).toBe(count);
});

/** A table of one row as a backup holds it. */
function tableOf(table: string, row: Readonly<Record<string, string>>): string[] {
  const line = JSON.stringify(Object.values(row));
  const sha256 = createHash('sha256').update(`${line}\n`).digest('hex');
  return [
    JSON.stringify({ table, columns: Object.keys(row) }),
    line,
    JSON.stringify({ end: table, rows: 1, sha256 }),
  ];
}
