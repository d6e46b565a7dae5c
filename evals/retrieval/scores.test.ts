import { describe, expect, test } from 'vitest';
import { ndcg, recallAt1, reciprocalRank } from './scores.ts';

const relevant = new Map([
  ['a', 3],
  ['b', 1],
]);

describe('scores of a ranking', () => {
  test('the best order scores 1', () => {
    expect([
      recallAt1(['a', 'b'], relevant),
      reciprocalRank(['a'], relevant),
      ndcg(['a', 'b', 'c'], relevant),
    ]).toEqual([1, 1, 1]);
  });

  test('a relevant document at the third place', () => {
    const found = ['x', 'y', 'a'];
    expect(recallAt1(found, relevant)).toBe(0);
    expect(reciprocalRank(found, relevant)).toBeCloseTo(1 / 3);
    expect(ndcg(found, relevant)).toBeCloseTo(3 / Math.log2(4) / (3 + 1 / Math.log2(3)));
  });

  test('nothing found, or only beyond the tenth place', () => {
    const late = [...Array.from({ length: 10 }, (_, index) => `x${index}`), 'a'];
    for (const found of [[], late])
      expect([recallAt1(found, relevant), reciprocalRank(found, relevant), ndcg(found, relevant)]).toEqual([
        0, 0, 0,
      ]);
  });
});
