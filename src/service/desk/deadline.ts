import { addDays, momentAt } from '../../crm/index.ts';
import { dayIn } from '../../trust/index.ts';
import type { OpeningHours } from './settings.ts';

const minuteMs = 60_000;
/** Longer than any deadline: where there are no opening hours in a year, there is no day to find. */
const mostDays = 366;

/**
 * The moment by which so many minutes have passed, counted in opening hours where there are any. What comes
 * in outside them begins to count when the desk opens.
 */
export function deadlineAfter(
  from: Date,
  minutes: number,
  hours: OpeningHours | undefined,
  timeZone: string,
): Date {
  if (!hours) return new Date(from.getTime() + minutes * minuteMs);
  let left = minutes * minuteMs;
  let day = dayIn(timeZone, from);
  for (let passed = 0; passed < mostDays; passed++, day = addDays(day, 1)) {
    if (!hours.days.includes(weekdayOf(day))) continue;
    const opens = momentAt(timeZone, `${day}T${hours.from}`).getTime();
    const closes = momentAt(timeZone, `${day}T${hours.to}`).getTime();
    const begins = Math.max(opens, from.getTime());
    if (begins >= closes) continue;
    if (begins + left <= closes) return new Date(begins + left);
    left -= closes - begins;
  }
  return new Date(from.getTime() + minutes * minuteMs);
}

/** 1 for Monday to 7 for Sunday. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
