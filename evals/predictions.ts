import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { linesOf } from './lines.ts';
import { type EvalOptions, EvalUsageError } from './suite.ts';

/** Whose predictions are judged. */
export type PredictionSource = Pick<EvalOptions, 'predictions' | 'command'>;

const Identified = z.looseObject({ id: z.union([z.string(), z.number()]).transform(String) });

/**
 * The predictions of somebody else's model, by the id of the item: of the file of `--predictions`, or what
 * the program of `--command` answers to the items. Both speak JSON lines, `{ "id": …, … }`.
 *
 * @param items  what is to be foretold, without the answers; a program reads them as they are
 * @param shape  what a prediction holds besides its id
 * @returns undefined where the person chose neither: our own model is judged
 * @throws EvalUsageError where a line is no prediction, one is missing, or the program fails
 */
export async function readPredictions<Prediction>(
  source: PredictionSource,
  items: readonly { id: string }[],
  shape: z.ZodType<Prediction>,
): Promise<Map<string, Prediction> | undefined> {
  const { predictions: path, command } = source;
  if (path === undefined && command === undefined) return undefined;
  if (path !== undefined && command !== undefined)
    throw new EvalUsageError('Give --predictions or --command, not both.');
  const name = path === undefined ? '--command' : basename(path);
  const lines = path === undefined ? answersOf(command!, items) : fileLines(path);
  const awaited = new Set(items.map(({ id }) => id));
  const found = new Map<string, Prediction>();
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const wrong = (what: string) => new EvalUsageError(`${name}, line ${number}: ${what}`);
    const { id, prediction } = parsePrediction(line, shape, wrong);
    if (!awaited.has(id)) throw wrong(`no item has the id ${JSON.stringify(id)}.`);
    if (found.has(id)) throw wrong(`a second prediction for the id ${JSON.stringify(id)}.`);
    found.set(id, prediction);
  }
  const missing = items.filter(({ id }) => !found.has(id));
  if (missing.length === 0) return found;
  throw new EvalUsageError(
    `${name}: ${missing.length} of ${items.length} predictions are missing, the first for the id ${JSON.stringify(missing[0]!.id)}.`,
  );
}

/** Whose predictions a result judges: the file's or the program's name, else our own model's. */
export const predictedBy = ({ predictions, command }: PredictionSource, own: string): string =>
  predictions === undefined ? (command ?? own) : basename(predictions);

function parsePrediction<Prediction>(
  line: string,
  shape: z.ZodType<Prediction>,
  wrong: (what: string) => EvalUsageError,
): { id: string; prediction: Prediction } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong(`no JSON object with an id: ${line.slice(0, 80)}`);
  }
  const identified = Identified.safeParse(value);
  if (!identified.success) throw wrong('the id is missing.');
  const prediction = shape.safeParse(value);
  if (prediction.success) return { id: identified.data.id, prediction: prediction.data };
  const { path, message } = prediction.error.issues[0]!;
  throw wrong(`${path.join('.') || 'prediction'}: ${message}`);
}

function fileLines(path: string): AsyncIterable<string> {
  const file = existsSync(path) ? path : `${path}.gz`;
  if (!existsSync(file)) throw new EvalUsageError(`There are no predictions: ${path} is missing.`);
  return linesOf(file);
}

async function* answersOf(command: string, items: readonly object[]): AsyncIterable<string> {
  const program = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(program, 'close') as Promise<[code: number | null]>;
  const questions = Readable.from(items.map((item) => `${JSON.stringify(item)}\n`));
  // A program that ends without reading everything is judged by what it answered.
  const asked = pipeline(questions, program.stdin).catch(() => undefined);
  yield* createInterface({ input: program.stdout, crlfDelay: Number.POSITIVE_INFINITY });
  await asked;
  const [code] = await ended;
  if (code !== 0) throw new EvalUsageError(`--command ended with exit code ${code}: ${command}`);
}
