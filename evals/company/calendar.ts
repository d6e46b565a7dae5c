import type { Language } from './rows.ts';

/** Days are counted from 1970-01-01 in the company's zone, which knows no summer time. */
export type Day = number;

const zoneOffsetMinutes = 8 * 60;
const minutesPerDay = 24 * 60;
const simulatedDays = 730;

/** The two years the simulation covers, ending on the day before `until`. */
export interface Calendar {
  /** The first simulated day. */
  start: Day;
  /** The day of `until`, on which nothing has happened yet. */
  today: Day;
  /** How eagerly people of a language buy on a day: 1 on an average working day. */
  demand(day: Day, language: Language): number;
}

export function createCalendar(until: Date): Calendar {
  const today = dayAt(until);
  const start = today - simulatedDays;
  const days = Array.from({ length: simulatedDays }, (_, offset) => start + offset);
  const newYears = days.filter(isLunarNewYear);
  const demand: Record<Language, number[]> = {
    en: days.map((day) => demandOn(day, start, 'en', newYears)),
    zh: days.map((day) => demandOn(day, start, 'zh', newYears)),
  };
  return { start, today, demand: (day, language) => demand[language][day - start] ?? 0 };
}

/** The day a moment falls on in the company's zone. */
export const dayAt = (moment: Date): Day =>
  Math.floor((moment.getTime() / 60_000 + zoneOffsetMinutes) / minutesPerDay);

/** The moment of a day and minute in the company's zone. */
export const momentOf = (day: Day, minute: number): Date =>
  new Date((day * minutesPerDay + minute - zoneOffsetMinutes) * 60_000);

/** A day as YYYY-MM-DD. */
export const dateOf = (day: Day): string => new Date(day * minutesPerDay * 60_000).toISOString().slice(0, 10);

/** The day a date YYYY-MM-DD names. */
export const dayOf = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / (minutesPerDay * 60_000);

/** Monday to Friday. 1970-01-01 was a Thursday. */
export const isWorkday = (day: Day): boolean => (day + 3) % 7 < 5;

/** The day itself, or the working day before it. */
export const workdayBefore = (day: Day): Day => (isWorkday(day) ? day : workdayBefore(day - 1));

const lunarCalendar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});

/** Whether the first day of the first lunar month falls on this day. */
export const isLunarNewYear = (day: Day): boolean => {
  const monthAndDay = dateOf(day).slice(5);
  if (monthAndDay < '01-20' || monthAndDay > '02-21') return false;
  return lunarCalendar.format(day * minutesPerDay * 60_000) === '1/1';
};

/** January to December: quarters end busily, November and December are the high season. */
const monthFactors = [0.85, 0.9, 1.1, 0.9, 0.95, 1.15, 0.85, 0.85, 1.1, 0.95, 1.3, 1.35];
const growthPerYear = 0.25;
const weekendFactor = 0.2;

function demandOn(day: Day, start: Day, language: Language, newYears: readonly Day[]): number {
  const date = dateOf(day);
  const season = monthFactors[Number(date.slice(5, 7)) - 1]!;
  const trend = 1 + (growthPerYear * (day - start)) / 365;
  const week = isWorkday(day) ? 1 : weekendFactor;
  return season * trend * week * holidayFactor(day, date.slice(5), language, newYears);
}

function holidayFactor(day: Day, monthAndDay: string, language: Language, newYears: readonly Day[]): number {
  if (newYears.some((newYear) => day >= newYear - 8 && day <= newYear + 12))
    return language === 'zh' ? 0.1 : 0.7;
  if (language === 'zh' && monthAndDay >= '10-01' && monthAndDay <= '10-07') return 0.2;
  if (language === 'zh' && monthAndDay >= '11-01' && monthAndDay <= '11-11') return 1.5;
  if (language === 'en' && (monthAndDay >= '12-24' || monthAndDay <= '01-02')) return 0.3;
  return 1;
}
