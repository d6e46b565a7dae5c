import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchHost, Measure } from '../bench.ts';
import { makePlace } from '../place.ts';

const lookEvery = 200;
/** Per cent of the file between two lines about it. */
const tellEvery = 5;

/** More is too much for the machines people import on, in megabytes. */
const most = 300;

/** What an import by the command took. */
export interface CommandRun {
  /** From its start to its end. */
  seconds: number;
  /** The most that its process held at a time: a measure, or none where the system does not tell. */
  memory: Measure[];
}

/** Imports a file of contacts by the command into an empty database. */
export async function runImport(file: string, host: BenchHost): Promise<CommandRun> {
  const command = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'start.js');
  const { config, drop } = await makePlace(host);
  const place = 'databaseUrl' in config ? [] : ['--data-dir', config.dataDirectory];
  const start = performance.now();
  const child = spawn(process.execPath, [command, 'import', file, '--kind', 'contact', '--yes', ...place], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: host.signal,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      ...('databaseUrl' in config && { DATABASE_URL: config.databaseUrl }),
    },
  });
  let highest: number | undefined;
  const looking = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
    if (kilobytes !== undefined) highest = (Number(kilobytes) * 1024) / 1e6;
  }, lookEvery);
  createInterface({ input: child.stderr }).on('line', (line) => {
    const percent = Number(/(\d+) %$/.exec(line)?.[1] ?? Number.NaN);
    if (percent % tellEvery !== 0) return;
    const seconds = Math.round((performance.now() - start) / 1_000);
    host.say(`${percent} % after ${seconds} s, at most ${Math.round(highest ?? 0)} MB`);
  });
  try {
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`The import in a process of its own ended with ${code}.`);
    const seconds = (performance.now() - start) / 1_000;
    return { seconds, memory: highest === undefined ? [] : [memoryOf(highest, host)] };
  } finally {
    clearInterval(looking);
    await drop();
  }
}

function memoryOf(highest: number, { databaseUrl }: BenchHost): Measure {
  const isEmbedded = databaseUrl === undefined;
  return {
    name: 'memory of the command',
    unit: 'MB',
    sides: { rapport: highest },
    n: 1,
    note: isEmbedded
      ? 'peak of `rapport import`, in which the embedded engine lives'
      : 'peak of `rapport import` of the same file, a process of its own; the server apart',
    ...(!isEmbedded && { bar: { most } }),
  };
}
