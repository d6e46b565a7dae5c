import { parseNumbers } from '../../../language/index.ts';

/** When a desk is open, on the workspace's clock (HH:MM); days from 1, Monday, to 7. */
export interface OpeningHours {
  opens?: string;
  closes?: string;
  days?: number[];
}

const clock =
  /\b(\d{1,2})[:：](\d{2})(?!\d)|\b(\d{1,2})\s*(am|pm|a\.m\.|p\.m\.)|([早晚]?)([一二三四五六七八九十\d]{1,3})点(半)?/giu;
const fromEarlyToLate = /早([一二三四五六七八九十\d]{1,2})晚([一二三四五六七八九十\d]{1,2})/u;
const english = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const weekday = '(mon|tue|wed|thu|fri|sat|sun)\\w*';
const englishDays = new RegExp(`\\b${weekday}\\s*(?:to|through|till|until|[-–])\\s*${weekday}`, 'iu');
const chineseDays =
  /(?:周|星期|礼拜)([一二三四五六日天])(?:到|至|[-–~])(?:周|星期|礼拜)?([一二三四五六日天])/u;

/** The two times and the row of weekdays a text names; an afternoon hour told by the word for late is one. */
export function openingHoursIn(text: string): OpeningHours {
  const shift = fromEarlyToLate.exec(text);
  const times = shift
    ? [timeOf(hourOf(shift[1]!), 0), timeOf(hourOf(shift[2]!) + 12, 0)]
    : Array.from(text.matchAll(clock), ([, hour, minute, bare, half, part, han, past]) => {
        if (hour !== undefined) return timeOf(Number(hour), Number(minute));
        if (bare !== undefined) return timeOf((Number(bare) % 12) + (/^p/iu.test(half!) ? 12 : 0), 0);
        const told = hourOf(han!);
        return timeOf(told + (part === '晚' && told < 12 ? 12 : 0), past === undefined ? 0 : 30);
      });
  const [opens, closes] = times;
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

const hourOf = (written: string): number => Number(parseNumbers(written)[0]?.value ?? Number.NaN);

const timeOf = (hour: number, minute: number): string | undefined =>
  hour >= 0 && hour < 24 && minute < 60
    ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
    : undefined;
