import { numberPatterns, parseNumber } from '../numbers.ts';
import { type CalendarUnit, type Days, moveDay, periodOf, toDay } from './calendar.ts';
import {
  around,
  comingWeekday,
  dayInMonth,
  dayOfWeek,
  edgeOf,
  inNearYear,
  pastLength,
  pastWeekday,
} from './periods.ts';
import {
  type DateRule,
  type Length,
  moveBy,
  nearestYear,
  onDay,
  type Reading,
  type Setting,
  through,
  wholeLength,
} from './rule.ts';

export const number = numberPatterns.chinese;
/** The number of a month before its 月; 元 is the first, where it is no money (100元月租) and no year (公元). */
export const monthNumber = `(?:${number}|(?<![\\d零一二三四五六七八九十百千万亿两半几多美欧日港公])元(?=月(?!租|费|薪|供|票|卡|付)))`;
const count = `(?<count>半|${number})(?<half>个半)?`;
const unit = '(?<unit>个?工作日|多?天|个?多?星期|个?多?礼拜|多?周|个?季度|个?多?月|多?年)(?<half2>半)?';
export const week = '(?:周|星期|礼拜)';
export const shift = '(?<shift>上{1,3}|下{1,3}|这|本|当)(?:一个|个|一)?';
export const year = '(?:(?<year>\\d{4}|[零〇一二三四五六七八九]{4})年|(?<namedYear>今|本|去|前|明|后)年)';
export const third = '(?<third>初|中旬|上旬|下旬|中|底|末)';

export const rule = (source: string, read: DateRule['read']): DateRule => ({
  pattern: new RegExp(source, 'gu'),
  read,
});

/** What “12.6” stands behind and before where it is a day: numbers of other things are written so as well. */
const beforeDotted =
  '[在自从到至于约排放改推挪延拖定设]|^|[，,。；;：:\\s]|(?:跟进|回访|联系|时间|日期|日子|期限)(?:[是为的]|[：:])?|[约排放改推挪延拖定设]的';
const behindDotted =
  '那[天日]|[当这]天|[日号]|之?[前后]|以[前后来]|这几天|起|的?(?:上午|下午|早上|晚上|中午)|[再去来开见打跟聊约到至给在和与面]|拜访|上门|联系|回访|[-–~～，,。；;！!]|[吧哈了]|$';

/** The nearest day of a month, in figures; null where the month has no such day. */
function dayOfYear(
  month: string | number | undefined,
  day: string | number | undefined,
  setting: Setting,
): Reading | null {
  const nearest = nearestYear(Number(month), Number(day), setting);
  return nearest === null ? null : onDay(nearest);
}

