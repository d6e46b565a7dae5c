import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runEvals } from '../index.ts';
import { perturb, perturbations } from '../perturb.ts';
import { type EvalResult, readResults } from '../results.ts';
import { moodsOfLabels } from './labels.ts';
import { accuracyOf, calibrationError, classScores, macroF1Of } from './scores.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-sentiment-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...words: string[]): Promise<EvalResult> {
  const json = join(folder, 'result.json');
  const host = { openAi: {}, print: () => undefined, say: () => undefined };
  await runEvals(['sentiment', ...words, '--json', json], host);
  return (JSON.parse(await readFile(json, 'utf8')) as EvalResult[])[0]!;
}

async function fileOf(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('labels', () => {
  test.each([
    [['1', '0'], 'positive negative'],
    [['Positive', 'Negative'], 'positive negative'],
    [['2', '1', '0'], 'positive neutral negative'],
    [['1', '0', '-1'], 'positive neutral negative'],
    [['5', '3', '1'], 'positive neutral negative'],
    [['好评', '中性', '差评'], 'positive neutral negative'],
    [['1.0', '0.0'], 'positive negative'],
  ])('%j', (labels, moods) => {
    expect([...moodsOfLabels(labels, 'x').values()].join(' ')).toBe(moods);
  });

  test('an unknown one is named', () => {
    expect(() => moodsOfLabels(['positive', 'joy'], 'mine.csv')).toThrow('mine.csv: the label "joy"');
  });
});

test('scores by hand', () => {
  const judged = [
    { label: 'positive', predicted: 'positive' },
    { label: 'positive', predicted: 'negative' },
    { label: 'negative', predicted: 'negative' },
    { label: 'negative', predicted: 'negative' },
  ] as const;
  expect(accuracyOf(judged)).toBe(0.75);
  expect(classScores(judged)).toMatchObject([
    { mood: 'positive', n: 2, precision: 1, recall: 0.5 },
    { mood: 'negative', n: 2, precision: 2 / 3, recall: 1 },
  ]);
  expect(macroF1Of(judged)).toBeCloseTo((2 / 3 + 0.8) / 2);
  expect(calibrationError([{ confidence: 0.8, isRight: true }])).toBeCloseTo(0.2);
});

describe('rapport eval sentiment', () => {
  test('CSV and packed JSON lines, columns and labels by any of their names; the larger of two decides', async () => {
    const csv = await fileOf('mine.csv', 'review,sentiment\n"Great, thanks",1\n太差了，退款,0\n');
    expect(await run('--data', csv)).toMatchObject({
      n: 2,
      model: 'shipped',
      metrics: { accuracy: 1, floorAccuracy: 0.5 },
    });
    const lines = [
      '{"sentence":"很好用","label":"Positive"}',
      '{"sentence":"sent the contract","label":"Neutral"}',
    ];
    const packed = await fileOf('other.jsonl.gz', gzipSync(lines.join('\n')));
    expect(await run('--data', packed, '--perturb')).toMatchObject({
      n: 2,
      slices: Object.fromEntries(
        perturbations.map((kind) => [kind, { metrics: { drop: expect.any(Number) } }]),
      ),
    });
  });

  test('somebody else’s predictions; items that can be compared', async () => {
    const data = await fileOf('three.csv', 'text,label\na,positive\nb,negative\nc,neutral\n');
    const theirs = await fileOf(
      'theirs.jsonl',
      '{"id":1,"label":"Positive"}\n{"id":2,"label":"neutral"}\n{"id":3,"label":"neutral"}',
    );
    const items = join(folder, 'items.jsonl');
    const result = await run('--data', data, '--predictions', theirs, '--items', items);
    expect(result).toMatchObject({ model: 'theirs.jsonl', metrics: { accuracy: 2 / 3 } });
    expect(
      (await readFile(items, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).correct),
    ).toEqual([true, false, true]);
    const wrong = await fileOf('wrong.jsonl', '{"id":1,"label":"joy"}');
    await expect(run('--data', data, '--predictions', wrong)).rejects.toThrow('wrong.jsonl, line 1');
  });

  test('a model of one’s own data', async () => {
    const data = await fileOf('train.csv', `text,label\n${'blip,1\nblop,0\n'.repeat(20)}`);
    expect(await run('--train', data, '--data', data)).toMatchObject({ metrics: { accuracy: 1 } });
  });

  test('wrong input is told with the next step', async () => {
    const data = await fileOf('columns.csv', 'words,label\na,1\nb,0\n');
    await expect(run('--data', data)).rejects.toThrow('no column for the text');
    await expect(run('--data', await fileOf('same.csv', 'text,label\na,1\nb,1\n'))).rejects.toThrow(
      'nothing to tell apart',
    );
    await expect(run('--data', join(folder, 'nowhere.csv'))).rejects.toThrow('nowhere.csv');
    expect(await readResults(join(folder, 'none'))).toEqual([]);
  });
});

test('noise changes a text, always alike, and leaves what has nothing to change', () => {
  for (const text of ['The support was really great this week', '物流太慢了，客服态度也很差']) {
    for (const kind of perturbations) expect(perturb(text, kind, 1)).toBe(perturb(text, kind, 1));
    expect(
      new Set(['typos', 'homoglyphs', 'emoji'].map((kind) => perturb(text, kind as 'typos', 1))).size,
    ).toBe(3);
    expect(perturb(text, 'homophones', 1)).not.toBe(text);
  }
  expect(perturb('', 'typos', 1)).toBe('');
  expect(perturb('ok!', 'fullWidth', 1)).toBe('ｏｋ！');
});
