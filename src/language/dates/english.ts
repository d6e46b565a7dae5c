import { numberPatterns, parseNumber } from '../numbers.ts';
import { type CalendarUnit, type Days, isDay, moveDay, partsOf, periodOf, toDay } from './calendar.ts';
import { around, comingWeekday, dayInMonth, dayOfWeek, edgeOf, pastLength, pastWeekday } from './periods.ts';
import {
  type DateRule,
  fullYear,
  type Length,
  moveBy,
  nearestYear,
  onDay,
  type Reading,
  type Setting,
  through,
} from './rule.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const months =
  'january february march april may june july august september october november december'.split(' ');

const weekday =
  '(?<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?';
export const dayName = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?';
export const month =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
export const dayOfMonth = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
export const shift = '(?<shift>this|current|last|previous|prior|past|next|coming|following|upcoming)';
export const unit =
  '(?<unit>(?:business |working )?days?|weeks?|wks?|fortnights?|months?|quarters?|years?|yrs?)';
export const count = `(?<count>${numberPatterns.english}|half an?)`;
export const named = '(?<period>week|month|quarter|year)';
const cue =
  '(?:in|during|since|of|for|by|before|after|until|till|from|through|this|last|next|early|mid|late|to)';

export const rule = (source: string, read: DateRule['read']): DateRule => ({
  pattern: new RegExp(`(?<![\\w\u00c0-\u024f])(?:${source})(?![\\w\u00c0-\u024f])`, 'gi'),
  read,
});

/** What every English date has some of: without it none of the rules below need run, or be compiled. */
export const englishDateWords =
  /\d[/.]\d|\d(?:st|nd|rd|th)|[qh]\d|(?:19|20)\d\d|day|night|week|wk|month|quarter|year|yr|half|fortnight|tom|tmrw|morning|afternoon|evening|eo[dwmqy]|[ymqw]td|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i;

