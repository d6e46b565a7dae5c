import { createRequire } from 'node:module';
import type * as Chrono from 'chrono-node/en';
import type { Language } from '../tokens.ts';
import { earliestDay, isDay, latestDay, moveDay } from './calendar.ts';
import { chineseRules } from './chinese.ts';
import { chineseRangeRules } from './chinese-ranges.ts';
import { englishDateWords, englishRules } from './english.ts';
import { englishRangeRules } from './english-ranges.ts';
import { fiscalRules } from './fiscal.ts';
import { holidayRules } from './holidays.ts';
import { joinRanges } from './join-ranges.ts';
import { type DateRule, nearestYear, onDay, type Reading, type Setting, through } from './rule.ts';
import { withoutFigureSpaces } from './spaced.ts';
import { looksBack } from './tense.ts';
import { timeAfter } from './time.ts';

/** A date expression with its place in the text (UTF-16 offsets, end exclusive). */
export interface DateSpan extends Reading {
  start: number;
  end: number;
  text: string;
  /** The day or days that are named, without the word that makes them a limit and without the time of the day. */
  bare: Pick<Reading, 'kind' | 'from' | 'to'> & { start: number; end: number };
}

export interface DateOptions {
  /** Now, as an ISO date-time with offset; its local day is today. */
  now: string;
  language?: Language;
  /** What a weekday or a day of the year without more means; by default the sentence's tense decides. */
  prefer?: 'future' | 'past';
  /**
   * What a quarter or half of a year without its year means: this year's, by default, or the next that is not past
   * (the last one where the sentence looks back).
   */
  quarters?: 'thisYear' | 'coming';
  /** The month the fiscal year starts in, 1 to 12; without it fiscal years are no dates. */
  fiscalYearStart?: number | undefined;
}

