import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readItems, sampled } from './read-items.ts';

const Item = z.object({ id: z.string() });
const file = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'items-')), name);
  await writeFile(path, content);
  return path;
};

test('the lines of a file, plain or gzipped, without empty ones', async () => {
  const text = '{"id":"a"}\n\n{"id":"b"}\n';
  expect(await readItems(await file('some.jsonl', text), Item)).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(await readItems(await file('some.jsonl.gz', gzipSync(text)), Item)).toHaveLength(2);
});

test.each([
  ['{"id":"a"}\n{"id":', 'some.jsonl, line 2: no JSON object.'],
  ['{"id":7}', 'some.jsonl, line 1: id: Invalid input: expected string, received number'],
  ['[]', 'some.jsonl, line 1: item: Invalid input: expected object, received array'],
  ['\n', 'some.jsonl holds no items.'],
])('%j says where and what is wrong', async (content, message) => {
  await expect(readItems(await file('some.jsonl', content), Item)).rejects.toThrow(message);
});

test('a file that is not there', async () => {
  await expect(readItems('/nowhere.jsonl', Item)).rejects.toThrow('There is no file /nowhere.jsonl.');
});

test('a sample begins where the seed says and comes round', () => {
  expect(sampled([1, 2, 3, 4], { limit: 3, seed: 6 })).toEqual([3, 4, 1]);
  expect(sampled([1, 2], {})).toEqual([1, 2]);
});
