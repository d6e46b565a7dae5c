import { createRequire } from 'node:module';
import type * as Chrono from 'chrono-node/en';
import type { Language } from '../tokens.ts';
import { earliestDay, isDay, latestDay, moveDay } from './calendar.ts';
import { chineseRules } from './chinese.ts';
import { englishDateWords, englishRules } from './english.ts';
import { holidayRules } from './holidays.ts';
import { type DateRule, onDay, type Reading, type Setting } from './rule.ts';
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
}

const numericDate: DateRule = {
  pattern: /(?<![\d.])(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})(?![\d])/gu,
  read: ({ year, month, day }) => onDay(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`),
};
const rulesOf = (text: string): DateRule[] => [
  numericDate,
  ...chineseRules,
  ...(englishDateWords.test(text) ? englishRules : []),
  ...holidayRules,
];

/**
 * The dates, periods and lengths of time in an English or Chinese text, in reading order, without overlap.
 * Weeks start on Monday; "next Tuesday" and 下周二 lie in the next week, "last Friday" and 上周五 in the
 * one before, "Monday" and 周一 alone mean the coming one (the last one where the sentence looks back);
 * the end of a week is its Friday. A day of the year without year is the nearest one. Texts longer than
 * 20,000 characters are read up to there.
 */
export function parseDates(text: string, options: DateOptions): DateSpan[] {
  const read = text.slice(0, 20_000);
  const today = options.now.slice(0, 10);
  const found = rulesOf(read).flatMap((rule) => findAll(rule, read, today, options));
  const chosen = withoutOverlap(found);
  const spans = withoutOverlap([...chosen, ...rest(read, chosen, options)]);
  const limited = withoutOverlap(spans.map((span) => withBound(read, withTime(read, span), today)));
  return joinRanges(read, limited).filter(({ from, to }) => isDay(from) && isDay(to) && from <= to);
}

function findAll(
  { pattern, read }: DateRule,
  text: string,
  today: string,
  { prefer, quarters }: DateOptions,
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

const lookingBack =
  /\b(?:met|called|spoke|talked|emailed|e-mailed|texted|messaged|chatted|visited|saw|had|was|were|did|sent|went|signed|said|came|happened|last|since|logged|heard|replied|discussed|demoed|showed|rang|phoned|caught)\b/giu;
const lookingForward =
  /\b(?:will|to|should|shall|can|could|must|gonna|follow|schedule|book|remind|due|by|next|wants?|needs?|plan|arrange|set|call|meet|send|move|push|postpone|before|until|expects?|on the calendar)\b|[’']ll\b/giu;

/** Whether the last verb before an expression, or in Chinese what follows it, is about the past. */
function looksBack(before: string, after: string): boolean {
  const last = (pattern: RegExp): number => Array.from(before.matchAll(pattern)).at(-1)?.index ?? -1;
  if (last(lookingBack) > last(lookingForward)) return true;
  const followed =
    /[要会再将]|跟进|提醒|安排|计划|准备|打算|预算|目标/u.exec(after)?.index ?? Number.POSITIVE_INFINITY;
  const done =
    /了(?!解)|过(?![来去年程])|^[^，。]{0,2}[下签买付订收发做谈来到]的/u.exec(after)?.index ??
    Number.POSITIVE_INFINITY;
  return (
    (done < followed && !/[要会再将]|跟进|提醒|改[到成为]|推迟?到|定在|约在/u.test(before)) ||
    /自从?$/u.test(before) ||
    /^(?:以来|至今)/u.test(after)
  );
}

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

const rescheduling = /\b(?:move|push|change|shift|postpone|bring|reschedule|switch)|[改推挪调]/iu;

/** Two dates with "to" between them are one range, unless something is moved from one to the other. */
function joinRanges(text: string, spans: readonly DateSpan[]): DateSpan[] {
  const joined: DateSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, span.start);
    const pair =
      last !== undefined && /\bbetween\s+$/i.test(text.slice(0, last.start)) && /^\s+and\s+$/i.test(between);
    const link = /^\s*(?:-|–|—|~|～|to|through|thru|until|till|到|至)\s*$/i.test(
      between + (span.bound === 'until' ? span.text.replace(/\s.*/su, '') : ''),
    );
    const open = last?.bound === undefined || last.bound === 'since';
    const from = last?.anchor ?? last?.from ?? '';
    const to = span.bound === 'until' ? span.anchor! : span.to;
    const moved = rescheduling.test(text.slice(0, span.start));
    if (last !== undefined && (pair || (link && !moved)) && open && last.kind !== 'age' && from <= to) {
      joined[joined.length - 1] = spanAt(last.start, text.slice(last.start, span.end), {
        kind: 'range',
        from,
        to,
      });
    } else joined.push(span);
  }
  return joined;
}

/** Takes in the part or time of the day that follows a date. */
function withTime(text: string, span: DateSpan): DateSpan {
  if (span.kind !== 'date') return span;
  const time = timeAfter(text.slice(span.end, span.end + 40), span.partOfDay);
  if (time === null) return span;
  const { length, ...rest } = time;
  return { ...span, ...rest, end: span.end + length, text: text.slice(span.start, span.end + length) };
}
