import { appendFile } from 'node:fs/promises';
import type { EvalOptions } from './suite.ts';

/** Adds every item of a set, with its outcome, to the file of `--items`, as JSON lines; nothing without one. */
export async function keepItems(
  { items }: Pick<EvalOptions, 'items'>,
  suite: string,
  dataset: string,
  outcomes: readonly object[],
): Promise<void> {
  if (items === undefined) return;
  await appendFile(
    items,
    outcomes.map((outcome) => `${JSON.stringify({ suite, dataset, ...outcome })}\n`).join(''),
  );
}
