import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLanguage, parseDates } from '../index.ts';
import { isDay } from './calendar.ts';

const thursday = '2023-11-30T09:00:00+08:00';
const read = (text: string) => parseDates(text, { now: thursday, language: detectLanguage(text) });
/** The readings in short: kind, from, to (left out on a day), bound, comparison, part of the day, time. */
const short = (text: string) =>
  read(text)
    .map(({ kind, from, to, bound, comparison, partOfDay, time }) =>
      [kind, from, from === to ? '' : to, bound, comparison, partOfDay, time].filter(Boolean).join(' '),
    )
    .join(' | ');

const days: [string, string][] = [
  ['today', '2023-11-30'],
  ['the day after tomorrow', '2023-12-02'],
  ['the day before Christmas Eve', '2023-12-23'],
  ['圣诞节前一天', '2023-12-24'],
  ['元旦第二天', '2024-01-02'],
  ['元月十五号', '2024-01-15'],
  ['call her Monday', '2023-12-04'],
  ['next Tuesday', '2023-12-05'],
  ['next Friday', '2023-12-08'],
  ['Friday next week', '2023-12-08'],
  ['next week on Wednesday', '2023-12-06'],
  ['this Friday', '2023-12-01'],
  ['last Friday', '2023-11-24'],
  ['a week from Monday', '2023-12-11'],
  ['in two weeks', '2023-12-14'],
  ['in a couple of weeks', '2023-12-14'],
  ['in 3 days', '2023-12-03'],
  ['three days from now', '2023-12-03'],
  ['in 5 business days', '2023-12-07'],
  ['in a month', '2023-12-30'],
  ['3 weeks ago', '2023-11-09'],
  ['twenty-one days ago', '2023-11-09'],
  ['Dec 1', '2023-12-01'],
  ['December 1st', '2023-12-01'],
  ['1st of December', '2023-12-01'],
  ['Tuesday, January 12', '2024-01-12'],
  ['on 20 Nov', '2023-11-20'],
  ['March 3, 2025', '2025-03-03'],
  ['12/01/2023', '2023-12-01'],
  ['31/12/2023', '2023-12-31'],
  ['2023-12-01', '2023-12-01'],
  ['2023/12/1', '2023-12-01'],
  ['the 15th', '2023-12-15'],
  ['end of the month', '2023-11-30'],
  ['end of next month', '2023-12-31'],
  ['end of December', '2023-12-31'],
  ['end of this week', '2023-12-01'],
  ['year-end', '2023-12-31'],
  ['今天', '2023-11-30'],
  ['大后天', '2023-12-03'],
  ['前天', '2023-11-28'],
  ['昨儿', '2023-11-29'],
  ['前儿个', '2023-11-28'],
  ['周一', '2023-12-04'],
  ['下周二', '2023-12-05'],
  ['下星期五', '2023-12-08'],
  ['下个礼拜天', '2023-12-10'],
  ['下下周三', '2023-12-13'],
  ['本周五', '2023-12-01'],
  ['上周五', '2023-11-24'],
  ['两周后', '2023-12-14'],
  ['三天之后', '2023-12-03'],
  ['过两天', '2023-12-02'],
  ['一个月后', '2023-12-30'],
  ['半年后', '2024-05-30'],
  ['三个工作日后', '2023-12-05'],
  ['三周前', '2023-11-09'],
  ['12月1日', '2023-12-01'],
  ['十二月一日', '2023-12-01'],
  ['1月12号', '2024-01-12'],
  ['11月20号', '2023-11-20'],
  ['11 月 20 号', '2023-11-20'],
  ['2 月 20 日', '2024-02-20'],
  ['I said I would call on Dec 12', '2023-12-12'],
  ['明年1月3日', '2024-01-03'],
  ['2024年2月29日', '2024-02-29'],
  ['二〇二四年三月八日', '2024-03-08'],
  ['15号', '2023-12-15'],
  ['下个月5号', '2023-12-05'],
  ['月底', '2023-11-30'],
  ['下月底', '2023-12-31'],
  ['年底', '2023-12-31'],
  ['12月底', '2023-12-31'],
];

