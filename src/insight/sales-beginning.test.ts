import { describe, expect, test } from 'vitest';
import { isWholeFirst } from './sales-beginning.ts';

const march = { start: '2025-03-01', firstDay: '2025-03-17', days: 15 };
const april = { start: '2025-04-01', firstDay: '2025-04-01', days: 30 };

describe('isWholeFirst', () => {
  test.each([
    ['sold daily from the middle on', [march, april], false],
    ['the same, and the next month is under way', [march], false, '2025-04-01'],
    [
      'sold now and then',
      [
        { ...march, days: 1 },
        { ...april, days: 1 },
      ],
      true,
    ],
    ['once, and never again', [{ ...march, days: 1 }], true],
    [
      'sold on workdays, closed over the weekend the month began with',
      [{ ...march, firstDay: '2025-03-03', days: 21 }, april],
      true,
    ],
    ['sold daily from the first on', [{ ...march, firstDay: '2025-03-01', days: 31 }, april], true],
    ['nothing sold', [], true],
  ])('%s', (_what, periods, whole, end = '2025-05-01') => {
    expect(isWholeFirst(periods, 'month', end)).toBe(whole);
  });

  test('a week whose sales begin on its Friday is not whole, nor a quarter without its first month', () => {
    const week = { start: '2025-03-03', firstDay: '2025-03-07', days: 1 };
    const next = { start: '2025-03-10', firstDay: '2025-03-10', days: 5 };
    expect(isWholeFirst([week, next], 'week', '2025-03-17')).toBe(false);
    expect(isWholeFirst([{ ...week, firstDay: '2025-03-04', days: 4 }, next], 'week', '2025-03-17')).toBe(
      true,
    );
    const quarter = { start: '2025-01-01', firstDay: '2025-02-03', days: 40 };
    expect(isWholeFirst([quarter], 'quarter', '2025-04-01')).toBe(false);
  });
});
