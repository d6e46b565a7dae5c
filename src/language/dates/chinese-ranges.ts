import { type CalendarUnit, type Days, moveDay, periodOf, toDay } from './calendar.ts';
import {
  integer,
  monthNumber,
  monthOf,
  number,
  partOf,
  rule,
  shift,
  shiftOf,
  week,
  year,
  yearOf,
} from './chinese.ts';
import { dayInMonth, firstOf, halfOf, inNearYear, lastOf, weekInside } from './periods.ts';
import { type DateRule, nearestYear, onDay, type Reading, type Setting, through } from './rule.ts';

const link = '(?:-|–|—|~|～|到|至)';
const numeral = '一二三四五六七八九十';
/** A month with or without its year, a week, month, quarter or year as it is named from today, or a year. */
const host = `(?:(?:${year}的?)?(?<month>${monthNumber})月份?|${shift}(?<unit>月|季度?|周|星期|礼拜)|${year.replaceAll('?<', '?<host')})`;
const units: [RegExp, CalendarUnit][] = [
  [/[天日]/u, 'day'],
  [/周|星期|礼拜/u, 'week'],
  [/季/u, 'quarter'],
  [/月/u, 'month'],
  [/年/u, 'year'],
];

/** The Chinese ways to name several days by the first and the last of them, or by their place in a period. */
export const chineseRangeRules: readonly DateRule[] = [
  rule(
    `(?:${year}的?)?(?<month>${monthNumber})月份?(?<first>${number})[日号]?${link}(?<last>${number})(?:[日号](?!个)|(?![\\d日号个年月点:：]))`,
    (groups, setting) => {
      const [month, first, last] = [groups.month, groups.first, groups.last].map(integer) as [
        number,
        number,
        number,
      ];
      const named = yearOf(groups, setting.today);
      const from = named === undefined ? nearestYear(month, first, setting) : toDay(named, month, first);
      return from === null || last <= first
        ? null
        : through({ from, to: `${from.slice(0, 8)}${String(last).padStart(2, '0')}` });
    },
  ),
  rule(
    `(?:${shift}月份?的?|(?<![\\d月/.${numeral}]))(?<first>${number})${link}(?<last>${number})[日号](?!楼|线|店|门|机|码|桌|会|客户|内|本|常|期)`,
    ({ shift, first, last }, setting) => {
      const from = dayInMonth(
        integer(first),
        shift === undefined ? undefined : shiftOf(shift),
        setting,
      )?.from;
      return from === undefined || integer(last) <= integer(first)
        ? null
        : through({ from, to: `${from.slice(0, 8)}${String(integer(last)).padStart(2, '0')}` });
    },
  ),
  rule(
    `(?:${year}的?|(?<![\\d/.${numeral}]))(?<first>${number})月?${link}(?<last>${number})月(?!\\d)份?`,
    monthsThrough,
  ),
  rule(
    `(?:${year}的?|(?<![\\d${numeral}]))(?:(?<first>[${numeral}])(?<last>[二三四五六七八九])月|(?<first2>${number})、(?<last2>${number})月)(?![\\d${numeral}])份?`,
    ({ first, last, first2, last2, ...groups }, setting) => {
      const [one, other] = [integer(first ?? first2), integer(last ?? last2)];
      return other === one + 1
        ? monthsThrough({ ...groups, first: String(one), last: String(other) }, setting)
        : null;
    },
  ),
  rule(
    `(?:${year}的?)?第?(?<first>[一二三四1-4])(?:季度?)?(?:${link}第?|(?=[二三四]季))(?<last>[一二三四1-4])季度?`,
    (groups, setting) => {
      const year = yearOf(groups, setting.today);
      const quarterOf = (name: string | undefined): Days =>
        periodOf(toDay(year ?? Number(setting.today.slice(0, 4)), integer(name) * 3, 1), 'quarter');
      const days = { from: quarterOf(groups.first).from, to: quarterOf(groups.last).to };
      return through(year === undefined ? inNearYear(days, setting) : days);
    },
  ),
  rule(`(?<first>\\d{4})年?(?:度)?${link}(?<last>\\d{4})年(?!\\d)(?:度|间)?`, ({ first, last }) =>
    through({ from: `${first}-01-01`, to: `${last}-12-31` }),
  ),
  rule('(?<first>今明|明后)(?:两天|天)', ({ first }, { today }) => {
    const shift = first === '今明' ? 0 : 1;
    return through({ from: moveDay(today, shift, 'day'), to: moveDay(today, shift + 1, 'day') });
  }),
  rule(`现在(?=[到至](?:[年月本下明周]|星期|\\d|[${numeral}]))`, (_, { today }) => onDay(today)),

  rule(
    `${host}的?(?<place>前|头|最后的?|末)(?<count>${number})(?<length>天|日|周|个?星期|个?礼拜|个?月|个?季度)`,
    (groups, setting) => {
      const days = hostMeant(groups, setting);
      if (days === null) return null;
      const inside = /[前头]/u.test(groups.place!) ? firstOf : lastOf;
      return through(inside(days, integer(groups.count), unitOf(groups.length!)));
    },
  ),
  rule('前(?<count>[二两三])季度?', ({ count }, setting) => {
    const { from } = periodOf(setting.today, 'year');
    return through(inNearYear(firstOf({ from, to: from }, integer(count), 'quarter'), setting));
  }),
  rule(`${host}的?(?:第(?<place>[一二三四五1-5])个?|(?<first>首))${week}`, (groups, setting) => {
    const days = hostMeant(groups, setting);
    return days === null
      ? null
      : through(weekInside(days, groups.place === undefined ? 1 : integer(groups.place)));
  }),
  rule(
    `(?:(?:(?:${year}的?)?(?<month>${monthNumber})月份?|${shift}(?<unit>月)|(?<![下上个]))的?)(?<half>[上下])半个?月`,
    (groups, setting) => {
      const days =
        groups.month === undefined && groups.shift === undefined
          ? periodOf(setting.today, 'month')
          : hostMeant(groups, setting);
      return days === null ? null : through(halfOf(days, groups.half === '上'));
    },
  ),
  rule('(?<![月的])(?<third>[上中下]旬)', ({ third }, { today, past }) => {
    const current = partOf(third, periodOf(today, 'month'));
    return current.to < today && !past ? partOf(third, periodOf(today, 'month', 1)) : current;
  }),
];

type Groups = Partial<Record<string, string>>;

const unitOf = (name: string): CalendarUnit => units.find(([sign]) => sign.test(name))![1];

function hostMeant(groups: Groups, setting: Setting): Days | null {
  if (groups.month !== undefined)
    return monthOf(integer(groups.month), yearOf(groups, setting.today), setting);
  if (groups.unit !== undefined) return periodOf(setting.today, unitOf(groups.unit), shiftOf(groups.shift!));
  const named = { year: groups.hostyear, namedYear: groups.hostnamedYear };
  return periodOf(toDay(yearOf(named, setting.today)!, 1, 1), 'year');
}

/** From one month through another; the second is the next after the first. */
function monthsThrough(groups: Groups, setting: Setting): Reading | null {
  const first = monthOf(integer(groups.first), yearOf(groups, setting.today), setting);
  if (first === null) return null;
  const last = monthOf(integer(groups.last), undefined, { ...setting, today: first.from, past: false });
  return last === null ? null : through({ from: first.from, to: last.to });
}
