import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentOf } from './collection.ts';

describe('the questions that set the threshold', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapport-collection-'));
    for (const name of ['faq-dev.jsonl.gz', 'faq-probe.jsonl']) await writeFile(join(folder, name), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('are those of the development part beside the file that is judged', () => {
    expect(developmentOf(join(folder, 'faq-probe.jsonl'))).toBe(join(folder, 'faq-dev.jsonl'));
  });

  test.each(['faq-dev.jsonl', 'faq-dev.jsonl.gz', 'absent/faq-probe.jsonl'])('or of %s itself', (name) => {
    expect(developmentOf(join(folder, name))).toBe(join(folder, name));
  });
});
