import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Row, RowProblem, Source } from './contract.ts';
import { delimiterOf } from './csv.ts';
import { openSource, openText } from './open-source.ts';
import { encoded } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-csv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const quote = (cell: string): string =>
  /[",;\t|\r\n]|^\s|\s$|^sep=/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const written = (table: readonly (readonly string[])[], delimiter: string, end: string): string =>
  table.map((row) => row.map(quote).join(delimiter) + end).join('');

async function everything(source: Source): Promise<(Row | RowProblem)[]> {
  const rows = [];
  for await (const row of source.rows()) rows.push(row);
  return rows;
}

describe('a table written as CSV', () => {
  const latin = fc.string({ unit: fc.constantFrom(...'abcXYZ 019,;|\t"\n.@-=+\'é'), maxLength: 12 });
  const chinese = fc.string({
    unit: fc.constantFrom(...'张伟李娜客户手机公司杭州远山贸易 19,;"\n'),
    maxLength: 10,
  });
  const tableOf = (cell: fc.Arbitrary<string>, header: fc.Arbitrary<string>) =>
    fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.tuple(
          fc.uniqueArray(header, { minLength: width, maxLength: width }),
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
        ),
      );
  const name = (letters: string) =>
    fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 8 });
  const shape = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n'),
    zipped: fc.boolean(),
  });

  const readsBack = (
    encoding: Parameters<typeof encoded>[1],
    cell: fc.Arbitrary<string>,
    header: fc.Arbitrary<string>,
  ) =>
    fc.assert(
      fc.asyncProperty(tableOf(cell, header), shape, async ([columns, rows], { delimiter, end, zipped }) => {
        const filled = rows.filter((row) => row.some((one) => one.trim() !== ''));
        fc.pre(filled.length > 0);
        const bytes = encoded(written([columns, ...filled], delimiter, end), encoding);
        const path = join(folder, `${encoding}.csv`);
        await writeFile(path, zipped ? gzipSync(bytes) : bytes);

        const source = await openSource(path, { language: 'en' });
        expect(source.columns).toEqual(columns);
        const cells = (await everything(source)).map((row) => ('cells' in row ? row.cells : row.reason));
        expect(cells).toEqual(filled);
      }),
      { numRuns: 60 },
    );

  test.each(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'] as const)('reads back equal from %s', (encoding) =>
    readsBack(encoding, fc.oneof(latin, chinese), name('abcdeXYZ手机客户')),
  );

  test('reads back equal from GB18030', () => readsBack('gb18030', chinese, name('手机客户公司名称')));

  test('keeps line numbers over line breaks in cells and blank lines', async () => {
    const text = 'Name,Notes\r\nDana,"two\r\nlines"\r\n\r\n"Wei",x\r\n';
    const source = await openText('text', text, { language: 'en' });
    expect((await everything(source)).map(({ line }) => line)).toEqual([2, 5]);
  });
});

describe('the delimiter', () => {
  test.each([
    ['a;b;c\n1,5;2,5;x\n', ';'],
    ['a\tb\n"1,2,3"\tx, y\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['Name\nDana\n', ','],
    ['sep=;\na;b\n', ';'],
    ['Report, made on Monday\na;b;c\n1;2;3\n4;5;6\n', ';'],
  ])('of %j is %j', (head, delimiter) => {
    expect(delimiterOf(head)).toBe(delimiter);
  });
});

describe('rows', () => {
  const read = async (text: string, language: 'en' | 'zh' = 'en') =>
    everything(await openText('text', text, { language }));

  test('with too many or too few cells are told with their line, the others arrive', async () => {
    const rows = await read('Name,Email\nA,a@x.example\nB\nC,c@x.example,extra\nD,d@x.example,\n');
    expect(rows).toEqual([
      { line: 2, cells: ['A', 'a@x.example'] },
      { line: 3, reason: 'The row has 1 cells, the header has 2.' },
      { line: 4, reason: 'The row has 3 cells, the header has 2.' },
      { line: 5, cells: ['D', 'd@x.example'] },
    ]);
  });

  test('含 NUL 或乱码的行会被报告', async () => {
    const rows = await read('姓名,备注\n张伟,好\u0000\n李娜,好\n', 'zh');
    expect(rows).toEqual([
      { line: 2, column: '备注', value: '好\0', reason: expect.stringContaining('非文本字符') },
      { line: 3, cells: ['李娜', '好'] },
    ]);
  });

  test('keep formulas, stray quotes and a cell of a megabyte as they are', async () => {
    const large = 'x'.repeat(1024 * 1024);
    const rows = await read(`Name,Notes\n=HYPERLINK("x"),5" screen\n@cmd,${large}\n`);
    expect(rows).toEqual([
      { line: 2, cells: ['=HYPERLINK("x")', '5" screen'] },
      { line: 3, cells: ['@cmd', large] },
    ]);
  });

  test('below a title and a date are found, columns without or with the same name are told apart', async () => {
    const source = await openText('text', '客户信息表,,\n2026-03-05,,\n姓名,姓名,\n张伟,伟,x\n', {
      language: 'zh',
    });
    expect(source.columns).toEqual(['姓名', '姓名 (2)']);
    expect(await everything(source)).toEqual([{ line: 4, reason: '该行有 3 个单元格，表头有 2 个。' }]);
  });

  test('of which one opens a quote that never ends are told with its line, the others arrive', async () => {
    const rows = await read('Name,Notes\r\nA,"two\r\nlines"\r\n\r\nB,"open\r\nC,x\r\nD,y\r\n');
    expect(rows).toEqual([
      { line: 2, cells: ['A', 'two\r\nlines'] },
      { line: 5, reason: expect.stringContaining('does not end') },
      { line: 6, cells: ['C', 'x'] },
      { line: 7, cells: ['D', 'y'] },
    ]);
    const chinese = await read('姓名,备注\n张伟,"未闭合\n李娜,好\n', 'zh');
    expect(chinese).toMatchObject([{ line: 2, reason: expect.stringContaining('引号') }, { line: 3 }]);
  });

  test('below a header whose quote never ends are refused with the line', async () => {
    const source = openText('text', 'Name,"Notes\nA,open\nB,x\n', { language: 'en' });
    await expect(source).rejects.toThrow(/line 1: a quoted cell does not end/);
  });

  test('with any quotes: rows are told or arrive, each once, in the order of their lines', async () => {
    const cell = fc.constantFrom('a', '"', '""', '"b"', 'c"', '"d', '\n', '好');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), async (cells) => {
        const text = `Name,Notes\nfirst,row\n${cells.map((pair) => pair.join(',')).join('\n')}\n`;
        const lines = (await read(text)).map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
        expect(Math.max(...lines)).toBeLessThanOrEqual(text.split('\n').length);
      }),
    );
  });
});
