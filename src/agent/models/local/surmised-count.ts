import { wholeOf } from './clause.ts';
import { licenceOf } from './guards.ts';
import { questionOf } from './question.ts';
import type { QuestionMemo } from './state.ts';
import type { Understood } from './understood.ts';

/**
 * How many there are of those whom a text describes piece by piece: "Sofia's book, everybody at proposal: what's the
 * count?". The answer says what was counted. Undefined where it asks for no number, names somebody or sets no condition.
 */
export function surmisedCount({ clauses, frames, idleAround }: Understood): QuestionMemo | undefined {
  const { language, workspace } = idleAround;
  if (clauses.length === 0) return undefined;
  const isOrder = frames.some(
    ({ act, mood, changes }) => licenceOf(mood) === 'act' && (act !== 'update' || changes.length > 0),
  );
  const whole = wholeOf(clauses);
  if (isOrder || !asksNumber[language].test(whole.masked)) return undefined;
  const question = questionOf(whole, workspace);
  if (question === undefined || question.target.records.length > 0) return undefined;
  const { clause: _, ...memo } = question;
  const isLimited = memo.target.constraints.length > 0 && memo.target.strangers.length === 0;
  return isLimited ? { ...memo, what: 'count', target: { ...memo.target, set: true } } : undefined;
}

const asksNumber = {
  en: /\bhow many\b|\bhow (?:big|large)\b|\b(?:what(?:'s| is)?|which) (?:the |their |its )?(?:overall |exact |final )?(?:number|size|count|total|figure|headcount)\b|\b(?:number|count|total|headcount)(?:,? please)?[.?!\s]*$/u,
  zh: /多少[个位家人]|[有共是]几[个位家]|几[个位家][？?。\s]*$|总数|总共|一共|人数/u,
} as const;
