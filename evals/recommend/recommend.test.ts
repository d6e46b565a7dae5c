import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvalUsageError } from '../suite.ts';
import { recommend } from './index.ts';
import { scoreList } from './scores.ts';

let folder: string;
const host = { openAi: {}, print: () => undefined, say: () => undefined };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-recommend-'));
  const baskets = Array.from({ length: 120 }, (_, id) => ({
    id,
    items: [`first ${id % 6}`, `then ${id % 6}`, `any ${id % 5}`],
  }));
  await writeFile(join(folder, 'train.jsonl'), baskets.map((basket) => JSON.stringify(basket)).join('\n'));
  const ratings = Array.from({ length: 60 }, (_, user) =>
    Array.from({ length: 8 }, (_, at) => `${user},${(user % 3) * 10 + at},5,${at}`),
  );
  await writeFile(join(folder, 'ratings.csv'), ['user,item,rating,timestamp', ...ratings.flat()].join('\n'));
});

afterAll(() => rm(folder, { recursive: true }));

test('scoreList: the metrics as the literature has them', () => {
  expect(scoreList(['a', 'x', 'b'], new Set(['a', 'b', 'c']))).toMatchObject({
    map: (1 + 2 / 3) / 3,
    precision: 0.2,
    recall: 2 / 3,
    hit: 1,
  });
  expect(scoreList([], new Set(['a']))).toMatchObject({ map: 0, ndcg: 0, hit: 0 });
});

describe('the suite', () => {
  test('baskets and ratings, our own split, beside the plain methods', async () => {
    for (const file of ['train.jsonl', 'ratings.csv']) {
      const [result] = await recommend.run({ data: join(folder, file) }, host);
      expect(result!.metrics.hitRateAt10).toBeGreaterThan(0.5);
      expect(Object.keys(result!.slices)).toEqual(
        expect.arrayContaining(['popularity', 'cosine', 'sar', 'ease', 'fold 3']),
      );
    }
  });

  test('somebody else’s lists are judged by the same scores', async () => {
    const answers = `node -e "require('readline').createInterface({input:process.stdin}).on('line',l=>{const {id}=JSON.parse(l);console.log(JSON.stringify({id,items:['nothing']}))})"`;
    const [result] = await recommend.run({ data: join(folder, 'train.jsonl'), command: answers }, host);
    expect(result).toMatchObject({ metrics: { hitRateAt10: 0 }, model: answers });
  });

  test('what is no data is refused in one line', async () => {
    await writeFile(join(folder, 'wrong.csv'), 'a,b\n1,2\n');
    await expect(recommend.run({ data: join(folder, 'wrong.csv') }, host)).rejects.toThrow(
      'wrong.csv, row 1: user,item,rating,timestamp is wanted.',
    );
    await expect(recommend.run({ data: join(folder, 'none.csv') }, host)).rejects.toThrow(EvalUsageError);
  });
});
