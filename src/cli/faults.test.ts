import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { randomFrom } from '../language/index.ts';
import { cuts } from './testing/faults/cuts.ts';
import { deliveries } from './testing/faults/deliveries.ts';
import type { Fault } from './testing/faults/fault.ts';
import { writers } from './testing/faults/writers.ts';
import { makeTestHome, type TestHome } from './testing/home.ts';

// A short form of `npm run faults`: those that need no process of their own.

vi.setConfig({ testTimeout: 240_000 });

let home: TestHome;

beforeAll(async () => {
  home = await makeTestHome();
});

afterAll(() => home.remove());

const chosen: [what: string, faults: readonly Fault[], name: string, rounds: number][] = [
  ['case 66: a connection to Postgres', cuts, 'connection to Postgres', 6],
  ['case 66: a connection over HTTP', cuts, 'connection over HTTP', 2],
  ['case 67: one deletes what the other changes', writers, 'delete while', 5],
  ['case 67: a deadlock', writers, 'opposite', 10],
  ['case 68: deliveries lost, repeated, changed and late', deliveries, 'duplicate', 40],
];

test.each(chosen)('%s: nothing is lost, doubled or half done', async (_, faults, name, rounds) => {
  const fault = faults.find((one) => one.name.includes(name));
  if (fault?.unable?.() !== undefined) return;
  const report = await fault?.run({ home, rounds, random: randomFrom(7), progress: () => undefined });
  const wrong = Object.entries(report?.mustBeZero ?? { 'not run': 1 }).filter(([, count]) => count !== 0);
  expect(wrong).toEqual([]);
});
