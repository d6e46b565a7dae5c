import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from './company/random.ts';
import { bootstrapInterval, mean, passPowerK, quantile, wilsonInterval } from './statistics.ts';

describe('wilsonInterval', () => {
  test.each([
    [0, 10, 0, 0.2775],
    [27, 27, 0.8754, 1],
    [50, 100, 0.4038, 0.5962],
    [81, 263, 0.2553, 0.3662],
    [0, 0, 0, 1],
  ])('%i of %i', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  test('holds the share, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (successes, failures) => {
        const trials = successes + failures;
        const [low, high] = wilsonInterval(successes, trials);
        const share = trials === 0 ? 0.5 : successes / trials;
        return low >= 0 && low <= share && share <= high && high <= 1;
      }),
    );
  });

  test('refuses counts that do not fit', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(0.5, 2)).toThrow(RangeError);
  });
});

describe('bootstrapInterval', () => {
  test('is near the interval of theory for a mean, and the same every time', () => {
    const random = createRandom(1, 'normal');
    const items = Array.from({ length: 400 }, () => mean(Array.from({ length: 12 }, random.next)) * 12 - 6);
    const [low, high] = bootstrapInterval(items, mean);
    expect(high - low).toBeGreaterThan(0.17);
    expect(high - low).toBeLessThan(0.22);
    expect(bootstrapInterval(items, mean)).toEqual([low, high]);
    expect(() => bootstrapInterval([], mean)).toThrow(RangeError);
  });
});

test('passPowerK is the share of k-subsets that all pass', () => {
  expect(passPowerK(4, 4, 4)).toBe(1);
  expect(passPowerK(3, 4, 2)).toBeCloseTo(0.5);
  expect(passPowerK(1, 4, 2)).toBe(0);
  expect(() => passPowerK(1, 1, 2)).toThrow(RangeError);
});

test('quantile interpolates between neighbours', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantile([7], 0.95)).toBe(7);
});
