import { expect, test, vi } from 'vitest';
import { search } from './search.ts';

vi.setConfig({ testTimeout: 180_000 });

test('the bench of searches runs on a small company, finds who is meant and reads indexes', async () => {
  const { TEST_DATABASE_URL: databaseUrl } = process.env;
  const measures = await search.run(
    { size: 1_000, rounds: 1 },
    {
      say: () => {},
      signal: new AbortController().signal,
      ...(databaseUrl !== undefined && { databaseUrl }),
    },
  );
  const [speed, ...others] = measures;
  expect(Object.keys(speed!.sides)).toEqual(['beyond', 'search', 'lookup']);
  const right = others.find(({ unit, bar }) => unit === 'share' && bar?.least !== undefined)!;
  expect(right.sides.all).toBeGreaterThanOrEqual(0.97);
  expect(right.n).toBe(70);
});
