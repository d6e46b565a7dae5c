import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  currentCommit,
  type EvalResult,
  keepResult,
  readResults,
  renderResults,
  updateResultsTable,
} from './results.ts';

const result: EvalResult = {
  suite: 'crm-tasks',
  dataset: 'workbench dev',
  n: 53,
  model: 'local',
  commit: 'abc1234',
  startedAt: '2026-03-05T01:00:00.000Z',
  metrics: { passRate: 0.962264, callsPerTask: 1.5, tokens: 12_000 },
  intervals: { passRate: [0.8725, 0.9897] },
  slices: { en: { n: 53, metrics: { passRate: 0.962264 } } },
};

describe('results', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapport-results-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('are kept and read back; a newer one takes the place of the older', async () => {
    await keepResult({ ...result, n: 1 }, folder);
    const path = await keepResult(result, folder);
    expect(path).toMatch(/crm-tasks--workbench_dev--local\.json$/);
    expect(await readResults(folder)).toEqual([result]);
    expect(await readResults(join(folder, 'nowhere'))).toEqual([]);
    await updateResultsTable(folder, join(folder, 'RESULTS.md'));
    expect(await readFile(join(folder, 'RESULTS.md'), 'utf8')).toBe(renderResults([result]));
  });

  test('render as one table a suite', () => {
    const other = {
      ...result,
      model: 'openai:some|model',
      metrics: { floorPassRate: 0 },
      intervals: {},
      slices: {},
    };
    expect(renderResults([result, other])).toMatchInlineSnapshot(`
      "# Results

      Generated from \`results/*.json\`; do not edit. Brackets hold 95 % intervals.

      ## crm-tasks

      | dataset | model | n | passRate | callsPerTask | tokens | floorPassRate | commit | date |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      | workbench dev | local | 53 | 0.962 [0.873, 0.990] | 1.500 | 12000 |  | abc1234 | 2026-03-05 |
      | · en |  | 53 | 0.962 |  |  |  |  |  |
      | workbench dev | openai:some\\|model | 53 |  |  |  | 0 | abc1234 | 2026-03-05 |
      "
    `);
  });

  test('that are malformed are refused', async () => {
    await expect(keepResult({ ...result, n: -1 }, folder)).rejects.toThrow('n');
  });

  test('know their commit', async () => {
    expect(await currentCommit()).toMatch(/^([0-9a-f]{7,}\+?|unknown)$/);
  });
});
