import type { ToolOutcome } from '../../../tools/kernel/tool-error.ts';
import { isFollowUp, termsOf } from '../../knowledge/index.ts';
import type { Mood } from './clauses.ts';
import type { Condition } from './flow.ts';
import { intentsOf } from './intents.ts';
import { normalForm } from './normal.ts';
import { say } from './sayings.ts';
import { argumentsOf, holds, isRecord, type Scope, valueAt } from './scope.ts';
import { call, type Steps } from './steps.ts';
import { change, type Dialogue, drop, titleOf } from './tasks.ts';

/** So many turns in a row that were not understood bring in a person. */
const mostMisunderstandings = 2;

/**
 * Looks a question up where the domain keeps its answers, and tells what it finds.
 *
 * @param about  terms of which an answer must hold one
 * @returns whether it found one
 */
export function* lookUp(
  dialogue: Dialogue,
  raw: string,
  mood: Mood,
  about: readonly string[] = [],
): Steps<boolean> {
  const { around } = dialogue;
  const { tool, arguments: given, answers, answer } = around.domain.questions;
  if (raw.trim().length < 4) return false;
  const { asked, turn } = dialogue.state;
  const words = raw.trim().slice(0, 500);
  const before = asked !== undefined && turn - asked.turn <= 1 ? asked.question : undefined;
  const scope = { words, ...(before !== undefined && { before }) };
  const outcome = yield* call({ tool, arguments: argumentsOf(given, scope, around.fill) });
  const plain = (data: Scope) => around.fill(answer[around.language], { ...scope, ...data });
  const told = answerIn(outcome, plain, answers);
  if (told === undefined || !speaksOf(told, about)) {
    if (mood !== 'question' || dialogue.state.task !== null) return false;
    dialogue.says.push(say(around.language).notKnown());
    return notUnderstood(dialogue) < mostMisunderstandings;
  }
  dialogue.says.push(told);
  const question = before !== undefined && isFollowUp(words) ? before : words;
  change(dialogue, { misunderstandings: 0, asked: { question, turn } });
  return true;
}

/** What is told of what was looked up; undefined where it answers nothing. */
function answerIn(
  found: ToolOutcome,
  plain: (data: Scope) => string,
  answers: readonly Condition[],
): string | undefined {
  if (!found.ok) return undefined;
  const isWritten = isRecord(found.data.written);
  if (!isWritten && !holds(answers, found.data)) return undefined;
  const disagree = valueAt(found.data, 'answer.contradictedBy') !== undefined;
  return isWritten || disagree ? found.text : plain(found.data);
}

const speaksOf = (text: string, about: readonly string[]): boolean => {
  const terms = termsOf(text);
  return about.length === 0 || about.some((term) => terms.has(term));
};

/** Counts a turn that was not understood. */
function notUnderstood(dialogue: Dialogue): number {
  const misunderstandings = dialogue.state.misunderstandings + 1;
  change(dialogue, { misunderstandings });
  return misunderstandings;
}

/** Asks once to put it differently, then brings in a person. @returns whether a person was brought in */
export function* misunderstand(dialogue: Dialogue, raw: string): Steps<boolean> {
  const { around, state } = dialogue;
  const count =
    state.misunderstandings >= mostMisunderstandings ? state.misunderstandings : notUnderstood(dialogue);
  if (count >= mostMisunderstandings) {
    yield* bringIn(dialogue, 'not_understood', raw);
    return true;
  }
  const likely = intentsOf(around.domain)
    .nearest(normalForm(raw), 4)
    .filter(({ name }) => name !== around.domain.identity.flow)
    .slice(0, 3);
  dialogue.says.push(say(around.language).rephrase(likely.map(({ title }) => title[around.language])));
  return false;
}

/** Brings in a person, with why and what it is about. */
export function* bringIn(dialogue: Dialogue, reason: string, raw: string): Steps<void> {
  const { around, state } = dialogue;
  const { tool, arguments: given, answer } = around.domain.person;
  const about = state.task === null ? '' : `${titleOf(dialogue, state.task.flow)}: `;
  const told = state.task?.texts.map((text) => text.raw) ?? [];
  const summary = `${about}${[...told, raw].join(' / ')}`.slice(0, 1_000);
  const outcome = yield* call({
    tool,
    arguments: argumentsOf(given, { reason, summary, words: raw }, around.fill),
  });
  const words = say(around.language);
  dialogue.says.push(outcome.ok ? around.fill(answer[around.language], outcome.data) : words.noPerson());
  drop(dialogue);
  change(dialogue, { stack: [], misunderstandings: 0 });
}
