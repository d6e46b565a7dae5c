import { inEither, lexicons } from './lexicon.ts';
import type { Span } from './normal.ts';

/**
 * How a request is spoken of. An `order` may be carried out once it is confirmed; a `question` or a
 * `hypothesis` is answered; of a `denial` or a `report` nothing is done.
 */
export type Mood = 'order' | 'question' | 'hypothesis' | 'denial' | 'report';

/** A request's own words in a clause. */
export interface Cue extends Span {
  /** The flow it asks for. */
  flow: string;
}

/**
 * A text in clauses, each with at most the words of one request as far as its grammar shows. A clause
 * keeps the mark it ends with; what stands in braces is never cut.
 *
 * @param cuesIn  finds the words of requests
 */
export function clausesOf(text: string, cuesIn: (text: string) => readonly Cue[]): string[] {
  return sentencesOf(text).flatMap((sentence) => {
    const clauses: string[] = [];
    let start = 0;
    for (const { from, to } of [...jointsOf(sentence), { from: sentence.length, to: sentence.length }]) {
      const part = sentence.slice(start, from);
      const rest = sentence.slice(to);
      const begins = beginsRequest(rest, cuesIn) || beginsQuestion(sentence.slice(from, to), rest);
      if (from < sentence.length && !(cuesIn(part).length > 0 && begins)) continue;
      clauses.push(part.trim());
      start = to;
    }
    return clauses.filter((clause) => clause !== '');
  });
}

const sentenceEnd = /[.!?;](?=\s|$)|[。！？；]|\n/g;

function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(sentenceEnd)) {
    if (insideBraces(text, index) || /\b(?:no|st|ave|mr|mrs|ms|dr|apt)$/.test(text.slice(start, index)))
      continue;
    const end = index + mark.length;
    sentences.push(text.slice(start, end).trim());
    start = end;
  }
  return [...sentences, text.slice(start).trim()].filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

const jointsOf = (sentence: string): { from: number; to: number }[] =>
  Object.values(lexicons)
    .flatMap(({ joints }) =>
      Array.from(sentence.matchAll(joints), ({ index, 0: joint }) => ({
        from: index,
        to: index + joint.length,
      })),
    )
    .filter(({ from }) => !insideBraces(sentence, from))
    .sort((one, other) => one.from - other.from);

const insideBraces = (text: string, at: number): boolean =>
  text.lastIndexOf('{', at) > text.lastIndexOf('}', at);

/** Whether the words up to the next joint hold a request's own. */
const beginsRequest = (rest: string, cuesIn: (text: string) => readonly Cue[]): boolean => {
  const [next] = jointsOf(rest).filter(({ from }) => from > 0);
  return cuesIn(rest.slice(0, next?.from ?? rest.length)).length > 0;
};

const beginsQuestion = (joint: string, rest: string): boolean =>
  inEither(joint, ({ besides }) => besides) &&
  (inEither(rest, ({ moods }) => moods.question) || inEither(rest, ({ moods }) => moods.asks));

/** The mood of a clause towards a request in it; of the clause as a whole without the request's own words. */
export function moodOf(clause: string, cue: Span | undefined): Mood {
  const before = clause.slice(0, cue?.start ?? 0);
  const words = clause.slice(cue?.start ?? 0);
  if (cue !== undefined && inEither(before, ({ moods }) => moods.negation)) return 'denial';
  if (inEither(clause, ({ moods }) => moods.hypothetical)) return 'hypothesis';
  const requests = inEither(clause, ({ moods }) => moods.request);
  const isPast = Object.values(lexicons).some(
    ({ moods }) => moods.done.test(words) && moods.past.test(before),
  );
  if (cue !== undefined && isPast && !(requests && inEither(before, ({ moods }) => moods.request)))
    return 'report';
  if (inEither(before, ({ moods }) => moods.asks)) return 'question';
  return inEither(clause, ({ moods }) => moods.question) && !requests ? 'question' : 'order';
}
