import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { EvalUsageError } from '../suite.ts';
import { readTable } from '../train/read-table.ts';

/** A series to continue, with what came. */
export interface Item {
  id: string;
  period: string;
  /** Values to forecast. */
  h: number;
  train: number[];
  test: number[];
}

/** Series of one file, and what the entrants of a competition said of the same ones. */
export interface Collection {
  name: string;
  items: Item[];
  /** Forecasts by entrant and series. */
  published: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
}

/** Values in a season, as the competitions count them. */
export const seasonOf: Readonly<Record<string, number>> = {
  yearly: 1,
  quarterly: 4,
  monthly: 12,
  weekly: 52,
  daily: 7,
  hourly: 24,
};

const Id = z.union([z.string(), z.number()]).transform(String);
const Values = z.array(z.number()).min(1);
const SeriesLine = z
  .object({ id: Id, period: z.string(), h: z.int().min(1).optional(), train: Values, test: Values })
  .transform(({ h, ...line }) => ({ ...line, h: h ?? line.test.length }));
const PublishedLine = z.object({ id: Id }).catchall(z.unknown());

const publishedFile = 'published_forecasts.jsonl';

/**
 * The series of a file of JSON lines, or of a folder's `dev` part, or of all its files where it has none.
 * Published forecasts are taken from beside the file.
 *
 * @throws EvalUsageError where nothing is there or a line is no series
 */
export function readCollections(path: string): Collection[] {
  const plain = path.replace(/\.gz$/, '');
  if (!existsSync(path) && !existsSync(`${plain}.gz`))
    throw new EvalUsageError(`There is nothing at ${path}.`);
  if (!existsSync(path) || !statSync(path).isDirectory())
    return [readFile(plain, basename(plain).split('.')[0]!)];
  const files = [...new Set(readdirSync(path).map((name) => name.replace(/\.gz$/, '')))].filter(
    (name) => name.endsWith('.jsonl') && name !== publishedFile,
  );
  const dev = files.filter((name) => name.startsWith('dev.'));
  const chosen = (dev.length > 0 ? dev : files).sort();
  if (chosen.length === 0)
    throw new EvalUsageError(`${path} holds no series: a file of JSON lines is wanted.`);
  return chosen.map((name) =>
    readFile(
      join(path, name),
      chosen.length === 1 ? basename(path) : `${basename(path)}-${name.replace('.jsonl', '')}`,
    ),
  );
}

function readFile(path: string, name: string): Collection {
  const items = readTable(path).map((line, index) => {
    const read = SeriesLine.safeParse(line);
    if (!read.success) {
      const { path: field, message } = read.error.issues[0]!;
      throw new EvalUsageError(`${basename(path)}, line ${index + 1}: ${field.join('.')}: ${message}`);
    }
    if (read.data.test.length < read.data.h)
      throw new EvalUsageError(`${basename(path)}, line ${index + 1}: h is ${read.data.h}, test is shorter.`);
    return read.data;
  });
  if (items.length === 0) throw new EvalUsageError(`${basename(path)} holds no series.`);
  return { name, items, published: readPublished(join(dirname(path), publishedFile), items) };
}

function readPublished(path: string, items: readonly Item[]): Collection['published'] {
  const published = new Map<string, Map<string, readonly number[]>>();
  if (!existsSync(path) && !existsSync(`${path}.gz`)) return published;
  const horizons = new Map(items.map(({ id, h }) => [id, h]));
  for (const line of readTable(path)) {
    const { id, ...entrants } = PublishedLine.parse(line);
    const horizon = horizons.get(id);
    if (horizon === undefined) continue;
    for (const [entrant, forecast] of Object.entries(entrants)) {
      const values = Values.safeParse(forecast);
      if (!values.success || values.data.length < horizon) continue;
      if (!published.has(entrant)) published.set(entrant, new Map());
      published.get(entrant)!.set(id, values.data.slice(0, horizon));
    }
  }
  return published;
}
