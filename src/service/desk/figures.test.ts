import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeBetween, meanFigure, medianFigure, shareFigure } from './figures.ts';
import { predictedRating } from './rating.ts';

describe('figures with their intervals', () => {
  test('a share, as Wilson published it', () => {
    const { n, value, low95, high95 } = shareFigure(81, 263);
    expect([n, value?.toFixed(4), low95?.toFixed(4), high95?.toFixed(4)]).toEqual([
      263,
      '0.3080',
      '0.2553',
      '0.3662',
    ]);
  });

  test('a mean: 4, 6 and 8', () => {
    const { value, low95, high95 } = meanFigure([4, 6, 8]);
    expect([value, low95?.toFixed(3), high95?.toFixed(3)]).toEqual([6, '3.737', '8.263']);
  });

  test('a median, and the order statistics around it', () => {
    expect(medianFigure([5, 1, 9])).toEqual({ n: 3, value: 5, low95: null, high95: null });
    const values = Array.from({ length: 25 }, (_, index) => index + 1);
    expect(medianFigure(values)).toEqual({ n: 25, value: 13, low95: 8, high95: 19 });
  });

  test('nothing is no figure', () => {
    for (const figure of [shareFigure(0, 0), meanFigure([]), medianFigure([])])
      expect(figure).toEqual({ n: 0, value: null, low95: null, high95: null });
    expect(changeBetween(shareFigure(0, 0), shareFigure(1, 2))).toBe(null);
  });

  test('the difference of two shares, as Newcombe (1998) gives it for 56/70 and 48/80', () => {
    const change = changeBetween(shareFigure(48, 80), shareFigure(56, 70))!;
    expect([change.value, change.low95, change.high95].map((value) => value.toFixed(4))).toEqual([
      '0.2000',
      '0.0524',
      '0.3339',
    ]);
  });

  test('values lie within their intervals', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 6, maxLength: 60 });
    fc.assert(
      fc.property(values, (given) => {
        for (const { value, low95, high95 } of [meanFigure(given), medianFigure(given)])
          expect(low95! <= value! && value! <= high95!).toBe(true);
      }),
    );
  });
});

test('a predicted rating falls with failures and ill feeling, and stays on the scale', () => {
  expect(predictedRating({ feeling: 0, repairs: 0, handedOff: false })).toBe(4);
  expect(predictedRating({ feeling: 0.9, repairs: 0, handedOff: false })).toBe(4.9);
  expect(predictedRating({ feeling: -0.9, repairs: 2, handedOff: true })).toBe(1.6);
  expect(predictedRating({ feeling: -1, repairs: 9, handedOff: true })).toBe(1);
});
