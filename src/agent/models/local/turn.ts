import { detectLanguage, isOtherLanguage, type Language } from '../../../language/index.ts';
import { type Directory, recordsNamed } from '../../directory.ts';
import { planAll, planQuestion } from './ask.ts';
import { withBelongings } from './belonging.ts';
import type { Capabilities } from './capabilities.ts';
import { type Clause, clausesOf } from './clause.ts';
import { correctionOf, givesCrosswise, leavesAsItWas } from './correction.ts';
import { uncovered } from './coverage.ts';
import { asksSecret, asksToSend, supposes, wantsElse } from './declining.ts';
import { contradictionIn, impossibleDay } from './doubts.ts';
import { excludedYetWritten } from './excluded.ts';
import { detailOf, togetherOf } from './following.ts';
import type { Frame } from './frame.ts';
import { licenceOf } from './guards.ts';
import type { Intents } from './intents.ts';
import { framesOf } from './interpret.ts';
import { lexicons } from './lexicon.ts';
import { asksToCall, asksToConnect } from './logging.ts';
import type { Mention } from './mention.ts';
import { withOutcomes } from './outcomes.ts';
import { describeCalls, planFrames } from './plan.ts';
import type { Plan, Surroundings } from './planned.ts';
import { besides, joined, questionsIn } from './questions.ts';
import { readable } from './readable.ts';
import { isAboutField, isCounted, isOrdered, readingOf } from './reading.ts';
import { recognise } from './recognise.ts';
import { repeatOf } from './repeating.ts';
import { isNo, isYes } from './replies.ts';
import { retractedOf } from './retracted.ts';
import { say } from './sayings.ts';
import { correctedWithin } from './self-correction.ts';
import { filledFrame } from './slots.ts';
import type { DialogueState, FrameMemo, QuestionMemo, Spoken } from './state.ts';
import { supposedCount } from './supposing.ts';
import { withoutTakenBack } from './taken-back.ts';
import { kindOf } from './target.ts';
import { cancelsRecord, revives, takesBack, undo, undoneBy, undoneElsewhere } from './undoing.ts';
import { wordsLeft } from './unread.ts';

export interface TurnTools {
  directory: Directory;
  capabilities: Capabilities;
  intents: Intents;
}

/** What a person's words lead to: the calls to make, what to say, and the dialogue's new state. */
export interface Turn {
  plan: Plan;
  state: DialogueState;
  /** All that was said is known to be in the plan. */
  isWhole?: boolean;
}

/** Understands one turn of a conversation. */
export async function beginTurn(written: string, before: DialogueState, tools: TurnTools): Promise<Turn> {
  const spelt = readable(written);
  const workspace = await tools.directory.describe();
  const language = languageOf(spelt, before);
  const state: DialogueState = { ...before, language, turn: before.turn + 1, seen: seenIn(before) };
  const around: Surroundings = {
    language,
    workspace,
    capabilities: tools.capabilities,
    state,
    find: (kind, text) => tools.directory.find(kind, text),
    named: (kind, name) => recordsNamed(tools.directory, kind, name),
  };
  const words = say(language);
  const { replies } = lexicons[language];
  const plain = spelt.trim().toLowerCase();
  const reply = replying(state);
  const waiting = before.pending;
  if (waiting?.type === 'confirm' || waiting?.type === 'approval') {
    const calls = waiting.type === 'confirm' ? [...waiting.calls] : [];
    if (isYes(plain, language)) return { plan: { calls, says: [] }, state: { ...state, pending: undefined } };
    if (isNo(plain, language)) return reply(words.dropped(), { pending: undefined });
  }
  if (replies.greeting.test(plain))
    return reply(words.greeting(workspace.me.name === 'Me' ? '' : workspace.me.name));
  if (replies.thanks.test(plain)) return reply(words.thanks());

  if (!/[\p{L}\p{N}]/u.test(spelt)) return reply(words.nothingSaid());
  if (isOtherLanguage(spelt)) return reply(words.otherLanguage());
  const noDay = impossibleDay(spelt);
  if (noDay !== undefined) return reply(words.noSuchDay(noDay));
  const about = before.focus.length === 1 ? before.focus[0]!.kind : undefined;
  const said = await recognise(spelt, workspace, tools.directory, about);
  const text = withoutTakenBack(spelt, said);
  const mentions = text === spelt ? said : await recognise(text, workspace, tools.directory, about);
  const clauses = withAbout(withOutcomes(clausesOf(text, mentions, language)), about);
  const corrected = waiting === undefined ? correctedWithin(text, mentions, around) : undefined;
  if (corrected !== undefined)
    return { ...(await carry(planFrames(corrected, around), corrected, state)), isWhole: true };
  return covered(await meant({ text, plain, mentions, clauses }, around, before, tools), clauses, around);
}

