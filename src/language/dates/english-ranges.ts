import { parseNumber } from '../numbers.ts';
import { type CalendarUnit, type Days, isDay, moveDay, periodOf, toDay } from './calendar.ts';
import {
  count,
  dayOfMonth,
  month,
  monthAndDay,
  monthPeriod,
  named,
  partOf,
  rule,
  shift,
  shiftOf,
} from './english.ts';
import { firstOf, halfOf, inNearYear, lastOf, weekInside } from './periods.ts';
import { type DateRule, onDay, type Reading, type Setting, through } from './rule.ts';

const ordinal = '(?:st|nd|rd|th)?';
const link = '\\s*(?:-|–|—|to|through|thru|until|till)\\s*';
const other = (pattern: string, name: string): string => pattern.replace(/<\w+>/, `<${name}>`);
const year = '(?<year>(?:19|20)\\d{2})';
const quarter =
  '(?:q(?<quarter>[1-4])|(?:the )?(?<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|last) quarter)';
const place = '(?:the )?(?<place>first|second|third|fourth|last|final|1st|2nd|3rd|4th)';
/** A month, or a week, month, quarter or year as it is named from today, or a year by its number. */
const host = `(?:(?:the month of )?${month}(?:,? (?:of )?${year})?|(?:the )?${shift} ${named}|(?:the )?${other(named, 'plain')}|${other(year, 'number')})`;
const places = ['first', 'second', 'third', 'fourth'];

/** The English ways to name several days by the first and the last of them, or by their place in a period. */
export const englishRangeRules: readonly DateRule[] = [
  rule(
    `${month}\\s+(?:the )?(?<day>\\d{1,2})${ordinal}(?:${link}|(?<=\\bbetween [^.;!?]{3,20})\\s+and\\s+)(?:the )?(?<last>\\d{1,2})${ordinal}(?![:\\d])(?:,?\\s+${year})?`,
    (groups, setting) => {
      const first = monthAndDay(groups, setting);
      const last = `${first?.from.slice(0, 8)}${groups.last!.padStart(2, '0')}`;
      return first === null || !isDay(last) || last < first.from
        ? null
        : through({ from: first.from, to: last });
    },
  ),
  rule(
    `(?:(?:between\\s+(?:the )?(?<low>\\d{1,2})${ordinal}\\s+and|(?:from\\s+)?(?:the )?(?<first>\\d{1,2})${ordinal}\\s*(?:-|–|—|to|until|till|through|thru))\\s*)(?:the )?${dayOfMonth}\\s+(?:of\\s+)?${month}(?:,?\\s+${year})?`,
    (groups, setting) => {
      const last = monthAndDay(groups, setting);
      const first = `${last?.from.slice(0, 8)}${(groups.low ?? groups.first)!.padStart(2, '0')}`;
      return last === null || !isDay(first) || first > last.from
        ? null
        : through({ from: first, to: last.from });
    },
  ),
  rule(
    `${month}(?:${link}|(?<=\\bbetween \\w{3,9}\\.?)\\s+and\\s+)${other(month, 'last')}(?!\\s+\\d{1,2}(?!\\d))(?:,? (?:of )?${year})?`,
    ({ month, last, year }, setting) => monthsThrough(month!, last!, year, setting),
  ),
  rule(
    `(?<=\\b(?:between|from|in|during|for|of|over|years?)\\s+)(?<first>(?:19|20)\\d{2})(?:${link}|(?<=\\bbetween \\d{4})\\s+and\\s+)(?<last>(?:19|20)\\d{2})`,
    ({ first, last }) => through({ from: `${first}-01-01`, to: `${last}-12-31` }),
  ),
  rule(
    '(?<=\\b(?:between|from)\\s+)now(?=\\s+(?:and|to|until|till|through)\\s+(?:the )?(?:end|next|\\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))',
    (_, { today }) => onDay(today),
  ),
  rule(`${shift} ${named} and (?:the )?next(?: one| week| month| quarter| year)?`, (groups, { today }) => {
    const [unit, from] = [groups.period!.toLowerCase() as CalendarUnit, shiftOf(groups.shift!)];
    return from > 0
      ? null
      : through({ from: periodOf(today, unit, from).from, to: periodOf(today, unit, 1).to });
  }),

  rule(`${quarter}(?:(?:,?\\s+(?:of\\s+)?|[/-])${year}|,?(?: of)? ${shift} year)?`, (groups, setting) => {
    if (/last/i.test(groups.ordinal ?? '') && groups.year === undefined && groups.shift === undefined)
      return through(periodOf(setting.today, 'quarter', -1));
    return through(quarterMeant(groups, setting));
  }),
  rule(
    `(?:h(?<half>[12])|(?<half2>[12])h|(?:the )?(?<ordinal>first|second) half)(?:[ /]*(?:of )?${year})?`,
    ({ half, half2, ordinal, year }, setting) => {
      const isFirst = (half ?? half2 ?? ordinal!.toLowerCase()).replace('first', '1') === '1';
      const days = halfOf(yearOf(year ?? setting.today.slice(0, 4)), isFirst);
      return through(year === undefined ? inNearYear(days, setting) : days);
    },
  ),
  rule(`h(?<half>[12])(?: of)? (?:the|${shift}) year`, ({ half, shift }, { today }) =>
    through(halfOf(periodOf(today, 'year', shift === undefined ? 0 : shiftOf(shift)), half === '1')),
  ),
  rule(
    `(?:the )?(?<half>first|second|1st|2nd|latter|other|last) half of (?:${host}|${quarter})`,
    (groups, setting) => {
      const days = groups.quarter === undefined ? hostMeant(groups, setting) : quarterMeant(groups, setting);
      return through(halfOf(days, /^(?:first|1st)$/i.test(groups.half!)));
    },
  ),
  rule(`${place} week (?:of|in) ${host}`, (groups, setting) => {
    const days = hostMeant(groups, setting);
    return /last|final/i.test(groups.place!)
      ? through(lastOf(days, 1, 'week'))
      : through(weekInside(days, placeOf(groups.place!)));
  }),
  rule(
    `(?:the )?(?<place>first|last|final) ${count} (?<unit>days?|weeks?|months?|quarters?) (?:of|in) (?:${host}|${quarter})`,
    (groups, setting) => {
      const days = groups.quarter === undefined ? hostMeant(groups, setting) : quarterMeant(groups, setting);
      const length = Number(parseNumber(groups.count!) ?? Number.NaN);
      if (!Number.isInteger(length)) return null;
      const unit = groups.unit!.toLowerCase().replace(/s$/, '') as CalendarUnit;
      return through((/^first$/i.test(groups.place!) ? firstOf : lastOf)(days, length, unit));
    },
  ),
  rule(
    `(?:the )?(?:week (?<kind>of|starting|beginning|commencing|ending)|(?<short>w/c|w/e)) (?:on )?(?:the )?(?:${month} ${dayOfMonth}|${other(dayOfMonth, 'day2')} (?:of )?${other(month, 'month2')})(?:,? ${year})?`,
    ({ kind, short, month, month2, day, day2, year }, setting) => {
      const named = { month: (month ?? month2)!, day: (day ?? day2)!, year };
      const reading = monthAndDay(named, setting);
      if (reading === null) return null;
      if (/^of$/i.test(kind ?? '')) return through(periodOf(reading.from, 'week'));
      return /ending|w\/e/i.test(kind ?? short!)
        ? through({ from: moveDay(reading.from, -6, 'day'), to: reading.from })
        : through({ from: reading.from, to: moveDay(reading.from, 6, 'day') });
    },
  ),
  rule(`(?:the )?(?:rest|remainder) of (?:${host})`, (groups, setting) => {
    const { from, to } = hostMeant(groups, setting);
    return through({ from: [from, setting.today].sort().at(-1)!, to });
  }),
  rule(
    `(?<edge>(?:the )?(?:very )?(?:beginning|start|middle|end|close) of |(?:early|mid|late)[- ](?:in )?)(?:the )?(?:${quarter}(?:(?: of)? ${year})?|${other(year, 'number')})`,
    (groups, setting) =>
      partOf(
        groups.edge,
        groups.number === undefined ? quarterMeant(groups, setting) : yearOf(groups.number),
      ),
  ),
  rule(`(?:the )?(?<edge>early|mid|late)[- ]${month}(?: ${year})?`, ({ edge, month, year }, setting) =>
    partOf(edge, monthPeriod(month!, year, setting)),
  ),
];

