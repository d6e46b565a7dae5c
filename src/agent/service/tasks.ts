import type { ToolOutcome } from '../../../tools/kernel/tool-error.ts';
import { fill, readNeeds } from './fill.ts';
import type { Action, Flow } from './flow.ts';
import { readPlain } from './readers.ts';
import { say } from './sayings.ts';
import { argumentsOf, holds, isRecord, type Scope, valueAt } from './scope.ts';
import type { Awaiting, DialogueState, Task } from './state.ts';
import { call, over, type PlannedCall, type Steps, type Surroundings } from './steps.ts';

/** A turn under way: what it has said, and the state it will leave. */
export interface Dialogue {
  state: DialogueState;
  says: string[];
  around: Surroundings;
}

export const change = (dialogue: Dialogue, more: Partial<DialogueState>): void => {
  dialogue.state = { ...dialogue.state, ...more };
};

export function flowNamed({ around }: Dialogue, name: string): Flow {
  const flow = around.domain.flows.find((candidate) => candidate.name === name);
  if (flow === undefined) throw new RangeError(`the domain ${around.domain.name} has no flow ${name}`);
  return flow;
}

export const titleOf = (dialogue: Dialogue, name: string): string =>
  flowNamed(dialogue, name).title[dialogue.around.language];

/** Makes a task the one in hand; the one that was is gone on with after it. */
export function begin(dialogue: Dialogue, task: Task, ...after: readonly Task[]): void {
  const { task: before, stack } = dialogue.state;
  change(dialogue, { ...idle, task, stack: [...after, ...(before === null ? [] : [before]), ...stack] });
}

const idle = { flow: null, slots: {}, awaiting: null, task: null } as const;

/** Lets go of the task in hand. */
export const drop = (dialogue: Dialogue): void => change(dialogue, idle);

const wait = (dialogue: Dialogue, task: Task, slots: Scope, awaiting: Awaiting): void =>
  change(dialogue, { task, flow: task.flow, slots, awaiting });

/** Goes on with what is to be done until something must be asked or everything is done. */
export function* work(dialogue: Dialogue, resumes: boolean): Steps<void> {
  let isResumed = resumes;
  for (;;) {
    const { task, stack, awaiting } = dialogue.state;
    if (awaiting !== null) return;
    if (task === null) {
      const [next, ...rest] = stack;
      if (next === undefined) return;
      change(dialogue, { task: next, stack: rest });
      isResumed = true;
      continue;
    }
    const said = dialogue.says.length;
    yield* advance(dialogue, task);
    if (isResumed && said > 0 && dialogue.state.awaiting?.for === 'slot')
      dialogue.says.splice(said, 0, say(dialogue.around.language).back(titleOf(dialogue, task.flow)));
    isResumed = false;
  }
}

/** Takes the task in hand as far as it goes: to a question, to a call that waits, or to its end. */
function* advance(dialogue: Dialogue, task: Task): Steps<void> {
  const { around } = dialogue;
  const flow = flowNamed(dialogue, task.flow);
  const words = say(around.language);
  if (!flow.open && !(yield* isKnown(dialogue))) {
    change(dialogue, { task: null, stack: [task, ...dialogue.state.stack] });
    begin(dialogue, { flow: around.domain.identity.flow, texts: task.texts, chosen: {}, wish: 'order' });
    return;
  }
  const filling = yield* fill(flow, task, around);
  keepFocus(dialogue, filling.slots);
  if (filling.is === 'stuck') {
    dialogue.says.push(filling.text);
    drop(dialogue);
    return;
  }
  if (filling.is === 'open') {
    const { slot, question, options, slots } = filling;
    if (yield* refuses(dialogue, task, slots)) return;
    const labels = options.map(({ label }) => label);
    dialogue.says.push(labels.length === 0 ? question : words.choose(question, labels));
    wait(dialogue, task, slots, { for: 'slot', slot, options });
    return;
  }
  const { slots } = filling;
  if (yield* refuses(dialogue, task, slots)) return;
  const action = flow.actions.find(({ when = [] }) => holds(when, filling.scope));
  if (action === undefined) throw new RangeError(`the flow ${flow.name} has no action for this`);
  const scope = yield* withPossible(action, filling.scope, around);
  if (action.each !== undefined && valueAt(scope, 'first') === undefined) {
    dialogue.says.push(around.fill(action.each.none[around.language], scope));
    drop(dialogue);
    return;
  }
  if (task.wish === 'question' && action.confirm !== undefined) {
    const title = flow.title[around.language];
    const outcome = yield* call(rehearsal(plan(action, scope, around)));
    if (!outcome.ok) return tell(dialogue, task, action.tool, outcome, scope);
    dialogue.says.push(words.possible(title, described(dialogue, flow, slots)), words.begin(title));
    drop(dialogue);
    change(dialogue, { awaiting: { for: 'offer', task: { ...task, wish: 'order' } } });
    return;
  }
  yield* act(dialogue, task, action, scope, slots);
}

