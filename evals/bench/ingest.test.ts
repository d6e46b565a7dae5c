import { expect, test, vi } from 'vitest';
import { ingest } from './ingest.ts';

vi.setConfig({ testTimeout: 120_000 });

test('the bench of ingestion runs on a few documents: all go in once, none twice', async () => {
  const { TEST_DATABASE_URL: databaseUrl } = process.env;
  const [again, rate] = await ingest.run(
    { size: 20, rounds: 1 },
    {
      say: () => {},
      signal: new AbortController().signal,
      ...(databaseUrl !== undefined && { databaseUrl }),
    },
  );
  expect(Object.keys(again!.sides)).toEqual(['first', 'again']);
  expect(again!.bar).toEqual({ least: 20 });
  expect(rate!.sides.rapport).toBeGreaterThan(0);
});
