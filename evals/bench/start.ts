import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { alternate, type Bench, type BenchHost, type Measure, median, spreadOf } from './bench.ts';

const fullRounds = 15;
const toolsServed = 20;
/** The first starts compile what later ones find compiled. */
const warmUp = 2;

/** How long a client waits for the tools, from the start of the process. */
export const start: Bench = {
  name: 'start',
  description: {
    en: 'from the start of the process to an answered tools/list over stdio, against a bare SDK server',
    zh: '从进程启动到通过 stdio 应答 tools/list 的时间，与最简 SDK 服务器相比',
  },
  async run({ rounds = fullRounds }, host) {
    const extension = extname(import.meta.filename);
    const root = join(import.meta.dirname, '..', '..');
    const measures = [await measureProgram('start', { root, extension, rounds }, host)];
    const built = join(root, 'dist');
    if (existsSync(join(built, 'src', 'cli', 'start.js')))
      measures.push(await measureProgram('start as built', { root: built, extension: '.js', rounds }, host));
    return measures;
  },
};

async function measureProgram(
  name: string,
  { root, extension, rounds }: { root: string; extension: string; rounds: number },
  { say, signal }: BenchHost,
): Promise<Measure> {
  const home = await mkdtemp(join(tmpdir(), 'rapport-bench-'));
  const rapport = [join(root, 'src', 'cli', 'start.js'), 'serve', '--data-dir', join(home, 'data')];
  const bare = [
    join(root, 'evals', 'bench', 'call', `echo-server${extension}`),
    'stdio',
    String(toolsServed),
    '{}',
  ];
  const sides = { rapport: () => startMs(rapport, home), bare: () => startMs(bare, home) };
  try {
    await alternate(sides, warmUp, signal);
    say(`${name}: ${rounds} rounds.`);
    const taken = await alternate(sides, rounds, signal);
    return {
      name,
      unit: 'ms',
      sides: { rapport: median(taken.rapport), bare: median(taken.bare) },
      spread: { rapport: spreadOf(taken.rapport), bare: spreadOf(taken.bare) },
      ratio: median(taken.rapport.map((value, round) => value / taken.bare[round]!)),
      bar: { most: 1.3 },
      n: rounds,
      note: `${toolsServed} tools each, on a warm disk; the database opens behind the answer and is not in it.`,
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** @returns milliseconds from the start of a server's process to its answered tools/list */
async function startMs(words: readonly string[], home: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, words, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH ?? '', HOME: home },
  });
  const over = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  send({ id: 1, method: 'initialize', params: greeting });
  await lines.next();
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/list', params: {} });
  const { value } = await lines.next();
  const took = performance.now() - began;
  child.stdin.end();
  await over;
  const listed = (JSON.parse(value ?? '{}') as { result?: { tools?: unknown[] } }).result?.tools?.length;
  if (listed !== toolsServed) throw new Error(`${words[0]} listed ${listed ?? 'no'} tools.`);
  return took;
}

const greeting = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'rapport-bench', version: '1.0.0' },
};
