import type { Frame } from './frame.ts';
import { licenceOf } from './guards.ts';
import { holdsCode } from './marks.ts';
import type { QuestionMemo } from './state.ts';

/**
 * What the grammar makes of a text: an order, something that happened and is to be logged or that is to be done, a question for what one record
 * holds, one about fields or with conditions, something else, or nothing.
 */
export type Reading = 'order' | 'told' | 'record' | 'question' | 'other' | 'nothing';

/** @param isKnown  whether the grammar has a plan for a question in it */
export function readingOf(
  text: string,
  frames: readonly Frame[],
  asks: readonly QuestionMemo[],
  isKnown: boolean,
): Reading {
  if (holdsCode(text)) return 'nothing';
  const isTold = frames.every(
    ({ act, target, mood }) =>
      (act === 'log' || (act === 'create' && target.kind === 'task')) && licenceOf(mood) === 'act',
  );
  const isIntroduced = frames.every(({ act, changes }) => act === 'create' && changes.length > 2);
  if (frames.length > 0 && (isTold || isIntroduced)) return 'told';
  if (isOrdered(frames)) return 'order';
  if (asks.some(isOfOne)) return 'record';
  return isKnown || asks.some(isClear) ? 'question' : 'other';
}

/** Whether something is to be done, in words that say what, or taken back. */
export const isOrdered = (frames: readonly Frame[]): boolean =>
  frames.some(({ act, mood, generic }) => licenceOf(mood) !== 'none' && (!generic || act === 'undo'));

/** A question the grammar reads: a plain one, or about somebody or somewhere. */
const isClear = (question: QuestionMemo): boolean =>
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

/** It wants something certain of a record, beside what is only thought about. */
export const isAboutField = ({ what, fields }: QuestionMemo): boolean =>
  what === 'fields' && fields.length > 0;

/** What one record holds. */
const isOfOne = (ask: QuestionMemo): boolean => isAboutField(ask) && ask.target.records.length === 1;
