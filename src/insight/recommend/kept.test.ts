import { expect, test } from 'vitest';
import { type Kept, learnOnce } from './kept.ts';

const signal = new AbortController().signal;
const kept = {} as Kept;

test('of those who ask at once one learns, the others wait for it; later it is learnt anew', async () => {
  const database = {};
  let learnt = 0;
  const learning = async () => {
    learnt++;
    return kept;
  };
  const both = await Promise.all([
    learnOnce(database, 'mine 1', signal, learning),
    learnOnce(database, 'mine 1', signal, learning),
  ]);
  expect(both).toEqual([kept, kept]);
  expect(learnt).toBe(1);
  await learnOnce(database, 'mine 2', signal, learning);
  await learnOnce(database, 'mine 1', signal, learning);
  expect(learnt).toBe(3);
});

test('where the one who learns gives up, the next learns', async () => {
  const database = {};
  const given = learnOnce(database, 'mine 1', signal, () => Promise.reject(new Error('stopped')));
  const next = learnOnce(database, 'mine 1', signal, async () => kept);
  await expect(given).rejects.toThrow('stopped');
  expect(await next).toBe(kept);
});
