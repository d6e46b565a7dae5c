import { type CalendarUnit, type Days, isDay, moveDay, moveWorkingDays, toDay } from './calendar.ts';

/** What a date expression means. */
export interface Reading extends Days {
  /**
   * `date`: one day (`from` = `to`). `range`: the days from..to. `duration`: a length of time without a
   * place ("for 4 weeks"). `age`: how long something is past ("no reply in 5 weeks", 五周没有回复): `from`
   * is the day that long ago; a duration's `from`..`to` likewise ends today.
   */
  kind: 'date' | 'range' | 'duration' | 'age';
  /** Of durations and ages. */
  length?: { count: number; unit: CalendarUnit };
  /** "over five weeks", “不到两周”. */
  comparison?: 'over' | 'under';
  /** A limit on one side; a range then runs to the open end of time, and `anchor` is the day of the limit. */
  bound?: 'since' | 'after' | 'before' | 'until' | 'by';
  anchor?: string;
  partOfDay?: 'morning' | 'afternoon' | 'evening';
  /** Time of the day, HH:MM. */
  time?: string;
}

/** Where an expression stands. */
export interface Setting {
  today: string;
  /** The clause before and after the expression. */
  before: string;
  after: string;
  /** Whether a weekday or a day of the year without more means the last one instead of the coming one. */
  past: boolean;
  /** Whether a quarter or half of a year without its year is the next that is not past, instead of this year's. */
  coming: boolean;
  /** The month the fiscal year starts in, 1 to 12; fiscal years mean nothing without. */
  fiscalYearStart?: number | undefined;
}

type Groups = Partial<Record<string, string>>;

/** One kind of expression: a pattern with named groups and what they mean; null where they mean nothing. */
export interface DateRule {
  pattern: RegExp;
  read(groups: Groups, setting: Setting): Reading | null;
}

export const onDay = (day: string): Reading => ({ kind: 'date', from: day, to: day });
export const through = ({ from, to }: Days): Reading => ({ kind: 'range', from, to });

/** A counted unit as people say it: "two fortnights" are 4 weeks, half a year is 6 months. */
export interface Length {
  count: number;
  unit: CalendarUnit;
  working?: boolean;
}

/** Today moved by a length, forward or backward. Half a month is 15 days. */
export function moveBy({ count, unit, working }: Length, today: string, direction: 1 | -1): string {
  return working === true
    ? moveWorkingDays(today, direction * count)
    : moveDay(today, direction * count, unit);
}

/** A whole number of smaller units where the count is not whole. */
export function wholeLength(count: number, unit: CalendarUnit): Length | null {
  if (Number.isInteger(count)) return { count, unit };
  const smaller = { day: null, week: null, month: ['day', 30], quarter: null, year: ['month', 12] }[unit] as
    | [CalendarUnit, number]
    | null;
  return smaller === null ? null : { count: Math.round(count * smaller[1]), unit: smaller[0] };
}

/** So many days ago a day of the year is still the last one, where its next is meant otherwise. */
const recent = 31;

/**
 * A day of the year without its year: the one nearest to today, unless the sentence looks back or forward. Where the
 * coming year is meant it may have been within the last month.
 * @returns null for a day no year has
 */
export function nearestYear(
  month: number,
  day: number,
  { today, past, before, coming }: Setting,
): string | null {
  const year = Number(today.slice(0, 4));
  const distance = (candidate: string): number => Math.abs(Date.parse(candidate) - Date.parse(today));
  const candidates = [-1, 0, 1].map((shift) => toDay(year + shift, month, day)).filter(isDay);
  const earliest = /\b(?:by|until|till)\s*$/i.test(before)
    ? today
    : coming
      ? moveDay(today, -recent, 'day')
      : '';
  const allowed = candidates.filter((candidate) => (past ? candidate <= today : candidate >= earliest));
  return allowed.sort((one, other) => distance(one) - distance(other))[0] ?? candidates[0] ?? null;
}

/** A two- or four-digit year. */
export function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}
