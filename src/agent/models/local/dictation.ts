import type { Clause } from './clause.ts';
import type { Lexicon } from './lexicon.ts';
import { isA, type Mention } from './mention.ts';
import type { Span } from './spans.ts';

/** Words to be written down as they are: no order is read in them. */
export interface Payload extends Span {
  text: string;
  /** The same words, read: for whom and when they speak of. */
  said: Clause;
  /** Where the order wants them written: "put that in her notes", “这条记一下”. */
  into?: 'note' | 'log';
}

/** The words of a sentence that are to be written down, not obeyed. */
export function dictationIn(
  text: string,
  sentence: Span,
  mentions: readonly Mention[],
  lexicon: Lexicon,
): Omit<Payload, 'said'> | undefined {
  const words = text.slice(sentence.start, sentence.end);
  const { dictation } = lexicon;
  const { opens, closes, not } = dictation;
  const match = opens.exec(words);
  const isQuoted = mentions.some(
    (mention) =>
      mention.is.type === 'quote' && mention.start >= sentence.start && mention.end <= sentence.end,
  );
  const asks =
    lexicon.moods.question.test(words.toLowerCase()) && !lexicon.moods.request.test(words.toLowerCase());
  const isTold =
    /[，,]\s*$/u.test(match?.[0] ?? '') &&
    lexicon.events.some(({ pattern }) => pattern.test(words.slice(0, match!.index)));
  if (isQuoted || asks) return undefined;
  const logged = dictation.logs.exec(words)?.[0].length;
  if (logged !== undefined)
    return {
      start: sentence.start + logged,
      end: sentence.end,
      text: toldText(text, { ...sentence, start: sentence.start + logged }),
      into: 'log',
    };
  if (match === null || isTold || not.test(words.slice(0, match.index + match[0].length)))
    return taskIn(text, sentence, mentions, lexicon);
  const start = sentence.start + match.index + match[0].length;
  const next = closes.exec(text.slice(start, sentence.end));
  const end = next === null ? sentence.end : start + next.index;
  const written = text
    .slice(start, end)
    .trim()
    .replace(/[.。,，;；]$/u, '');
  return written === '' ? undefined : { start, end, text: written };
}

/** What is to be done, behind "new task for …:": a title, in which no order is read. */
function taskIn(
  text: string,
  { start: from, end }: Span,
  mentions: readonly Mention[],
  { dictatesTask }: Lexicon,
): Omit<Payload, 'said'> | undefined {
  const match = dictatesTask.exec(text.slice(from, end));
  if (match === null) return undefined;
  const start = from + match.index + match[0].length;
  const isKnown = mentions.some(
    (one) => isA('record')(one) && one.is.kind === 'task' && one.start >= from && one.start < end,
  );
  const written = text.slice(start, end).trim();
  return isKnown || !/\p{L}{2}/u.test(written) ? undefined : { start, end, text: written };
}

/** An order to write down what was told before it. */
export interface Pointing {
  order: Span;
  /** Where what was told may begin, the nearest place first. */
  toldFrom: readonly number[];
  into: 'note' | 'log';
}

/**
 * The order of a sentence to write down what was told before it, there or in the sentences before.
 *
 * @param earlier  from where the sentences before only tell something
 */
export function pointingIn(
  text: string,
  sentence: Span,
  earlier: number,
  { dictation }: Lexicon,
): Pointing | undefined {
  const words = text.slice(sentence.start, sentence.end).toLowerCase();
  for (const into of ['note', 'log'] as const) {
    const match = dictation.before[into].exec(words);
    if (match === null) continue;
    const start = sentence.start + match.index;
    const behind = match.index + match[0].length;
    const isWhy = dictation.purpose.test(words.slice(behind));
    const announced = dictation.announces.exec(words)?.[0].length ?? 0;
    const toldFrom = [sentence.start + (announced < match.index ? announced : 0), earlier].filter((from) =>
      holdsWords(text.slice(from, start)),
    );
    const isFollowed = into === 'note' && !isWhy && !dictation.follows.test(words.slice(behind));
    if (toldFrom.length === 0 || isFollowed) continue;
    const isAll = isWhy || !/[\p{L}\p{N}]/u.test(words.slice(behind));
    return { order: { start, end: isAll ? sentence.end : sentence.start + behind }, toldFrom, into };
  }
  return undefined;
}

const holdsWords = (text: string): boolean => /\p{Script=Han}{3}|\p{L}+[^\p{L}]+\p{L}{2}/u.test(text);

/** What was told, without the marks around it. */
export const toldText = (text: string, { start, end }: Span): string =>
  text
    .slice(start, end)
    .trim()
    .replace(/[\s,，;；:：…–—-]+$/u, '')
    .replace(/(?<!\.)[.。]$/u, '');
