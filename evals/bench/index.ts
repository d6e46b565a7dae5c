import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { updateReadmes } from '../readme.ts';
import { currentCommit } from '../results.ts';
import { type Bench, type BenchHost, type BenchOptions, isMet } from './bench.ts';
import { type BenchResult, keepBenchResult, renderBenchResults } from './results.ts';

/** A bench by its name, loaded when it is run. */
export interface BenchEntry {
  name: string;
  load(): Promise<Bench>;
}

/** Every bench there is, in the order they are run. */
export const benches: readonly BenchEntry[] = [
  { name: 'start', load: async () => (await import('./start.ts')).start },
  { name: 'call', load: async () => (await import('./call.ts')).call },
  { name: 'load', load: async () => (await import('./load.ts')).load },
  { name: 'audit', load: async () => (await import('./audit.ts')).audit },
  { name: 'search', load: async () => (await import('./search.ts')).search },
  { name: 'import', load: async () => (await import('./import.ts')).importing },
  { name: 'import-large', load: async () => (await import('./import/large.ts')).importingLarge },
  { name: 'knowledge', load: async () => (await import('./knowledge.ts')).knowledge },
  { name: 'forecast', load: async () => (await import('./forecast.ts')).forecast },
  { name: 'ingest', load: async () => (await import('./ingest.ts')).ingest },
  { name: 'turn', load: async () => (await import('./turn.ts')).turn },
  { name: 'recommend', load: async () => (await import('./recommend.ts')).recommend },
];

export interface BenchChoice extends BenchOptions {
  /** All of them where none is named. */
  names: readonly string[];
  /** Where the results go, as JSON. */
  json?: string;
  /** Keeps the results beside the benches and makes their table anew. */
  keep?: boolean;
}

/** Where a run of benches speaks. */
export interface BenchesHost extends BenchHost {
  /** A line of the result. */
  print(line: string): void;
  /** A text in the language of the person who runs them. */
  words(texts: Readonly<Record<'en' | 'zh', string>>): string;
}

/**
 * Runs benches and prints their table.
 *
 * @returns whether every bar was met
 */
export async function runBenches(choice: BenchChoice, host: BenchesHost): Promise<boolean> {
  const { names, json, keep, ...options } = choice;
  const results: BenchResult[] = [];
  for (const { name, load } of benches)
    if (names.length === 0 || names.includes(name)) results.push(await runBench(await load(), options, host));
  host.print(renderBenchResults(results));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  if (keep) {
    for (const result of results) await keepBenchResult(result);
    await updateReadmes();
  }
  return results.every(({ measures }) => measures.every(isMet));
}

async function runBench(bench: Bench, options: BenchOptions, host: BenchesHost): Promise<BenchResult> {
  const startedAt = new Date().toISOString();
  const loadBefore = loadavg()[0]!;
  host.say(`${bench.name}: ${host.words(bench.description)}`);
  const measures = await bench.run(options, host);
  return {
    bench: bench.name,
    engine: host.databaseUrl === undefined ? 'PGlite' : 'Postgres',
    commit: await currentCommit(),
    node: process.version,
    machine: {
      cores: availableParallelism(),
      processor: cpus()[0]?.model ?? 'unknown',
      load: [loadBefore, loadavg()[0]!],
    },
    startedAt,
    options,
    measures,
  };
}
