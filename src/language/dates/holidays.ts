import { type DateRule, nearestYear, onDay } from './rule.ts';

const holidays: readonly [names: string, month: number, day: number][] = [
  ["new year[’']?s day|元旦", 1, 1],
  ["valentine[’']?s day|情人节", 2, 14],
  ['劳动节|五一', 5, 1],
  ['国庆节?', 10, 1],
  ['christmas eve|平安夜', 12, 24],
  ['christmas(?: day)?|xmas|圣诞节?', 12, 25],
  ["new year[’']?s eve", 12, 31],
];

/** Holidays of a fixed day. */
export const holidayRules: readonly DateRule[] = holidays.map(([names, month, day]) => ({
  pattern: new RegExp(`(?<![a-z])(?:${names})(?![a-z])`, 'giu'),
  read: (_, setting) => {
    const nearest = nearestYear(month, day, setting);
    return nearest === null ? null : onDay(nearest);
  },
}));
