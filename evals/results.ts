import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const Metrics = z.record(z.string(), z.number());

/** What a run of a suite found. Rates are from 0 to 1. */
export const EvalResult = z.strictObject({
  suite: z.string().min(1),
  dataset: z.string().min(1),
  /** Items that were judged. */
  n: z.int().min(0),
  model: z.string().min(1),
  commit: z.string(),
  startedAt: z.iso.datetime(),
  metrics: Metrics,
  /** 95 % intervals, for those metrics that have one. */
  intervals: z.record(z.string(), z.tuple([z.number(), z.number()])),
  /** The same metrics over a part of the items: a language, a kind, a set. */
  slices: z.record(z.string(), z.strictObject({ n: z.int().min(0), metrics: Metrics })),
});
export type EvalResult = z.infer<typeof EvalResult>;

/** Where results stand, and beside them the table made from them. */
export const resultsFolder = join(import.meta.dirname, 'results');
export const resultsTable = join(import.meta.dirname, 'RESULTS.md');

/** Keeps a result in a folder, in place of an older one of the same suite, set and model. Returns its path. */
export async function keepResult(result: EvalResult, folder = resultsFolder): Promise<string> {
  const parts = [result.suite, result.dataset, result.model].map((part) =>
    part.replaceAll(/[^\p{L}\p{N}.-]+/gu, '_'),
  );
  const path = join(folder, `${parts.join('--')}.json`);
  await writeResult(result, path);
  return path;
}

/** Writes a result to a file. */
export async function writeResult(result: EvalResult, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(EvalResult.parse(result), null, 2)}\n`);
}

export async function readResult(path: string): Promise<EvalResult> {
  return EvalResult.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** All results of a folder, by suite, set and model; none where the folder is not there. */
export async function readResults(folder = resultsFolder): Promise<EvalResult[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => readResult(join(folder, name))),
  );
}

/** Makes the table of all results anew. */
export async function updateResultsTable(folder = resultsFolder, table = resultsTable): Promise<void> {
  await writeFile(table, renderResults(await readResults(folder)));
}

/** The commit of the checkout, with `+` behind it where files were changed since; `unknown` elsewhere. */
export async function currentCommit(): Promise<string> {
  const git = async (...words: string[]) =>
    (await promisify(execFile)('git', words, { cwd: import.meta.dirname })).stdout.trim();
  try {
    const commit = await git('rev-parse', '--short', 'HEAD');
    return (await git('status', '--porcelain', '--untracked-files=no')) === '' ? commit : `${commit}+`;
  } catch {
    return 'unknown';
  }
}

/** Results as Markdown: a table a suite, a line a result, its slices below it. */
export function renderResults(results: readonly EvalResult[]): string {
  const suites = Map.groupBy(results, ({ suite }) => suite);
  const sections = [...suites].map(([suite, found]) => `## ${suite}\n\n${suiteTable(found)}`);
  const heading = '# Results\n\nGenerated from `results/*.json`; do not edit. Brackets hold 95 % intervals.';
  return `${[heading, ...sections].join('\n\n')}\n`;
}

function suiteTable(results: readonly EvalResult[]): string {
  const names = [...new Set(results.flatMap(({ metrics }) => Object.keys(metrics)))];
  const cells = (metrics: EvalResult['metrics'], intervals: EvalResult['intervals']) =>
    names.map((name) => metricCell(metrics[name], intervals[name]));
  const rows = results.flatMap((result) => [
    [
      result.dataset,
      result.model,
      String(result.n),
      ...cells(result.metrics, result.intervals),
      result.commit,
      result.startedAt.slice(0, 10),
    ],
    ...Object.entries(result.slices).map(([name, { n, metrics }]) => [
      `· ${name}`,
      '',
      String(n),
      ...cells(metrics, {}),
      '',
      '',
    ]),
  ]);
  const head = ['dataset', 'model', 'n', ...names, 'commit', 'date'];
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map(escapeCell).join(' | ')} |`)
    .join('\n');
}

function metricCell(value: number | undefined, interval: readonly [number, number] | undefined): string {
  if (value === undefined) return '';
  return interval ? `${shown(value)} [${shown(interval[0])}, ${shown(interval[1])}]` : shown(value);
}

const shown = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 3 : 1);
const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
