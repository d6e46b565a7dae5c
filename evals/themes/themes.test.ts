import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, scoreGrouping } from './scores.ts';

describe('scoring groups', () => {
  test('groups that are the labels under other names are perfect', () => {
    expect(scoreGrouping(['b', 'b', 'a', 'c'], ['1', '1', '2', '3'])).toEqual({
      acc: 1,
      nmi: expect.closeTo(1, 12),
    });
  });

  test('known values: a group too many, and one that mixes two labels', () => {
    // Two of three right under the best match; by hand: H(groups) = ln 3, H(labels) = 0.6365, I = 0.6365.
    expect(scoreGrouping(['a', 'b', 'c'], ['1', '1', '2'])).toEqual({
      acc: expect.closeTo(2 / 3, 12),
      nmi: expect.closeTo(0.636514 / ((Math.log(3) + 0.636514) / 2), 5),
    });
    expect(scoreGrouping(['a', 'a', 'a', 'a'], ['1', '1', '2', '2'])).toEqual({ acc: 0.5, nmi: 0 });
  });

  test('one label may stand for one group alone', () => {
    // Greedy majority labels would give 1; one-to-one gives 4 of 6.
    const groups = ['a', 'a', 'a', 'b', 'b', 'c'];
    expect(scoreGrouping(groups, ['1', '1', '1', '1', '1', '2']).acc).toBeCloseTo(4 / 6, 12);
  });

  test('nothing to score is refused', () => {
    expect(() => scoreGrouping([], [])).toThrow(RangeError);
  });

  test('an assignment costs no more than any other', () => {
    const square = fc.integer({ min: 1, max: 5 }).chain((size) =>
      fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(square, (costs) => {
        const columns = assign(costs);
        expect(new Set(columns).size).toBe(costs.length);
        const cost = (order: readonly number[]) =>
          order.reduce((total, column, row) => total + costs[row]![column]!, 0);
        for (const order of permutations(costs.length))
          expect(cost(columns)).toBeLessThanOrEqual(cost(order));
      }),
      { numRuns: 60 },
    );
  });
});

const permutations = (size: number): number[][] =>
  size === 0
    ? [[]]
    : permutations(size - 1).flatMap((order) =>
        Array.from({ length: size }, (_, place) => order.toSpliced(place, 0, size - 1)),
      );
