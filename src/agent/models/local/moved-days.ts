import { daysBetween, moveDay, periodOf } from '../../../language/dates/calendar.ts';
import type { DateSpan } from '../../../language/index.ts';
import { dayOf } from './changes.ts';
import type { Clause } from './clause.ts';
import type { Change } from './frame.ts';
import { bareWeekday } from './logging.ts';

/** "a day later": reckoned from the day that was given, not from today. */
export function movedFrom(
  { text, from }: DateSpan,
  given: string | undefined,
  today: string,
): string | undefined {
  if (given === undefined || !/\b(?:days?|weeks?) (?:later|earlier|sooner)\b/iu.test(text)) return undefined;
  return moveDay(given, daysBetween(today, from), 'day');
}

/** A day of the week by itself is one of the week spoken of before: "Thursday next week", "no, make it Friday". */
export function inThatWeek(span: DateSpan, before: string | undefined, today: string): string {
  const day = dayOf(span);
  if (before === undefined || !bareWeekday.test(span.text)) return day;
  const weeks = daysBetween(periodOf(day, 'week').from, periodOf(before, 'week').from) / 7;
  const moved = moveDay(day, weeks, 'week');
  return moved < today ? day : moved;
}

/** “再晚两天”: the one day that was given, so much later or earlier; nothing where several were given. */
export function movedBy(
  { length }: DateSpan,
  { operations }: Clause,
  changes: ReadonlyMap<string, Change>,
): Change[] {
  const [day, ...others] = [...changes.values()].filter(
    ({ field, is }) => is === 'set' && field.endsWith('On'),
  );
  const way = operations.find(({ operation }) => operation === 'later' || operation === 'earlier');
  if (day?.is !== 'set' || others.length > 0 || way === undefined || length === undefined) return [];
  const count = way.operation === 'later' ? length.count : -length.count;
  return [{ ...day, value: moveDay(String(day.value), count, length.unit) }];
}

/** "the 28th", “28号”: a day of whichever month. */
export const isOfAnyMonth = (written: string): boolean =>
  /^(?:the )?\d{1,2}(?:st|nd|rd|th|号|日)$/iu.test(written);
