import { appendFile, chmod, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Row, RowProblem, Source } from './contract.ts';
import { openSource, openText } from './open-source.ts';
import { encoded, workbookOf, zipOf } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const open = (path: string, language: 'en' | 'zh' = 'en') => openSource(path, { language });

async function everything(source: Source): Promise<(Row | RowProblem)[]> {
  const rows = [];
  for await (const row of source.rows()) rows.push(row);
  return rows;
}

describe('JSON', () => {
  const people = [
    { id: 1, name: { first: 'Dana' }, emails: ['d@x.example', 'dana@y.example'], orders: [] },
    {
      id: 2,
      name: { first: '伟' },
      emails: [{ value: 'w@x.example', primary: true }],
      orders: [{ total: 5 }],
    },
  ];
  const wanted = [
    { line: 1, cells: ['1', 'Dana', 'd@x.example; dana@y.example'] },
    { line: 2, cells: ['2', '伟', 'w@x.example'], nested: { orders: [{ total: 5 }] } },
  ];

  test.each([
    ['an array', JSON.stringify(people)],
    ['an array over lines', JSON.stringify(people, null, 2)],
    ['the list of an answer', JSON.stringify({ success: true, count: 2, results: people })],
    ['lines', people.map((one) => JSON.stringify(one)).join('\n')],
  ])('as %s', async (_, text) => {
    const source = await openText('text', text, { language: 'en' });
    expect(source.columns).toEqual(['id', 'name.first', 'emails']);
    expect(source.lists).toEqual(['orders']);
    expect(await everything(source)).toEqual(wanted);
  });

  test('as an object from id to record, the id in _key', async () => {
    const source = await openText('text', '{"a1": {"name": "Dana"}, "b2": {"name": "伟"}}', {
      language: 'en',
    });
    expect(source.columns).toEqual(['name', '_key']);
    expect(await everything(source)).toEqual([
      { line: 1, cells: ['Dana', 'a1'] },
      { line: 2, cells: ['伟', 'b2'] },
    ]);
  });

  test('keeps the digits of long numbers, and tells lines that are no object', async () => {
    const source = await openText('people.jsonl', '{"id":12345678901234567890}\nnonsense\n[1]\n{"id":7}\n', {
      language: 'zh',
    });
    expect(await everything(source)).toEqual([
      { line: 1, cells: ['12345678901234567890'] },
      { line: 2, value: 'nonsense', reason: '该行不是 JSON 对象。' },
      { line: 3, value: '[1]', reason: '该行不是 JSON 对象。' },
      { line: 4, cells: ['7'] },
    ]);
  });

  test('that breaks off is refused', async () => {
    const source = await openText('text', `[${JSON.stringify(people[0])}, {"id": 2`, {
      language: 'en',
    }).catch((error: Error) => error.message);
    expect(source).toBe('"text" is broken JSON after record 1.');
  });
});

describe('XLSX', () => {
  test('shows days, moments, numbers and texts as their cells do, and fills short rows', async () => {
    const path = await file(
      'people.xlsx',
      workbookOf({
        Empty: [],
        客户: [
          ['客户信息表'],
          ['姓名', '手机', '跟进', '登记', '金额', '日期', '勿扰'],
          [
            '张伟',
            13800138000,
            { number: 46086, style: 1 },
            { number: 46086.5, style: 2 },
            0.1 + 0.2,
            { number: 46086, style: 3 },
            true,
          ],
          ['李娜 & 王', null, null, null, 1e21],
        ],
      }),
    );
    const source = await open(path);
    expect(source.encoding).toBe('客户');
    expect(await everything(source)).toEqual([
      {
        line: 3,
        cells: ['张伟', '13800138000', '2026-03-05', '2026-03-05T12:00:00', '0.3', '2026-03-05', 'true'],
      },
      { line: 4, cells: ['李娜 & 王', '', '', '', '1000000000000000000000', '', ''] },
    ]);
    await expect(openSource(path, { language: 'zh', sheet: '订单' })).rejects.toMatchObject({
      message: '"people.xlsx" 没有工作表 "订单"。',
      hint: '现有工作表："Empty"、"客户"。',
    });
  });

  test('bombs are refused by their directory, and where that lies', async () => {
    const zeros = Buffer.alloc(20 * 1024 * 1024);
    const bomb = await file('bomb.xlsx', zipOf([{ name: 'xl/workbook.xml', content: zeros }]));
    await expect(open(bomb)).rejects.toThrow(/unpacks to far more than such a file holds/);
    const many = Array.from({ length: 2_100 }, (_, index) => ({ name: `x${index}`, content: '' }));
    await expect(open(await file('many.xlsx', zipOf(many)), 'zh')).rejects.toThrow(/已拒绝打开/);
    const liar = await file(
      'liar.xlsx',
      zipOf([{ name: 'xl/workbook.xml', content: zeros, claimed: 1_000 }]),
    );
    await expect(open(liar)).rejects.toThrow(/no readable XLSX/);
  });

  test('broken ones and other archives are refused', async () => {
    const whole = workbookOf({ A: [['Name'], ['Dana']] });
    await expect(open(await file('cut.xlsx', whole.subarray(0, 500)))).rejects.toThrow(/broken file/);
    await expect(open(await file('other.zip', zipOf([{ name: 'a.txt', content: 'x' }])))).rejects.toThrow(
      /no readable XLSX/,
    );
  });
});

