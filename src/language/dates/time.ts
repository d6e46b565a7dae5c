import { parseNumber } from '../numbers.ts';
import type { Reading } from './rule.ts';

type PartOfDay = NonNullable<Reading['partOfDay']>;

export interface TimeOfDay {
  partOfDay?: PartOfDay;
  /** HH:MM. */
  time?: string;
  /** Characters it takes. */
  length: number;
}

const english =
  /^,?\s+(?:(?:in the |at )?(?<part>morning|afternoon|evening|night|noon|midnight)\b,?\s*)?(?:(?:at|around|@|from)\s*)?(?:(?<hour>\d{1,2})(?::(?<minute>\d{2}))?\s*(?<half>[ap])\.?m\b\.?|(?<hour24>\d{1,2}):(?<minute24>\d{2})\b|(?<named>noon|midnight)\b)?/iu;
const chinese =
  /^(?:的)?\s*(?<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|[早晚](?![于期就已点]))?\s*(?:(?<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:[点時时](?<half>半)?(?<minute>\d{1,2}|[一二三四五]?十[一二三四五六七八九]?)?分?|[:：](?<minute24>\d{2})))?/u;
const chineseParts: Record<string, PartOfDay> = {
  凌晨: 'morning',
  早上: 'morning',
  早晨: 'morning',
  上午: 'morning',
  早: 'morning',
  中午: 'afternoon',
  下午: 'afternoon',
  傍晚: 'evening',
  晚上: 'evening',
  晚间: 'evening',
  晚: 'evening',
};

/** The part or time of the day at the head of what follows a date; null where there is none. */
export function timeAfter(text: string, known: PartOfDay | undefined): TimeOfDay | null {
  return readEnglish(text, known) ?? readChinese(text, known);
}

/** Longer texts name no times by themselves. */
const longest = 400;

/** The times of day a text names, HH:MM, in order; “下午一点到六点”: the part of the day holds on. */
export function timesIn(text: string): string[] {
  const words = text.slice(0, longest);
  const times: string[] = [];
  let part: PartOfDay | undefined;
  for (let at = 0; at < words.length; ) {
    const isInside =
      /[\p{Script=Latin}\d]/u.test(words[at - 1] ?? '') && /[\p{Script=Latin}\d]/u.test(words[at]!);
    const found = isInside ? null : timeAfter(` ${words.slice(at)}`, part);
    part = found?.partOfDay ?? part;
    if (found?.time !== undefined) times.push(found.time);
    at += Math.max(1, (found?.length ?? 1) - 1);
  }
  return times;
}

function readEnglish(text: string, known: PartOfDay | undefined): TimeOfDay | null {
  const match = english.exec(text);
  const groups = match?.groups ?? {};
  const { part, hour, minute, half, hour24, minute24 } = groups;
  const named = groups.named ?? (part === 'noon' || part === 'midnight' ? part : undefined);
  if (
    match === null ||
    (part === undefined && hour === undefined && hour24 === undefined && named === undefined)
  )
    return null;
  const partOfDay = /morning|afternoon|evening/i.test(part ?? '')
    ? (part!.toLowerCase() as PartOfDay)
    : part === 'night'
      ? 'evening'
      : known;
  const time =
    named !== undefined
      ? { noon: '12:00', midnight: '00:00' }[named.toLowerCase()]
      : hour24 !== undefined
        ? clock(Number(hour24), Number(minute24))
        : hour === undefined
          ? undefined
          : clock((Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0), Number(minute ?? 0));
  return timeOfDay(partOfDay, time, match[0].trimEnd().length);
}

function readChinese(text: string, known: PartOfDay | undefined): TimeOfDay | null {
  const match = chinese.exec(text);
  const groups = match?.groups ?? {};
  if (match === null || (groups.part === undefined && groups.hour === undefined)) return null;
  const partOfDay = chineseParts[groups.part ?? ''] ?? known;
  if (groups.hour === undefined) return timeOfDay(partOfDay, undefined, match[0].trimEnd().length);
  const hour = Number(parseNumber(groups.hour) ?? Number.NaN);
  const minute =
    groups.half !== undefined ? 30 : Number(parseNumber(groups.minute ?? groups.minute24 ?? '0'));
  const afternoon =
    hour < 12 &&
    (partOfDay === 'evening' || (partOfDay === 'afternoon' && !(groups.part === '中午' && hour >= 11)));
  return timeOfDay(partOfDay, clock(hour + (afternoon ? 12 : 0), minute), match[0].trimEnd().length);
}

function clock(hour: number, minute: number): string | undefined {
  if (!(hour >= 0 && hour <= 24 && minute >= 0 && minute < 60)) return undefined;
  return `${String(hour % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function timeOfDay(
  partOfDay: PartOfDay | undefined,
  time: string | undefined,
  length: number,
): TimeOfDay | null {
  if (partOfDay === undefined && time === undefined) return null;
  return {
    ...(partOfDay === undefined ? {} : { partOfDay }),
    ...(time === undefined ? {} : { time }),
    length,
  };
}
