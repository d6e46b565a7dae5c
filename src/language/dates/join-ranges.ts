import type { DateSpan } from './parse-dates.ts';

/** Reads an expression as on another day, into the future or the past; undefined where it then means nothing. */
export type ReadAgain = (span: DateSpan, today: string, prefer: 'future' | 'past') => DateSpan | undefined;

const rescheduling = /\b(?:move|push|change|shift|postpone|bring|reschedule|switch)|[改推挪调]/iu;
const link =
  /^\s*(?:起|开始|[（(][^（）()]{1,9}[)）])?\s*(?:-|–|—|~|～|to|through|thru|until|till|up to|(?:一直|算|数|截)?(?:到|至))\s*(?:the\s+)?$/i;

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const weekday = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?';
const day = '\\d{1,2}(?:st|nd|rd|th)?';
const number = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
/** Days and periods that leave out which week, month or year they are in. */
const unplaced = new RegExp(
  `^(?:(?:on |the |in )*(?:${weekday}|(?:${weekday} )?(?:the )?(?:${month} (?:the )?${day}|${day} (?:of )?${month})|${day}|(?:(?:early|mid|late)[- ])?${month}|q[1-4]|h[12]|(?:first|second|third|fourth) quarter)|${number}[/.]${number}|${number}月份?(?:的?(?:初|[上中下]旬|中|底|末)|${number}[日号]?)?|${number}[日号]|(?:周|星期|礼拜)[一二三四五六日天末]|第?[一二三四1-4]季度?|[上下]半[年月]|[上中下]旬|月[初中底末])$`,
  'iu',
);
const isUnplaced = ({ bare, start, text }: DateSpan): boolean =>
  unplaced.test(text.slice(bare.start - start, bare.end - start));

/**
 * Two dates with "to" between them are one range, unless something is moved from one to the other. An end that does
 * not say of which week, month or year it is follows its beginning (“Monday to Friday”, 12月30日到3日); where only the
 * beginning leaves that out, it comes before its end ("Tuesday to Thursday of next week").
 */
export function joinRanges(text: string, spans: readonly DateSpan[], readAgain: ReadAgain): DateSpan[] {
  const joined: DateSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const both = last === undefined ? undefined : rangeOf(text, last, span, readAgain);
    if (both === undefined) joined.push(span);
    else joined[joined.length - 1] = both;
  }
  return joined;
}

function rangeOf(
  text: string,
  first: DateSpan,
  second: DateSpan,
  readAgain: ReadAgain,
): DateSpan | undefined {
  const isUntil = second.bound === 'until';
  const between = text.slice(first.end, second.start);
  const isPair =
    /\bbetween\s+(?:the\s+)?$/i.test(text.slice(0, first.start)) && /^\s+and\s+(?:the\s+)?$/i.test(between);
  const isLinked =
    link.test(between + (isUntil ? second.text.replace(/\s.*/su, '') : '')) &&
    !rescheduling.test(text.slice(0, second.start));
  const isOpen = first.bound === undefined || first.bound === 'since';
  if (!(isPair || isLinked) || !isOpen || first.kind === 'age') return undefined;
  const [begins, ends] = placed(first, second, readAgain);
  const from = begins.anchor ?? begins.from;
  const to = ends.bound === 'until' ? ends.anchor! : ends.to;
  if (from > to) return undefined;
  const [start, end] = [first.start, second.end];
  return {
    kind: 'range',
    from,
    to,
    start,
    end,
    text: text.slice(start, end),
    bare: { kind: 'range', from, to, start, end },
  };
}

/** Beginning and end of a range, the one that leaves out its week, month or year as the other one has it. */
function placed(first: DateSpan, second: DateSpan, readAgain: ReadAgain): [DateSpan, DateSpan] {
  const from = first.anchor ?? first.from;
  if (isUnplaced(second)) {
    const again = readAgain(second, from, 'future');
    return [first, again !== undefined && again.to >= from ? again : second];
  }
  const to = second.bound === 'until' ? second.anchor! : second.from;
  const again = isUnplaced(first) ? readAgain(first, to, 'past') : undefined;
  return [again !== undefined && again.from <= to ? again : first, second];
}
