import type { Frame } from './frame.ts';
import type { Plan } from './planned.ts';
import type { DialogueState, FrameMemo, QuestionMemo } from './state.ts';

/** What a person's words lead to: the calls to make, what to say, and the dialogue's new state. */
export interface Turn {
  plan: Plan;
  state: DialogueState;
  /** All that was said is known to be in the plan. */
  isWhole?: boolean;
}

/** A turn that only says something. */
export const replying =
  (state: DialogueState) =>
  (said: string, more: Partial<DialogueState> = {}): Turn => ({
    plan: { calls: [], says: [said] },
    state: { ...state, ...more },
  });

/** A turn that says that it is not known, or not all of it, what was meant. */
export function notUnderstood(state: DialogueState, said: string): Turn {
  const turn = replying(state)(said, { pending: undefined });
  return { ...turn, plan: { ...turn.plan, isUnclear: true } };
}

/** A turn that carries out what was chosen by its likeness to what tools are for. */
export const intended = (plan: Plan, state: DialogueState): Turn => ({
  plan,
  state: {
    ...state,
    pending: plan.pending,
    focus: plan.focus ?? state.focus,
    ...(plan.asked && { asked: plan.asked }),
  },
});

/** A frame without the words it was read from. */
export const memoOf = ({ clause: _, ...frame }: Frame): FrameMemo => frame;

/** A turn that carries out orders, and remembers them. */
export async function carry(
  planned: Promise<Plan>,
  frames: readonly FrameMemo[],
  state: DialogueState,
): Promise<Turn> {
  const plan = await planned;
  return { plan, state: kept(state, plan, frames) };
}

/** What is remembered of orders that were carried out. */
export function kept(state: DialogueState, plan: Plan, frames: readonly FrameMemo[]): DialogueState {
  const owner = frames.flatMap((frame) => frame.changes).find((change) => change.field === 'owner');
  return {
    ...state,
    pending: plan.pending,
    frames:
      frames.filter((frame) => frame.act !== 'undo').length > 0
        ? frames.filter((frame) => frame.act !== 'undo')
        : state.frames,
    question: undefined,
    earlier: undefined,
    focus: plan.focus ?? state.focus,
    set: plan.set ?? (plan.focus ? undefined : state.set),
    member: owner?.is === 'set' ? String(owner.value) : state.member,
  };
}

/** A turn that answers a question, and remembers it. */
export async function asked(
  planned: Promise<Plan>,
  question: QuestionMemo,
  state: DialogueState,
): Promise<Turn> {
  const plan = await planned;
  return {
    plan,
    state: {
      ...state,
      pending: plan.pending,
      question,
      earlier: state.question,
      frames: [],
      focus: plan.focus ?? state.focus,
      set: plan.set ?? state.set,
      list: question.what === 'count' || question.what === 'group' ? [] : state.list,
    },
  };
}
