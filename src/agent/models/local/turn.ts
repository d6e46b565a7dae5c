import { detectLanguage, isOtherLanguage, type Language } from '../../../language/index.ts';
import { type Directory, recordsNamed } from '../../directory.ts';
import { amended } from './amended.ts';
import { answered } from './answered.ts';
import { withBelongings } from './belonging.ts';
import type { Capabilities } from './capabilities.ts';
import { isWrite, uncovered } from './coverage.ts';
import { documentsFirst } from './documents-first.ts';
import { impossibleDay } from './doubts.ts';
import { excludedYetWritten } from './excluded.ts';
import type { Frame } from './frame.ts';
import { orGuessed } from './guessed.ts';
import type { Intents } from './intents.ts';
import { framesOf } from './interpret.ts';
import { type Heard, hear, learned } from './learned.ts';
import { lexicons } from './lexicon.ts';
import { describeCalls, planFrames } from './plan.ts';
import type { Surroundings } from './planned.ts';
import { readText } from './read-text.ts';
import { readable } from './readable.ts';
import { isNo, isYes } from './replies.ts';
import { requested } from './requested.ts';
import { say } from './sayings.ts';
import { isDoubtful, reconsidered } from './second-opinion.ts';
import { correctedWithin } from './self-correction.ts';
import type { DialogueState, Spoken } from './state.ts';
import { carry, notUnderstood, replying, type Turn } from './state-after.ts';
import { told } from './told.ts';
import type { Read, Understood } from './understood.ts';
import { cancelsRecord } from './undoing.ts';

export interface TurnTools {
  directory: Directory;
  capabilities: Capabilities;
  intents: Intents;
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
    belongings: (kind, owner) => tools.directory.belongings(kind, owner),
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
  const { text, mentions, clauses } = await readText(spelt, language, workspace, tools.directory, about);
  const corrected = waiting === undefined ? correctedWithin(text, mentions, around) : undefined;
  if (corrected !== undefined)
    return { ...(await carry(planFrames(corrected, around), corrected, state)), isWhole: true };
  const understood = await understand({ text, plain, mentions, clauses }, around, before, tools);
  const continued = (await answered(understood)) ?? (await amended(understood));
  if (continued !== undefined) return covered(continued, understood);
  const first = await covered(await meant(understood), understood);
  const turn = isOpen(first) ? first : await reconsidered(first, understood);
  const isFree = turn === undefined || isOpen(turn);
  if (isFree || isUnsure(turn, understood)) {
    const change = await (isFree ? learned(understood, leastSure) : learned(understood, leastInstead, true));
    const instead = change ?? (await told(understood));
    if (instead !== undefined) return covered(instead, understood);
  }
  if (turn === undefined || (await isDoubtful(turn, understood))) {
    const held = turn ?? first;
    return asking(held, understood, words.confirm(describeCalls(held.plan.calls, around)));
  }
  return turn;
}

/**
 * A turn whose plan holds all that was said; one that would leave something out waits for the person's word, and one
 * that writes what was to be left alone is given up.
 */
async function covered(turn: Turn, understood: Understood): Promise<Turn> {
  const { clauses, around } = understood;
  const { plan, isWhole = false } = turn;
  const excluded = excludedYetWritten(clauses, plan.calls);
  if (excluded.length > 0)
    return replying(around.state)(say(around.language).excluded(excluded), { pending: undefined });
  if (isWhole) return turn;
  const left = await uncovered(clauses, plan.calls, around);
  if (left.words.length === 0) return turn;
  const words = say(around.language);
  if (left.isNamed) return orGuessed(notUnderstood(around.state, words.leftOpen(left.words)), understood);
  return asking(turn, understood, words.leftOut(left.words, describeCalls(plan.calls, around)));
}

/** A text that is no bare reply, with the orders in it. */
async function understand(
  read: Read,
  around: Surroundings,
  before: DialogueState,
  { intents }: TurnTools,
): Promise<Understood> {
  const frames = (await withBelongings(framesOf(read.clauses, around.workspace), around)).filter(
    (frame) => !cancelsRecord(frame, read.mentions),
  );
  const isUndo = frames.length === 1 && frames[0]!.act === 'undo';
  const idle: DialogueState = { ...around.state, pending: undefined };
  const idleAround = { ...around, state: idle };
  let reading: Promise<Heard> | undefined;
  const heard = () => {
    reading ??= hear(read.clauses, idleAround);
    return reading;
  };
  return { ...read, frames, isUndo, intents, heard, before, idle, around, idleAround };
}

/** Whether nothing is written, nor waits to be. */
const isOpen = ({ plan: { calls, pending } }: Turn): boolean =>
  pending?.type !== 'confirm' && calls.every(({ purpose }) => !isWrite(purpose));

/** Whether it is asked whether to do what grammar found, though nothing holds it back. */
const isUnsure = ({ plan: { calls, pending } }: Turn, { frames }: Understood): boolean =>
  pending?.type === 'confirm' && calls.length === 0 && !frames.some(({ mood }) => heldOver.has(mood));

const heldOver = new Set<Frame['mood']>(['message', 'conditional', 'deferred']);

/** The same turn, its plan waiting for the person's word on a question. */
function asking({ plan, state }: Turn, { around }: Understood, question: string): Turn {
  const pending = { type: 'confirm', calls: plan.calls } as const;
  return {
    plan: { ...plan, calls: [], says: [question], pending },
    state: { ...state, changes: around.state.changes, pending },
  };
}

/** How likely a change must be where grammar finds none, and where it finds one that it asks about. */
const leastSure = 0.75;
const leastInstead = 0.9;

/** What a text comes to that stands for itself. */
const meant = async (understood: Understood): Promise<Turn> =>
  documentsFirst(await orGuessed(await requested(understood), understood), understood);

/** The language of a turn; a bare name or a word of consent stays in that of the conversation. */
function languageOf(text: string, before: DialogueState): Language {
  const words = text.trim().split(/\s+/).length;
  const bare = before.turn > 0 && words <= 2 && !/\p{Script=Han}/u.test(text);
  return bare ? before.language : detectLanguage(text);
}

/** The last three that were spoken of alone. */
const seenIn = ({ focus, seen = [] }: DialogueState): readonly Spoken[] =>
  focus.length === 1 ? [focus[0]!, ...seen.filter(({ id }) => id !== focus[0]!.id)].slice(0, 3) : seen;
