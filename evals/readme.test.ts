import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readmeResults } from './readme.ts';

test.each([
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh'],
] as const)('the results in %s are the kept ones', async (name, language) => {
  const text = await readFile(join(import.meta.dirname, '..', name), 'utf8');
  expect(text).toContain(`<!-- results:start -->\n${await readmeResults(language)}\n<!-- results:end -->`);
});
