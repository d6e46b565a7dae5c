import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { docxOf, pdfOf, wordParagraph } from '../knowledge/reading/testing.ts';
import { makeTestHome, type Outcome, runProgram, type TestHome } from './testing/home.ts';

// A person fills the knowledge base from a folder of their own, asks, and takes it back.

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;

beforeAll(async () => {
  home = await makeTestHome({ LANG: 'en_US.UTF-8', RAPPORT_NOW: '2026-03-05T09:00:00+08:00' });
});

afterAll(() => home.remove());

const rapport = (...argv: readonly string[]): Promise<Outcome> => runProgram(argv, home.environment);

test('a folder goes in but for its bad file, is listed, shown and taken back', async () => {
  const folder = join(home.folder, '手册');
  await mkdir(folder);
  await writeFile(join(folder, '停车.pdf'), pdfOf([[{ text: '访客请把车停在三层。' }]], { text: 'ucs2' }));
  await writeFile(join(folder, 'vpn.docx'), docxOf(wordParagraph('The VPN needs a token.')));
  await writeFile(join(folder, 'locked.pdf'), pdfOf([[{ text: 'x' }]], { locked: true }));

  const added = await rapport('knowledge', 'add', folder);
  expect(added).toMatchObject({ code: 1 });
  expect(added.out).toMatch(/^3 files: 2 added, 0 updated, 0 unchanged, 0 removed, 1 left out/);
  expect(added.said).toMatch(/locked\.pdf: .*locked with a password\. Save a copy without/);
  expect(added.said).toMatch(/100 %/);

  await rm(join(folder, 'locked.pdf'));
  await rm(join(folder, 'vpn.docx'));
  const again = await rapport('knowledge', 'add', folder, '--language', 'zh');
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).toMatch(/未变 1/);
  expect(again.said).toMatch(/--remove-missing.*vpn\.docx/);

  const listed = await rapport('knowledge', 'list', '--json');
  expect(JSON.parse(listed.out)).toMatchObject([{ source: '手册/vpn.docx' }, { title: '停车', chunks: 1 }]);
  const shown = await rapport('knowledge', 'show', '停车');
  expect(shown.out).toBe('# 第 1 页\n\n访客请把车停在三层。\n');
  const undo = /rapport undo (ing_\w+)/.exec(added.said)![1]!;
  expect(await rapport('undo', undo)).toMatchObject({ code: 0 });
  const empty = await rapport('knowledge', 'remove', '停车');
  expect(empty).toMatchObject({ code: 1, said: expect.stringContaining('No document is called') });
});

test('what cannot be done is told in one line', async () => {
  expect(await rapport('knowledge', 'eat', 'x')).toMatchObject({
    code: 2,
    said: expect.stringContaining('add PATH'),
  });
  const missing = await rapport('knowledge', 'add', join(home.folder, '没有'), '--language', 'zh');
  expect(missing).toMatchObject({ code: 1, out: '' });
  expect(missing.said.trim()).toMatch(/^没有文件或文件夹.*请检查路径。$/);
});
