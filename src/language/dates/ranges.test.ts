import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLanguage, parseDates } from '../index.ts';
import { moveDay, partsOf, weekdayOf } from './calendar.ts';

const wednesday = '2026-11-18T09:00:00+08:00';
const read = (text: string) =>
  parseDates(text, { now: wednesday, language: detectLanguage(text), quarters: 'coming' });

const ranges: [string, string, string][] = [
  ['Monday to Friday', '2026-11-23', '2026-11-27'],
  ['next Tuesday to Thursday', '2026-11-24', '2026-11-26'],
  ['Tuesday to Thursday of next week', '2026-11-24', '2026-11-26'],
  ['last Wednesday to Friday', '2026-11-11', '2026-11-13'],
  ['between March 3 and 9', '2027-03-03', '2027-03-09'],
  ['Dec 1 thru 5', '2026-12-01', '2026-12-05'],
  ['Dec 28 to Jan 3', '2026-12-28', '2027-01-03'],
  ['12/1-12/5', '2026-12-01', '2026-12-05'],
  ['mid-March to early April', '2027-03-11', '2027-04-10'],
  ['between January and March', '2027-01-01', '2027-03-31'],
  ['Jan–Mar 2027', '2027-01-01', '2027-03-31'],
  ['between 2024 and 2026', '2024-01-01', '2026-12-31'],
  ['Q3 last year', '2025-07-01', '2025-09-30'],
  ['end of Q1', '2027-03-31', '2027-03-31'],
  ['early 2027', '2027-01-01', '2027-04-30'],
  ['the first two weeks of May', '2027-05-01', '2027-05-14'],
  ['the last three days of November', '2026-11-28', '2026-11-30'],
  ['2nd week of January', '2027-01-08', '2027-01-14'],
  ['the second half of January', '2027-01-16', '2027-01-31'],
  ['first half of next year', '2027-01-01', '2027-06-30'],
  ['week commencing 7 December', '2026-12-07', '2026-12-13'],
  ['w/e 13 December', '2026-12-07', '2026-12-13'],
  ['the rest of the year', '2026-11-18', '2026-12-31'],
  ['this week and next', '2026-11-16', '2026-11-29'],
  ['between now and the end of the month', '2026-11-18', '2026-11-30'],
  ['3月5-9日', '2027-03-05', '2027-03-09'],
  ['3月5日到9日', '2027-03-05', '2027-03-09'],
  ['12月30日至3日', '2026-12-30', '2027-01-03'],
  ['下月3-7号', '2026-12-03', '2026-12-07'],
  ['本月1日到15日', '2026-11-01', '2026-11-15'],
  ['12月1日（周二）至12月5日', '2026-12-01', '2026-12-05'],
  ['周一到周五', '2026-11-23', '2026-11-27'],
  ['上周三到周五', '2026-11-11', '2026-11-13'],
  ['上周三至本周二', '2026-11-11', '2026-11-17'],
  ['月底到下月初', '2026-11-30', '2026-12-01'],
  ['1月上旬至中旬', '2027-01-01', '2027-01-20'],
  ['今年1到10月', '2026-01-01', '2026-10-31'],
  ['去年10月到12月', '2025-10-01', '2025-12-31'],
  ['一至三月份', '2027-01-01', '2027-03-31'],
  ['11、12月', '2026-11-01', '2026-12-31'],
  ['二三月份', '2027-02-01', '2027-03-31'],
  ['本季度到下季度', '2026-10-01', '2027-03-31'],
  ['一到三季度', '2027-01-01', '2027-09-30'],
  ['今年前三季度', '2026-01-01', '2026-09-30'],
  ['一季度末', '2027-03-31', '2027-03-31'],
  ['2024至2026年', '2024-01-01', '2026-12-31'],
  ['12月前两周', '2026-12-01', '2026-12-14'],
  ['12月最后一周', '2026-12-25', '2026-12-31'],
  ['下个月第二周', '2026-12-08', '2026-12-14'],
  ['十二月下半月', '2026-12-16', '2026-12-31'],
  ['今明两天', '2026-11-18', '2026-11-19'],
  ['从现在到年底', '2026-11-18', '2026-12-31'],
  ['从11月1号到现在', '2026-11-01', '2026-11-18'],
];

test.each(ranges)('%s is %s to %s', (text, from, to) => {
  expect(read(text)).toMatchObject([{ from, to }]);
});

