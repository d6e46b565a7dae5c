import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareRuns } from './index.ts';
import { mcNemarExact, pairedBootstrap } from './paired.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-compare-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, lines: readonly object[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}

function compare(paths: readonly string[], language: 'en' | 'zh' = 'en') {
  const said: string[] = [];
  const host = { language, print: (line: string) => said.push(line), say: (line: string) => said.push(line) };
  return compareRuns(paths, {}, host).then((comparisons) => ({ comparisons, said: said.join('\n') }));
}

describe('McNemar', () => {
  test('as the binomial distribution has it', () => {
    expect(mcNemarExact(0, 0)).toBe(1);
    expect(mcNemarExact(5, 5)).toBe(1);
    expect(mcNemarExact(0, 5)).toBeCloseTo(2 / 32, 12);
    expect(mcNemarExact(1, 9)).toBeCloseTo((2 * 11) / 1024, 12);
    expect(mcNemarExact(2_000, 2_600)).toBeLessThan(1e-12);
  });

  test('which side is named first does not matter', () => {
    const count = fc.integer({ min: 0, max: 3_000 });
    fc.assert(
      fc.property(count, count, (one, other) => {
        const p = mcNemarExact(one, other);
        expect(p).toBe(mcNemarExact(other, one));
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('paired bootstrap: no difference, a clear one', () => {
  expect(pairedBootstrap([0, 0, 0], 1)).toEqual({ interval: [0, 0], p: 1 });
  const clear = pairedBootstrap(
    Array.from({ length: 30 }, (_, index) => 1 + (index % 3) / 10),
    1,
  );
  expect(clear.p).toBeLessThan(0.01);
  expect(clear.interval[0]).toBeGreaterThan(0.9);
});

describe('rapport eval compare', () => {
  test('right and wrong, scores and errors, items of one side only, repeated ids', async () => {
    const line = (id: number, correct: boolean) => ({
      dataset: 'x',
      id,
      correct,
      scores: { ndcgAt10: Number(correct) },
    });
    const a = await fileOf('a.jsonl', [
      ...Array.from({ length: 12 }, (_, id) => line(id, id < 2)),
      line(0, true),
    ]);
    const b = await fileOf('b.jsonl', [
      ...Array.from({ length: 11 }, (_, id) => line(id, id > 0)),
      line(0, true),
    ]);
    const { comparisons, said } = await compare([a, b]);
    expect(comparisons).toMatchObject([
      { measure: 'correct', n: 12, onlyFirst: 1, onlySecond: 9, test: 'McNemar, exact' },
      { measure: 'ndcgAt10', n: 12, test: 'paired bootstrap' },
    ]);
    expect(said).toContain('1 items stand in one file only');
    expect(said).toContain('B is better');
  });

  test('items as forecast, churn, purchases and dialogue-state keep them', async () => {
    const kept = (better: number) => [
      { dataset: 'm3', id: 'N1', sMAPE: 10 - better, MASE: 1 },
      { dataset: 'telco', id: '1', label: true, probability: 0.4 + better / 5 },
      { id: 'C1', expected: 2 - better, actual: 1 },
      { dataset: 'woz', dialogue: 'd', user: 'hi', wrong: better > 0 ? [] : ['food'] },
    ];
    const { comparisons } = await compare([
      await fileOf('old.jsonl', kept(0)),
      await fileOf('new.jsonl', kept(1)),
    ]);
    expect(comparisons.map(({ measure, difference }) => [measure, Math.sign(difference)])).toEqual([
      ['sMAPE', -1],
      ['MASE', 0],
      ['correct', 1],
      ['brier', -1],
      ['absoluteError', -1],
      ['nothingWrong', 1],
    ]);
  });

  test('what cannot be compared is told in both languages', async () => {
    const a = await fileOf('one.jsonl', [{ dataset: 'x', id: 1, correct: true }]);
    const other = await fileOf('two.jsonl', [{ dataset: 'y', id: 1, correct: true }]);
    const bare = await fileOf('bare.jsonl', [{ dataset: 'x', id: 1 }]);
    await writeFile(join(folder, 'result.json'), '[\n1\n]');
    await expect(compare([a, other])).rejects.toThrow('no item in common');
    await expect(compare([a, other], 'zh')).rejects.toThrow('没有相同的条目');
    await expect(compare([a, bare])).rejects.toThrow('whether it was right');
    await expect(compare([a, join(folder, 'result.json')], 'zh')).rejects.toThrow('第 1 行不是条目');
    await expect(compare([a, join(folder, 'nowhere')])).rejects.toThrow('--items');
    await expect(compare([a])).rejects.toThrow('Name two files');
  });
});
