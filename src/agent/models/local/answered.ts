import { planQuestion } from './ask.ts';
import { planFrames } from './plan.ts';
import { isNo } from './replies.ts';
import { say } from './sayings.ts';
import { filledFrame } from './slots.ts';
import type { Pending, QuestionMemo } from './state.ts';
import { asked, carry, intended, replying, type Turn } from './state-after.ts';
import type { Understood } from './understood.ts';

/** What a text comes to that answers what the model waits for. */
export async function answered(understood: Understood): Promise<Turn | undefined> {
  const { text, plain, clauses, frames, isUndo, intents, around, idle, idleAround, before } = understood;
  const { language, state } = around;
  const waiting = before.pending;
  if (waiting === undefined) return undefined;
  if ((isUndo || isNo(plain, language)) && (frames.length === 0 || isUndo))
    return replying(state)(say(language).dropped(), { pending: undefined });
  if (waiting.type === 'slot') {
    const filled = filledFrame(waiting, text, clauses, frames, around);
    if (filled !== undefined)
      return carry(planFrames([filled, ...waiting.rest], around), [filled, ...waiting.rest], state);
  }
  if (waiting.type === 'which') {
    const question = withChosen(waiting, understood);
    if (question !== undefined) return asked(planQuestion(question, around), question, state);
  }
  if (waiting.type === 'argument' && frames.length === 0) {
    const plan = intents.completed(waiting, text, clauses, idleAround);
    if (plan !== undefined) return intended(plan, idle);
  }
  return undefined;
}

/** The question that waits, asked of the record now named. */
function withChosen(
  waiting: Extract<Pending, { type: 'which' }>,
  { clauses, frames }: Understood,
): QuestionMemo | undefined {
  const chosen = clauses.flatMap((clause) => clause.mentions).find(({ is }) => is.type === 'record');
  if (chosen?.is.type !== 'record' || frames.length > 0) return undefined;
  const { question } = waiting;
  const records = [{ text: chosen.text, candidates: chosen.is.candidates }];
  return { ...question, target: { ...question.target, strangers: [], records } };
}