test.each([
  ['Move the call from Monday to Friday', 2],
  ['把会从周一改到周五', 2],
  ['3-5个月', 1],
])('%s is no range', (text, count) => {
  const found = read(text);
  expect(found).toHaveLength(count);
  expect(found.every(({ kind }) => kind !== 'range')).toBe(true);
});

test.each([
  ['They ordered 30 desks in June', '2026-06-01'],
  ['In June they paid $3,000', '2026-06-01'],
  ['the invoice for September', '2026-09-01'],
  ['They want 30 desks delivered in June', '2027-06-01'],
  ['The launch is planned for June', '2027-06-01'],
  ['五月的账单还没付', '2026-05-01'],
  ['一季度成交12单', '2026-01-01'],
  ['一季度要成交12单', '2027-01-01'],
])('the tense of a clause says which year: %s', (text, from) => {
  expect(read(text)).toMatchObject([{ from }]);
});

test('a text of nothing but 上 is read as fast as any', () => {
  expect(read('上'.repeat(20_000))).toEqual([]);
});

describe('two days as a range, however they are written', () => {
  const months = 'January February March April May June July August September October November December';
  const nameOf = (day: string): string => months.split(' ')[partsOf(day).month - 1]!;
  const day = fc.integer({ min: 0, max: 150 }).map((days) => moveDay('2026-11-18', days, 'day'));
  const length = fc.integer({ min: 1, max: 60 });

  test('the end is in the first such month after the beginning', () => {
    fc.assert(
      fc.property(day, length, (from, days) => {
        const to = moveDay(from, days, 'day');
        const [first, last] = [partsOf(from), partsOf(to)];
        for (const text of [
          `from ${nameOf(from)} ${first.dayOfMonth} to ${nameOf(to)} ${last.dayOfMonth}`,
          `${first.dayOfMonth} ${nameOf(from)} – ${last.dayOfMonth} ${nameOf(to)}`,
          `between ${nameOf(from)} ${first.dayOfMonth} and ${nameOf(to)} ${last.dayOfMonth}`,
          `${first.month}月${first.dayOfMonth}日到${last.month}月${last.dayOfMonth}日`,
          `${first.month}/${first.dayOfMonth}至${last.month}/${last.dayOfMonth}`,
          `${from}至${to}`,
        ])
          expect(read(text), text).toMatchObject([{ kind: 'range', from, to }]);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test('the end without its month follows the beginning within a month, a weekday within a week', () => {
    const weekdays = '一二三四五六日';
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 6 }), (from, days) => {
        const to = moveDay(from, days, 'day');
        const { month, dayOfMonth } = partsOf(from);
        expect(read(`${month}月${dayOfMonth}日到${partsOf(to).dayOfMonth}日`)).toMatchObject([{ from, to }]);
        const [found] = read(`下周${weekdays[weekdayOf(from) - 1]}到周${weekdays[weekdayOf(to) - 1]}`);
        expect(weekdayOf(found!.to)).toBe(weekdayOf(to));
        expect(found!.to).toBe(moveDay(found!.from, days, 'day'));
      }),
      { numRuns: 40, seed: 2 },
    );
  });
});

describe('fiscal years', () => {
  const april = (text: string) =>
    parseDates(text, { now: wednesday, language: detectLanguage(text), fiscalYearStart: 4 });

  test.each([
    ['sales report for the fiscal year', '2026-04-01', '2027-03-31'],
    ['sales report for this fiscal year to date', '2026-04-01', '2026-11-18'],
    ['orders of our last financial year', '2025-04-01', '2026-03-31'],
    ['revenue in FY2026', '2025-04-01', '2026-03-31'],
    ['due by the end of the fiscal year', '2027-03-31', '2027-03-31'],
    ['本财年的销售报告', '2026-04-01', '2027-03-31'],
    ['财年至今的订单', '2026-04-01', '2026-11-18'],
    ['上个财年的销售额', '2025-04-01', '2026-03-31'],
    ['2026财年的销售额', '2025-04-01', '2026-03-31'],
    ['下财年初', '2027-04-01', '2027-04-01'],
  ])('%s', (text, from, to) => {
    expect(april(text)).toMatchObject([{ from, to }]);
  });

  test('a year that starts in January is named by itself; where none is known nothing is meant', () => {
    const january = { now: wednesday, fiscalYearStart: 1 };
    expect(parseDates('FY2026', january)).toMatchObject([{ from: '2026-01-01', to: '2026-12-31' }]);
    expect(parseDates('FY2026 上个财年', { now: wednesday })).toEqual([]);
    expect(parseDates('按财年统计, by fiscal year', january)).toEqual([]);
  });
});
