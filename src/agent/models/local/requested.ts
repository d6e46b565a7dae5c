import { planAll, planQuestion } from './ask.ts';
import { asksSecret, asksToSend, supposes, wantsElse } from './declining.ts';
import { contradictionIn } from './doubts.ts';
import { licenceOf } from './guards.ts';
import { asksToCall, asksToConnect } from './logging.ts';
import { ordered } from './ordered.ts';
import { planFrames } from './plan.ts';
import { joined, questionsIn } from './questions.ts';
import { isAboutField, isCounted, isOrdered, readingOf } from './reading.ts';
import { repeatOf } from './repeating.ts';
import { say } from './sayings.ts';
import type { QuestionMemo } from './state.ts';
import { asked, carry, intended, notUnderstood, replying, type Turn } from './state-after.ts';
import { supposedCount } from './supposing.ts';
import type { Understood } from './understood.ts';
import { wordsLeft } from './unread.ts';

/** What a text comes to that stands for itself: an order, a question, or what a tool's own words resemble. */
export async function requested(understood: Understood): Promise<Turn> {
  const { clauses, frames, idleAround } = understood;
  const { workspace } = idleAround;
  const words = say(idleAround.language);
  const both = frames.flatMap((frame) => contradictionIn(frame, workspace) ?? []);
  if (both.length > 0) return dropping(understood, words.whichValue(both));
  const asks = questionsIn(clauses, frames, workspace);
  return (
    resembling(understood, asks) ??
    declined(understood) ??
    (mayOrder(understood, asks) ? await ordered(understood) : undefined) ??
    (await again(understood)) ??
    (await questioned(understood, asks)) ??
    unclear(understood)
  );
}

const dropping = ({ idleAround }: Understood, said: string): Turn =>
  replying(idleAround.state)(said, { pending: undefined });

/** What is chosen by its likeness to what tools are for, or is seen to lie outside of what any is for. */
function resembling(understood: Understood, asks: readonly QuestionMemo[]): Turn | undefined {
  const { text, mentions, clauses, frames, idle, idleAround, intents } = understood;
  const isOrder = isOrdered(frames);
  const countable =
    !isOrder && asks.some(isCounted) && clauses.every((clause) => wordsLeft(clause).length === 0);
  const would = isOrder ? undefined : supposedCount(text, mentions, idleAround);
  if (would !== undefined) return intended(would, idle);
  const changesNothing = frames.every(
    ({ mood, generic }) => mood === 'question' || (mood === 'tentative' && generic),
  );
  const known = changesNothing ? intents.certain(text, mentions, clauses, idleAround) : undefined;
  const reading = readingOf(text, frames, asks, known !== undefined);
  const chosen = countable ? known : (intents.chosen(text, mentions, clauses, idleAround, reading) ?? known);
  if (chosen !== undefined) return intended(chosen, idle);
  return !countable && intents.isOutside(text, mentions, reading)
    ? dropping(understood, say(idleAround.language).outOfScope())
    : undefined;
}

/** What no tool of ours does, and what was only supposed. */
function declined(understood: Understood): Turn | undefined {
  const { text, clauses, frames, idleAround } = understood;
  const words = say(idleAround.language);
  if (frames.length === 0 && supposes(clauses))
    return dropping(understood, words.notDone('hypothetical', ''));
  if (asksSecret.test(text)) return dropping(understood, words.cannot());
  const isToReach = asksToSend(text) || asksToCall(text);
  return isToReach && (asksToConnect(text) || frames.every(({ act }) => act === 'log'))
    ? dropping(understood, words.cannotSend())
    : undefined;
}

/** Whether a text gives orders, rather than ask something that only looks like one. */
const mayOrder = ({ frames }: Understood, asks: readonly QuestionMemo[]): boolean =>
  frames.length > 0 &&
  !(asks.length > 0 && frames.every(({ mood }) => mood === 'question' || mood === 'negated')) &&
  !(frames.every(({ mood }) => licenceOf(mood) !== 'act') && asks.some(isAboutField));

/** "and for Bob the same": what was ordered or asked before, of somebody else. */
async function again({ text, clauses, idle, idleAround }: Understood): Promise<Turn | undefined> {
  const repeated = repeatOf(clauses, idle, idleAround.workspace, text);
  if (repeated?.frames !== undefined)
    return carry(planFrames(repeated.frames, idleAround), repeated.frames, idle);
  return repeated?.question === undefined
    ? undefined
    : asked(planQuestion(repeated.question, idleAround), repeated.question, idle);
}

/** What a text asks. */
async function questioned(understood: Understood, asks: readonly QuestionMemo[]): Promise<Turn | undefined> {
  const { text, mentions, clauses, frames, idle, idleAround, intents } = understood;
  const words = say(idleAround.language);
  const intent = intents.likely(text, mentions, clauses, asks, idleAround);
  if (intent !== undefined) return intended(intent, idle);
  const [question, ...more] = joined(asks);
  if (question === undefined) return undefined;
  if (question.what === 'overview' && clauses.some(wantsElse)) return dropping(understood, words.unclear());
  const turn = await asked(planAll([question, ...more], idleAround), question, idle);
  const isAnswered = turn.plan.calls.length > 0 && question.what !== 'overview';
  const left = frames.find(
    ({ mood, act }) =>
      licenceOf(mood) !== 'act' && !(mood === 'question' && (act === 'create' || isAnswered)),
  );
  if (left === undefined) return turn;
  return { ...turn, plan: { ...turn.plan, says: [words.notDone(left.mood, ''), ...turn.plan.says] } };
}

function unclear(understood: Understood): Turn {
  const words = say(understood.idleAround.language);
  const knowsSomething = understood.mentions.some(
    ({ is }) => is.type !== 'number' && is.type !== 'date' && is.type !== 'duration',
  );
  const isTalking = knowsSomething || understood.before.turn > 0;
  return notUnderstood(understood.idleAround.state, isTalking ? words.unclear() : words.outOfScope());
}
