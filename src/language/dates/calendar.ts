/** A unit of the calendar. */
export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Days from one to another, both included, as YYYY-MM-DD. */
export interface Days {
  from: string;
  to: string;
}

/** The open ends of time. */
export const earliestDay = '0001-01-01';
export const latestDay = '9999-12-31';

const dayMilliseconds = 86_400_000;
const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= earliestDay && formatDay(time(text)) === text;
}

/** Year, month 1–12 and day as YYYY-MM-DD; not necessarily real, see `isDay`. */
export function toDay(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-',
  );
}

/** Year, month 1–12 and day of the month. */
export function partsOf(day: string): { year: number; month: number; dayOfMonth: number } {
  return {
    year: Number(day.slice(0, 4)),
    month: Number(day.slice(5, 7)),
    dayOfMonth: Number(day.slice(8, 10)),
  };
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: string): number {
  return ((new Date(time(day)).getUTCDay() + 6) % 7) + 1;
}

/** Days from one day to another, negative when the other is earlier. */
export function daysBetween(day: string, other: string): number {
  return Math.round((time(other) - time(day)) / dayMilliseconds);
}

/** A day moved by units; the 31st moved to a shorter month becomes its last day. Outside the calendar: ''. */
export function moveDay(day: string, count: number, unit: CalendarUnit): string {
  if (unit === 'day' || unit === 'week')
    return formatDay(time(day) + count * (unit === 'week' ? 7 : 1) * dayMilliseconds);
  const { year, month, dayOfMonth } = partsOf(day);
  const index = year * 12 + (month - 1) + count * monthsIn[unit];
  const first = toDay(Math.floor(index / 12), (index % 12) + 1, 1);
  return isDay(first)
    ? `${first.slice(0, 8)}${String(Math.min(dayOfMonth, monthLength(first))).padStart(2, '0')}`
    : '';
}

/** A day moved by working days, Monday to Friday. */
export function moveWorkingDays(day: string, count: number): string {
  let result = day;
  for (let left = Math.abs(count); left > 0 && result !== ''; ) {
    result = moveDay(result, Math.sign(count), 'day');
    if (weekdayOf(result) <= 5) left--;
  }
  return result;
}

/** The week (from Monday), month, quarter or year a day lies in, moved by `count` of them. */
export function periodOf(day: string, unit: CalendarUnit, count = 0): Days {
  if (unit === 'day') {
    const moved = moveDay(day, count, 'day');
    return { from: moved, to: moved };
  }
  if (unit === 'week') {
    const monday = moveDay(day, 7 * count - weekdayOf(day) + 1, 'day');
    return { from: monday, to: moveDay(monday, 6, 'day') };
  }
  const { year, month } = partsOf(day);
  const start = toDay(year, month - ((month - 1) % monthsIn[unit]), 1);
  const from = moveDay(start, count, unit);
  return { from, to: from === '' ? '' : moveDay(moveDay(from, 1, unit), -1, 'day') };
}

function monthLength(firstDay: string): number {
  const { year, month } = partsOf(firstDay);
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function formatDay(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) return '';
  return date.toISOString().slice(0, 10);
}
