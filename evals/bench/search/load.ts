import type { App } from '../../../src/wire.ts';
import { type Person, person } from './people.ts';

/** How many workspaces stand in the database beside the one that is searched, and how many people in each. */
const others = { workspaces: 49, share: 0.02 };
const rowsPerLoad = 2_000;
const seed = 7;

/**
 * Fills a workspace with so many people, and 49 others with a fiftieth as many each.
 *
 * @returns the app acting for the full workspace, and who is in it
 */
export async function loadPeople(
  app: App,
  size: number,
  { say, signal }: { say(line: string): void; signal: AbortSignal },
): Promise<{ app: App; people: Person[] }> {
  const people = Array.from({ length: size }, (_, number) => person(number, seed));
  const full = await app.inWorkspace('bench');
  if ((await countOf(full)) === size) return { app: full, people };
  for (let number = 1; number <= others.workspaces; number++) {
    const count = Math.ceil(size * others.share);
    const some = Array.from({ length: count }, (_, index) => person(index, seed + number));
    await loadInto(await app.inWorkspace(`bench ${number}`), some, signal);
  }
  say(`${others.workspaces} other workspaces are filled.`);
  await loadInto(full, people, signal);
  say(`${size} people are loaded.`);
  await app.database.system((tx) => tx.execute('analyze'));
  return { app: full, people };
}

/** Puts people into a workspace, through the record store. */
export async function loadInto(app: App, people: readonly Person[], signal: AbortSignal): Promise<void> {
  for (let start = 0; start < people.length; start += rowsPerLoad) {
    signal.throwIfAborted();
    const rows = people.slice(start, start + rowsPerLoad).map(({ id, name, email, phone }) => ({
      id,
      name,
      emails: [email],
      phones: [phone],
      lifecycleStage: 'Lead',
    }));
    await app.runtime.write(app.session, (scope) => scope.records.insertMany('contact', rows), {
      signal,
      timeoutMs: 600_000,
    });
  }
}

async function countOf(app: App): Promise<number> {
  const page = await app.runtime.read(app.session, (_, { crm }) => crm.list('contact', { limit: 1 }), {
    signal: new AbortController().signal,
    timeoutMs: 60_000,
  });
  return page.total;
}