/** A text, read. */
interface Read {
  text: string;
  /** The same in lower case. */
  plain: string;
  mentions: readonly Mention[];
  clauses: readonly Clause[];
}

/**
 * A turn whose plan holds all that was said; one that would leave something out waits for the person's word, and one
 * that writes what was to be left alone is given up.
 */
async function covered(turn: Turn, clauses: readonly Clause[], around: Surroundings): Promise<Turn> {
  const { plan, state, isWhole = false } = turn;
  if (isWhole) return turn;
  const excluded = excludedYetWritten(clauses, plan.calls);
  if (excluded.length > 0)
    return replying(around.state)(say(around.language).excluded(excluded), { pending: undefined });
  const left = await uncovered(clauses, plan.calls, around);
  if (left.words.length === 0) return turn;
  const words = say(around.language);
  if (left.isNamed) return replying(around.state)(words.leftOpen(left.words), { pending: undefined });
  const asks = words.leftOut(left.words, describeCalls(plan.calls, around));
  const pending = { type: 'confirm', calls: plan.calls } as const;
  return {
    plan: { ...plan, calls: [], says: [asks], pending },
    state: { ...state, changes: around.state.changes, pending },
  };
}

/** What a text that is no bare reply comes to. */
async function meant(
  { text, plain, mentions, clauses }: Read,
  around: Surroundings,
  before: DialogueState,
  tools: TurnTools,
): Promise<Turn> {
  const { language, state, workspace } = around;
  const words = say(language);
  const waiting = before.pending;
  const reply = replying(state);
  const frames = (await withBelongings(framesOf(clauses, workspace), around)).filter(
    (frame) => !cancelsRecord(frame, mentions),
  );
  const isUndo = frames.length === 1 && frames[0]!.act === 'undo';
  if (waiting !== undefined && (isUndo || isNo(plain, language)) && (frames.length === 0 || isUndo))
    return reply(words.dropped(), { pending: undefined });
  if (waiting?.type === 'slot') {
    const filled = filledFrame(waiting, text, clauses, frames, around);
    if (filled !== undefined)
      return carry(planFrames([filled, ...waiting.rest], around), [filled, ...waiting.rest], state);
  }
  if (waiting?.type === 'which') {
    const chosen = clauses.flatMap((clause) => clause.mentions).find(({ is }) => is.type === 'record');
    if (chosen?.is.type === 'record' && frames.length === 0) {
      const question: QuestionMemo = {
        ...waiting.question,
        target: {
          ...waiting.question.target,
          strangers: [],
          records: [{ text: chosen.text, candidates: chosen.is.candidates }],
        },
      };
      return asked(planQuestion(question, around), question, state);
    }
  }
  const idle: DialogueState = { ...state, pending: undefined };
  if (waiting?.type === 'argument' && frames.length === 0) {
    const plan = tools.intents.completed(waiting, text, clauses, { ...around, state: idle });
    if (plan !== undefined) return intended(plan, idle);
  }
  const lastChange = before.changes.at(-1);
  if (
    waiting === undefined &&
    lastChange?.turn === before.turn &&
    takesBack(plain, frames, mentions, language)
  ) {
    const plan = undo({ mood: 'order', everything: false, changes: [] }, { ...around, state: idle });
    return { plan, state: { ...idle, changes: idle.changes.slice(0, -1) } };
  }
  const idleAround = { ...around, state: idle };
  if (waiting === undefined && revives(text, before)) {
    const plan = undo({ mood: 'order', everything: false, changes: [] }, idleAround);
    return { plan, state: { ...idle, changes: idle.changes.slice(0, -1) }, isWhole: true };
  }
  const elsewhere = waiting === undefined ? undoneElsewhere(clauses, idleAround) : undefined;
  if (elsewhere !== undefined) return { ...intended(elsewhere, idle), isWhole: true };
  const isFresh = waiting !== undefined || lastChange?.turn === before.turn;
  const retracted = isFresh ? retractedOf(clauses, idle, waiting !== undefined) : undefined;
  if (retracted?.length === 0 && waiting !== undefined) return reply(words.dropped(), { pending: undefined });
  const corrected = retracted ?? correctionOf(clauses, frames, idle, workspace, text);
  if (corrected !== undefined && givesCrosswise(clauses, corrected, idle.frames.at(-1)))
    return reply(words.oneByOne(), { pending: undefined });
  if (corrected !== undefined) {
    const taken =
      before.pending === undefined
        ? undo({ mood: 'order', everything: false, changes: [] }, idleAround)
        : { calls: [], says: [] };
    const plan = await planFrames(corrected, idleAround);
    const isDone = plan.calls.length > 0 || corrected.length === 0;
    const calls = isDone ? [...taken.calls, ...plan.calls] : plan.calls;
    return {
      ...((retracted !== undefined || leavesAsItWas(clauses, idle)) && { isWhole: true }),
      plan: { ...plan, calls },
      state: {
        ...kept(idle, plan, corrected),
        changes: isDone && taken.calls.length > 0 ? idle.changes.slice(0, -1) : idle.changes,
      },
    };
  }
  const detail = waiting === undefined ? detailOf(clauses, frames, idle, workspace) : undefined;
  if (detail !== undefined) return carry(planFrames([detail], idleAround), [...idle.frames, detail], idle);
  const sum = togetherOf(clauses, idle);
  if (sum !== undefined) return asked(planQuestion(sum, idleAround), sum, idle);
  const both = frames.flatMap((frame) => contradictionIn(frame, workspace) ?? []);
  if (both.length > 0) return reply(words.whichValue(both), { pending: undefined });
  const asks = questionsIn(clauses, frames, workspace);
  const isOrder = isOrdered(frames);
  const countable =
    !isOrder && asks.some(isCounted) && clauses.every((clause) => wordsLeft(clause).length === 0);
  const would = isOrder ? undefined : supposedCount(text, mentions, idleAround);
  if (would !== undefined) return intended(would, idle);
  const changesNothing = frames.every(
    ({ mood, generic }) => mood === 'question' || (mood === 'tentative' && generic),
  );
  const known = changesNothing ? tools.intents.certain(text, mentions, clauses, idleAround) : undefined;
  const reading = readingOf(text, frames, asks, known !== undefined);
  const chosen = countable
    ? known
    : (tools.intents.chosen(text, mentions, clauses, idleAround, reading) ?? known);
  if (chosen !== undefined) return intended(chosen, idle);
  if (!countable && tools.intents.isOutside(text, mentions, reading))
    return reply(words.outOfScope(), { pending: undefined });
  if (frames.length === 0 && supposes(clauses))
    return reply(words.notDone('hypothetical', ''), { pending: undefined });
  if (asksSecret.test(text)) return reply(words.cannot(), { pending: undefined });
  const isToReach = asksToSend(text) || asksToCall(text);
  if (isToReach && (asksToConnect(text) || frames.every(({ act }) => act === 'log')))
    return reply(words.cannotSend(), { pending: undefined });
  if (
    frames.length > 0 &&
    !(asks.length > 0 && frames.every((frame) => frame.mood === 'question' || frame.mood === 'negated')) &&
    !(frames.every(({ mood }) => licenceOf(mood) !== 'act') && asks.some(isAboutField))
  ) {
    const memo = frames.map(memoOf);
    const done = await carry(
      planFrames(memo, idleAround),
      memo,
      isUndo ? { ...idle, changes: withoutUndone(idle.changes, frames[0]!) } : idle,
    );
    const isLost = done.plan.calls.length === 0 && done.plan.pending?.type !== 'confirm';
    const instead =
      isLost && frames.every(({ act, mood }) => act !== 'delete' && licenceOf(mood) === 'act')
        ? tools.intents.chosen(text, mentions, clauses, idleAround, 'nothing')
        : undefined;
    if (instead !== undefined) return intended(instead, idle);
    const [{ clause: first }] = frames as [Frame];
    const before = besides(
      clauses.filter((clause) => clause.start < first.start),
      frames,
      workspace,
    );
    const after = besides(
      clauses.filter((clause) => clause.start >= first.start),
      frames,
      workspace,
    );
    return withQuestions(done, before, after, around);
  }
  const repeated = repeatOf(clauses, idle, workspace, text);
  if (repeated?.frames !== undefined)
    return carry(planFrames(repeated.frames, idleAround), repeated.frames, idle);
  if (repeated?.question !== undefined)
    return asked(planQuestion(repeated.question, idleAround), repeated.question, idle);
  const intent = tools.intents.likely(text, mentions, clauses, asks, idleAround);
  if (intent !== undefined) return intended(intent, idle);
  const [question, ...more] = joined(asks);
  if (question?.what === 'overview' && clauses.some(wantsElse))
    return reply(words.unclear(), { pending: undefined });
  if (question !== undefined) {
    const turn = await asked(planAll([question, ...more], idleAround), question, idle);
    const answered = turn.plan.calls.length > 0 && question.what !== 'overview';
    const declined = frames.filter(
      ({ mood, act }) =>
        licenceOf(mood) !== 'act' && !(mood === 'question' && (act === 'create' || answered)),
    );
    return declined.length === 0
      ? turn
      : { ...turn, plan: { ...turn.plan, says: [words.notDone(declined[0]!.mood, ''), ...turn.plan.says] } };
  }
  const knowsSomething = mentions.some(
    ({ is }) => is.type !== 'number' && is.type !== 'date' && is.type !== 'duration',
  );
  return reply(knowsSomething || before.turn > 0 ? words.unclear() : words.outOfScope(), {
    pending: undefined,
  });
}

