import { expect, test } from 'vitest';
import { addCounts, countSpans, spanScores } from './scores.ts';

const text = 'Dana Ortiz, +1 415 555 2671';
const name = { type: 'name', start: 0, end: 10 };
const phone = { type: 'phone', start: 12, end: 27 };

test('a datum counts as found once none of it can be read, whatever it was called', () => {
  expect(countSpans(text, [name, phone], [{ type: 'address', start: 0, end: 27 }])).toEqual({
    real: 2,
    found: 2,
    told: 1,
    right: 1,
  });
  const halves = [
    { type: 'name', start: 0, end: 4 },
    { type: 'name', start: 5, end: 10 },
    { type: 'phone', start: 12, end: 20 },
  ];
  expect(countSpans(text, [name, phone], halves)).toMatchObject({ found: 1, told: 3, right: 3 });
  expect(countSpans(text, [phone], [name])).toEqual({ real: 1, found: 0, told: 1, right: 0 });
});

test('F2 leans to recall', () => {
  const counts = addCounts([
    { real: 8, found: 6, told: 4, right: 4 },
    { real: 2, found: 2, told: 6, right: 4 },
  ]);
  expect(spanScores(counts)).toEqual({ f2: 0.8, recall: 0.8, precision: 0.8 });
  expect(spanScores({ real: 2, found: 1, told: 1, right: 1 }).f2).toBeCloseTo(5 / 9, 10);
  expect(spanScores({ real: 0, found: 0, told: 0, right: 0 })).toEqual({ f2: 1, recall: 1, precision: 1 });
});
