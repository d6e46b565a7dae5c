import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { linesOf } from './lines.ts';
import { type EvalOptions, EvalUsageError } from './suite.ts';

/**
 * The objects of a file of JSON Lines, plain or gzipped, as a schema reads them.
 *
 * @throws EvalUsageError where there is no such file, it is empty or a line does not fit, naming the line and what
 *   is wrong with it
 */
export async function readItems<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  if (!existsSync(path)) throw new EvalUsageError(`There is no file ${path}.`);
  const items: z.output<Schema>[] = [];
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (line.trim() !== '') items.push(itemOf(line, schema, `${basename(path)}, line ${number}`));
  }
  if (items.length === 0) throw new EvalUsageError(`${basename(path)} holds no items.`);
  return items;
}

function itemOf<Schema extends z.ZodType>(line: string, schema: Schema, place: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new EvalUsageError(`${place}: no JSON object.`);
  }
  const item = schema.safeParse(value);
  if (item.success) return item.data;
  const { path, message } = item.error.issues[0]!;
  throw new EvalUsageError(`${place}: ${path.join('.') || 'item'}: ${message}`);
}

/** As many items as are wanted, in their order, from the one the seed says on; all by default. */
export function sampled<Item>(items: readonly Item[], { limit, seed = 0 }: EvalOptions): Item[] {
  if (limit === undefined || limit >= items.length) return [...items];
  const start = seed % items.length;
  return [...items.slice(start), ...items.slice(0, start)].slice(0, limit);
}