type Groups = Partial<Record<string, string>>;

const yearOf = (year: string): Days => ({ from: `${year}-01-01`, to: `${year}-12-31` });
const placeOf = (word: string): number =>
  /^\d/.test(word) ? Number(word[0]) : places.indexOf(word.toLowerCase()) + 1;

function hostMeant({ month, year, shift, period, plain, number }: Groups, setting: Setting): Days {
  if (month !== undefined) return monthPeriod(month, year, setting);
  if (number !== undefined) return yearOf(number);
  const unit = (period ?? plain)!.toLowerCase() as CalendarUnit;
  return periodOf(setting.today, unit, shift === undefined ? 0 : shiftOf(shift));
}

function quarterMeant({ quarter, ordinal, year, shift }: Groups, setting: Setting): Days {
  const number = quarter !== undefined ? Number(quarter) : /last/i.test(ordinal!) ? 4 : placeOf(ordinal!);
  const thisYear = Number(setting.today.slice(0, 4));
  const named = year ?? (shift === undefined ? undefined : thisYear + shiftOf(shift));
  const days = periodOf(toDay(Number(named ?? thisYear), number * 3, 1), 'quarter');
  return named === undefined ? inNearYear(days, setting) : days;
}

/** From one month through another: without a year the next of each, with one the last that ends there. */
function monthsThrough(first: string, last: string, year: string | undefined, setting: Setting): Reading {
  if (year === undefined) {
    const { from } = monthPeriod(first, undefined, setting);
    const end = { ...setting, today: from, past: false, before: '' };
    return through({ from, to: monthPeriod(last, undefined, end).to });
  }
  const { from: end, to } = monthPeriod(last, year, setting);
  const beginning = { ...setting, today: end, past: true, before: '' };
  return through({ from: monthPeriod(first, undefined, beginning).from, to });
}
