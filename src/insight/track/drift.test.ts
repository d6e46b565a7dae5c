import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driftVerdict, populationStability, spreadOf } from './drift.ts';

const hundred = Array.from({ length: 100 }, (_, index) => index);

describe('populationStability', () => {
  test('is nought for the values it was made of, whatever they are', () => {
    const values = fc.array(fc.oneof(fc.double(), fc.constant(Number.NaN)), { minLength: 1 });
    fc.assert(
      fc.property(values, (all) => {
        const spread = spreadOf(all);
        expect(populationStability(spread, all)).toBe(0);
        expect(spread.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('follows its formula', () => {
    // Half of what lay below the fifth decile now lies above it.
    const moved = hundred.map((value) => (value < 25 ? value + 50 : value));
    const expected =
      2 * (1e-4 - 0.1) * Math.log(1e-4 / 0.1) +
      (0.05 - 0.1) * Math.log(0.05 / 0.1) +
      2 * (0.2 - 0.1) * Math.log(0.2 / 0.1) +
      (0.15 - 0.1) * Math.log(0.15 / 0.1);
    expect(populationStability(spreadOf(hundred), moved)).toBeCloseTo(expected, 9);
  });

  test('tells the same from another population, and missing values are values', () => {
    const spread = spreadOf(hundred);
    const verdictOf = (values: readonly number[]) => driftVerdict(populationStability(spread, values));
    expect(verdictOf(hundred.filter((value) => value % 2 === 0))).toBe('stable');
    expect(verdictOf(hundred.map((value) => value + 40))).toBe('drifted');
    expect(verdictOf(hundred.map((value) => (value % 3 === 0 ? Number.NaN : value)))).toBe('drifted');
    expect(populationStability(spread, [])).toBe(0);
    expect(populationStability(spreadOf([7, 7, 7]), [7, 7])).toBe(0);
  });
});
