import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanAbsoluteScaledError, symmetricMeanAbsolutePercentageError } from './accuracy.ts';
import { forecastSeries } from './forecast-series.ts';
import { forecastWith, seasonalNaive, theta } from './models.ts';
import { decomposeSeason, isSeasonal } from './seasonality.ts';

/** Monthly international airline passengers in thousands, 1949 to 1960 (Box & Jenkins 1976, series G). */
const PASSENGERS = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158,
  133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218,
  230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235,
  227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278,
  284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404,
  347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472,
  548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
];
const history = PASSENGERS.slice(0, -12);
const actual = PASSENGERS.slice(-12);

describe('accuracy', () => {
  test('MASE divides by the in-sample seasonal naive error', () => {
    expect(meanAbsoluteScaledError([12, 16], [10, 10], [1, 3, 5, 7], 1)).toBe(2);
    expect(meanAbsoluteScaledError([1], [1], [4, 4], 1)).toBeNaN();
  });

  test('sMAPE is in percent and takes two zeros as no error', () => {
    expect(symmetricMeanAbsolutePercentageError([100, 0], [300, 0])).toBe(50);
  });
});

describe('seasonality', () => {
  test('passengers are seasonal with a summer peak; the indices average 1', () => {
    expect(isSeasonal(PASSENGERS, 12)).toBe(true);
    const { form, indices } = decomposeSeason(PASSENGERS, 12);
    expect(form).toBe('multiplicative');
    expect(indices.indexOf(Math.max(...indices))).toBe(6);
    expect(indices.reduce((sum, index) => sum + index, 0)).toBeCloseTo(12);
  });

  test('a season around zero is taken as amounts', () => {
    const { form, indices } = decomposeSeason([0, 4, 0, 4, 0, 4], 2);
    expect(form).toBe('additive');
    expect(indices).toEqual([-2, 2]);
  });

  test('a straight line has no season', () => {
    expect(
      isSeasonal(
        Array.from({ length: 12 }, (_, index) => index),
        4,
      ),
    ).toBe(false);
  });
});

describe('forecastSeries', () => {
  test('passengers of 1960 within 6 % sMAPE, inside the 95 % interval, better than last year again', () => {
    const forecast = forecastSeries(history, { period: 12, horizon: 12, nonNegative: true });

    const values = forecast.points.map((point) => point.value);
    expect(symmetricMeanAbsolutePercentageError(actual, values)).toBeLessThan(6);
    expect(actual.every((value, step) => value >= forecast.points[step]!.low95!)).toBe(true);
    expect(actual.every((value, step) => value <= forecast.points[step]!.high95!)).toBe(true);
    expect(forecast).toMatchObject({
      method: 'combination',
      intervalMethod: 'backtest_residuals',
      notes: [],
    });
    expect(forecast.backtest).toMatchObject({ folds: 12, steps: 12 });
    expect(forecast.backtest!.sMAPE).toBeLessThan(forecast.backtest!.seasonalNaiveSMAPE);
  });

  test('a straight line goes on; a constant stays, without an interval', () => {
    const line = Array.from({ length: 30 }, (_, index) => 10 + 2 * index);
    const [next] = forecastSeries(line, { period: 1, horizon: 1 }).points;
    expect(next!.value).toBeCloseTo(70, 0);

    const still = forecastSeries([5, 5, 5, 5, 5, 5, 5, 5], { period: 1, horizon: 2 });
    expect(still.points[1]).toMatchObject({ value: 5, low80: null, high95: null });
    expect(still.notes.map((note) => note.code)).toEqual(['constant', 'no_interval']);
  });

  test('prefers the last season where the rehearsals do', () => {
    const pattern = [10, 90, 30, 5, 60, 20, 80, 15, 70, 40, 55, 25];
    const forecast = forecastSeries([...pattern, ...pattern], { period: 12, horizon: 12 });
    expect(forecast.method).toBe('seasonal_naive');
    expect(forecast.points.map((point) => point.value)).toEqual(pattern);
  });

  test.each([
    { values: [7], method: 'naive', codes: ['no_backtest', 'no_interval', 'season_unknown'] },
    { values: [7, 9], method: 'naive', codes: ['no_backtest', 'no_interval', 'season_unknown'] },
    { values: [7, 9, 8], method: 'naive', codes: ['no_backtest', 'season_unknown'] },
    { values: [7, 9, 8, 9, 11], method: 'combination', codes: ['no_backtest', 'season_unknown'] },
  ])('answers $values.length values and says what it cannot claim', ({ values, method, codes }) => {
    const forecast = forecastSeries(values, { period: 12, horizon: 2 });
    expect(forecast.method).toBe(method);
    expect(forecast.backtest).toBeNull();
    expect(forecast.notes.map((note) => note.code)).toEqual(codes);
  });

  test.each([
    { values: [], options: { period: 1, horizon: 1 }, says: 'at least one value' },
    { values: [1, Number.NaN], options: { period: 1, horizon: 1 }, says: 'value 2 of 2' },
    { values: [Number.POSITIVE_INFINITY], options: { period: 1, horizon: 1 }, says: 'finite' },
    { values: [1], options: { period: 0, horizon: 1 }, says: 'period' },
    { values: [1], options: { period: 1, horizon: 0.5 }, says: 'horizon' },
  ])('refuses: $says', ({ values, options, says }) => {
    expect(() => forecastSeries(values, options)).toThrow(says);
  });

  test('any finite series: nested intervals around the value, nothing below zero when asked', () => {
    const series = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        series,
        fc.constantFrom(1, 4, 12),
        fc.integer({ min: 1, max: 8 }),
        (values, period, horizon) => {
          const { points } = forecastSeries(values, { period, horizon, nonNegative: true });
          expect(points).toHaveLength(horizon);
          for (const point of points) {
            expect(point.value).toBeGreaterThanOrEqual(0);
            if (point.low80 === null) continue;
            const ordered = [point.low95!, point.low80, point.value, point.high80!, point.high95!];
            expect(ordered).toEqual(ordered.toSorted((left, right) => left - right));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('scaling the series scales the forecast', () => {
    const once = forecastWith(theta, history, 12, 6);
    const tenfold = forecastWith(
      theta,
      history.map((value) => 10 * value),
      12,
      6,
    );
    for (const [step, value] of tenfold.entries()) expect(value).toBeCloseTo(10 * once[step]!, 1);
  });

  test('the seasonal naive forecast repeats the last season', () => {
    expect(forecastWith(seasonalNaive, [1, 2, 3, 4, 5, 6], 4, 5)).toEqual([3, 4, 5, 6, 3]);
  });
});
