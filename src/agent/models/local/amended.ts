import { planQuestion } from './ask.ts';
import { correctionOf, givesCrosswise, leavesAsItWas } from './correction.ts';
import { detailOf, togetherOf } from './following.ts';
import { planFrames } from './plan.ts';
import type { Plan } from './planned.ts';
import { retractedOf } from './retracted.ts';
import { say } from './sayings.ts';
import type { DialogueState, FrameMemo } from './state.ts';
import { asked, carry, intended, kept, replying, type Turn } from './state-after.ts';
import type { Understood } from './understood.ts';
import { revives, takesBack, undo, undoneElsewhere } from './undoing.ts';

/** What a text comes to that takes back, corrects or completes what was said before it. */
export async function amended(understood: Understood): Promise<Turn | undefined> {
  const { clauses, frames, idle, idleAround, before } = understood;
  const waits = before.pending !== undefined;
  const undone = waits ? undefined : undoneBefore(understood);
  if (undone !== undefined) return undone;
  const corrected = await correctedTurn(understood);
  if (corrected !== undefined) return corrected;
  const detail = waits ? undefined : detailOf(clauses, frames, idle, idleAround.workspace);
  if (detail !== undefined) return carry(planFrames([detail], idleAround), [...idle.frames, detail], idle);
  const sum = togetherOf(clauses, idle);
  return sum === undefined ? undefined : asked(planQuestion(sum, idleAround), sum, idle);
}

/** What a text undoes when nothing waits for an answer. */
function undoneBefore({
  text,
  plain,
  mentions,
  clauses,
  frames,
  idle,
  idleAround,
  before,
}: Understood): Turn | undefined {
  const isJustDone = before.changes.at(-1)?.turn === before.turn;
  const state = withoutLast(idle);
  if (isJustDone && takesBack(plain, frames, mentions, idleAround.language))
    return { plan: undoLast(idleAround), state };
  if (revives(text, before)) return { plan: undoLast(idleAround), state, isWhole: true };
  const elsewhere = undoneElsewhere(clauses, idleAround);
  return elsewhere === undefined ? undefined : { ...intended(elsewhere, idle), isWhole: true };
}

const undoLast = (around: Understood['around']): Plan =>
  undo({ mood: 'order', everything: false, changes: [] }, around);

const withoutLast = (state: DialogueState): DialogueState => ({
  ...state,
  changes: state.changes.slice(0, -1),
});

/** What a text comes to that corrects the orders before it. */
async function correctedTurn(understood: Understood): Promise<Turn | undefined> {
  const { text, clauses, frames, idle, idleAround, before } = understood;
  const words = say(idleAround.language);
  const waits = before.pending !== undefined;
  const drops = () => replying(idleAround.state)(words.dropped(), { pending: undefined });
  const isFresh = waits || before.changes.at(-1)?.turn === before.turn;
  const retracted = isFresh ? retractedOf(clauses, idle, waits) : undefined;
  if (retracted?.length === 0 && waits) return drops();
  const corrected = retracted ?? correctionOf(clauses, frames, idle, idleAround.workspace, text);
  if (corrected === undefined) return undefined;
  if (givesCrosswise(clauses, corrected, idle.frames.at(-1)))
    return replying(idleAround.state)(words.oneByOne(), { pending: undefined });
  const isWhole = retracted !== undefined || leavesAsItWas(clauses, idle);
  return { ...(isWhole && { isWhole }), ...(await insteadOf(corrected, understood)) };
}

/** The last change undone, where none waits to be made, and orders carried out in its place. */
async function insteadOf(
  corrected: readonly FrameMemo[],
  { idle, idleAround, before }: Understood,
): Promise<Turn> {
  const taken = before.pending === undefined ? undoLast(idleAround).calls : [];
  const plan = await planFrames(corrected, idleAround);
  const isDone = plan.calls.length > 0 || corrected.length === 0;
  const after = kept(idle, plan, corrected);
  return {
    plan: { ...plan, calls: isDone ? [...taken, ...plan.calls] : plan.calls },
    state: isDone && taken.length > 0 ? { ...after, changes: withoutLast(idle).changes } : after,
  };
}
