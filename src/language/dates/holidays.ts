import { moveDay } from './calendar.ts';
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

/** Holidays of a fixed day, and the days before and after them. */
export const holidayRules: readonly DateRule[] = holidays.map(([names, month, day]) => ({
  pattern: new RegExp(
    `(?:\\b(?:the )?(?<eve>day before )|\\b(?:the )?(?<morrow>day after )|(?<![a-z]))(?:${names})(?![a-z])(?:的?(?<eveZh>前一[天日])|的?(?<morrowZh>后一[天日]|第二天))?`,
    'giu',
  ),
  read: ({ eve, morrow, eveZh, morrowZh }, setting) => {
    const nearest = nearestYear(month, day, setting);
    if (nearest === null) return null;
    const moved = eve || eveZh ? -1 : morrow || morrowZh ? 1 : 0;
    return onDay(moveDay(nearest, moved, 'day'));
  },
}));
