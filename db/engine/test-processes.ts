import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { companies, contacts, type Database } from '../index.ts';

/** A process of `test-writer.ts` that writes into the directory until it is killed, and what it said was committed. */
export interface Writer {
  pid: number;
  role: 'owns' | 'attached';
  acknowledged: string[];
  /** Whether it ended by itself, and not well. */
  failed: boolean;
  kill(): Promise<void>;
  ended: Promise<unknown>;
}

const writers: Writer[] = [];

export async function startWriter(directory: string, prefix: string, count = 1_000_000): Promise<Writer> {
  const script = fileURLToPath(new URL('./test-writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, directory, prefix, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  const ended = once(child, 'close');
  const [role] = await once(lines, 'line');
  const acknowledged: string[] = [];
  lines.on('line', (line) => acknowledged.push(line));
  const writer: Writer = {
    pid: child.pid!,
    role,
    acknowledged,
    failed: false,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  child.on('exit', (code) => {
    writer.failed = code !== null && code !== 0;
  });
  writers.push(writer);
  return writer;
}

/** Ends whatever a test has left running. */
export async function killWriters(): Promise<void> {
  await Promise.all(writers.splice(0).map((writer) => writer.kill()));
}

/** @throws where a process ended by itself in the meantime */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    if (writers.some(({ failed }) => failed)) throw new Error('A writing process ended by itself.');
    await sleep(5);
  }
}

/** Ids of both tables of the writers' transactions. */
export async function stored(database: Database): Promise<{ contacts: Set<string>; companies: Set<string> }> {
  return database.read({ workspaceId: 'w' }, async (tx) => {
    const first = await tx.select({ id: contacts.id }).from(contacts);
    const second = await tx.select({ id: companies.id }).from(companies);
    return { contacts: new Set(first.map(({ id }) => id)), companies: new Set(second.map(({ id }) => id)) };
  });
}

export const missing = (ids: readonly string[], found: Set<string>) => ids.filter((id) => !found.has(id));