const numericDate: DateRule = {
  pattern: /(?<![\d.])(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})(?![\d])/gu,
  read: ({ year, month, day }) => onDay(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`),
};
const monthAndDays: DateRule = {
  pattern:
    /(?<![\d/.])(?<month>\d{1,2})\/(?<first>\d{1,2})\s*(?:-|–|—|~|～|to|到|至)\s*(?<month2>\d{1,2})\/(?<last>\d{1,2})(?![\d/])/gu,
  read({ month, first, month2, last }, setting) {
    const from = nearestYear(Number(month), Number(first), setting);
    if (from === null || [first, last].every((part) => /^(?:[2348]|16)$/.test(part!))) return null;
    const to = nearestYear(Number(month2), Number(last), {
      ...setting,
      today: from,
      past: false,
      coming: true,
    });
    return to === null ? null : through({ from, to });
  },
};
/** Characters before and after an expression that its rules may look at. */
const around = 30;
const rulesOf = (text: string): DateRule[] => [
  numericDate,
  monthAndDays,
  ...chineseRangeRules,
  ...chineseRules,
  ...(englishDateWords.test(text) ? [...englishRangeRules, ...englishRules] : []),
  ...holidayRules,
  ...fiscalRules,
];

/**
 * The dates, periods and lengths of time in an English or Chinese text, in reading order, without overlap.
 * Weeks start on Monday; "next Tuesday" and 下周二 lie in the next week, "last Friday" and 上周五 in the
 * one before, "Monday" and 周一 alone mean the coming one (the last one where the sentence looks back);
 * the end of a week is its Friday. A day of the year without year is the nearest one. Texts longer than
 * 20,000 characters are read up to there.
 */
export function parseDates(text: string, options: DateOptions): DateSpan[] {
  const { text: read, placeOf } = withoutFigureSpaces(text.slice(0, 20_000));
  const placed = <Place extends { start: number; end: number }>(place: Place): Place => ({
    ...place,
    start: placeOf(place.start),
    end: placeOf(place.end - 1) + 1,
  });
  return datesIn(read, options).map((span) => {
    const at = placed(span);
    return { ...at, text: text.slice(at.start, at.end), bare: placed(span.bare) };
  });
}

/** The same of a text without spaces within its dates. */
function datesIn(read: string, options: DateOptions): DateSpan[] {
  const today = options.now.slice(0, 10);
  const found = rulesOf(read).flatMap((rule) => findAll(rule, read, today, options));
  const chosen = withoutOverlap(found).filter((span) => !isAddedWeekday(read, span));
  const spans = withoutOverlap([...chosen, ...rest(read, chosen, options)]);
  const limited = withoutOverlap(spans.map((span) => withBound(read, withTime(read, span), today)));
  const readAgain = (span: DateSpan, day: string, prefer: 'future' | 'past'): DateSpan | undefined =>
    readFrom(read, span, { ...options, now: day, prefer, quarters: 'coming' });
  return joinRanges(read, limited, readAgain).filter(
    ({ from, to }) => isDay(from) && isDay(to) && from <= to,
  );
}

/** An expression as it reads on another day. */
function readFrom(text: string, { bare }: DateSpan, options: DateOptions): DateSpan | undefined {
  const from = Math.max(0, bare.start - around);
  const near = text.slice(from, bare.end + around);
  return rulesOf(near)
    .flatMap((rule) => findAll(rule, near, options.now, options))
    .find(({ start, end }) => start === bare.start - from && end === bare.end - from);
}

function findAll(
  { pattern, read }: DateRule,
  text: string,
  today: string,
  { prefer, quarters, fiscalYearStart }: DateOptions,
): DateSpan[] {
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    const before = /(?:[^,.;!?，。；！？\n]|(?<=\d)[.,](?=\d))*$/u.exec(
      text.slice(Math.max(0, start - 80), start),
    )![0];
    const after = /^[^,.;!?，。；！？\n]*/u.exec(text.slice(end, end + 80))![0];
    const past = prefer === undefined ? looksBack(before, after) : prefer === 'past';
    const reading = read(match.groups ?? {}, {
      today,
      before,
      after,
      past,
      coming: quarters === 'coming',
      fiscalYearStart,
    } satisfies Setting);
    if (reading === null || !isDay(reading.from) || !isDay(reading.to) || reading.from > reading.to)
      return [];
    return spanAt(start, match[0], reading);
  });
}

function spanAt(start: number, text: string, reading: Reading): DateSpan {
  const { kind, from, to } = reading;
  const end = start + text.length;
  return { ...reading, start, end, text, bare: { kind, from, to, start, end } };
}

/** Whether a weekday stands in brackets behind the day it is. */
const isAddedWeekday = (text: string, { start, end }: DateSpan): boolean =>
  /[\d日号][（(]$/u.test(text.slice(0, start)) && /^[）)]/u.test(text.slice(end));

/** The longest of overlapping spans, the first found among equals, in reading order. */
function withoutOverlap(spans: readonly DateSpan[]): DateSpan[] {
  const chosen: DateSpan[] = [];
  for (const span of spans.toSorted((one, other) => other.end - other.start - (one.end - one.start))) {
    if (chosen.every((other) => span.end <= other.start || span.start >= other.end)) chosen.push(span);
  }
  return chosen.sort((one, other) => one.start - other.start);
}

let chrono: typeof Chrono | undefined;

/** What a day is written with; chrono also takes "now", "500s" and "3.4m" for one. */
const namesDay = /\d{1,4}[-/.]\d{1,2}[-/.]\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** What chrono-node finds beside our own rules, where it names at least day and month. */
function rest(text: string, known: readonly DateSpan[], { now, language }: DateOptions): DateSpan[] {
  if (language === 'zh' || !/[a-z]{3}/i.test(text)) return [];
  const free = known.reduce(
    (left, span) => left.slice(0, span.start) + '□'.repeat(span.end - span.start) + left.slice(span.end),
    text,
  );
  if (!/\d/.test(free)) return [];
  chrono ??= createRequire(import.meta.url)('chrono-node/en') as typeof Chrono;
  return chrono
    .parse(free, new Date(`${now.slice(0, 10)}T12:00:00`), { forwardDate: true })
    .flatMap(({ start, end, index, text: found }) => {
      if (
        !start.isCertain('day') ||
        !start.isCertain('month') ||
        !namesDay.test(found) ||
        /\b(?:hours?|hrs?|min(?:ute)?s?)\b/i.test(found)
      )
        return [];
      const day = (part: typeof start): string =>
        [
          String(part.get('year')).padStart(4, '0'),
          String(part.get('month')).padStart(2, '0'),
          String(part.get('day')).padStart(2, '0'),
        ].join('-');
      const [from, to] = [day(start), day(end ?? start)];
      return spanAt(index, found, { kind: from === to ? 'date' : 'range', from, to });
    });
}

const boundBefore =
  /\b(since|after|later than|before|earlier than|until|till|by|no later than|prior to|ahead of|from|starting|on or before)\s+(?:the\s+)?$|(自从?|从|截至|截止到?|早于|晚于|不晚于|最晚|最迟)$/iu;
const boundAfter =
  /^(?:\s*(以来|至今|到现在)|\s*(?:之|以)?(前|后)(?!天|面|台|续)|\s*(为止|截止)|\s*(起|开始)|\s*(?:or|and) (earlier|later|before|after))/iu;
const bounds: Record<string, Reading['bound']> = {
  'later than': 'after',
  晚于: 'after',
  'earlier than': 'before',
  早于: 'before',
  不晚于: 'by',
  最晚: 'by',
  最迟: 'by',
  since: 'since',
  from: 'since',
  starting: 'since',
  自: 'since',
  自从: 'since',
  以来: 'since',
  至今: 'since',
  到现在: 'since',
  起: 'since',
  开始: 'since',
  after: 'after',
  later: 'after',
  后: 'after',
  before: 'before',
  'prior to': 'before',
  'ahead of': 'before',
  earlier: 'before',
  前: 'before',
  until: 'until',
  till: 'until',
  截至: 'until',
  截止: 'until',
  截止到: 'until',
  为止: 'until',
  by: 'by',
  'no later than': 'by',
  'on or before': 'by',
};

/** Takes in the word beside a date that makes it a limit. */
function withBound(text: string, span: DateSpan, today: string): DateSpan {
  if (span.kind === 'duration' || span.kind === 'age') return span;
  const leading = boundBefore.exec(text.slice(0, span.start));
  const trailing = boundAfter.exec(text.slice(span.end));
  const word = trailing?.slice(1).find((group) => group !== undefined) ?? leading?.[1] ?? leading?.[2];
  const bound = bounds[word?.toLowerCase() ?? ''];
  if (bound === undefined || (/^(?:from|starting|从|自|起|开始)$/iu.test(word!) && span.from > today))
    return span;
  const start = leading === null ? span.start : leading.index;
  const end = trailing === null ? span.end : span.end + trailing[0].length;
  const limits: Record<NonNullable<Reading['bound']>, Pick<Reading, 'kind' | 'from' | 'to' | 'anchor'>> = {
    since: { kind: 'range', from: span.from, to: span.from <= today ? today : latestDay, anchor: span.from },
    after: { kind: 'range', from: moveDay(span.to, 1, 'day') || latestDay, to: latestDay, anchor: span.to },
    before: {
      kind: 'range',
      from: earliestDay,
      to: moveDay(span.from, -1, 'day') || earliestDay,
      anchor: span.from,
    },
    until: { kind: 'range', from: earliestDay, to: span.to, anchor: span.to },
    by: { kind: 'date', from: span.to, to: span.to, anchor: span.to },
  };
  return { ...span, ...limits[bound], bound, start, end, text: text.slice(start, end) };
}

/** Takes in the part or time of the day that follows a date. */
function withTime(text: string, span: DateSpan): DateSpan {
  if (span.kind !== 'date') return span;
  const time = timeAfter(text.slice(span.end, span.end + 40), span.partOfDay);
  if (time === null) return span;
  const { length, ...rest } = time;
  return { ...span, ...rest, end: span.end + length, text: text.slice(span.start, span.end + length) };
}
