import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { keepItems } from '../keep-items.ts';
import { sampled } from '../read-items.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { wilsonInterval } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { type Player, runTask, type TaskOutcome } from './run.ts';
import { readTasks, type Task } from './tasks.ts';
import { openWorld, type World } from './world.ts';

const bundled = join(import.meta.dirname, '..', 'data');
const bundledSets: Readonly<Record<string, string>> = {
  'workbench-crm-dev': join(bundled, 'workbench', 'tasks_dev.jsonl'),
  'paraphrase-probe': join(bundled, 'workbench', 'paraphrase_probe.jsonl'),
  'crm-tasks-sample': join(bundled, 'crm-tasks-sample.jsonl'),
  'crm-tasks-own': join(bundled, 'crm-tasks-own.jsonl'),
};

/** CRM work asked for in words: WorkBench's CRM tasks and our own, in English and Chinese. */
export const crmTasks: Suite = {
  name: 'crm-tasks',
  description: 'CRM work asked for in words, judged by the state it leaves and what was said',
  thresholds: {
    'workbench-crm-dev': { passRate: { least: 0.95 }, sideEffectRate: { most: 0 } },
    'paraphrase-probe': { passRate: { least: 0.8 }, sideEffectRate: { most: 0 } },
  },

  async run(options, host) {
    const sets =
      options.data === undefined
        ? bundledSets
        : { [basename(options.data).replace(/\.jsonl(\.gz)?$/, '')]: await taskFile(options.data) };
    await using world = await openWorld(process.env.TEST_DATABASE_URL);
    const results: EvalResult[] = [];
    for (const [dataset, path] of Object.entries(sets)) {
      const tasks = sampled(await readTasks(path), options).filter((task) => !options.gold || task.gold);
      if (tasks.length > 0) results.push(await runSet(world, dataset, tasks, options, host));
    }
    return results;
  },
};

async function taskFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new EvalUsageError(`There is no file or folder ${path}.`);
  if (!found.isDirectory()) return path;
  for (const name of ['tasks_dev.jsonl', 'dev.jsonl', 'tasks_dev.jsonl.gz', 'dev.jsonl.gz'])
    if (await stat(join(path, name)).catch(() => null)) return join(path, name);
  throw new EvalUsageError(`${path} holds no tasks_dev.jsonl or dev.jsonl.`);
}

async function runSet(
  world: World,
  dataset: string,
  tasks: readonly Task[],
  options: EvalOptions,
  host: EvalHost,
): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const trials = options.gold ? 1 : (options.trials ?? 1);
  const model = options.gold ? 'gold' : (options.model ?? 'local');
  const player: Player = options.gold
    ? 'gold'
    : (app) =>
        app.agent({
          model,
          openAi: host.openAi,
          limits: host.timeout === undefined ? {} : { milliseconds: host.timeout },
        });
  const outcomes: TaskOutcome[][] = [];
  let floor = 0;
  for (const [index, task] of tasks.entries()) {
    if ((await runTask(world, task, 'nobody')).pass) floor++;
    const tried: TaskOutcome[] = [];
    for (let trial = 0; trial < trials; trial++) tried.push(await runTask(world, task, player));
    outcomes.push(tried);
    if ((index + 1) % 10 === 0 || index + 1 === tasks.length)
      host.say(`${dataset}: ${index + 1} of ${tasks.length}`);
  }
  await keepItems(options, 'crm-tasks', dataset, outcomes.flat());
  return {
    suite: 'crm-tasks',
    dataset,
    n: tasks.length,
    model,
    commit: await currentCommit(),
    startedAt,
    ...figures(outcomes, floor, trials, model.startsWith('openai')),
  };
}

function figures(
  outcomes: readonly TaskOutcome[][],
  floor: number,
  trials: number,
  isEndpoint: boolean,
): Pick<EvalResult, 'metrics' | 'intervals' | 'slices'> {
  const all = outcomes.flat();
  const metrics = {
    ...ratesOf(all),
    floorPassRate: floor / outcomes.length,
    ...latencies(all),
    tokensPerTask: mean(all.map((outcome) => outcome.tokens)),
    ...(isEndpoint && endpointFigures(all)),
  };
  const everyTrial =
    outcomes.filter((tried) => tried.every((outcome) => outcome.pass)).length / outcomes.length;
  const passed = all.filter((outcome) => outcome.pass).length;
  const slices = Map.groupBy(all, (outcome) => `${outcome.kind} ${outcome.language}`);
  return {
    metrics: trials > 1 ? { ...metrics, [`passAll${trials}`]: everyTrial } : metrics,
    intervals: { passRate: [...wilsonInterval(passed, all.length)] as [number, number] },
    slices: Object.fromEntries(
      [...slices]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, part]) => [name, { n: part.length, metrics: ratesOf(part) }]),
    ),
  };
}

const ratesOf = (outcomes: readonly TaskOutcome[]) => ({
  passRate: mean(outcomes.map((outcome) => Number(outcome.pass))),
  sideEffectRate: mean(outcomes.map((outcome) => Number(outcome.sideEffect))),
  callsPerTask: mean(outcomes.map((outcome) => outcome.calls.length)),
});

/** What an endpoint did and charged; money only where the price of every task is known. */
function endpointFigures(outcomes: readonly TaskOutcome[]): Record<string, number> {
  const costs = outcomes.flatMap((outcome) => outcome.cost ?? []);
  return {
    modelCallsPerTask: mean(outcomes.map((outcome) => outcome.modelCalls)),
    endpointErrorRate: mean(outcomes.map((outcome) => Number(outcome.fault !== undefined))),
    ...(costs.length === outcomes.length && { dollarsPerTask: mean(costs) }),
  };
}

function latencies(outcomes: readonly TaskOutcome[]) {
  const sorted = outcomes.map((outcome) => outcome.milliseconds).sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
  return { msP50: at(0.5), msP95: at(0.95) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
