import { type DateSpan, detectLanguage, parseDates } from '../../../language/index.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import { bareWeekday } from './logging.ts';
import type { Mention } from './mention.ts';

export function times(text: string, { today, fiscalYearStart }: WorkspaceDescription): Mention[] {
  const spans = parseDates(text, {
    now: `${today}T09:00`,
    language: detectLanguage(text),
    fiscalYearStart,
  });
  return spans
    .filter(
      (span) => !isGloss(text, span, spans) && !isThatDay(span, spans) && !isItsWeekday(text, span, spans),
    )
    .map((read) => {
      const span = shiftOf(text, read, today);
      const isLength = span.kind === 'duration' || span.kind === 'age';
      return {
        start: span.start,
        end: span.end,
        text: span.text,
        is: { type: isLength ? 'duration' : 'date', span },
      };
    });
}

/** "next week (Mon to Sun)": days in brackets that only explain the days before them. */
const isGloss = (text: string, span: DateSpan, spans: readonly DateSpan[]): boolean => {
  const lastOf = (...signs: readonly string[]) =>
    Math.max(...signs.map((sign) => text.lastIndexOf(sign, span.start)));
  const open = lastOf('(', '（');
  return (
    open > lastOf(')', '）') &&
    spans.some((other) => other.end <= open && text.slice(other.end, open).trim() === '')
  );
};

/** “圣诞节当天”: right behind a day it is that day. */
const isThatDay = (span: DateSpan, spans: readonly DateSpan[]): boolean =>
  /^当[天日]$/u.test(span.text) && spans.some((other) => other !== span && other.end === span.start);

/** “12月18号，周一”, "the 22nd, a Friday": the day of the week a day is, said beside it. */
const isItsWeekday = (text: string, span: DateSpan, spans: readonly DateSpan[]): boolean =>
  bareWeekday.test(span.text) &&
  spans.some((other) => {
    const [first, last] = other.start < span.start ? [other, span] : [span, other];
    return (
      !bareWeekday.test(other.text) &&
      other.kind === 'date' &&
      other.from === other.to &&
      (Date.parse(other.from) - Date.parse(span.from)) % oneWeek === 0 &&
      /^[\s,，、;；:：(（]*(?:吧|哈)?[,，]?(?:a |that's |那个|正好|也就是|就是)?$/iu.test(
        text.slice(first.end, last.start),
      )
    );
  });

const oneWeek = 7 * 86_400_000;

/** “提前三天”, "make it a week later": the length by which something moves, and no days of the past or to come. */
function shiftOf(text: string, span: DateSpan, today: string): DateSpan {
  const before = text.slice(0, span.start);
  const [, later] = /^(.+) (?:later|earlier|sooner)$/iu.exec(span.text) ?? [];
  const isMoved = later !== undefined && /\b(?:make|move|push|bump|shift|put)\b[^,.;]{0,24}$/iu.test(before);
  const moves = /^[前后]/u.test(span.text) && /[提延推往顺移挪拖]$/u.test(before);
  const words = isMoved ? later : span.text.slice(1);
  const start = isMoved ? span.start : span.start + 1;
  const [length] =
    isMoved || moves ? parseDates(words, { now: `${today}T09:00`, language: detectLanguage(words) }) : [];
  return length === undefined || (isMoved && length.kind !== 'duration')
    ? span
    : { ...length, start, end: start + words.length };
}