const replying =
  (state: DialogueState) =>
  (said: string, more: Partial<DialogueState> = {}): Turn => ({
    plan: { calls: [], says: [said] },
    state: { ...state, ...more },
  });

const intended = (plan: Plan, state: DialogueState): Turn => ({
  plan,
  state: {
    ...state,
    pending: plan.pending,
    focus: plan.focus ?? state.focus,
    ...(plan.asked && { asked: plan.asked }),
  },
});

/** Clauses, each with the kind of the record that was spoken of before it. */
function withAbout(clauses: readonly Clause[], before: string | undefined): Clause[] {
  let about = before;
  return clauses.map((clause) => {
    const read = about === undefined ? clause : { ...clause, about };
    const names = clause.mentions.some(({ is }) => is.type === 'kind' || is.type === 'record');
    if (names) about = kindOf(clause);
    return read;
  });
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

/** The language of a turn; a bare name or a word of consent stays in that of the conversation. */
function languageOf(text: string, before: DialogueState): Language {
  const words = text.trim().split(/\s+/).length;
  const bare = before.turn > 0 && words <= 2 && !/\p{Script=Han}/u.test(text);
  return bare ? before.language : detectLanguage(text);
}

/** The last three that were spoken of alone. */
const seenIn = ({ focus, seen = [] }: DialogueState): readonly Spoken[] =>
  focus.length === 1 ? [focus[0]!, ...seen.filter(({ id }) => id !== focus[0]!.id)].slice(0, 3) : seen;

const memoOf = ({ clause: _, ...frame }: Frame): FrameMemo => frame;

/** The changes that stand after an undo. */
function withoutUndone(changes: DialogueState['changes'], frame: Frame): DialogueState['changes'] {
  if (licenceOf(frame.mood) === 'none') return changes;
  const undone = undoneBy(frame, changes);
  return changes.filter((change) => !undone.includes(change));
}

async function carry(
  planned: Promise<Plan>,
  frames: readonly FrameMemo[],
  state: DialogueState,
): Promise<Turn> {
  const plan = await planned;
  return { plan, state: kept(state, plan, frames) };
}

function kept(state: DialogueState, plan: Plan, frames: readonly FrameMemo[]): DialogueState {
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

async function asked(planned: Promise<Plan>, question: QuestionMemo, state: DialogueState): Promise<Turn> {
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
