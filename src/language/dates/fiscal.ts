import { type Days, moveDay, periodOf } from './calendar.ts';
import { rule as chineseRule, shiftOf as chineseShift } from './chinese.ts';
import { rule as englishRule, shift, shiftOf } from './english.ts';
import { type DateRule, fullYear, onDay, type Reading, type Setting, through } from './rule.ts';

type Named = Readonly<Record<'year' | 'edge' | 'toDate', string | undefined>>;

/**
 * Fiscal years, by where the setting has them start; without that they mean nothing. One named by its number is the
 * one that ends in that year.
 */
export const fiscalRules: readonly DateRule[] = [
  englishRule(
    `(?:(?:the )?(?:(?<edge>end|start|beginning) of )?(?:(?:the |our )?${shift}|the|our) (?:fiscal|financial) year(?<toDate>[ -]to[ -]date)?|(?:fiscal|financial) year (?<year>(?:19|20)\\d{2})|fy\\s?['’]?(?<year2>(?:19|20)\\d{2}|\\d{2}))`,
    ({ shift, year, year2, edge, toDate }, setting) =>
      readingOf(shift === undefined ? 0 : shiftOf(shift), { year: year ?? year2, edge, toDate }, setting),
  ),
  chineseRule(
    '(?<![每按各跨]个?)(?:(?<year>\\d{4})年?|(?<shift>上|下|这|本|当)(?:一个|个|一)?)?(?:财政年度|会计年度|财年)(?<edge>年?[末底初])?(?<toDate>至今|迄今)?',
    ({ shift, year, edge, toDate }, setting) =>
      readingOf(shift === undefined ? 0 : chineseShift(shift), { year, edge, toDate }, setting),
  ),
];

function readingOf(
  shift: number,
  { year, edge, toDate }: Named,
  { today, fiscalYearStart }: Setting,
): Reading | null {
  if (fiscalYearStart === undefined) return null;
  const monthsIn = fiscalYearStart - 1;
  const moved = (day: string, months: number) => moveDay(day, months, 'month');
  const calendarYear =
    year === undefined
      ? periodOf(moved(`${today.slice(0, 8)}01`, -monthsIn), 'year', shift)
      : periodOf(`${fullYear(year) - (monthsIn > 0 ? 1 : 0)}-01-01`, 'year');
  const from = moved(calendarYear.from, monthsIn);
  const days: Days = { from, to: moveDay(moveDay(from, 12, 'month'), -1, 'day') };
  if (edge !== undefined) return onDay(/^(?:start|beginning)$|初/iu.test(edge) ? days.from : days.to);
  return through(toDate === undefined ? days : { from: days.from, to: today });
}
