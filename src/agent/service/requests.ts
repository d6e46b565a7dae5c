import { escapePattern } from '../../language/index.ts';
import { clausesOf, type Mood, moodOf } from './clauses.ts';
import type { Flow } from './flow.ts';
import type { Intents } from './intents.ts';
import { inEither } from './lexicon.ts';
import { citationsOf } from './mentions.ts';
import { normalForm } from './normal.ts';

/** One thing a message asks for, with all its words about it. */
export interface Request {
  flow: Flow;
  /** `question` also where it is only supposed. */
  wish: 'order' | 'question';
  text: string;
  /** Whether it has words of its own, rather than only resembling such requests. */
  isPlain: boolean;
}

/** What a message holds. */
export interface Message {
  requests: Request[];
  /** Flows it says no to. */
  denied: Flow[];
  /** Questions between the requests that are none themselves. */
  asides: string[];
  /** Words before any request, or all of them where there is none. */
  rest: string;
  /** How the words that ask for nothing are spoken. */
  mood: Mood;
}

/**
 * The requests of a message in the order they are made: words without a request of their own belong to the
 * one before them, those before the first to it. Beside plain requests nothing is taken for one that only
 * resembles it.
 *
 * @param raw  as it was written
 * @param identity  the flow that tells who speaks: words behind it belong to what comes next
 */
export function readMessage(raw: string, intents: Intents, identity: string): Message {
  const message: Message = { requests: [], denied: [], asides: [], rest: '', mood: 'order' };
  let lead = '';
  const clauses = clausesOf(raw.replace(/[’‘]/g, "'"), intents.cuesIn).map((clause) => {
    const normal = normalForm(clause);
    return { clause, normal, found: intents.intentOf(normal) };
  });
  const isPlain = clauses.some(({ found }) => found?.cue !== undefined && found.flow.name !== identity);
  for (const { clause, normal, found } of clauses) {
    const intent = isPlain && found?.cue === undefined ? undefined : found;
    const before = message.requests.at(-1);
    const last = before?.flow.name === identity && intent?.flow !== before.flow ? undefined : before;
    if (intent === undefined) {
      if (last === undefined) {
        lead = `${lead} ${clause}`.trim();
        message.mood = moodOf(normal, undefined);
      } else {
        last.text += ` ${clause}`;
        if (isAside(normal)) message.asides.push(clause);
      }
      continue;
    }
    const mood = moodOf(normal, intent.cue);
    if (mood === 'denial' || mood === 'report') {
      if (mood === 'denial') {
        message.denied.push(intent.flow);
        if (last?.flow === intent.flow && sameRecord(last, clause)) message.requests.pop();
      } else if (last !== undefined) last.text += ` ${clause}`;
      else lead = `${lead} ${clause}`.trim();
      continue;
    }
    const wish = mood === 'order' ? 'order' : 'question';
    if (last?.flow === intent.flow && sameRecord(last, clause)) {
      last.text += ` ${clause}`;
      if (wish === 'order') last.wish = 'order';
      continue;
    }
    const earlier = pointsBack(normal)
      ? message.requests.find((request) => request.flow === intent.flow && sameRecord(request, clause))
      : undefined;
    if (earlier !== undefined) {
      earlier.text += ` ${clause}`;
      continue;
    }
    const text = intent.flow.name === identity ? clause : `${lead} ${clause}`.trim();
    if (text !== clause) lead = '';
    message.requests.push(...perRecord({ flow: intent.flow, wish, text, isPlain: intent.cue !== undefined }));
  }
  const about = message.requests.findLast(({ flow }) => flow.name !== identity);
  if (about === undefined) message.rest = lead;
  else about.text = `${about.text} ${lead}`.trim();
  return message;
}

/** A question that leans on nothing said before it. */
const isAside = (text: string): boolean =>
  !pointsBack(text) && (moodOf(text, undefined) === 'question' || inEither(text, ({ moods }) => moods.asks));

const pointsBack = (text: string): boolean =>
  inEither(text, ({ choosing }) => choosing.pointing) || inEither(text, ({ replies }) => replies.correction);

/** The numbers a request's flow is about, in a text. */
const recordsIn = ({ slots }: Flow, text: string): string[] =>
  slots.flatMap((slot) =>
    slot.kind === 'record' ? citationsOf(text.toLowerCase(), slot.source).map(({ value }) => value) : [],
  );

/** Whether a clause cites no other record than a request did. */
const sameRecord = ({ flow, text }: Request, clause: string): boolean => {
  const cited = recordsIn(flow, text);
  return recordsIn(flow, clause).every((value) => cited.length === 0 || cited.includes(value));
};

/** A request about several records as one about each. */
function perRecord(request: Request): Request[] {
  const cited = [...new Set(recordsIn(request.flow, request.text))];
  if (cited.length < 2) return [request];
  return cited.map((value) => ({
    ...request,
    text: cited
      .filter((other) => other !== value)
      .reduce((text, other) => text.replace(new RegExp(escapePattern(other), 'giu'), ' '), request.text),
  }));
}
