import { basename, join } from 'node:path';
import { keepItems } from '../keep-items.ts';
import { readItems } from '../read-items.ts';
import { type MadeCall, replay } from '../replay.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { mean, quantile, wilsonInterval } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { isThere, ourCalls } from './calls.ts';
import { Dialogue } from './dialogues.ts';
import type { RetailTask } from './formats.ts';
import { judge, type Verdict } from './judge.ts';
import { playDialogues, playTasks } from './local.ts';
import { openShop, type Shop } from './shop.ts';
import { bundledShop, readTasks, taskFile } from './tasks.ts';

const ownDialogues = join(import.meta.dirname, '..', 'data', 'service-dialogues.jsonl');

/** A task's outcome. */
export interface RetailOutcome extends Verdict {
  id: string;
  /** Gold calls that the policy refuses, as the task's own notes say. */
  refusedByPolicy: string[];
  calls: MadeCall[];
  milliseconds: number;
}

/** Customers' orders in a real shop: judged by the rows they leave. */
export const retail: Suite = {
  name: 'retail',
  description: 'Orders cancelled, changed, returned and exchanged in a shop, judged by every row they leave',
  thresholds: {
    tasks_sample: { passRate: { least: 1 }, sideEffectRate: { most: 0 } },
    tasks_tau3_dev: { passRate: { least: 1 }, sideEffectRate: { most: 0 } },
    tasks_synthetic_sample: { passRate: { least: 0.98 }, sideEffectRate: { most: 0 } },
    'service-dialogues': { passRate: { least: 0.9 }, sideEffectRate: { most: 0 } },
    tasks_tau1_synthetic_dev: { passRate: { least: 0.98 }, sideEffectRate: { most: 0 } },
  },

  async run(options, host) {
    const path =
      options.data === undefined
        ? join(bundledShop, options.gold ? 'tasks_sample.jsonl' : 'tasks_synthetic_sample.jsonl')
        : await taskFile(options.data, options.gold ? 'tau3' : 'tau1_synthetic');
    const dataset = basename(path).replace(/\.jsonl(\.gz)?$/, '');
    const all = await readTasks(path);
    const tasks = all.slice(0, options.limit ?? all.length);
    if (!options.gold && tasks.some(({ instruction }) => instruction === undefined))
      throw new EvalUsageError(`${dataset} has tasks without an instruction: replay them with --gold.`);
    await using shop = await openShop(process.env.TEST_DATABASE_URL);
    if (options.gold) return [await replayGold(shop, dataset, tasks, options, host)];
    const played = await playTasks(shop, dataset, tasks, options, host);
    if (options.data !== undefined) return [played];
    const dialogues = await readItems(ownDialogues, Dialogue);
    const own = dialogues.slice(0, options.limit ?? dialogues.length);
    return [played, await playDialogues(shop, 'service-dialogues', own, options, host)];
  },
};

async function replayGold(
  shop: Shop,
  dataset: string,
  tasks: readonly RetailTask[],
  options: EvalOptions,
  host: EvalHost,
): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const outcomes: RetailOutcome[] = [];
  for (const task of tasks) {
    outcomes.push(await runGold(shop, task));
    if (outcomes.length % 10 === 0 || outcomes.length === tasks.length)
      host.say(`${dataset}: ${outcomes.length} of ${tasks.length}`);
  }
  for (const { id, reasons } of outcomes.filter(({ pass }) => !pass))
    host.say(`${id}: ${reasons.join('; ')}`);
  const refused = outcomes.filter(({ refusedByPolicy }) => refusedByPolicy.length > 0);
  for (const { id, refusedByPolicy } of refused)
    host.say(`${id}: the policy refuses ${refusedByPolicy.join(', ')}, as the task notes`);
  await keepItems(options, 'retail', dataset, outcomes);
  return {
    suite: 'retail',
    dataset,
    n: tasks.length,
    model: 'gold',
    commit: await currentCommit(),
    startedAt,
    ...figures(shop, tasks, outcomes),
  };
}

/** Does one task by its gold calls and puts the shop back. */
export async function runGold(shop: Shop, task: RetailTask): Promise<RetailOutcome> {
  const started = performance.now();
  const { runtime, session } = shop.app;
  const conversation = `gold ${task.id}`;
  const ours = ourCalls(task.gold_actions, shop.published, conversation);
  if (ours.some(({ tool }) => tool === 'hand_off_to_human'))
    await runtime.write(
      session,
      (_, { desk }) => desk.conversations.begin({ id: conversation, channel: 'web' }),
      { signal: AbortSignal.timeout(15_000), timeoutMs: 15_000 },
    );
  const calls = await replay(shop.app, ours, { saysYes: true });
  const milliseconds = performance.now() - started;
  const verdict = judge(task, shop.before, await shop.now());
  await shop.restore();
  const mayFail = task.gold_replay_errors.map(({ name }) => name);
  const failed = calls.flatMap(({ ok, refusal }, index) =>
    ok ? [] : [{ gold: ours[index]!.gold, refusal }],
  );
  const wrongly = failed.filter(({ gold }) => !mayFail.includes(gold.name) && isThere(gold, shop.published));
  const unasked = calls.filter(({ tool, ok, confirmed }) => ok && !confirmed && changing.has(tool));
  const reasons = [
    ...verdict.reasons,
    ...wrongly.map(({ gold, refusal }) => `${gold.name} was refused: ${refusal}`),
    ...unasked.map(({ tool }) => `${tool} asked nobody`),
  ];
  return {
    id: task.id,
    ...verdict,
    pass: reasons.length === 0,
    reasons,
    refusedByPolicy: failed.map(({ gold }) => gold.name).filter((name) => mayFail.includes(name)),
    calls,
    milliseconds,
  };
}

const changing = new Set(['update_order', 'request_return', 'update_customer_profile']);

function figures(
  shop: Shop,
  tasks: readonly RetailTask[],
  outcomes: readonly RetailOutcome[],
): Pick<EvalResult, 'metrics' | 'intervals' | 'slices'> {
  const floor = tasks.filter((task) => judge(task, shop.before, shop.before).pass).length;
  const rates = (part: readonly RetailOutcome[]) => ({
    passRate: mean(part.map(({ pass }) => Number(pass))),
    sideEffectRate: mean(part.map(({ sideEffect }) => Number(sideEffect))),
    callsPerTask: mean(part.map(({ calls }) => calls.length)),
  });
  const sorted = outcomes.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const passed = outcomes.filter(({ pass }) => pass).length;
  const slices = Map.groupBy(outcomes, ({ refusedByPolicy }) =>
    refusedByPolicy.length > 0 ? 'refused in part by the policy' : 'allowed in full',
  );
  return {
    metrics: {
      ...rates(outcomes),
      floorPassRate: floor / tasks.length,
      msP50: Math.round(quantile(sorted, 0.5)),
      msP95: Math.round(quantile(sorted, 0.95)),
    },
    intervals: { passRate: [...wilsonInterval(passed, outcomes.length)] as [number, number] },
    slices: Object.fromEntries(
      Array.from(slices, ([name, part]) => [name, { n: part.length, metrics: rates(part) }]),
    ),
  };
}
