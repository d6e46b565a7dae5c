import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { makeTestPlace } from '../../../db/testing.ts';
import { runCommandLine } from '../run.ts';

/** The command line's entry, as people start it. */
export const program = join(import.meta.dirname, '..', 'start.js');

/** Where a process under test lives: a home of its own, a database, and the environment that names both. */
export interface TestHome {
  folder: string;
  environment: Record<string, string>;
  /** The same database, for an app of the test itself. */
  database: { databaseUrl: string } | { dataDirectory: string };
  /** Takes all of it away; everything connected should be closed by then. */
  remove(): Promise<void>;
}

/** @param settings  variables beside those of the place */
export async function makeTestHome(settings: Record<string, string> = {}): Promise<TestHome> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-home-'));
  const { databaseUrl, drop } = await makeTestPlace();
  const dataDirectory = join(folder, 'data');
  return {
    folder,
    environment: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      RAPPORT_DATA: dataDirectory,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
      ...settings,
    },
    database: databaseUrl === undefined ? { dataDirectory } : { databaseUrl },
    async remove() {
      await drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How a process ended: its exit code and what stood on its two streams. */
export interface Outcome {
  code: number;
  out: string;
  said: string;
}

/** Runs what `rapport` runs, in this process: the same but for the start, which takes most of the time. */
export async function runHere(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<Outcome> {
  const texts = { out: '', said: '' };
  const into = (name: keyof typeof texts) =>
    new Writable({
      decodeStrings: false,
      write(text, _, done) {
        texts[name] += text;
        done();
      },
    });
  const streams = { stdin: Readable.from(input), stdout: into('out'), stderr: into('said') };
  const code = await runCommandLine(argv, new AbortController().signal, { environment, streams });
  return { code, ...texts };
}

/** Runs `rapport` to its end, as a process. */
export function runProgram(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...argv], { env }, (error, out, said) =>
      resolve({ code: Number(error?.code ?? 0), out, said }),
    );
    child.stdin?.end(input);
  });
}