/** The Chinese ways to write a date, most specific first. */
export const chineseRules: readonly DateRule[] = [
  rule(
    `(?:${year}的?)?(?<month>${monthNumber})月份?(?<day>${number})(?:[日号](?!个)|(?![\\d日号个年月]))`,
    (groups, setting) => {
      const [month, day] = [integer(groups.month), integer(groups.day)];
      const named = yearOf(groups, setting.today);
      if (named !== undefined) return onDay(toDay(named, month, day));
      return dayOfYear(month, day, setting);
    },
  ),
  rule(
    '(?<=于|在|到|至|从|自|^)(?<month>\\d{1,2})/(?<day>\\d{1,2})(?![\\d/])|(?<month2>\\d{1,2})/(?<day2>\\d{1,2})(?=之?前|之?后|起|以来)',
    (groups, setting) => dayOfYear(groups.month ?? groups.month2, groups.day ?? groups.day2, setting),
  ),
  rule(
    `(?<=${beforeDotted})(?<month>\\d{1,2})\\.(?<day>\\d{1,2})(?=${behindDotted})`,
    ({ month, day }, setting) => {
      const isOther = /[价钱额率版折¥$]|预算|评分/u.test(setting.before);
      return isOther ? null : dayOfYear(month, day, setting);
    },
  ),
  rule(
    `(?:${shift}月份?的?|(?<![\\d月第一二三四五六七八九十百千]))(?<day>${number})[日号](?!楼|线|店|门|机|码|文|桌|会|客户|内|本|常|期)`,
    ({ shift, day }, setting) =>
      dayInMonth(integer(day), shift === undefined ? undefined : shiftOf(shift), setting),
  ),
  rule(
    '(?<word>大后天|大前天|今天|今日|今早|今晚|明天|明日|明早|明晚|后天|昨天|昨日|昨晚|前天|当天|[今明后昨前]儿个?)',
    ({ word }, { today }) => {
      const offset = word!.startsWith('大')
        ? word === '大后天'
          ? 3
          : -3
        : { 今: 0, 当: 0, 明: 1, 后: 2, 昨: -1, 前: -2 }[word![0]!]!;
      const part = word!.endsWith('早') ? 'morning' : word!.endsWith('晚') ? 'evening' : undefined;
      return { ...onDay(moveDay(today, offset, 'day')), ...(part === undefined ? {} : { partOfDay: part }) };
    },
  ),

  rule(
    `(?:${shift}|(?<coming>接下来的?|即将到来的))?(?<![每隔几多\\d${'一二两三四五六七八九十半'}])${week}(?<day>[一二三四五六日天末1-7])(?!次|个|份|期|共|年)`,
    ({ shift, day }, setting) => {
      const { today, past } = setting;
      if (day === '末') {
        const { to } = periodOf(today, 'week', shift === undefined ? (past ? -1 : 0) : shiftOf(shift));
        return through({ from: moveDay(to, -1, 'day'), to });
      }
      const weekday = '一二三四五六日'.includes(day!)
        ? '一二三四五六日'.indexOf(day!) + 1
        : day === '天'
          ? 7
          : Number(day);
      if (shift !== undefined) return onDay(dayOfWeek(today, weekday, shiftOf(shift)));
      return onDay(past ? pastWeekday(today, weekday) : comingWeekday(today, weekday));
    },
  ),
  rule(`${shift}${week}(?<third>初|中|底)?(?![一二三四五六日天末])`, ({ shift, third }, { today }) =>
    partOf(third, periodOf(today, 'week', shiftOf(shift!))),
  ),
  rule(`${shift}月份?(?:的?${third})?`, ({ shift, third }, { today }) =>
    partOf(third, periodOf(today, 'month', shiftOf(shift!))),
  ),
  rule(`(?:${shift})?季度?(?:末|底)`, ({ shift }, { today }) =>
    edgeOf('end', periodOf(today, 'quarter', shift === undefined ? 0 : shiftOf(shift))),
  ),
  rule(`${shift}季度?(?<third>初)?`, ({ shift, third }, { today }) =>
    partOf(third, periodOf(today, 'quarter', shiftOf(shift!))),
  ),
  rule(
    `(?:${year}的?)?(?:第?(?<quarter>[一二三四1-4])季度?|[Qq](?<number>[1-4]))(?:的?(?<third>初|末|底))?(?!节|报)`,
    (groups, setting) => {
      const year = yearOf(groups, setting.today);
      const quarter = integer(groups.quarter ?? groups.number);
      const days = periodOf(toDay(year ?? Number(setting.today.slice(0, 4)), quarter * 3, 1), 'quarter');
      return partOf(groups.third, year === undefined ? inNearYear(days, setting) : days);
    },
  ),
  rule(`(?:${year}的?)?(?<half>[上下])半年`, (groups, setting) => {
    const year = yearOf(groups, setting.today);
    const number = year ?? setting.today.slice(0, 4);
    const days =
      groups.half === '上'
        ? { from: `${number}-01-01`, to: `${number}-06-30` }
        : { from: `${number}-07-01`, to: `${number}-12-31` };
    return through(year === undefined ? inNearYear(days, setting) : days);
  }),
  rule(`(?:${year}的?)?(?<month>${monthNumber})月(?:份)?(?:的?${third})?(?![\\d])`, (groups, setting) => {
    const days = monthOf(integer(groups.month), yearOf(groups, setting.today), setting);
    return days === null ? null : partOf(groups.third, days);
  }),
  rule(`${year}(?:的?${third}|度|全年)?`, (groups, { today }) =>
    partOf(groups.third, periodOf(toDay(yearOf(groups, today)!, 1, 1), 'year')),
  ),
  rule(
    '(?<![每个\\d一二三四五六七八九十])(?<period>月|年)(?<third>底|末|中|初)(?!期)',
    ({ period, third }, { today, past }) => {
      const unitName = period === '月' ? 'month' : 'year';
      const current = partOf(third, periodOf(today, unitName));
      return current.to < today && !past ? partOf(third, periodOf(today, unitName, 1)) : current;
    },
  ),
  rule('(?:本周末|周末|这周末)', (_, { today }) => {
    const { to } = periodOf(today, 'week');
    return through({ from: moveDay(to, -1, 'day'), to });
  }),

  rule(
    `(?:在|就)?(?:最近|近|过去|之前|此前|刚过去|前)的?这?${count}${unit}(?:以?来|之?内|里|间)?`,
    (groups, { today }) => ranged(groups, today, -1),
  ),
  rule(`(?:未来|接下来|今后|往后|后|下)的?这?${count}${unit}(?:之?内|里|间)?`, (groups, { today }) =>
    ranged(groups, today, 1),
  ),
  rule(`(?:在|于)?${count}${unit}(?:之|以)?内`, (groups, { today }) => ranged(groups, today, 1)),
  rule(`(?<count>${number})(?<unit>日)(?:之|以)?内`, (groups, { today }) =>
    ranged({ ...groups, unit: '天' }, today, 1),
  ),
  rule(`(?:最近|近|过去)的?(?<count>${number})(?<unit>日)(?:之?内|以来)?`, (groups, { today }) =>
    ranged({ ...groups, unit: '天' }, today, -1),
  ),
  rule(`(?:再?过|再等)?${count}${unit}(?:之|以)?后`, (groups, { today }) => moved(groups, today, 1)),
  rule(`(?:再过|过)${count}${unit}`, (groups, { today }) => moved(groups, today, 1)),
  rule(`${count}${unit}(?:之|以)?前`, (groups, { today }) => moved(groups, today, -1)),
  rule(
    `(?<comparison>超过|多于|至少|大于|不少于|已经|不到|少于|不足|未满)?(?:了)?(?<![年月第\\d每]|${week})${count}${unit}(?<more>以上|多|有余)?`,
    (groups, setting) => {
      const length = lengthOf(groups);
      if (length === null) return null;
      const under = /^(?:不到|少于|不足|未满)$/u.test(groups.comparison ?? '');
      const over =
        !under &&
        ((groups.comparison ?? '已经') !== '已经' ||
          groups.more !== undefined ||
          groups.unit?.includes('多') === true);
      const silent = /[没未无不]/u.test(setting.after) || /[没未无]|断联|沉默|失联/u.test(setting.before);
      const reading = pastLength(length, setting.today, over || under || silent ? 'age' : 'duration');
      return over || under ? { ...reading, comparison: under ? 'under' : 'over' } : reading;
    },
  ),
];