/** The English ways to write a date that `parseDates` knows itself, most specific first. */
export const englishRules: readonly DateRule[] = [
  rule(
    `${dayName}(?:the )?${month}\\s+(?:the )?${dayOfMonth}(?:(?:,\\s*|\\s+)(?<year>\\d{4}))?`,
    monthAndDay,
  ),
  rule(`${dayName}(?:the )?${dayOfMonth}\\s+(?:of\\s+)?${month}(?:,?\\s+(?<year>\\d{4}))?`, monthAndDay),
  rule('(?<first>\\d{1,2})/(?<second>\\d{1,2})/(?<year>\\d{4}|\\d{2})', ({ first, second, year }) => {
    const american = toDay(fullYear(year!), Number(first), Number(second));
    const european = toDay(fullYear(year!), Number(second), Number(first));
    return isDay(american) ? onDay(american) : isDay(european) ? onDay(european) : null;
  }),
  rule('(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?<year>\\d{4})', ({ day, month, year }) =>
    onDay(toDay(Number(year), Number(month), Number(day))),
  ),
  rule(
    '(?<=\\b(?:on|by|before|since|until|till|after|from|to|for|due)\\s+)(?<first>\\d{1,2})/(?<second>\\d{1,2})',
    ({ first, second }, setting) => {
      const day =
        nearestYear(Number(first), Number(second), setting) ??
        nearestYear(Number(second), Number(first), setting);
      return day === null ? null : onDay(day);
    },
  ),

  rule(
    '(?<word>the day after tomorrow|the day before yesterday|day after tomorrow|day before yesterday|today|tonight|tomorrow|tmrw|yesterday|last night|this (?:morning|afternoon|evening)|eod|end of (?:the )?day)',
    ({ word }, { today }) => {
      const name = word!.toLowerCase().replace(/^the /, '');
      const offset =
        name === 'day after tomorrow'
          ? 2
          : name === 'day before yesterday'
            ? -2
            : /^tom|^tmr/.test(name)
              ? 1
              : /^yes|^last/.test(name)
                ? -1
                : 0;
      const part = /morning|afternoon|evening|night/.exec(name)?.[0];
      return {
        ...onDay(moveDay(today, offset, 'day')),
        ...(part === undefined ? {} : { partOfDay: part === 'night' ? 'evening' : (part as 'morning') }),
      };
    },
  ),

  rule(
    `(?:(?:on|by) )?${weekday} (?:of )?(?<week>next|last|this) week|(?<week2>next|last|this) week,? (?:on )?${weekday.replace('<weekday>', '<weekday2>')}`,
    (groups, { today }) => {
      const week = (groups.week ?? groups.week2)!.toLowerCase();
      return onDay(
        dayOfWeek(
          today,
          weekdayNumber((groups.weekday ?? groups.weekday2)!),
          { next: 1, last: -1, this: 0 }[week]!,
        ),
      );
    },
  ),
  rule(
    `${weekday} (?:after next|the week after next)|(?:the week after next|week after next),? (?:on )?${weekday.replace('<weekday>', '<weekday2>')}`,
    (groups, { today }) => onDay(dayOfWeek(today, weekdayNumber((groups.weekday ?? groups.weekday2)!), 2)),
  ),
  rule(
    `a week (?:from|on|after) (?:(?<relative>today|tomorrow)|${weekday})`,
    ({ relative, weekday }, { today }) => {
      if (relative !== undefined)
        return onDay(moveDay(today, relative.toLowerCase() === 'today' ? 7 : 8, 'day'));
      return onDay(moveDay(comingWeekday(today, weekdayNumber(weekday!)), 7, 'day'));
    },
  ),
  rule(`${shift} ${weekday}`, ({ shift, weekday }, { today }) => {
    const number = weekdayNumber(weekday!);
    if (/^(?:coming|upcoming|following)$/i.test(shift!)) return onDay(comingWeekday(today, number));
    if (/^past$/i.test(shift!)) return onDay(pastWeekday(today, number));
    return onDay(dayOfWeek(today, number, shiftOf(shift!)));
  }),
  rule(`(?<!\\b(?:every|each|per)\\s+)${weekday}`, ({ weekday }, setting) => {
    if (/^(?:sat|sun|wed|wedn)$/.test(weekday!) || (/^(?:Sat|Sun)$/.test(weekday!) && setting.before === ''))
      return null;
    const number = weekdayNumber(weekday!);
    return onDay(setting.past ? pastWeekday(setting.today, number) : comingWeekday(setting.today, number));
  }),

  rule('(?:the )?week after next', (_, { today }) => through(periodOf(today, 'week', 2))),
  rule(
    `(?<edge>(?:(?:the )?(?:very )?(?:beginning|start|middle|end|close) of|early|mid|late)[- ])?(?:the )?${shift} ${named}`,
    ({ edge, shift, period }, { today }) =>
      partOf(edge, periodOf(today, period!.toLowerCase() as CalendarUnit, shiftOf(shift!))),
  ),
  rule(
    `(?<edge>(?:the )?(?:very )?(?:beginning|start|middle|end|close) of )(?:the |each )?(?:${named}|(?<month>${months.join('|')}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?: (?<year>\\d{4}))?)`,
    ({ edge, period, month, year }, setting) => {
      const days =
        month === undefined
          ? periodOf(setting.today, period!.toLowerCase() as CalendarUnit)
          : monthPeriod(month, year, setting);
      return partOf(edge, days);
    },
  ),
  rule(
    "(?:eo(?<initial>[wmqy])|(?<period>month|quarter|year)[- ]end|week[’']?s end)",
    ({ initial, period }, { today }) => {
      const unitName = ({ w: 'week', m: 'month', q: 'quarter', y: 'year' }[initial?.toLowerCase() ?? ''] ??
        period?.toLowerCase() ??
        'week') as CalendarUnit;
      return edgeOf('end', periodOf(today, unitName));
    },
  ),
  rule('(?:(?<shift>this|next|last|coming|past) |the )?weekend', ({ shift }, { today }) => {
    const { to } = periodOf(
      today,
      'week',
      shift === undefined || shift.toLowerCase() === 'coming' ? 0 : shiftOf(shift),
    );
    return through({ from: moveDay(to, -1, 'day'), to });
  }),
  rule(
    '(?:(?<period>year|quarter|month|week)[- ]to[- ]date|so far this (?<period2>year|quarter|month|week)|(?<initial>[ymqw])td)',
    (groups, { today }) => {
      const unitName =
        groups.period ??
        groups.period2 ??
        { y: 'year', q: 'quarter', m: 'month', w: 'week' }[groups.initial!.toLowerCase()]!;
      return through({ from: periodOf(today, unitName.toLowerCase() as CalendarUnit).from, to: today });
    },
  ),

  rule(`${month}(?:,| of)? (?<year>\\d{4})`, ({ month, year }, setting) =>
    throughMonth(month!, year, setting),
  ),
  rule(`(?<=\\b${cue}\\s+)${month}`, ({ month }, setting) => throughMonth(month!, undefined, setting)),
  rule(
    '(?<month>march|may)(?= (?:forecast|numbers|figures|sales|revenue|targets?|pipeline|quota|report|invoices?|statement|budget|results|campaign|newsletter)\\b)',
    ({ month }, setting) => throughMonth(month!, undefined, setting),
  ),
  rule(
    '(?<month>january|february|april|june|july|august|september|october|november|december)',
    ({ month }, setting) => throughMonth(month!, undefined, setting),
  ),
  rule(
    '(?<=\\b(?:in|during|since|of|for|before|after|until|from|to|through|year)\\s+)(?<year>(?:19|20)\\d{2})',
    ({ year }) => through({ from: `${year}-01-01`, to: `${year}-12-31` }),
  ),
  rule(
    '(?:the |on )(?<day>\\d{1,2})(?:st|nd|rd|th)(?: of (?<shift>this|next|last) month)?|(?<day2>\\d{1,2})(?:st|nd|rd|th)',
    ({ day, day2, shift }, setting) =>
      dayInMonth(Number(day ?? day2), shift === undefined ? undefined : shiftOf(shift), setting),
  ),

  rule(
    `(?:(?:in|over|during|for|within) )?(?:the )?(?<side>last|past|previous|next|coming|following) ${count} ${unit}`,
    (groups, { today }) => {
      const length = lengthOf(groups);
      return length === null
        ? null
        : around(length, today, /^(?:next|coming|following)$/i.test(groups.side!) ? 1 : -1);
    },
  ),
  rule(
    '(?:(?:in|over|during|for|within) )?(?:the )?(?:last|past|previous) (?<unit>fortnight)',
    (groups, { today }) => around(lengthOf({ ...groups, count: '1' })!, today, -1),
  ),
  rule(`within (?:the next |the last |the )?${count} ${unit}`, (groups, { today }) => {
    const length = lengthOf(groups);
    return length === null ? null : around(length, today, 1);
  }),
  rule(`in (?:about |another )?${count} ${unit}(?:[’']s?)?(?: time)?`, (groups, setting) => {
    const length = lengthOf(groups);
    if (length === null) return null;
    return silence.test(setting.before)
      ? pastLength(length, setting.today, 'age')
      : onDay(moveBy(length, setting.today, 1));
  }),
  rule(`${count} ${unit} (?:from (?:now|today)|later|ahead|out|after today|hence)`, (groups, { today }) => {
    const length = lengthOf(groups);
    return length === null ? null : onDay(moveBy(length, today, 1));
  }),
  rule(
    `(?<over>(?:more|longer|greater|older) than |over )?${count} ${unit} (?:ago|back|earlier|prior)`,
    (groups, { today }) => {
      const length = lengthOf(groups);
      if (length === null) return null;
      return groups.over === undefined
        ? onDay(moveBy(length, today, -1))
        : { ...pastLength(length, today, 'age'), comparison: 'over' };
    },
  ),
  rule(
    `(?:for |in )?(?<over>(?:well )?over |(?:more|longer|greater|older) than |at least |> ?|exceeding |beyond |past )(?:the (?:last|past) )?${count} ${unit}(?: old)?`,
    (groups, { today }) => {
      const length = lengthOf(groups);
      return length === null ? null : { ...pastLength(length, today, 'age'), comparison: 'over' };
    },
  ),
  rule(
    `(?:for |in )?(?:less than |under |fewer than |at most |up to |< ?)${count} ${unit}(?: old)?`,
    (groups, { today }) => {
      const length = lengthOf(groups);
      return length === null ? null : { ...pastLength(length, today, 'age'), comparison: 'under' };
    },
  ),
  rule(
    `(?:for )?(?:about |around |the )?${count}[- ]${unit}(?<old>(?: old| of silence| overdue| without| with no)(?![a-z\u00c0-\u024f]))?`,
    (groups, setting) => {
      const length = lengthOf(groups);
      if (length === null) return null;
      const past = groups.old !== undefined || silence.test(setting.before);
      return pastLength(length, setting.today, past ? 'age' : 'duration');
    },
  ),
  rule('(?:a )?fortnight', (_, setting) =>
    pastLength({ count: 2, unit: 'week' }, setting.today, silence.test(setting.before) ? 'age' : 'duration'),
  ),
];