/** Tells why a task cannot be done with the records it is about, as soon as these are known. @returns whether it cannot */
function* refuses(dialogue: Dialogue, task: Task, slots: Scope): Steps<boolean> {
  const { around } = dialogue;
  const flow = flowNamed(dialogue, task.flow);
  if (flow.refusals === undefined || Object.keys(slots).length === 0) return false;
  const needed = yield* readNeeds(flow, slots, around);
  if ('text' in needed) return false;
  const { scope } = needed;
  const refusal = flow.refusals.find(({ when }) => holds(when, scope));
  if (refusal === undefined) return false;
  dialogue.says.push(around.fill(refusal.say[around.language], scope));
  drop(dialogue);
  if (refusal.offer !== undefined) {
    dialogue.says.push(say(around.language).offer(titleOf(dialogue, refusal.offer)));
    const offered: Task = { ...task, flow: refusal.offer, wish: 'order' };
    change(dialogue, { awaiting: { for: 'offer', task: offered } });
  }
  return true;
}

/** The records a task is about, in a few words. */
function described({ around }: Dialogue, flow: Flow, slots: Scope): string {
  const labels = flow.slots.flatMap((slot) => {
    if (!('source' in slot) || ['ranking', 'features', 'contest'].includes(slot.kind)) return [];
    const value = slots[slot.name];
    const rows = (Array.isArray(value) ? value : [value]).filter(isRecord);
    return rows.map((row) => around.fill(slot.source.label[around.language], { ...slots, ...row }));
  });
  return labels.join('; ');
}

/** Whether it is known who speaks. */
function* isKnown({ around }: Dialogue): Steps<boolean> {
  const [outcome] = yield* around.read(around.domain.identity.read, [{}]);
  return outcome!.ok;
}

/** Records that were spoken of are meant by "it" from here on. */
function keepFocus(dialogue: Dialogue, slots: Scope): void {
  const records = Object.entries(slots).filter(([, value]) => isRecord(value));
  if (records.length > 0)
    change(dialogue, { focus: { ...dialogue.state.focus, ...Object.fromEntries(records) } });
}

const plan = (action: Action, scope: Scope, around: Surroundings): PlannedCall => ({
  tool: action.tool,
  arguments: argumentsOf(action.arguments, scope, around.fill),
});

const rehearsal = ({ tool, arguments: given }: PlannedCall): PlannedCall => ({
  tool,
  arguments: { ...given, dryRun: true },
});

