import { expect, test, vi } from 'vitest';
import { call } from './call.ts';

vi.setConfig({ testTimeout: 180_000 });

// Processor time is read from /proc.
test.skipIf(process.platform !== 'linux')('the bench of calls runs over both transports', async () => {
  const measures = await call.run(
    { size: 20, rounds: 1 },
    { say: () => {}, signal: new AbortController().signal },
  );
  for (const { sides, n } of measures)
    expect([Object.keys(sides), n]).toEqual([['rapport', 'bare', 'with a query'], 20]);
  expect(measures.map(({ name }) => name)).toEqual([
    'processor time of a call over stdio',
    'processor time of a call over http',
  ]);
});
