import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { alternate, isMet, type Measure } from './bench.ts';
import { type BenchResult, keepBenchResult, readBenchResults } from './results.ts';

const measure: Measure = {
  name: 'a call',
  unit: 'ms',
  sides: { ours: 3, bare: 2 },
  spread: { ours: [2.5, 4] },
  ratio: 1.5,
  bar: { most: 2 },
  n: 5,
  note: 'with | a bar',
};
const result: BenchResult = {
  bench: 'call',
  engine: 'PGlite',
  commit: 'abc1234',
  node: 'v24.21.0',
  machine: { cores: 2, processor: 'some processor', load: [1, 2.5] },
  startedAt: '2026-03-05T01:00:00.000Z',
  options: { rounds: 5 },
  measures: [measure, { name: 'rows', unit: 'share', sides: { all: 0.9 }, bar: { least: 0.97 }, n: 10 }],
};

test('a bar is held against the ratio, or else the first side', () => {
  expect(result.measures.map(isMet)).toEqual([true, false]);
  expect(isMet({ ...measure, ratio: 2.1 })).toBe(false);
});

test('sides are taken by turns, each first in its round', async () => {
  const order: string[] = [];
  const side = (name: string) => async () => order.push(name);
  const taken = await alternate({ a: side('a'), b: side('b') }, 2, new AbortController().signal);
  expect(order).toEqual(['a', 'b', 'b', 'a']);
  expect(taken).toEqual({ a: [1, 4], b: [2, 3] });
});

test('results are kept, with the noise of the machine beside the table', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-bench-results-'));
  try {
    await keepBenchResult(result, folder, join(folder, 'TABLE.md'));
    expect(await readBenchResults(folder)).toEqual([result]);
    const page = await readFile(join(folder, 'TABLE.md'), 'utf8');
    expect(page).toContain(
      '| call: a call | PGlite | ours 3 ms [2.50, 4] · bare 2 ms | 1.50 | ≤ 2 | met | 5 | with \\| a bar |',
    );
    expect(page).toContain('| call: rows | PGlite | all 0.900 share |  | ≥ 0.97 | MISSED | 10 |  |');
    expect(page).toContain('2 × some processor, load average 1.0 → 2.5');
  } finally {
    await rm(folder, { recursive: true });
  }
});