const others: [string, string][] = [
  ['yesterday afternoon', 'date 2023-11-29 afternoon'],
  ['tomorrow at 3pm', 'date 2023-12-01 15:00'],
  ['tomorrow morning at 10:30', 'date 2023-12-01 morning 10:30'],
  ['昨天上午', 'date 2023-11-29 morning'],
  ['明天下午三点半', 'date 2023-12-01 afternoon 15:30'],
  ['跟进排到12.6', 'date 2023-12-06'],
  ['12.6再联系', 'date 2023-12-06'],
  ['11.30到12.3这几天', 'range 2023-11-30 2023-12-03'],
  ['下周二上午10点', 'date 2023-12-05 morning 10:00'],
  ['by end of next week', 'date 2023-12-08 by'],
  ['by Friday', 'date 2023-12-01 by'],
  ['this week', 'range 2023-11-27 2023-12-03'],
  ['next month', 'range 2023-12-01 2023-12-31'],
  ['last quarter', 'range 2023-07-01 2023-09-30'],
  ['Q1 2024', 'range 2024-01-01 2024-03-31'],
  ['this year', 'range 2023-01-01 2023-12-31'],
  ['in December', 'range 2023-12-01 2023-12-31'],
  ['since October', 'range 2023-10-01 2023-11-30 since'],
  ['since Monday', 'range 2023-11-27 2023-11-30 since'],
  ['before Dec 12', 'range 0001-01-01 2023-12-11 before'],
  ['after 2023-11-15', 'range 2023-11-16 9999-12-31 after'],
  ['the last 30 days', 'range 2023-10-31 2023-11-30'],
  ['in the past fortnight', 'range 2023-11-16 2023-11-30'],
  ['over the next two weeks', 'range 2023-11-30 2023-12-14'],
  ['from Dec 1 to Dec 5', 'range 2023-12-01 2023-12-05'],
  ['between Nov 1 and Nov 15', 'range 2023-11-01 2023-11-15'],
  ['Dec 1-5', 'range 2023-12-01 2023-12-05'],
  ['year to date', 'range 2023-01-01 2023-11-30'],
  ['this weekend', 'range 2023-12-02 2023-12-03'],
  ['the week after next', 'range 2023-12-11 2023-12-17'],
  ['for 4 weeks', 'duration 2023-11-02 2023-11-30'],
  ['a month', 'duration 2023-10-30 2023-11-30'],
  ['over five weeks', 'age 2023-10-26 2023-11-30 over'],
  ["customers that haven't responded to a proposal in 5 weeks", 'age 2023-10-26 2023-11-30'],
  ['no reply for 4 weeks', 'age 2023-11-02 2023-11-30'],
  ["Check if it's been over 14 days", 'age 2023-11-16 2023-11-30 over'],
  ['本月', 'range 2023-11-01 2023-11-30'],
  ['上季度', 'range 2023-07-01 2023-09-30'],
  ['第四季度', 'range 2023-10-01 2023-12-31'],
  ['2024年一季度', 'range 2024-01-01 2024-03-31'],
  ['下半年', 'range 2023-07-01 2023-12-31'],
  ['去年', 'range 2022-01-01 2022-12-31'],
  ['下周', 'range 2023-12-04 2023-12-10'],
  ['下个月初', 'date 2023-12-01'],
  ['最近30天', 'range 2023-10-31 2023-11-30'],
  ['过去两周内', 'range 2023-11-16 2023-11-30'],
  ['近一个月', 'range 2023-10-30 2023-11-30'],
  ['未来三个月', 'range 2023-11-30 2024-02-29'],
  ['两周内', 'range 2023-11-30 2023-12-14'],
  ['12月1日到12月5日', 'range 2023-12-01 2023-12-05'],
  ['12月12日之前', 'range 0001-01-01 2023-12-11 before'],
  ['周五前', 'range 0001-01-01 2023-11-30 before'],
  ['十月以来', 'range 2023-10-01 2023-11-30 since'],
  ['move the follow-up from Dec 1 to Dec 8', 'date 2023-12-01 | date 2023-12-08'],
  ['把周一的会推到周三', 'date 2023-12-04 | date 2023-12-06'],
  ['把Taylor Wilson的跟进日期推到下周五', 'date 2023-12-08'],
  [
    '今天上午给Taylor Wilson打了电话，他对方案很满意，下周一发合同',
    'date 2023-11-30 morning | date 2023-12-04',
  ],
  ['五周没有回复', 'age 2023-10-26 2023-11-30'],
  ['超过五周没联系的客户', 'age 2023-10-26 2023-11-30 over'],
  ['已经两个多月没有回复', 'age 2023-09-30 2023-11-30 over'],
  ['三个月以上没下单', 'age 2023-08-30 2023-11-30 over'],
  ['等了四周', 'duration 2023-11-02 2023-11-30'],
  ['12月排了跟进的', 'range 2023-12-01 2023-12-31'],
  ['12月签了合同的', 'range 2022-12-01 2022-12-31'],
  ['元月的订单', 'range 2023-01-01 2023-01-31'],
  ['100元月租', ''],
  ['两百元月付', ''],
  ['met Kerry on Monday, follow up Friday', 'date 2023-11-27 | date 2023-12-01'],
  ['周一和他开了会，周五跟进', 'date 2023-11-27 | date 2023-12-01'],
  ['in early January', 'range 2024-01-01 2024-01-10'],
  ['the first week of January', 'range 2024-01-01 2024-01-07'],
  ['the week of December 11', 'range 2023-12-11 2023-12-17'],
  ['早于11月1日', 'range 0001-01-01 2023-10-31 before'],
  ['元旦后联系', 'range 2024-01-02 9999-12-31 after'],
  ['after Christmas', 'range 2023-12-26 9999-12-31 after'],
  ['met for 45 minutes', ''],
  ['跟进排12.6吧', 'date 2023-12-06'],
  ['时间11.29，人是他', 'date 2023-11-29'],
  ['11.30到12.3这几天', 'range 2023-11-30 2023-12-03'],
  ['价格改到12.5', ''],
  ['版本12.5', ''],
  ['每周一例会', ''],
  ['every Monday', ''],
  ['May I call you? She sat down, the market may march on', ''],
  ['第三组周报', ''],
];

