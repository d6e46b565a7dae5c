import { type Agent, type Answer, faultText, isLasting, type ModelFault } from '../../src/agent/index.ts';
import { RapportError } from '../../src/trust/index.ts';
import type { App, Snapshot } from '../../src/wire.ts';
import { contactIdOf } from '../company/index.ts';
import { replay } from '../replay.ts';
import { ourCalls } from './calls.ts';
import { judge, type Verdict } from './judge.ts';
import { customerNow, isEmpty, netEffect } from './state.ts';
import type { Expected, Task } from './tasks.ts';
import type { World } from './world.ts';

/** A task's outcome, one a trial. */
export interface TaskOutcome extends Verdict {
  id: string;
  kind: string;
  language: 'en' | 'zh';
  turns: readonly string[];
  answers: string[];
  calls: { tool: string; arguments: unknown; ok: boolean }[];
  tokens: number;
  modelCalls: number;
  /** In US dollars, where prices are known. */
  cost?: number;
  /** What the model's endpoint did wrong, if it did. */
  fault?: ModelFault['code'];
  milliseconds: number;
}

/** Who does the task: nobody, WorkBench's gold calls with the person beside them who says yes, or an agent made for the app. */
export type Player = 'nobody' | 'gold' | ((app: App) => Promise<Agent>);

/**
 * Runs one task in a fresh copy of its world and judges what it left.
 *
 * @throws RapportError where the endpoint would fail every task alike: a wrong key, no such model
 */
export async function runTask(world: World, task: Task, player: Player): Promise<TaskOutcome> {
  const { app, before } = await world.enter(task);
  const started = performance.now();
  const answers: Answer[] = [];
  const refused: string[] = [];
  const replayed = player === 'gold' ? await replay(app, ourCalls(task.gold ?? []), { saysYes: true }) : [];
  refused.push(...replayed.flatMap((call) => call.refusal ?? []));
  if (player !== 'gold' && player !== 'nobody') {
    const agent = await player(app);
    const failure = await converse(agent, task, answers).catch((error: unknown) => error);
    const fault = answers.find((answer) => answer.fault)?.fault;
    if (fault && agent.place && isLasting(fault))
      throw new RapportError('unavailable', faultText(fault, agent.place, 'en'));
    if (failure) refused.push(`failed: ${failure instanceof Error ? failure.name : 'unknown'}`);
  }
  const milliseconds = performance.now() - started;
  const effect = netEffect(before, await app.snapshot());
  await world.leave(isEmpty(effect));
  const verdict = judge(
    settled(task, before),
    effect,
    answers.map((answer) => answer.answer),
  );
  return {
    ...verdict,
    pass: verdict.pass && refused.length === 0,
    reasons: [...verdict.reasons, ...refused],
    id: task.id,
    kind: task.kind,
    language: task.language,
    turns: task.turns,
    answers: answers.map((answer) => answer.answer),
    calls: [
      ...replayed,
      ...answers.flatMap((answer) =>
        answer.steps.map((step) => ({ tool: step.tool, arguments: step.arguments, ok: step.outcome.ok })),
      ),
    ],
    tokens: answers.reduce((sum, answer) => sum + answer.usage.inputTokens + answer.usage.outputTokens, 0),
    modelCalls: answers.reduce((sum, answer) => sum + answer.usage.steps, 0),
    ...costOf(answers),
    milliseconds,
  };
}

function costOf(answers: readonly Answer[]): Pick<TaskOutcome, 'cost' | 'fault'> {
  const costs = answers.flatMap((answer) => answer.usage.cost?.amount ?? []);
  const fault = answers.find((answer) => answer.fault)?.fault?.code;
  return {
    ...(costs.length > 0 && { cost: costs.reduce((sum, cost) => sum + cost, 0) }),
    ...(fault && { fault }),
  };
}

/** A task without the writes that would change nothing: some customers are already as they should become. */
function settled(task: Task, before: Snapshot): Task {
  const writes = task.expected.writes.filter((write) => {
    if (write.op !== 'update') return true;
    const now = customerNow(before, contactIdOf(write.customer_id ?? ''));
    return Object.entries(write.fields ?? {}).some(
      ([name, value]) => String(now?.[name] ?? '') !== String(value ?? ''),
    );
  });
  return { ...task, expected: { ...task.expected, writes } };
}

/** Plays the turns; then answers one question for confirmation with yes, where the task allows it. */
async function converse(agent: Agent, task: Task, answers: Answer[]): Promise<void> {
  for (const turn of task.turns) answers.push(await agent.ask(turn));
  const last = answers.at(-1);
  const asked = last?.pendingApproval
    ? pendingIsExpected(last, task.expected)
    : /[?？]\s*$/.test(last?.answer.trim() ?? '');
  if (task.expected.confirm_ok && asked) answers.push(await agent.ask(task.language === 'zh' ? '对' : 'yes'));
}

/** Whether what waits for a yes touches just the records the task expects. */
function pendingIsExpected(answer: Answer, expected: Expected): boolean {
  const pending = answer.pendingApproval!;
  const wanted = (expected.pending_writes ?? expected.writes).map((write) =>
    contactIdOf(write.customer_id ?? ''),
  );
  return pending.total === wanted.length && pending.preview.every((item) => wanted.includes(item.id));
}
