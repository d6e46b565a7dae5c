import type { DateSpan } from '../dates/parse-dates.ts';
import { type Entity, entityAt } from './types.ts';

const opening = /\b(?:from|between)\s+(?:the\s+)?$|(?:[从自]|介于)$/iu;
/** What makes everything since a day a period with an end. */
const untilNow = /(?:至今|到现在)$/u;
/** What stands before a period and is no part of it. */
const preposition =
  /^(?:(?:in|over|during|for|on)\s+(?=the|last|past|previous|next|coming|following)|[在就于])/iu;

/** The days and periods of a text, without their limits and hours; not how long something takes. */
export function findDates(text: string, spans: readonly DateSpan[]): Entity[] {
  return spans.flatMap((span) => {
    const { bare, kind: limited } = span;
    const { kind, from, to } = bare;
    if (kind === 'duration' || kind === 'age' || limited === 'duration') return [];
    if (span.bound === 'since' && untilNow.test(span.text))
      return entityAt(text, 'date_range', span, `${from}/${span.to}`);
    if (kind === 'date') return entityAt(text, 'date', { ...bare, end: withoutStop(text, bare) }, from);
    const words = text.slice(bare.start, bare.end);
    const isSpan = /[-–—~～到至]|\b(?:to|and|through|until|till)\b/iu.test(words);
    const before = isSpan ? (opening.exec(text.slice(0, bare.start))?.[0].length ?? 0) : 0;
    const extra = preposition.exec(words)?.[0].length ?? 0;
    return entityAt(
      text,
      'date_range',
      { start: bare.start - before + extra, end: withoutStop(text, bare) },
      `${from}/${to}`,
    );
  });
}

/** Where a day ends, without the full stop of its sentence: a month written out has none. */
const withoutStop = (text: string, { start, end }: DateSpan['bare']): number =>
  /[a-z]{4,}\.$/iu.test(text.slice(start, end)) && !/sept\.$/iu.test(text.slice(start, end)) ? end - 1 : end;
