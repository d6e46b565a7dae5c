import {
  type CalendarUnit,
  type Days,
  daysBetween,
  isDay,
  latestDay,
  moveDay,
  periodOf,
  weekdayOf,
} from './calendar.ts';
import { type Length, moveBy, onDay, type Reading, type Setting, through } from './rule.ts';

/** A weekday of this week, or of one `weeks` later. */
export function dayOfWeek(today: string, number: number, weeks: number): string {
  return moveDay(periodOf(today, 'week', weeks).from, number - 1, 'day');
}

/** The first such weekday after today. */
export function comingWeekday(today: string, number: number): string {
  return moveDay(today, ((number - weekdayOf(today) + 6) % 7) + 1, 'day');
}

/** The last such weekday up to today. */
export function pastWeekday(today: string, number: number): string {
  return moveDay(today, -((weekdayOf(today) - number + 7) % 7), 'day');
}

/** The parts of a period people name. */
export type Edge = 'start' | 'early' | 'middle' | 'late' | 'end';

/** A part of a period: its first day, its thirds (of a year four months), its last day (of a week its Friday). */
export function edgeOf(edge: Edge, days: Days): Reading {
  const length = daysBetween(days.from, days.to);
  if (edge === 'start') return onDay(days.from);
  if (edge === 'end') return onDay(length === 6 ? moveDay(days.from, 4, 'day') : days.to);
  const [third, unit] = length > 360 ? ([4, 'month'] as const) : ([Math.ceil(length / 3), 'day'] as const);
  const afterEarly = moveDay(days.from, third, unit);
  const afterMiddle = moveDay(days.from, 2 * third, unit);
  if (edge === 'early') return through({ from: days.from, to: moveDay(afterEarly, -1, 'day') });
  if (edge === 'middle') return through({ from: afterEarly, to: moveDay(afterMiddle, -1, 'day') });
  return through({ from: afterMiddle, to: days.to });
}

/** A day of the month `months` from now; without that of this month or, once it has passed, of the next one. */
export function dayInMonth(
  day: number,
  months: number | undefined,
  { today, past }: Setting,
): Reading | null {
  const inMonth = (shift: number): string =>
    `${periodOf(today, 'month', shift).from.slice(0, 8)}${String(day).padStart(2, '0')}`;
  const candidates = months !== undefined ? [months] : past ? [0, -1, -2] : [0, 1, 2];
  const fitting = candidates
    .map(inMonth)
    .find(
      (candidate) =>
        isDay(candidate) && (months !== undefined || (past ? candidate <= today : candidate >= today)),
    );
  return fitting === undefined ? null : onDay(fitting);
}

/** A part of this year or, where the coming one is meant, of the year that comes or came. */
export function inNearYear(days: Days, { today, coming, past }: Setting): Days {
  if (!coming) return days;
  const years = past && days.from > today ? -1 : !past && days.to < today ? 1 : 0;
  return { from: moveDay(days.from, years, 'year'), to: moveDay(days.to, years, 'year') };
}

/** A length of time that ends today. */
export function pastLength(length: Length, today: string, kind: 'age' | 'duration'): Reading {
  return {
    kind,
    from: moveBy(length, today, -1),
    to: today,
    length: { count: length.count, unit: length.unit },
  };
}

/** The days of a length before or after today. */
export function around(length: Length, today: string, direction: 1 | -1): Reading {
  const other = moveBy(length, today, direction);
  return through(
    direction === 1 ? { from: today, to: other === '' ? latestDay : other } : { from: other, to: today },
  );
}

/** The first days, weeks or months of a period. */
export function firstOf({ from }: Days, count: number, unit: CalendarUnit): Days {
  return { from, to: moveDay(moveDay(from, count, unit), -1, 'day') };
}

/** The last days, weeks or months of a period. */
export function lastOf({ to }: Days, count: number, unit: CalendarUnit): Days {
  return { from: moveDay(moveDay(to, 1, 'day'), -count, unit), to };
}

/** The seven days of a period that are its first, second or later ones. */
export function weekInside({ from }: Days, place: number): Days {
  return { from: moveDay(from, place - 1, 'week'), to: moveDay(from, 7 * place - 1, 'day') };
}

/** One half of a period: of a year six months, of a month the days to the 15th. */
export function halfOf({ from, to }: Days, isFirst: boolean): Days {
  const days = daysBetween(from, to) + 1;
  const second = days > 360 ? moveDay(from, 6, 'month') : moveDay(from, Math.floor(days / 2), 'day');
  return isFirst ? { from, to: moveDay(second, -1, 'day') } : { from: second, to };
}
