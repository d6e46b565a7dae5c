import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { predictedBy, readPredictions } from './predictions.ts';
import { readOptions } from './suite.ts';

const items = [
  { id: '1', text: 'a' },
  { id: '客户2', text: 'bb' },
];
const Shape = z.object({ probability: z.number().min(0).max(1) });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-predictions-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(text: string | Buffer, name = 'mine.jsonl'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('--predictions', () => {
  test('by id, in any order, numbers as ids, plain or packed', async () => {
    const text = '{"id":"客户2","probability":0.25}\r\n\n{"id":1,"probability":1}\n';
    const expected = new Map([
      ['客户2', { probability: 0.25 }],
      ['1', { probability: 1 }],
    ]);
    expect(await readPredictions({ predictions: await fileOf(text) }, items, Shape)).toEqual(expected);
    const packed = await fileOf(gzipSync(text), 'packed.jsonl.gz');
    expect(await readPredictions({ predictions: packed }, items, Shape)).toEqual(expected);
  });

  test.each([
    ['{"id":"1","probability":0.5}\n', /mine\.jsonl: 1 of 2 predictions are missing.*"客户2"/],
    ['{"id":"1","probability":0.5}\nnonsense\n', /line 2: no JSON object with an id: nonsense/],
    ['{"probability":0.5}\n', /line 1: the id is missing/],
    ['{"id":"1","p":0.5}\n', /line 1: probability/],
    ['{"id":"1","probability":1.5}\n', /line 1: probability/],
    ['{"id":"3","probability":0.5}\n', /line 1: no item has the id "3"/],
    ['{"id":"1","probability":0}\n{"id":1,"probability":0}\n', /line 2: a second prediction for the id "1"/],
  ])('%j is told with its line', async (text, message) => {
    await expect(readPredictions({ predictions: await fileOf(text) }, items, Shape)).rejects.toThrow(message);
  });

  test('a missing file, and both sources at once', async () => {
    await expect(readPredictions({ predictions: '/nowhere.jsonl' }, items, Shape)).rejects.toThrow(
      /nowhere\.jsonl is missing/,
    );
    await expect(readPredictions({ predictions: 'a', command: 'b' }, items, Shape)).rejects.toThrow(
      /not both/,
    );
  });
});

describe('--command', () => {
  test('a program reads the items and answers with predictions', async () => {
    const program = await fileOf(
      `process.stdin.setEncoding('utf8');
      let text = '';
      process.stdin.on('data', (part) => { text += part; });
      process.stdin.on('end', () => {
        for (const line of text.trim().split('\\n')) {
          const { id, text: words } = JSON.parse(line);
          process.stdout.write(JSON.stringify({ id, probability: words.length / 4 }) + '\\n');
        }
      });`,
      'mine.mjs',
    );
    const command = `"${process.execPath}" "${program}"`;
    expect(await readPredictions({ command }, items, Shape)).toEqual(
      new Map([
        ['1', { probability: 0.25 }],
        ['客户2', { probability: 0.5 }],
      ]),
    );
    await expect(readPredictions({ command: 'exit 3' }, items, Shape)).rejects.toThrow(/exit code 3: exit 3/);
  });
});

test('the options reach the suites, and name whose predictions a result judges', async () => {
  const words = ['churn', '--target', 'Churn', '--predictions', 'some/mine.jsonl'];
  const { options } = readOptions(words);
  expect(options).toMatchObject({ target: 'Churn', predictions: 'some/mine.jsonl' });
  expect(predictedBy(options, 'ours')).toBe('mine.jsonl');
  expect(predictedBy(readOptions(['--command', 'python my.py']).options, 'ours')).toBe('python my.py');
  expect(predictedBy({}, 'ours')).toBe('ours');
  expect(await readPredictions({}, items, Shape)).toBeUndefined();
});
