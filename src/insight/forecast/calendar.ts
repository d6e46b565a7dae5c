/** Days around which people buy otherwise, by a name of their own. */
export const holidays = [
  'before_chinese_new_year',
  'chinese_new_year',
  'easter',
  'mid_year_sales',
  'golden_week',
  'singles_day',
  'before_christmas',
  'year_end',
] as const;
export type Holiday = (typeof holidays)[number];

const DAY = 86_400_000;

/**
 * The day of Chinese New Year by the runtime's own lunar calendar, milliseconds UTC; undefined where the
 * runtime has none.
 */
export function chineseNewYear(year: number): number | undefined {
  if (!newYears.has(year)) newYears.set(year, findNewYear(year));
  return newYears.get(year);
}

const newYears = new Map<number, number | undefined>();
/** Made when first needed, for it takes as long as a program takes to start. */
let lunar: Intl.DateTimeFormat | undefined;

function findNewYear(year: number): number | undefined {
  lunar ??= new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  for (let day = Date.UTC(year, 0, 20); day <= Date.UTC(year, 1, 22); day += DAY) {
    const parts = lunar.formatToParts(day);
    const read = (type: string) => parts.find((part) => part.type === type)?.value;
    if (read('month') === '1' && read('day') === '1') return day;
  }
  return undefined;
}

/**
 * Easter Sunday in the Gregorian calendar, milliseconds UTC.
 *
 * @see Meeus (1991), "Astronomical Algorithms", chapter 8
 */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * shift + 114;
  return Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1);
}

/** First and last day of what belongs to a holiday of a year; undefined where the day cannot be told. */
function windowOf(holiday: Holiday, year: number): readonly [first: number, last: number] | undefined {
  const newYear = chineseNewYear(year);
  switch (holiday) {
    case 'before_chinese_new_year':
      return newYear === undefined ? undefined : [newYear - 15 * DAY, newYear - 2 * DAY];
    case 'chinese_new_year':
      return newYear === undefined ? undefined : [newYear - DAY, newYear + 6 * DAY];
    case 'easter':
      return [easterSunday(year) - 2 * DAY, easterSunday(year) + DAY];
    case 'mid_year_sales':
      return [Date.UTC(year, 5, 1), Date.UTC(year, 5, 18)];
    case 'golden_week':
      return [Date.UTC(year, 9, 1), Date.UTC(year, 9, 7)];
    case 'singles_day':
      return [Date.UTC(year, 10, 1), Date.UTC(year, 10, 11)];
    case 'before_christmas':
      return [Date.UTC(year, 11, 10), Date.UTC(year, 11, 24)];
    case 'year_end':
      return [Date.UTC(year, 11, 25), Date.UTC(year, 11, 31)];
  }
}

/** A span of days, both included, as YYYY-MM-DD. */
export interface DaySpan {
  startsOn: string;
  endsOn: string;
}

/**
 * The share of each period's days that fall into a holiday.
 *
 * @param starts the first day of each period, and of the one after the last, YYYY-MM-DD
 */
export function holidayShares(holiday: Holiday, starts: readonly string[]): number[] {
  const years = new Set(starts.map((start) => Number(start.slice(0, 4))));
  const windows = [...years].map((year) => windowOf(holiday, year)).filter((window) => window !== undefined);
  return sharesOf(starts, windows);
}

/** The share of each period's days on which at least one of some spans runs, spans taken one by one. */
export const spanShares = (spans: readonly DaySpan[], starts: readonly string[]): number[] =>
  sharesOf(
    starts,
    spans.map(({ startsOn, endsOn }) => [Date.parse(startsOn), Date.parse(endsOn)] as const),
  );

function sharesOf(starts: readonly string[], windows: readonly (readonly [number, number])[]): number[] {
  const moments = starts.map((start) => Date.parse(start));
  const ordered = windows.toSorted(([left], [right]) => left - right);
  const shares = new Array<number>(moments.length - 1).fill(0);
  for (const [first, last] of ordered) {
    for (
      let index = firstIndexUpTo(moments, first);
      index < shares.length && moments[index]! <= last;
      index++
    ) {
      const [start, end] = [moments[index]!, moments[index + 1]!];
      const inside = Math.min(end, last + DAY) - Math.max(start, first);
      if (inside > 0) shares[index] = Math.min(1, shares[index]! + inside / (end - start));
    }
  }
  return shares;
}

/** The last index whose moment is not after `moment`, or 0. */
function firstIndexUpTo(moments: readonly number[], moment: number): number {
  let [low, high] = [0, moments.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (moments[middle]! <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}
