import { parseNumbers } from '../language/index.ts';

/** Units of time, and how many hours they are. */
const times: readonly [written: RegExp, hours: number][] = [
  [/^(?:minutes?|mins?)\b|^分钟?/i, 1 / 60],
  [/^(?:hours?|hrs?)\b|^(?:个)?小?时/i, 1],
  [/^(?:days?)\b|^(?:个)?(?:工作)?[天日]/i, 24],
  [/^(?:weeks?)\b|^(?:个)?(?:周|星期|礼拜)/i, 168],
  [/^(?:months?)\b|^个?月/i, 730],
  [/^(?:years?|yrs?)\b|^年/i, 8_760],
];
const adjectives = /^(?:(?:working|business|calendar|full|whole|consecutive)\s+)+/i;

/** What the numbers of a sentence measure: by unit the values, all of time in hours. */
export function measuredIn(sentence: string): Map<string, number[]> {
  const text = sentence.normalize('NFKC');
  const found = new Map<string, number[]>();
  for (const { value, start, end } of parseNumbers(text)) {
    const behind = text
      .slice(end)
      .replace(/^[\s-]+/, '')
      .replace(adjectives, '');
    const time = times.find(([written]) => written.test(behind));
    const unit = time === undefined ? unitOf(text.slice(0, start), behind) : 'time';
    found.set(unit, [...(found.get(unit) ?? []), Number(value) * (time?.[1] ?? 1)]);
  }
  return found;
}

function unitOf(before: string, behind: string): string {
  const sign = /([$€£¥])\s*$/.exec(before)?.[1] ?? /^([%$€£¥])/.exec(behind)?.[1];
  if (sign !== undefined) return sign;
  const word = /^\p{Script=Latin}+/u.exec(behind)?.[0].toLowerCase().replace(/s$/, '');
  return word ?? /^\p{Script=Han}/u.exec(behind)?.[0] ?? '';
}

/** Months and years are not of one length: what differs by less than this is the same. */
const tolerance = 0.05;

/** Whether two sentences measure something in one unit, and come to no value they share. */
export function measureOtherwise(one: string, other: string): boolean {
  const others = measuredIn(other);
  return [...measuredIn(one)].some(([unit, values]) => {
    const against = others.get(unit);
    return against !== undefined && !values.some((value) => against.some((other) => isSame(value, other)));
  });
}

const isSame = (one: number, other: number): boolean =>
  Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