describe('what cannot be read is refused with the next step', () => {
  test.each([
    ['empty.csv', '', /is empty/],
    ['header.csv', 'Name,Email\n', /has a header and no rows/],
    ['blank.csv', '\n \n\n', /has no rows/],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /save it as \.xlsx/],
    ['paper.pdf', '%PDF-1.7 …', /is a PDF/],
    ['photo.csv', Buffer.from('89504e470d0a1a0a', 'hex'), /is a picture/],
    [
      'garbage.csv',
      Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 97) % 256)),
      /is no text/,
    ],
    ['broken.csv.gz', gzipSync('Name\nDana\n').subarray(0, 20), /broken gzip/],
    ['scalars.json', '[1, 2, 3]', /holds no records|cannot|no rows|header and no rows/],
  ])('%s', async (name, content, message) => {
    await expect(open(await file(name, content))).rejects.toThrow(message);
  });

  test.skipIf(process.platform !== 'linux')('a gzipped file whose head alone is read is closed', async () => {
    const lines = Array.from({ length: 50_000 }, (_, number) => `${Math.sin(number)}`);
    const path = await file('long.csv.gz', gzipSync(`Name\n${lines.join('\n')}\n`));
    await open(path);
    const descriptors = await readdir('/proc/self/fd');
    const opened = await Promise.all(
      descriptors.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')),
    );
    expect(opened).not.toContain(path);
  });

  test('没有的文件、文件夹、没有权限的文件', async () => {
    await expect(open(join(folder, 'nowhere.csv'), 'zh')).rejects.toThrow(/没有文件/);
    await expect(open(folder, 'zh')).rejects.toThrow(/是文件夹/);
  });

  test.skipIf(process.getuid?.() === 0)('a file without the right to read it', async () => {
    const path = await file('secret.csv', 'Name\nDana\n');
    await chmod(path, 0);
    await expect(open(path)).rejects.toThrow(/may not be read/);
  });

  test('a file that changes while it is read', async () => {
    const path = await file('changing.csv', `Name,Email\n${'Dana,dana@x.example\n'.repeat(100_000)}`);
    const source = await open(path);
    const reading = (async () => {
      let count = 0;
      for await (const _ of source.rows()) if (++count === 10) await appendFile(path, 'Wei,wei@x.example\n');
    })();
    await expect(reading).rejects.toThrow(/changed while it was read/);
  });
});

describe('encodings', () => {
  const text = '姓名,公司\n张伟,杭州远山贸易\n';
  test.each(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'gb18030'] as const)('%s', async (encoding) => {
    const source = await open(await file(`${encoding}.csv`, encoded(text, encoding)));
    expect(source.encoding).toBe(encoding.replace('-bom', ''));
    expect(await everything(source)).toEqual([{ line: 2, cells: ['张伟', '杭州远山贸易'] }]);
  });

  test('Windows-1252, UTF-16 without a mark, and letters that come late', async () => {
    const latin = await file('latin.csv', Buffer.from('Name;Ort\nJosé Gérard;Köln\n', 'latin1'));
    expect(await everything(await open(latin))).toEqual([{ line: 2, cells: ['José Gérard', 'Köln'] }]);
    const wide = await file('wide.csv', Buffer.from('Name,Ort\nJosé,Köln\n', 'utf16le'));
    expect((await open(wide)).encoding).toBe('utf-16le');
    const late = Buffer.concat([
      Buffer.from(`Name,City\n${'Dana,Lima\n'.repeat(8_000)}`),
      encoded('张伟,杭州\n', 'gb18030'),
    ]);
    const rows = await everything(await open(await file('late.csv', late)));
    expect(rows.at(-1)).toEqual({ line: 8_002, cells: ['张伟', '杭州'] });
  });
});
