import { timesIn } from '../../../language/index.ts';

/** When a desk is open, on the workspace's clock (HH:MM); days from 1, Monday, to 7. */
export interface OpeningHours {
  opens?: string;
  closes?: string;
  days?: number[];
}

const fromEarlyToLate = /早([一二三四五六七八九十\d]{1,2})晚([一二三四五六七八九十\d]{1,2})/u;
const english = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const weekday = '(mon|tue|wed|thu|fri|sat|sun)\\w*';
const englishDays = new RegExp(`\\b${weekday}\\s*(?:to|through|till|until|[-–])\\s*${weekday}`, 'iu');
const chineseDays =
  /(?:周|星期|礼拜)([一二三四五六日天])(?:到|至|[-–~])(?:周|星期|礼拜)?([一二三四五六日天])/u;

/** The two times and the row of weekdays a text names; “早九晚六” is nine in the morning and six in the evening. */
export function openingHoursIn(text: string): OpeningHours {
  const [opens, closes] = timesIn(text.replace(fromEarlyToLate, '早$1点晚$2点'));
  const days = daysIn(text);
  return {
    ...(opens !== undefined && closes !== undefined && { opens, closes }),
    ...(days !== undefined && { days }),
  };
}

function daysIn(text: string): number[] | undefined {
  const [, first, last] = englishDays.exec(text.toLowerCase()) ?? chineseDays.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const place = (day: string) =>
    english.indexOf(day) >= 0
      ? english.indexOf(day) + 1
      : '一二三四五六日'.indexOf(day.replace('天', '日')) + 1;
  const [from, to] = [place(first), place(last)];
  return from <= to ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : undefined;
}
