import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorText } from '../../src/trust/error-texts.ts';
import { purchases } from '../purchases/index.ts';
import type { EvalOptions } from '../suite.ts';
import { churn } from './index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-churn-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(rows: readonly (readonly string[])[], name = 'table.csv'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${rows.map((row) => row.join(',')).join('\n')}\n`);
  return path;
}

const said: string[] = [];
const host = { openAi: {}, print: () => undefined, say: (line: string) => said.push(line) };
const customers = (rows: number, outcome: (row: number) => string): string[][] => [
  ['customer', 'months', 'plan', '流失'],
  ...Array.from({ length: rows }, (_, row) => [
    `K-${row}`,
    String(row % 24),
    row % 3 ? 'basic' : 'gold',
    outcome(row),
  ]),
];
const mixed = (row: number): string => (row % 4 === 0 ? '是' : '否');

describe('eval churn', () => {
  test.each<[string, string[][], EvalOptions, RegExp]>([
    ['no target', customers(60, mixed), {}, /Say which column.*--target.*months, plan, 流失/],
    ['a target that is not there', customers(60, mixed), { target: 'plans' }, /no column plans.*plan/],
    ['one class', customers(60, () => 'No'), { target: '流失' }, /流失 is No in every row: two values/],
    ['many classes', customers(60, (row) => `c${row % 7}`), { target: '流失' }, /has 7 values \(c0, c1/],
    ['one row', customers(1, mixed), { target: '流失' }, /是 in every row/],
    ['few rows', customers(12, mixed), { target: '流失' }, /12 rows, 3 of the rarer.*needs 50 rows and 10/],
  ])('%s: told in one line', async (_name, rows, options, message) => {
    const train = await fileOf(rows);
    await expect(churn.run({ ...options, train }, host)).rejects.toThrow(message);
  });

  test.each<[string, string[][], EvalOptions, RegExp]>([
    [
      '没有说明目标列',
      customers(60, mixed),
      {},
      /^请说明要预测哪一列：--target COLUMN。现有的列：customer, months/,
    ],
    ['没有这一列', customers(60, mixed), { target: 'plans' }, /^没有 plans 这一列。您是想用 "?plan/],
    ['只有一种结果', customers(60, () => 'No'), { target: '流失' }, /^流失 列每行都是 No；需要两种取值/],
    ['结果太多', customers(60, (row) => `c${row % 7}`), { target: '流失' }, /^流失 列有 7 种取值（c0, c1/],
    [
      '行数太少',
      customers(12, mixed),
      { target: '流失' },
      /共 12 行，其中较少的一种结果 3 行。学习至少需要 50 行，且每种结果 10 行。$/,
    ],
  ])('用中文说明：%s', async (_name, rows, options, message) => {
    const train = await fileOf(rows);
    const refused = await churn.run({ ...options, train }, host).catch((error: Error) => error.message);
    expect(errorText(String(refused), 'zh')).toMatch(message);
  });

  test('the judged part has one outcome; a folder without parts; no file', async () => {
    const train = await fileOf(customers(80, mixed));
    const data = await fileOf(
      customers(20, () => '否'),
      'other.csv',
    );
    await expect(churn.run({ train, data, target: '流失' }, host)).rejects.toThrow(/same outcome/);
    await expect(churn.run({ data: folder, target: '流失' }, host)).rejects.toThrow(/has no dev part/);
    await expect(churn.run({ data: '/nowhere', target: '流失' }, host)).rejects.toThrow(/no file or folder/);
  });

  test('a folder alone: its train and dev parts are cross-validated together', async () => {
    const parts = await mkdtemp(join(folder, 'parts-'));
    const [head, ...rows] = customers(80, mixed);
    const written = (part: string, some: string[][]) =>
      writeFile(join(parts, `${part}.csv`), some.map((row) => row.join(',')).join('\n'));
    await written('train', [head!, ...rows.slice(0, 60)]);
    await written('dev', [head!.toReversed(), ...rows.slice(60).map((row) => row.toReversed())]);
    const [result] = await churn.run({ train: parts, target: '流失' }, host);
    expect(result).toMatchObject({ n: 80, dataset: expect.stringMatching(/-train\+dev$/) });
    await written('dev', [
      ['months', '流失'],
      ['3', '是'],
    ]);
    await expect(churn.run({ train: parts, target: '流失' }, host)).rejects.toThrow(/no column customer/);
  });

  test('anyone’s predictions are judged; rows without an outcome are left out', async () => {
    const train = await fileOf([...customers(80, mixed), ['K-99', '3', 'basic', '']]);
    const predictions = join(folder, 'mine.jsonl');
    const lines = Array.from({ length: 80 }, (_, row) => ({
      id: row + 1,
      probability: row % 4 === 0 ? 0.9 : 0.1,
    }));
    await writeFile(predictions, lines.map((line) => JSON.stringify(line)).join('\n'));
    const [result] = await churn.run({ train, target: '流失', predictions }, host);
    expect(result).toMatchObject({
      model: 'mine.jsonl',
      n: 80,
      metrics: { auc: 1, f1: 1, floorPrAuc: 0.25 },
    });
    expect(said).toContainEqual(expect.stringContaining('1 rows have no outcome'));
    await writeFile(predictions, '{"id":1,"probability":0.5}\n');
    await expect(churn.run({ train, target: '流失', predictions }, host)).rejects.toThrow(
      /79 of 80 predictions/,
    );
  });

  test('junk among numbers, a column that knows the outcome: learned from the rest, and named', async () => {
    const rows = customers(120, mixed).map((row, index) => {
      if (index === 0) return [...row, 'closing remark'];
      return [row[0]!, index % 40 === 0 ? '#REF!' : row[1]!, row[2]!, row[3]!, row[3] === '是' ? 'gone' : ''];
    });
    const train = await fileOf(rows);
    const [result] = await churn.run({ train, data: train, target: '流失' }, host);
    expect(result!.metrics.leaksFound).toBe(1);
    expect(result!.metrics.contributionError).toBeLessThan(1e-9);
    expect(Object.keys(result!.slices)).toEqual(['with closing remark']);
    expect(said).toContainEqual(expect.stringContaining('closing remark is left out'));
  });
});

describe('eval purchases', () => {
  const log = (header: string[]) => [
    header,
    ...Array.from({ length: 40 }, (_, row) => [`c${row}`, `2025010${1 + (row % 9)}`, '10']),
  ];

  test('what cannot be foretold is refused in one line', async () => {
    const odd = await fileOf(log(['buyer', 'when', 'price']), 'odd.csv');
    await expect(purchases.run({ data: odd }, host)).rejects.toThrow(
      /needs a column for the customer.*buyer, when/,
    );
    const once = await fileOf(log(['customer_id', 'date', 'amount']), 'once.csv');
    await expect(purchases.run({ data: once }, host)).rejects.toThrow(
      /40 customers, 0 with a second purchase/,
    );
  });

  test('a log in Chinese: parameters by two optimisers, and what happened later beside what was foretold', async () => {
    const rows = Array.from({ length: 60 }, (_, row) =>
      Array.from({ length: 1 + (row % 5) }, (_purchase, number) => {
        const day = new Date(Date.UTC(2025, 0, 1 + (row % 20) + number * (9 + (row % 4))));
        return [`客户${row}`, day.toISOString().slice(0, 10), String(10 + row)];
      }),
    ).flat();
    const data = await fileOf([['客户', '日期', '金额'], ...rows], 'log.csv');
    const [result] = await purchases.run({ data }, host);
    expect(result!.metrics).toMatchObject({ mae: expect.any(Number), maeAsSoFar: expect.any(Number) });
    expect(result!.slices['by simplex']!.metrics.logLikelihood).toBeCloseTo(
      result!.metrics.logLikelihood!,
      3,
    );
  });
});