/** A clause that tells what did not happen: what follows measures how long ago. */
const silence =
  /\b(?:(?:have|has|had)(?:n[’']t| not)|didn[’']t|did not|never|no|not|nothing|without|silen(?:t|ce)|quiet|inactive|idle|stale|cold|untouched|dormant|overdue|unanswered|unresponsive|unpaid|ghosted|stuck)\b(?!.*\b(?:call|contact|follow|remind|schedule|meet|send)\b(?!ed))/i;

export function monthAndDay(groups: Partial<Record<string, string>>, setting: Setting): Reading | null {
  const number = monthNumber(groups.month!);
  if (groups.year !== undefined) return onDay(toDay(Number(groups.year), number, Number(groups.day)));
  const day = nearestYear(number, Number(groups.day), setting);
  return day === null ? null : onDay(day);
}

function monthNumber(name: string): number {
  return months.findIndex((candidate) => candidate.startsWith(name.toLowerCase().slice(0, 3))) + 1;
}

export function monthPeriod(name: string, year: string | undefined, setting: Setting): Days {
  const number = monthNumber(name);
  if (year !== undefined) return periodOf(toDay(Number(year), number, 1), 'month');
  const current = partsOf(setting.today);
  const named = /\b(last|next|this)\s+$/i.exec(setting.before)?.[1]?.toLowerCase();
  const back = named === 'last' || setting.past || /\bsince\s+$/i.test(setting.before);
  const later = number < current.month || (named === 'next' && number === current.month) ? 1 : 0;
  const earlier = number > current.month || (named === 'last' && number === current.month) ? -1 : 0;
  return periodOf(toDay(current.year + (named === 'this' ? 0 : back ? earlier : later), number, 1), 'month');
}

function throughMonth(name: string, year: string | undefined, setting: Setting): Reading {
  return through(monthPeriod(name, year, setting));
}

function weekdayNumber(name: string): number {
  return weekdays.findIndex((candidate) => candidate.startsWith(name.toLowerCase().slice(0, 3))) + 1;
}

export function shiftOf(word: string): number {
  if (/^(?:last|previous|prior|past)$/i.test(word)) return -1;
  return /^(?:this|current)$/i.test(word) ? 0 : 1;
}

export function lengthOf(groups: Partial<Record<string, string>>): Length | null {
  const name = groups.unit!.toLowerCase();
  const half = /^half/i.test(groups.count!);
  const number = half ? 0.5 : Number(parseNumber(groups.count!) ?? Number.NaN);
  if (Number.isNaN(number)) return null;
  if (half)
    return /^year|^yr/.test(name)
      ? { count: 6, unit: 'month' }
      : /^month/.test(name)
        ? { count: 15, unit: 'day' }
        : null;
  if (/^(?:business|working)/.test(name)) return { count: number, unit: 'day', working: true };
  if (name.startsWith('fortnight')) return { count: 2 * number, unit: 'week' };
  const unitName = ({ d: 'day', w: 'week', m: 'month', q: 'quarter', y: 'year' } as const)[name[0] as 'd'];
  return { count: number, unit: unitName };
}

export function partOf(words: string | undefined, days: Days): Reading {
  if (words === undefined) return through(days);
  if (/end|close/i.test(words)) return edgeOf('end', days);
  if (/beginning|start/i.test(words)) return edgeOf('start', days);
  return edgeOf(/early/i.test(words) ? 'early' : /late/i.test(words) ? 'late' : 'middle', days);
}
