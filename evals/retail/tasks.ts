import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readItems } from '../read-items.ts';
import { EvalUsageError } from '../suite.ts';
import { RetailTask } from './formats.ts';

/** Where the shop and the sample of its tasks stand. */
export const bundledShop = join(import.meta.dirname, '..', 'data', 'taubench');

/**
 * The tasks of a file. Of the synthetic ones those that can be done: their gold calls are refused by no rule
 * of the shop, and what they ask for is said (some exchange a thing "to {}", for nothing).
 */
export async function readTasks(path: string): Promise<RetailTask[]> {
  const tasks = await readItems(path, RetailTask);
  return tasks.filter(
    ({ instruction, gold_replay_errors }) =>
      instruction === undefined || (gold_replay_errors.length === 0 && !instruction.includes('to {}')),
  );
}

/**
 * The task file a path means: itself, or of a folder the development part of the set.
 * @throws EvalUsageError where there is none
 */
export async function taskFile(path: string, set: 'tau3' | 'tau1_synthetic'): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new EvalUsageError(`There is no file or folder ${path}.`);
  if (!found.isDirectory()) return path;
  for (const name of [`tasks_${set}_dev.jsonl`, `tasks_${set}_dev.jsonl.gz`]) {
    const file = join(path, name);
    if (await stat(file).catch(() => null)) return file;
  }
  throw new EvalUsageError(`${path} holds no tasks_${set}_dev.jsonl.`);
}