describe('parseDates', () => {
  test.each(days)('%s is %s', (text, day) => {
    expect(short(text).replace(/ (?:by|before)$/, '')).toBe(`date ${day}`);
  });

  test.each(others)('%s → %s', (text, expected) => {
    expect(short(text)).toBe(expected);
  });

  test('the caller may say that the text looks back', () => {
    const [span] = parseDates('Monday', { now: thursday, language: 'en', prefer: 'past' });
    expect(span).toMatchObject({ from: '2023-11-27', start: 0, end: 6, text: 'Monday' });
  });

  test('in a sentence: places, lengths and anchors', () => {
    expect(read('把张伟的跟进日期推到下周五下午3点之前，他五周没有回复')).toMatchObject([
      {
        text: '下周五下午3点之前',
        from: '0001-01-01',
        to: '2023-12-07',
        anchor: '2023-12-08',
        time: '15:00',
      },
      { text: '五周', kind: 'age', length: { count: 5, unit: 'week' } },
    ]);
  });

  const pieces = fc.constantFrom(
    ...days.map(([text]) => text),
    ...others.map(([text]) => text),
    ' ',
    '，',
    'to',
    '到',
    'before',
    '之前',
    'over',
    '超过',
    '99999',
    '9999 years ago',
    '九千年前',
    '2023-02-30',
    '31 Feb',
    '\n',
  );
  const messy = fc.oneof(
    fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')),
    fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );

  test('whatever the text: spans inside it and apart, real days in order', () => {
    fc.assert(
      fc.property(
        messy,
        fc.constantFrom('2024-02-29', '2023-12-31', '2023-01-01', '9999-12-31'),
        (text, today) => {
          let end = 0;
          for (const span of parseDates(text, {
            now: `${today}T23:30:00-05:00`,
            language: detectLanguage(text),
          })) {
            expect(span.start).toBeGreaterThanOrEqual(end);
            expect(text.slice(span.start, span.end)).toBe(span.text);
            expect(isDay(span.from) && isDay(span.to)).toBe(true);
            expect(span.from <= span.to).toBe(true);
            end = span.end;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
