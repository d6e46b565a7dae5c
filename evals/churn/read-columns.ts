import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { openSource } from '../../src/files/index.ts';
import type { TextColumn } from '../../src/insight/classify/index.ts';
import { didYouMean, RapportError } from '../../src/trust/index.ts';
import { createRandom } from '../company/random.ts';
import { EvalUsageError } from '../suite.ts';

/** A table with the outcome of every row. */
export interface LabelledTable {
  name: string;
  /** All columns but the one to be foretold. */
  columns: TextColumn[];
  labels: boolean[];
  /** Which value of the target counts as the event. */
  event: string;
}

export interface ReadingTable {
  target: string | undefined;
  /** More rows are sampled. */
  most: number;
  seed: number;
  /** The event as another part of the same data named it. */
  event?: string;
  say(line: string): void;
}

const progressEvery = 200_000;
const eventWords = new Set(
  [
    '1',
    'yes',
    'y',
    'true',
    't',
    'churn',
    'churned',
    'exited',
    'left',
    'lost',
    'gone',
    'converted',
    'won',
    'positive',
  ].concat(['是', '流失', '已流失', '真', '转化', '成交']),
);
const otherWords = new Set(
  ['0', 'no', 'n', 'false', 'f', 'stayed', 'retained', 'active', 'negative', 'not churned'].concat([
    '否',
    '未流失',
    '留存',
    '假',
    '未转化',
  ]),
);

/** The file a path means: itself, or the part of a folder. @throws EvalUsageError */
export function partOf(path: string, part: 'train' | 'dev'): string {
  if (!existsSync(path)) throw new EvalUsageError(`There is no file or folder ${path}.`);
  if (!statSync(path).isDirectory()) return path;
  const found = fileOfPart(path, part);
  if (found) return found;
  throw new EvalUsageError(
    `The folder ${path} has no ${part} part (${part}.csv, ${part}.jsonl, ${part}.xlsx).`,
  );
}

/** Whether a folder holds a part. */
export const hasPart = (folder: string, part: 'train' | 'dev'): boolean =>
  fileOfPart(folder, part) !== undefined;

const fileOfPart = (folder: string, part: string): string | undefined =>
  ['csv', 'csv.gz', 'jsonl', 'jsonl.gz', 'xlsx']
    .map((ending) => join(folder, `${part}.${ending}`))
    .find((file) => existsSync(file));

/**
 * Reads a table in any format an import takes, a sample of its rows where there are more than `most`. Rows
 * without an outcome, and rows that cannot be read, are left out and told.
 *
 * @throws EvalUsageError where the target is missing, has not two values, or a row is all there is
 */
export async function readColumns(path: string, reading: ReadingTable): Promise<LabelledTable> {
  const { most, seed, say } = reading;
  const source = await openSource(path, { language: 'en' }).catch((error: unknown) => {
    throw error instanceof RapportError ? new EvalUsageError(error.message) : error;
  });
  const place = targetPlace(source.columns, reading.target);
  const name = nameOf(path);
  const random = createRandom(seed, 'rows');
  const rows: string[][] = [];
  let [read, unreadable, open] = [0, 0, 0];
  for await (const row of source.rows()) {
    if ('reason' in row) unreadable++;
    else if (row.cells[place]!.trim() === '') open++;
    else {
      read++;
      if (rows.length < most) rows.push(row.cells);
      else {
        const drawn = random.integer(0, read - 1);
        if (drawn < most) rows[drawn] = row.cells;
      }
      if (read % progressEvery === 0) say(`${name}: ${read} rows read`);
    }
  }
  if (read > most) say(`${name}: a sample of ${most} of ${read} rows`);
  if (unreadable > 0) say(`${name}: ${unreadable} rows could not be read and are left out`);
  if (open > 0) say(`${name}: ${open} rows have no outcome and are left out`);
  const outcomes = rows.map((cells) => cells[place]!.trim());
  const event = reading.event ?? eventOf(outcomes, source.columns[place]!);
  return {
    name,
    columns: source.columns.flatMap((column, index) =>
      index === place ? [] : [{ name: column, cells: rows.map((cells) => cells[index]!) }],
    ),
    labels: outcomes.map((outcome) => outcome === event),
    event,
  };
}

function targetPlace(columns: readonly string[], target: string | undefined): number {
  const shown = columns.slice(0, 40).join(', ');
  if (target === undefined)
    throw new EvalUsageError(`Say which column is to be foretold: --target COLUMN. Columns: ${shown}.`);
  const exact = columns.indexOf(target);
  if (exact >= 0) return exact;
  const alike = columns.flatMap((column, index) =>
    column.trim().toLowerCase() === target.trim().toLowerCase() ? [index] : [],
  );
  if (alike.length === 1) return alike[0]!;
  const guess = didYouMean(target, columns);
  throw new EvalUsageError(`There is no column ${target}. ${guess || `Columns: ${shown}.`}`);
}

/** The value that means it happened: by its word, else the rarer one. */
function eventOf(outcomes: readonly string[], target: string): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const values = [...counts.keys()];
  const wanted = `two values are wanted, such as Yes and No, or 1 and 0`;
  if (values.length === 0) throw new EvalUsageError(`${target} is empty in every row: ${wanted}.`);
  if (values.length === 1) throw new EvalUsageError(`${target} is ${values[0]} in every row: ${wanted}.`);
  if (values.length > 2)
    throw new EvalUsageError(
      `${target} has ${values.length} values (${values.slice(0, 5).join(', ')}, …): ${wanted}.`,
    );
  const [first, second] = values as [string, string];
  const says = (value: string, words: ReadonlySet<string>) => words.has(value.toLowerCase());
  if (says(first, eventWords) || says(second, otherWords)) return first;
  if (says(second, eventWords) || says(first, otherWords)) return second;
  return counts.get(first)! <= counts.get(second)! ? first : second;
}

/** The folder's name for its dev part; with the file's behind it for others. */
function nameOf(path: string): string {
  const file = basename(path).replace(/\.(csv|jsonl|json|xlsx)(\.gz)?$/, '');
  const folder = basename(dirname(resolve(path)));
  return file === 'dev' ? folder : `${folder}-${file}`;
}
