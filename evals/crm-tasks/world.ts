import type { App, Snapshot } from '../../src/wire.ts';
import { createApp } from '../../src/wire.ts';
import { readWorkBench } from '../company/index.ts';
import { isEmpty, netEffect } from './state.ts';
import type { Task } from './tasks.ts';

/** A place where tasks run: each in a workspace that holds just WorkBench's customers. */
export interface World extends AsyncDisposable {
  /** A fresh copy for a task; the copy before is used again where it was left as it was. */
  enter(task: Task): Promise<{ app: App; before: Snapshot }>;
  /** Puts the copy back as it was, or gives it up. */
  leave(untouched: boolean): Promise<void>;
}

/**
 * Opens a world on the embedded database in memory, or on the server a URL names.
 *
 * @param furnish  puts more into each copy before tasks run in it
 */
export async function openWorld(databaseUrl?: string, furnish?: (app: App) => Promise<void>): Promise<World> {
  let now = new Date(0);
  const root = await createApp({
    databaseUrl,
    clock: () => now,
    client: 'eval',
    workspace: 'eval',
    toolsets: ['all'],
  });
  let copies = 0;
  let current: { app: App; before: Snapshot; language: string } | null = null;
  return {
    async enter(task) {
      now = new Date(`${task.today}T09:00:00Z`);
      if (current?.language === task.language) return current;
      const details = {
        timeZone: 'UTC',
        currency: 'USD',
        language: task.language,
        settings: { label: 'WorkBench, real public data' },
      };
      const app = await root.inWorkspace(`crm-tasks ${++copies} ${process.pid}`, details);
      const { rows } = await readWorkBench(new Date('2023-11-30T00:00:00Z'));
      for (const kind of ['custom_field', 'user', 'contact'] as const)
        await app.load(kind, rows.filter((entry) => entry.kind === kind).map((entry) => entry.row) as never);
      await furnish?.(app);
      current = { app, before: await app.snapshot(), language: task.language };
      return current;
    },
    async leave(untouched) {
      if (untouched || !current) return;
      await current.app.call('undo_change', { since: now.toISOString() });
      if (!isEmpty(netEffect(current.before, await current.app.snapshot()))) current = null;
    },
    [Symbol.asyncDispose]: () => root.close(),
  };
}
