/** How long one value of a sales series spans. */
export type SalesUnit = 'day' | 'week' | 'month' | 'quarter';

/** Values in a season: a week of days, a year of anything longer. */
export const seasonLength: Readonly<Record<SalesUnit, number>> = { day: 7, week: 52, month: 12, quarter: 4 };

/** The first day of the period after the one that starts on `start`, both YYYY-MM-DD. */
export function periodAfter(start: string, unit: SalesUnit): string {
  const date = new Date(`${start}T00:00:00Z`);
  if (unit === 'day' || unit === 'week') date.setUTCDate(date.getUTCDate() + (unit === 'day' ? 1 : 7));
  else date.setUTCMonth(date.getUTCMonth() + (unit === 'month' ? 1 : 3));
  return date.toISOString().slice(0, 10);
}

/** The first days of the periods from `first` until before `end`. */
export function periodsBetween(first: string, end: string, unit: SalesUnit): string[] {
  const periods: string[] = [];
  for (let start = first; start < end; start = periodAfter(start, unit)) periods.push(start);
  return periods;
}

/** The first days of the `count` periods from `start` on. */
export function periodsFrom(start: string, count: number, unit: SalesUnit): string[] {
  const periods = [start];
  while (periods.length < count) periods.push(periodAfter(periods.at(-1)!, unit));
  return periods;
}

/** How many days lie from one day to another, both YYYY-MM-DD. */
export const daysFrom = (start: string, end: string): number =>
  (Date.parse(end) - Date.parse(start)) / 86_400_000;
