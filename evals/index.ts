import { writeFile } from 'node:fs/promises';
import { churn } from './churn/index.ts';
import { compareRuns } from './compare/index.ts';
import { crmTasks } from './crm-tasks/index.ts';
import { dialogueState } from './dialogue-state/index.ts';
import { entities } from './entities/index.ts';
import { forecast } from './forecast/index.ts';
import { injection } from './injection/index.ts';
import { intents } from './intents/index.ts';
import { privacy } from './privacy/index.ts';
import { purchases } from './purchases/index.ts';
import { recommend } from './recommend/index.ts';
import { requirements } from './requirements/index.ts';
import { type EvalResult, renderResults } from './results.ts';
import { retail } from './retail/index.ts';
import { retrieval } from './retrieval/index.ts';
import { sentiment } from './sentiment/index.ts';
import { type EvalHost, EvalUsageError, readOptions, type Suite } from './suite.ts';
import { summaries } from './summaries/index.ts';
import { themes } from './themes/index.ts';
import { toolChoice } from './tool-choice/index.ts';

export { type EvalHost, EvalUsageError } from './suite.ts';

/** Every suite there is. */
export const suites: readonly Suite[] = [
  crmTasks,
  toolChoice,
  retrieval,
  retail,
  dialogueState,
  forecast,
  recommend,
  churn,
  purchases,
  privacy,
  injection,
  sentiment,
  intents,
  entities,
  themes,
  summaries,
  requirements,
];

/**
 * Runs suites, prints their tables and checks their thresholds; or compares two runs.
 *
 * @param words  what stands behind `rapport eval`
 * @returns whether every threshold was met
 * @throws EvalUsageError
 */
export async function runEvals(words: readonly string[], host: EvalHost): Promise<boolean> {
  const { suites: names, options } = readOptions(words);
  if (names[0] === 'compare') {
    const { language = 'en', print, say } = host;
    await compareRuns(names.slice(1), options, { language, print, say });
    return true;
  }
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined)
    throw new EvalUsageError(
      `There is no suite ${unknown}. Suites: ${suites.map((suite) => suite.name).join(', ')}.`,
    );
  const chosen = suites.filter((suite) => names.length === 0 || names.includes(suite.name));
  const results: EvalResult[] = [];
  const missed: string[] = [];
  for (const suite of chosen) {
    const found = await suite.run(options, host);
    results.push(...found);
    missed.push(...found.flatMap((result) => missedThresholds(suite, result)));
  }
  host.print(renderResults(results));
  for (const line of missed) host.print(line);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
  return missed.length === 0;
}

function missedThresholds(suite: Suite, result: EvalResult): string[] {
  return Object.entries(suite.thresholds[result.dataset] ?? {}).flatMap(([metric, { least, most }]) => {
    const value = result.metrics[metric];
    if (value === undefined) return [`${result.dataset}: ${metric} was not measured`];
    if (least !== undefined && value < least)
      return [`${result.dataset}: ${metric} is ${value.toFixed(3)}, at least ${least} is wanted`];
    if (most !== undefined && value > most)
      return [`${result.dataset}: ${metric} is ${value.toFixed(3)}, at most ${most} is wanted`];
    return [];
  });
}
