import { parseArgs } from 'node:util';
import type { Language } from '../src/trust/index.ts';
import type { EvalResult } from './results.ts';

/** What the person running evals chose. */
export interface EvalOptions {
  /** A file, or a folder whose dev part is taken; without it the bundled sets. */
  data?: string | undefined;
  train?: string | undefined;
  /** Questions of a retrieval set, in place of its dev part. */
  queries?: string | undefined;
  /** Slots and values of a dialogue set, in place of those its examples show. */
  ontology?: string | undefined;
  /** The column to be foretold, of a table. */
  target?: string | undefined;
  /** Keeps columns that seem to know the outcome. */
  keepLeaks?: boolean | undefined;
  /** A file of somebody else's predictions to judge, in place of our model's. */
  predictions?: string | undefined;
  /** A program to judge, in place of our model: items on its standard input, predictions on its output. */
  command?: string | undefined;
  /** Also judges the same texts under typing errors and other noise. */
  perturb?: boolean | undefined;
  /** Examples of every label to learn from, drawn five times; without it all. */
  shots?: number | undefined;
  limit?: number | undefined;
  seed?: number | undefined;
  /** Where every item with its outcome goes, as JSON lines. */
  items?: string | undefined;
  /** Where the results go, as JSON. */
  json?: string | undefined;
  model?: string | undefined;
  trials?: number | undefined;
  /** Replays the gold calls through the real MCP server instead of asking a model. */
  gold?: boolean | undefined;
}

/** Where a suite speaks, and which model it may ask. */
export interface EvalHost {
  openAi: { apiKey?: string; baseUrl?: string; prices?: string };
  /** How long a model may take for one question, in milliseconds. */
  timeout?: number | undefined;
  /** What wrong input is told in, where it is told in both; English by default. */
  language?: Language | undefined;
  /** A line of the result. */
  print(line: string): void;
  /** A line beside it: progress, complaints. */
  say(line: string): void;
}

/** How good one part of the product is. */
export interface Suite {
  name: string;
  description: string;
  /** What each metric must reach, by data set and metric; a run below it fails. */
  thresholds: Readonly<Record<string, Readonly<Record<string, { least?: number; most?: number }>>>>;
  run(options: EvalOptions, host: EvalHost): Promise<EvalResult[]>;
}

/** A wrong command line: told to the person, exit code 2. */
export class EvalUsageError extends Error {
  override readonly name = 'EvalUsageError';
}

/** Reads the options every suite takes. @throws EvalUsageError */
export function readOptions(words: readonly string[]): { suites: string[]; options: EvalOptions } {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        data: text,
        train: text,
        queries: text,
        ontology: text,
        target: text,
        'keep-leaks': { type: 'boolean' },
        predictions: text,
        command: text,
        perturb: { type: 'boolean' },
        shots: text,
        limit: text,
        seed: text,
        items: text,
        json: text,
        model: text,
        trials: text,
        gold: { type: 'boolean' },
      },
    });
    const { shots, limit, seed, trials, 'keep-leaks': keepLeaks, ...rest } = values;
    return {
      suites: positionals,
      options: {
        ...rest,
        keepLeaks,
        shots: whole('shots', shots, 1),
        limit: whole('limit', limit, 1),
        seed: whole('seed', seed, 0),
        trials: whole('trials', trials, 1),
      },
    };
  } catch (error) {
    throw new EvalUsageError(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new EvalUsageError(`--${name} is a whole number, at least ${least}`);
}