export function integer(text: string | undefined): number {
  if (text === '元') return 1;
  return Number(parseNumber(text ?? '') ?? Number.NaN);
}

/** 上 −1, 上上 −2, 下 +1, 这 0. */
export function shiftOf(word: string): number {
  return word.startsWith('上') ? -word.length : word.startsWith('下') ? word.length : 0;
}

export function yearOf(groups: Partial<Record<string, string>>, today: string): number | undefined {
  if (groups.year !== undefined) return integer(groups.year);
  const offset = { 今: 0, 本: 0, 去: -1, 前: -2, 明: 1, 后: 2 }[groups.namedYear ?? ''];
  return offset === undefined ? undefined : Number(today.slice(0, 4)) + offset;
}

/** A month without year is the one under way or the coming one; when the sentence looks back, the last one. */
export function monthOf(month: number, year: number | undefined, { today, past }: Setting): Days | null {
  if (!(month >= 1 && month <= 12)) return null;
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const coming = thisYear + (past ? (month > thisMonth ? -1 : 0) : month < thisMonth ? 1 : 0);
  return periodOf(toDay(year ?? coming, month, 1), 'month');
}

export function partOf(third: string | undefined, days: Days): Reading {
  if (third === undefined) return through(days);
  if (third === '初') return edgeOf('start', days);
  if (third === '上旬') return edgeOf('early', days);
  if (third === '中' || third === '中旬') return edgeOf('middle', days);
  return edgeOf(third === '下旬' ? 'late' : 'end', days);
}

function lengthOf(groups: Partial<Record<string, string>>): Length | null {
  const name = groups.unit!;
  const unitName: CalendarUnit = /天|工作日/u.test(name)
    ? 'day'
    : /周|星期|礼拜/u.test(name)
      ? 'week'
      : /季/u.test(name)
        ? 'quarter'
        : /月/u.test(name)
          ? 'month'
          : 'year';
  if (unitName === 'month' && name === '月' && /^\d|^[一二三四五六七八九十]/u.test(groups.count!))
    return null;
  const base = groups.count === '半' ? 0.5 : integer(groups.count);
  const length = wholeLength(
    base + (groups.half !== undefined || groups.half2 !== undefined ? 0.5 : 0),
    unitName,
  );
  return length === null ? null : { ...length, ...(name.endsWith('工作日') ? { working: true } : {}) };
}

function ranged(groups: Partial<Record<string, string>>, today: string, direction: 1 | -1): Reading | null {
  const length = lengthOf(groups);
  return length === null ? null : around(length, today, direction);
}

function moved(groups: Partial<Record<string, string>>, today: string, direction: 1 | -1): Reading | null {
  const length = lengthOf(groups);
  return length === null ? null : onDay(moveBy(length, today, direction));
}
