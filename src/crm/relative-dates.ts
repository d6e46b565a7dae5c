/** A span of days, both ends included, as YYYY-MM-DD. */
export interface Days {
  from: string;
  to: string;
}

const dayMilliseconds = 86_400_000;

/**
 * The days a filter's date value stands for: `2026-03-05`, `today`, `5 weeks ago`, `in 3 days`,
 * `this|last|next week|month|quarter|year`. Weeks start on Monday; quarters follow the fiscal year.
 *
 * @param today            the workspace's day, YYYY-MM-DD
 * @param fiscalYearStart  the month the fiscal year starts in, 1 to 12
 * @returns null where the text is no date
 */
export function daysOf(value: string, today: string, fiscalYearStart = 1): Days | null {
  const text = value.trim().toLowerCase();
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isRealDate(text) ? single(text) : null;
  const named = { today: 0, yesterday: -1, tomorrow: 1, 今天: 0, 昨天: -1, 明天: 1 }[text];
  if (named !== undefined) return single(addDays(today, named));
  const offset = /^(?:in )?(\d{1,4}) (day|week|month|quarter|year)s?( ago)?$/.exec(text);
  if (offset && text.startsWith('in ') !== Boolean(offset[3])) {
    const count = Number(offset[1]) * (offset[3] ? -1 : 1);
    return single(shift(today, count, offset[2] as Unit));
  }
  const period = /^(this|last|next) (week|month|quarter|year)$/.exec(text);
  if (!period) return null;
  const count = { this: 0, last: -1, next: 1 }[period[1] as 'this'];
  return periodAround(today, period[2] as Unit, count, fiscalYearStart);
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
const single = (day: string): Days => ({ from: day, to: day });

function periodAround(today: string, unit: Unit, count: number, fiscalYearStart: number): Days {
  const date = utc(today);
  if (unit === 'week') {
    const monday = addDays(today, -((date.getUTCDay() + 6) % 7) + 7 * count);
    return { from: monday, to: addDays(monday, 6) };
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit as 'month'];
  const monthIndex = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const phase = unit === 'month' ? 0 : fiscalYearStart - 1;
  const first = Math.floor((monthIndex - phase) / months) * months + phase + count * months;
  return { from: monthStart(first), to: addDays(monthStart(first + months), -1) };
}

/** A day moved by a number of units; a month's end stays within its month. */
export function shift(day: string, count: number, unit: Unit): string {
  if (unit === 'day') return addDays(day, count);
  if (unit === 'week') return addDays(day, 7 * count);
  const months = { month: 1, quarter: 3, year: 12 }[unit] * count;
  const date = utc(day);
  const first = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const last = Number(addDays(monthStart(first + 1), -1).slice(8));
  return addDays(monthStart(first), Math.min(date.getUTCDate(), last) - 1);
}

/** A day moved by a number of days. */
export const addDays = (day: string, count: number): string =>
  isoDay(new Date(utc(day).getTime() + count * dayMilliseconds));

/** Whether a text is a day of the calendar. */
export const isRealDate = (text: string): boolean =>
  /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(utc(text).getTime()) &&
  isoDay(utc(text)) === text;

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
const monthStart = (monthIndex: number): string => {
  const year = Math.floor(monthIndex / 12);
  return `${String(year).padStart(4, '0')}-${String(monthIndex - year * 12 + 1).padStart(2, '0')}-01`;
};
