import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forecast } from './index.ts';
import { errorsOf, overallWeightedAverage } from './scores.ts';

const host = { openAi: {}, print: () => {}, say: () => {} };
const series = Array.from({ length: 4 }, (_, number) => ({
  id: `S${number}`,
  period: 'quarterly',
  h: 2,
  train: Array.from({ length: 24 }, (_, index) => 50 + index + 10 * ((index + number) % 4)),
  test: [80, 90],
}));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-forecast-'));
  await writeFile(join(folder, 'dev.jsonl'), series.map((line) => JSON.stringify(line)).join('\n'));
  const published = series.map(({ id }) => JSON.stringify({ id, FLAT: [60, 60, 60] }));
  await writeFile(join(folder, 'published_forecasts.jsonl'), published.join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('forecast suite', () => {
  test('scores our model beside baselines and the entrants on the same series', async () => {
    const items = join(folder, 'items');
    const [result] = await forecast.run({ data: folder, items }, host);
    expect(result).toMatchObject({ suite: 'forecast', n: 4, model: 'combination' });
    expect(result!.metrics.sMAPEAgainstBestPublished).toBeLessThan(1);
    expect(result!.metrics.coverage95).toBeGreaterThan(0);
    expect(Object.keys(result!.slices)).toEqual([
      'Naive2 of this run',
      'seasonal naive of this run',
      'damped trend of this run',
      'published FLAT',
    ]);
    expect((await readFile(items, 'utf8')).trim().split('\n')).toHaveLength(4);
    const [two] = await forecast.run({ data: folder, limit: 2, seed: 3 }, host);
    expect(two!.n).toBe(2);
  });

  test('anyone’s forecasts are judged by the same scores; a short one is named', async () => {
    const predictions = join(folder, 'theirs.jsonl');
    await writeFile(
      predictions,
      series.map(({ id }) => JSON.stringify({ id, forecast: [80, 90] })).join('\n'),
    );
    const [result] = await forecast.run({ data: folder, predictions }, host);
    expect(result).toMatchObject({ model: 'theirs.jsonl', metrics: { sMAPE: 0, MASE: 0 } });
    expect(result!.metrics.coverage80).toBeUndefined();
    await writeFile(predictions, series.map(({ id }) => JSON.stringify({ id, forecast: [80] })).join('\n'));
    await expect(forecast.run({ data: folder, predictions }, host)).rejects.toThrow('The forecast of S0');
  });

  test('a line that is no series is named', async () => {
    const data = join(folder, 'broken.jsonl');
    await writeFile(data, '{"id":"X","period":"monthly","train":[],"test":[1]}');
    await expect(forecast.run({ data }, host)).rejects.toThrow('broken.jsonl, line 1: train');
    await expect(forecast.run({ data: join(folder, 'none') }, host)).rejects.toThrow('There is nothing at');
  });
});

test('the scale of the MASE is the seasonal naive error; the OWA of Naive2 is 1', () => {
  const item = { ...series[0]!, train: [1, 2, 3, 4, 3, 4, 5, 6], test: [7, 8] };
  const errors = errorsOf(item, [5, 6]);
  expect(errors.MASE).toBe(1);
  expect(overallWeightedAverage(errors, errors)).toBe(1);
});
