import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chineseNewYear, easterSunday, holidayShares, spanShares } from './calendar.ts';
import { forecastSeries } from './forecast-series.ts';
import { reconcile } from './reconciliation.ts';
import { estimateEffects } from './regression.ts';
import { sparkline } from './sparkline.ts';
import { adviseStock } from './stock.ts';

const day = (moment: number | undefined): string => new Date(moment!).toISOString().slice(0, 10);
const monthStarts = (count: number): string[] =>
  Array.from({ length: count }, (_, month) => day(Date.UTC(2019, month, 1)));

describe('calendar', () => {
  test.each([
    [2023, '2023-01-22', '2023-04-09'],
    [2024, '2024-02-10', '2024-03-31'],
    [2026, '2026-02-17', '2026-04-05'],
  ])('%i: Chinese New Year %s, Easter %s', (year, newYear, easter) => {
    expect(day(chineseNewYear(year))).toBe(newYear);
    expect(day(easterSunday(year))).toBe(easter);
  });

  test('a holiday counts by the share of a period’s days', () => {
    const shares = holidayShares('chinese_new_year', ['2024-01-01', '2024-02-01', '2024-03-01']);
    expect(shares).toEqual([0, 8 / 29]);
    expect(spanShares([{ startsOn: '2024-01-31', endsOn: '2024-02-01' }], monthStarts(63).slice(-3))).toEqual(
      [1 / 31, 1 / 29],
    );
  });
});

describe('regressors', () => {
  const starts = monthStarts(75);
  const newYears = { name: 'chinese_new_year', values: holidayShares('chinese_new_year', starts) };
  const sales = starts
    .slice(0, 72)
    .map(
      (_, month) =>
        (100 + month) * (1 + 0.05 * Math.sin(month * 7.3)) * Math.exp(-1.5 * newYears.values[month]!),
    );

  test('the size of a moving holiday is found; a column of noise is left out', () => {
    const noise = { name: 'noise', values: starts.map((_, month) => Math.sin(month ** 2 * 12.9)) };
    const { form, sizes } = estimateEffects(sales, 12, [newYears, noise]);
    expect(form).toBe('factors');
    expect(sizes[0]).toBeCloseTo(-1.5, 0);
    expect(sizes[1]).toBe(0);
  });

  test('a forecast counts on what is known to come, and says what it is of the change', () => {
    const effort = starts.map((_, month) => (month % 5 === 0 || month === 73 ? 1 : 0));
    const moved = sales.map((value, month) => value * (1 + effort[month]!));
    const options = { period: 12, horizon: 2 };
    const plain = forecastSeries(moved, options);
    const knowing = forecastSeries(moved, {
      ...options,
      regressors: [{ name: 'effort', values: effort.slice(0, 74) }],
    });
    expect(knowing.regressors).toEqual(['effort']);
    expect(knowing.backtest!.sMAPE).toBeLessThan(plain.backtest!.sMAPE);
    expect(knowing.points[1]!.value).toBeGreaterThan(1.7 * knowing.points[0]!.value);
    const { ahead, past, drivers } = knowing.change!;
    expect(drivers.map(({ cause }) => cause)).toContain('effort');
    expect(drivers.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(ahead - past, 6);
  });

  test('one too short is refused', () => {
    const regressors = [{ name: 'effort', values: [1, 2] }];
    expect(() => forecastSeries(sales, { period: 12, horizon: 1, regressors })).toThrow('effort needs 73');
  });
});

test('parts add up to the whole, or to what their floor leaves', () => {
  const estimate = fc.record({
    values: fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true })),
    variance: fc.double({ min: 0.1, max: 1e6, noNaN: true }),
  });
  fc.assert(
    fc.property(estimate, fc.array(estimate, { minLength: 1, maxLength: 6 }), (whole, parts) => {
      const sum = (some: readonly (readonly number[])[]) =>
        some.reduce((added, [value]) => added + value!, 0);
      const before = sum(parts.map(({ values }) => values));
      const after = sum(reconcile(whole, parts));
      const [low, high] = [Math.min(before, whole.values[0]), Math.max(before, whole.values[0])];
      expect(after).toBeGreaterThanOrEqual(low - 1e-3);
      expect(after).toBeLessThanOrEqual(high + 1e-3);
    }),
  );
});

test('stock advice: demand while waiting plus what keeps 95 % of the waits from running out', () => {
  const advice = adviseStock([30, 30], [43, 43], { days: 30, leadDays: 45, stock: 10, service: 0.95 });
  expect(advice.demandInLeadTime).toBe(45);
  expect(advice.safetyStock).toBe(Math.ceil((1.6449 * Math.sqrt(1.5) * 13) / 1.2816));
  expect(advice.reorderPoint).toBe(45 + advice.safetyStock);
  expect(advice.quantity).toBe(advice.reorderPoint + 30 - 10);
  expect(adviseStock([30], [43], { days: 30, leadDays: 10, stock: 500, service: 0.95 }).quantity).toBe(0);
});

test('a sparkline shows the shape; demand that comes now and then gets its rate', () => {
  expect(sparkline([0, 5, 10])).toBe('▁▅█');
  expect(sparkline([])).toBe('');
  const rare = Array.from({ length: 60 }, (_, index) => (index % 7 === 3 ? 4 + (index % 3) : 0));
  const forecast = forecastSeries(rare, { period: 1, horizon: 1, nonNegative: true });
  expect(forecast.points[0]!.value).toBeGreaterThan(0.3);
  expect(forecast.points[0]!.value).toBeLessThan(1.2);
});
