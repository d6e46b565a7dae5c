import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities } from './index.ts';
import { entityScores } from './scores.ts';

const host = { openAi: {}, language: 'en' as const, print: () => undefined, say: () => undefined };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entities-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('scores: place, type and value; right places with wrong values count for the span alone', () => {
  const { overall, types } = entityScores([
    {
      wanted: [
        { type: 'date', start: 0, end: 5, value: '2026-01-01' },
        { type: 'money', start: 8, end: 10, value: { amount: 5, currency: null } },
      ],
      found: [
        { type: 'date', start: 0, end: 5, value: '2026-01-02' },
        { type: 'money', start: 8, end: 10, value: { currency: null, amount: 5 } },
        { type: 'percent', start: 12, end: 14, value: 3 },
      ],
    },
  ]);
  expect(overall).toEqual({ n: 2, precision: 1 / 3, recall: 0.5, f1: 0.4, spanF1: 0.8 });
  expect(types.money).toMatchObject({ f1: 1 });
  expect(types.date).toMatchObject({ f1: 0, spanF1: 1 });
});

test('dates, sums, telephones, addresses and names are found on the visible half of the probe', async () => {
  const results = await entities.run({}, host);
  const dev = results.find(({ dataset }) => dataset === 'entity-probe dev')!;
  for (const type of [
    'date',
    'date_range',
    'money',
    'phone',
    'email',
    'person',
    'company',
    'product',
    'owner',
  ])
    expect(dev.slices[type]!.metrics.f1, type).toBeGreaterThanOrEqual(0.95);
});

test('a file without records, with predictions, and one with a wrong line', async () => {
  const path = join(folder, 'own.jsonl');
  const line = {
    id: 'a',
    text: 'pay $5',
    now: '2026-01-01',
    entities: [{ type: 'money', start: 4, end: 6, value: { amount: 5, currency: 'USD' } }],
  };
  await writeFile(path, `${JSON.stringify(line)}\n`);
  await writeFile(join(folder, 'p.jsonl'), '{"id":"a","entities":[]}\n');
  expect((await entities.run({ data: path }, host))[0]).toMatchObject({ dataset: 'own', metrics: { f1: 1 } });
  expect(
    (await entities.run({ data: path, predictions: join(folder, 'p.jsonl') }, host))[0]!.metrics.f1,
  ).toBe(0);
  await writeFile(path, '{"id":"a","text":"x"}\n');
  await expect(entities.run({ data: path }, host)).rejects.toThrow('line 1: now');
});
