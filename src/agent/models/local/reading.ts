import type { Frame } from './frame.ts';
import { licenceOf } from './guards.ts';
import { holdsCode } from './marks.ts';
import type { QuestionMemo } from './state.ts';

/** What the grammar makes of a text: an order, a question about fields or with conditions, something else, or nothing. */
export type Reading = 'order' | 'question' | 'other' | 'nothing';

/** @param isRead  whether the grammar has an answer to a question in it */
export function readingOf(text: string, frames: readonly Frame[], isRead: boolean): Reading {
  if (holdsCode(text)) return 'nothing';
  if (isOrdered(frames)) return 'order';
  return isRead ? 'question' : 'other';
}

/** Whether something is to be done, in words that say what, or taken back. */
export const isOrdered = (frames: readonly Frame[]): boolean =>
  frames.some(({ act, mood, generic }) => licenceOf(mood) !== 'none' && (!generic || act === 'undo'));

/** A question the grammar reads: a plain one, or about somebody or somewhere. */
export const isClear = (question: QuestionMemo): boolean =>
  isPlain(question) || question.target.strangers.length > 0;

/** A question the records themselves answer: about a field, or with conditions. */
export const isPlain = ({ what, target, fields, refers }: QuestionMemo): boolean =>
  (refers && what !== 'overview') ||
  what === 'check' ||
  (what === 'fields' && fields.length > 0) ||
  what === 'group' ||
  target.constraints.length > 0;

/** How many contacts meet conditions: the records themselves answer it, whatever tool it resembles. */
export const isCounted = ({ what, target }: QuestionMemo): boolean =>
  target.kind === 'contact' &&
  ((what === 'count' && target.constraints.length > 0) ||
    (what === 'group' && target.constraints.some(({ values }) => values.length > 1)));
