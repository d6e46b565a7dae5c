import { expect, test } from 'vitest';
import { conjunction } from './conjunctions.ts';

const slot = (term: string, count: number) => ({ terms: [term], count });

test('the rarest slots are read, those of far more records looked up record by record', () => {
  const slots = [slot('w:example', 90_000), slot('w:lee', 300), slot('w:ann', 200)];
  expect(conjunction(slots, { whole: true })).toEqual([
    { read: [['w:ann'], ['w:lee']], checked: [['w:example']], whole: true },
  ]);
});

test('a slot asked for twice is asked for once', () => {
  const twice = [slot('p:li', 5_000), slot('p:fei', 4_000), slot('p:li', 5_000)];
  expect(conjunction(twice, { whole: false })).toEqual([
    { read: [['p:fei'], ['p:li']], checked: [], whole: false },
  ]);
});

test('nothing is asked where a slot has no record, or there is no slot', () => {
  expect(conjunction([slot('w:ann', 200), { terms: [], count: 0 }], { whole: true })).toEqual([]);
  expect(conjunction([], { whole: true })).toEqual([]);
});
