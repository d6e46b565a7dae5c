import { planAll } from './ask.ts';
import type { Frame } from './frame.ts';
import { licenceOf } from './guards.ts';
import { planFrames } from './plan.ts';
import type { Surroundings } from './planned.ts';
import { besides } from './questions.ts';
import type { DialogueState, QuestionMemo } from './state.ts';
import { carry, intended, memoOf, type Turn } from './state-after.ts';
import type { Understood } from './understood.ts';
import { undoneBy } from './undoing.ts';

/** The orders of a text carried out, with the answers to what it asks beside them. */
export async function ordered({
  text,
  mentions,
  clauses,
  frames,
  isUndo,
  intents,
  around,
  idle,
  idleAround,
}: Understood): Promise<Turn> {
  const memo = frames.map(memoOf);
  const changes = isUndo ? withoutUndone(idle.changes, frames[0]!) : idle.changes;
  const done = await carry(planFrames(memo, idleAround), memo, { ...idle, changes });
  const isLost = done.plan.calls.length === 0 && done.plan.pending?.type !== 'confirm';
  const instead =
    isLost &&
    frames.every(
      ({ act, mood, clause }) =>
        act !== 'delete' && clause.payload?.into === undefined && licenceOf(mood) === 'act',
    )
      ? intents.chosen(text, mentions, clauses, idleAround, 'nothing')
      : undefined;
  if (instead !== undefined) return intended(instead, idle);
  const { start } = frames[0]!.clause;
  const asked = (part: typeof clauses) => besides(part, frames, idleAround.workspace);
  const before = asked(clauses.filter((clause) => clause.start < start));
  const after = asked(clauses.filter((clause) => clause.start >= start));
  return withQuestions(done, before, after, around);
}

/** What was done, and the answers to what was asked before it and behind it. */
async function withQuestions(
  turn: Turn,
  before: readonly QuestionMemo[],
  after: readonly QuestionMemo[],
  around: Surroundings,
): Promise<Turn> {
  const isDone = turn.plan.calls.length > 0 && turn.plan.pending === undefined;
  if (before.length + after.length === 0 || !isDone) return turn;
  const now = { ...around, state: turn.state };
  const [first, last] = [await planAll(before, now), await planAll(after, now)];
  return { ...turn, plan: { ...turn.plan, calls: [...first.calls, ...turn.plan.calls, ...last.calls] } };
}

/** The changes that stand after an undo. */
function withoutUndone(changes: DialogueState['changes'], frame: Frame): DialogueState['changes'] {
  if (licenceOf(frame.mood) === 'none') return changes;
  const undone = undoneBy(frame, changes);
  return changes.filter((change) => !undone.includes(change));
}