/** The scope with the records of a list that each rehearse well, `first` and `others`, and those `refused`. */
function* withPossible(action: Action, scope: Scope, around: Surroundings): Steps<Scope> {
  if (action.each === undefined) return scope;
  const { list, arguments: given } = action.each;
  const rows = valueAt(scope, list) as Scope[];
  const outcomes = yield rows.map((row) =>
    rehearsal({ tool: action.tool, arguments: argumentsOf(given, over(scope, row), around.fill) }),
  );
  const tried = rows.map((row, index) => ({ row, outcome: outcomes[index]! }));
  const [first, ...others] = tried.flatMap(({ row, outcome }) => (outcome.ok ? [row] : []));
  const refused = tried.flatMap(({ row, outcome }) => {
    if (outcome.ok) return [];
    const { message, hint } = outcome.error;
    return [{ row, because: say(around.language).failed(message, hint) }];
  });
  const groups = Map.groupBy(refused, ({ because }) => because);
  return {
    ...scope,
    first,
    others,
    refused: Array.from(groups, ([because, group]) => ({ because, rows: group.map(({ row }) => row) })),
  };
}

function* act(dialogue: Dialogue, task: Task, action: Action, scope: Scope, slots: Scope): Steps<void> {
  const { around } = dialogue;
  const planned = plan(action, scope, around);
  const outcome = around.reads(action.tool) ? (yield* around.ask([planned]))[0]! : yield* call(planned);
  if (!outcome.ok && outcome.error.code === 'approval_required') {
    const { reason: summary = '' } = (outcome.error.details ?? {}) as { reason?: string };
    const what = around.fill(action.confirm?.[around.language] ?? '{summary}', { ...scope, summary });
    dialogue.says.push(say(around.language).confirm(what));
    wait(dialogue, task, slots, { for: 'approval', call: planned });
    return;
  }
  tell(dialogue, task, planned.tool, outcome, scope);
}

/** What another answer of the customer's changes nothing about. */
const lasting = ['internal', 'timeout', 'unavailable', 'rate_limited'];

/** Tells what came of a task's call, and ends the task; a refused one may ask for something else instead. */
export function tell(dialogue: Dialogue, task: Task, tool: string, outcome: ToolOutcome, scope: Scope): void {
  const { around } = dialogue;
  const flow = flowNamed(dialogue, task.flow);
  const action =
    flow.actions.find((one) => one.tool === tool && holds(one.when ?? [], scope)) ??
    flow.actions.find((one) => one.tool === tool);
  if (!around.reads(tool)) around.forget();
  if (outcome.ok) {
    const { none, answer } = action!;
    const told = none && holds(none.when, outcome.data) ? none.say : answer;
    dialogue.says.push(around.fill(told[around.language], { ...scope, ...outcome.data }));
    drop(dialogue);
    if (around.reads(tool)) change(dialogue, { told: { flow: flow.name, turn: dialogue.state.turn } });
    return;
  }
  const other = outcome.error.code === 'not_found' ? otherReading(flow, task, around) : undefined;
  if (other !== undefined) {
    change(dialogue, { task: other });
    return;
  }
  const { message, hint, code } = outcome.error;
  dialogue.says.push(say(around.language).failed(message, hint));
  const again = flow.slots.find((slot) => slot.name === action?.again);
  if (again === undefined || lasting.includes(code)) {
    drop(dialogue);
    if (flow.name === around.domain.identity.flow) change(dialogue, { stack: [] });
    return;
  }
  dialogue.says.push(around.fill(again.question[around.language], scope));
  wait(dialogue, task, {}, { for: 'slot', slot: again.name, options: [] });
}

const mostReadings = 4;

/** The task with the next of several values a slot may have; undefined where all were tried. */
function otherReading(flow: Flow, task: Task, around: Surroundings): Task | undefined {
  for (const slot of flow.slots) {
    if ('source' in slot) continue;
    const said = task.texts.at(-1)?.raw ?? '';
    const values = [...new Set(readPlain(slot, { raw: said, isAnswer: false }, around))].slice(
      0,
      mostReadings,
    );
    const next = values[values.indexOf(task.chosen[slot.name] ?? values[0]) + 1];
    if (next !== undefined) return { ...task, chosen: { ...task.chosen, [slot.name]: next } };
  }
  return undefined;
}
