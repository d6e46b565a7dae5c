import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawShots, type IntentItem, scopedLabel, stratifiedFolds } from './examples.ts';
import { intents } from './index.ts';
import { intentScores } from './scores.ts';

const host = { openAi: {}, language: 'en' as const, print: () => undefined, say: () => undefined };
let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intents-'));
  const rows = [
    'open,open the door',
    'open,please open up',
    'open,unlock the gate',
    'close,shut the door',
    'close,close it please',
    'close,lock the gate',
    'oos,what time is it',
    'oos,sing a song',
    'oos,how tall are you',
  ];
  await writeFile(path('train.csv'), `category,query\n${rows.join('\n')}\n`);
  await writeFile(
    path('dev.jsonl'),
    '{"utterance":"open the gate","intent":"open"}\n{"utterance":"shut it","intent":"close"}\n{"utterance":"who are you","intent":"NO_NODES_DETECTED"}\n',
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe('the suite intents', () => {
  test('learns one file and judges another, whatever the columns are called', async () => {
    const items = path('items.jsonl');
    const [result] = await intents.run({ data: folder, train: folder, items, perturb: true }, host);
    expect(result).toMatchObject({
      suite: 'intents',
      n: 3,
      metrics: {
        inScopeAccuracy: expect.any(Number),
        oosRecall: expect.any(Number),
        svmInScopeAccuracy: expect.any(Number),
        floorAccuracy: 1 / 3,
      },
    });
    expect(Object.keys(result!.slices)).toContain('typos');
    expect((await readFile(items, 'utf8')).trim().split('\n')).toHaveLength(3);
  });

  test('few examples are drawn five times', async () => {
    const [result] = await intents.run({ data: path('dev.jsonl'), train: path('train.csv'), shots: 2 }, host);
    expect(result).toMatchObject({ n: 3, dataset: expect.stringMatching(/ 2-shot$/) });
  });

  test("judges somebody else's answers; nothing is out of scope", async () => {
    await writeFile(
      path('predictions.jsonl'),
      '{"id":1,"label":"open"}\n{"id":2,"label":"open"}\n{"id":3,"label":null}\n',
    );
    const [result] = await intents.run(
      { data: path('dev.jsonl'), train: path('train.csv'), predictions: path('predictions.jsonl') },
      host,
    );
    expect(result!.metrics).toMatchObject({ inScopeAccuracy: 0.5, oosRecall: 1, accuracy: 2 / 3 });
    expect(result!.metrics).not.toHaveProperty('fitSeconds');
  });

  test('wrong wishes are told', async () => {
    await expect(intents.run({ train: path('train.csv'), shots: 2 }, host)).rejects.toThrow(
      '--shots needs both',
    );
    await expect(intents.run({ train: '/nowhere.csv' }, host)).rejects.toThrow('There is no file or folder');
    await writeFile(path('one.csv'), 'text,label\nhello,greet\nhi,greet\n');
    await expect(intents.run({ train: path('one.csv') }, host)).rejects.toThrow('too few to learn from');
    expect(await intents.run({}, host)).toEqual([]);
  });
});

test('scores: refusing what is in scope is wrong, F1 over the labels there are', () => {
  const judgements = [
    { label: 'a', predicted: 'a' },
    { label: 'a', predicted: undefined },
    { label: 'b', predicted: 'a' },
    { label: undefined, predicted: undefined },
    { label: undefined, predicted: 'b' },
  ];
  expect(intentScores(judgements)).toEqual({
    accuracy: 2 / 5,
    inScopeAccuracy: 1 / 3,
    macroF1: 0.25,
    oosRecall: 0.5,
    oosPrecision: 0.5,
  });
  expect(intentScores([{ label: 'a', predicted: 'a' }])).toEqual({
    accuracy: 1,
    inScopeAccuracy: 1,
    macroF1: 1,
  });
});

test('draws and parts: so many of each label, everything judged once', () => {
  const items = Array.from(
    { length: 40 },
    (_, place): IntentItem => ({
      id: String(place),
      text: `t${place}`,
      label: place % 4 === 0 ? undefined : `l${place % 4}`,
    }),
  );
  expect(drawShots(items, 3, 1)).toHaveLength(12);
  expect(drawShots(items, 3, 1)).toEqual(drawShots(items, 3, 1));
  const folds = stratifiedFolds({ name: 'x', items }, 5, 1);
  expect(folds.flatMap(({ judged }) => judged.map(({ id }) => id)).sort()).toEqual(
    items.map(({ id }) => id).sort(),
  );
  expect(folds.every(({ train, judged }) => judged.every((item) => !train.includes(item)))).toBe(true);
});

test.each(['oos', 'NO_NODES_DETECTED', 'Out-of-scope', ''])('%s is out of scope', (label) => {
  expect(scopedLabel(label)).toBeUndefined();
});
