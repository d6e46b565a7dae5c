import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeTestHome, type Outcome, runProgram, type TestHome } from './testing/home.ts';

// People bring their customers and deals, in files of two languages, into a workspace of their own.

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;

beforeAll(async () => {
  home = await makeTestHome({ LANG: 'en_US.UTF-8', RAPPORT_NOW: '2026-03-05T09:00:00+08:00' });
});

afterAll(() => home.remove());

const rapport = (...argv: readonly string[]): Promise<Outcome> => runProgram(argv, home.environment);

test('a folder of files: bad rows in a report, the rest in, once, and taken back', async () => {
  const files = join(home.folder, 'from the old CRM');
  await mkdir(files);
  const contacts = '客户姓名,手机,公司,邮箱,跟进时间\n';
  const zhang = '张伟,138 0013 8000,杭州远山贸易,zhang.wei@yuanshan.example,2026-03-10\n';
  const noSuchDay = '李娜,139-1234-5678,上海海纳科技,li.na@haina.example,2026-02-30\n';
  await writeFile(join(files, '客户.csv'), contacts + zhang + noSuchDay);
  const deals = 'Deal Name,Amount,Deal Stage,Close Date,Associated Contact\n';
  await writeFile(
    join(files, 'deals.csv'),
    `${deals}Renewal,"$12,000.50",Proposal,2026-05-01,张伟\nTrial,,Proposal,,王五\n`,
  );
  const report = join(home.folder, 'left out.csv');

  const unsure = await rapport('import', files);
  expect(unsure.code).not.toBe(0);
  const imported = await rapport('import', files, '--yes', '--report', report);
  expect(imported).toMatchObject({ code: 0 });
  expect(imported.said).toContain('跟进时间  →  followUpOn');
  expect(await readFile(report, 'utf8')).toMatch(/客户\.csv,3,跟进时间,2026-02-30,/);
  const again = await rapport('import', files, '--yes', '--language', 'zh');
  expect(again.out).toContain('未变 1');
  expect(again.said).toContain('第 3 行, contact "王五": 没有叫 "王五" 的联系人。');
  expect(again.out).toContain('新建 0');

  const asked = await rapport('call', 'search_records', '{"kind":"deal","query":"Renewal","detail":"full"}');
  expect(JSON.parse(asked.out).items).toMatchObject([
    { name: 'Renewal', amount: expect.stringContaining('12000.50'), stage: 'Proposal', contact: '张伟' },
  ]);

  const undo = Array.from(imported.said.matchAll(/rapport undo (imp_\w+)/g), (match) => match[1]!);
  expect(undo).toHaveLength(1);
  expect(await rapport('undo', undo[0]!)).toMatchObject({ code: 0 });
  const left = await rapport('call', 'search_contacts', '{"query":"张伟"}');
  expect(JSON.parse(left.out)).toMatchObject({ total: 0 });
});

test('what cannot be imported is told in one line', async () => {
  const missing = await rapport('import', join(home.folder, 'nowhere.csv'), '--yes');
  expect(missing.code).toBe(1);
  expect(missing.said).toMatch(/nowhere\.csv/);
  const empty = join(home.folder, '空.csv');
  await writeFile(empty, '');
  const nothing = await rapport('import', empty, '--yes', '--language', 'zh');
  expect(nothing.code).toBe(1);
  expect(nothing.said).toMatch(/\p{Script=Han}/u);
  const strange = join(home.folder, '不明.csv');
  await writeFile(strange, 'foo,bar\n1,2\n');
  const unknown = await rapport('import', strange, '--kind', 'contact', '--yes', '--language', 'zh');
  expect(unknown.said).toMatch(/^"不明\.csv" 的列无法识别为联系人记录："foo"、"bar"。请修改列名/);
  for (const { said } of [missing, nothing, unknown])
    expect(said.trim().split('\n').length).toBeLessThanOrEqual(2);
});
