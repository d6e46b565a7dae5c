import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, createApp } from '../wire.ts';
import { makeTestHome, runHere, type TestHome } from './testing/home.ts';

// What is owed to people, by command, each as a process of its own would run it.

let home: TestHome;
let app: App;

beforeAll(async () => {
  home = await makeTestHome();
  app = await createApp(home.database);
});

afterAll(async () => {
  await app.close();
  await home.remove();
});

const rapport = (...words: string[]) => runHere(['privacy', ...words], home.environment);

test('a person is exported, erased once shown, and readmitted', async () => {
  await app.call('save_contacts', { name: 'Ann Lee', emails: ['ann@example.com'] });
  const file = join(home.folder, 'ann.json');
  expect(await rapport('export', 'Ann Lee', '--out', file)).toMatchObject({ code: 0 });
  expect(await readFile(file, 'utf8')).toContain('ann@example.com');

  expect(await rapport('export', 'Ann Lee', '--out', file)).toMatchObject({ code: 1 });

  const shown = await rapport('erase', 'ann@example.com', '--dry-run');
  expect(shown).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Dry run, nothing written: Erased con_/),
  });
  expect(await rapport('erase', 'Ann Lee')).toMatchObject({
    code: 1,
    said: expect.stringMatching(/rapport approve apr_\w+/),
  });
  expect(await app.call('search_contacts', { query: 'Ann Lee' })).toMatchObject({ data: { total: 1 } });

  expect(await rapport('erase', 'Ann Lee', '--yes')).toMatchObject({ code: 0 });
  const again = { name: 'Ann Lee', emails: ['ann@example.com'] };
  expect(await app.call('save_contacts', again)).toMatchObject({ ok: false, error: { code: 'erased' } });
  expect(await rapport('readmit', 'ann@example.com')).toMatchObject({ code: 0 });
  expect(await app.call('save_contacts', again)).toMatchObject({ ok: true });
});

test('how long things are kept is settled and shown', async () => {
  expect(await rapport('retention', '--conversations', '12')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/kept 12 months.*\nOlder: 0 conversations/),
  });
  expect(await rapport('retention', '--conversations', '0', '--apply')).toMatchObject({ code: 0 });
});

test('what cannot be done is said in a line, and changes nothing', async () => {
  await app.call('save_contacts', { name: 'Bob Ray' });
  for (const [words, code, said] of [
    [['export', 'Nobody'], 1, /^No contact matches "Nobody"\..+\n$/],
    [
      ['export', 'Bob Ray', '--out', join(home.folder, 'nowhere', 'bob.json')],
      1,
      /^There is no file or folder .+\n$/,
    ],
    [['retention', '--changes', 'twelve'], 2, /^--changes takes a whole number of months.+\n$/],
  ] as const)
    expect(await rapport(...words), words.join(' ')).toMatchObject({
      code,
      out: '',
      said: expect.stringMatching(said),
    });
  await expect(access(join(home.folder, 'nowhere'))).rejects.toThrow();
});
