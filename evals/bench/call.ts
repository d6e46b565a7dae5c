import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { alternate, type Bench, type BenchHost, type Measure, median, spreadOf } from './bench.ts';
import { type ServerProcess, startServer } from './call/server-process.ts';

const fullCalls = 1_000;
const fullRounds = 5;
/** The first calls cost several times what the later ones do. */
const warmUp = 2_500;
const inFlight = 10;
const toolsServed = 20;
const readsPerCall = 5;

/** A read of the catalogue of tools, which asks no database, and the same path with a query in it. */
const calls = {
  withoutQuery: ['find_tools', { query: 'undo' }],
  withQuery: ['search_contacts', { query: 'Dana' }],
} as const;

/** Processor time of a read call, against an SDK server that answers the same bytes at once. */
export const call: Bench = {
  name: 'call',
  description: {
    en: 'server processor time of a read call over MCP, against a bare SDK echo of the same answer',
    zh: '一次 MCP 读取调用的服务器 CPU 时间，与仅用 SDK 返回同样内容的最简服务器相比',
  },
  async run({ size = fullCalls, rounds = fullRounds }, host) {
    const folder = await mkdtemp(join(tmpdir(), 'rapport-bench-'));
    try {
      const measures: Measure[] = [];
      for (const transport of ['stdio', 'http'] as const)
        measures.push(await measureTransport(transport, { calls: size, rounds, folder }, host));
      return measures;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measureTransport(
  transport: 'stdio' | 'http',
  { calls: count, rounds, folder }: { calls: number; rounds: number; folder: string },
  { say, signal }: BenchHost,
): Promise<Measure> {
  const extension = extname(import.meta.filename);
  const script = (...path: string[]) => join(import.meta.dirname, ...path) + extension;
  await using rapport = await startServer(
    transport,
    [
      join(import.meta.dirname, '..', '..', 'src', 'cli', 'start.js'),
      ...['serve', '--data-dir', join(folder, 'data')],
      ...(transport === 'http' ? ['--http', '--port', '0'] : []),
    ],
    { HOME: folder },
  );
  const answer = await rapport.call(...calls.withoutQuery);
  await using bare = await startServer(transport, [
    script('call', 'echo-server'),
    transport,
    String(toolsServed),
    JSON.stringify(answer),
  ]);
  const sides = {
    rapport: () => perCall(rapport, calls.withoutQuery, count),
    bare: () => perCall(bare, ['echo_7', { query: 'undo' }], count),
    'with a query': () => perCall(rapport, calls.withQuery, Math.ceil(count / readsPerCall)),
  };
  say(`${transport}: warming up.`);
  const warm = Math.min(warmUp, 5 * count);
  await perCall(bare, ['echo_7', { query: 'undo' }], warm);
  await perCall(rapport, calls.withoutQuery, warm);
  await perCall(rapport, calls.withQuery, Math.ceil(warm / readsPerCall));
  say(`${transport}: ${rounds} rounds.`);
  const taken = await alternate(sides, rounds, signal);
  const ratios = taken.rapport.map((value, round) => value / taken.bare[round]!);
  return {
    name: `processor time of a call over ${transport}`,
    unit: 'ms',
    sides: {
      rapport: median(taken.rapport),
      bare: median(taken.bare),
      'with a query': median(taken['with a query']),
    },
    spread: {
      rapport: spreadOf(taken.rapport),
      bare: spreadOf(taken.bare),
      'with a query': spreadOf(taken['with a query']),
    },
    ratio: median(ratios),
    bar: { most: 2 },
    n: rounds * count,
    note: `find_tools against an echo of its answer, ${toolsServed} tools each; the query is search_contacts, its embedded database in the same process.`,
  };
}

/** Makes so many calls, ten at a time. @returns what one took of the server's processor, in milliseconds */
async function perCall(
  server: ServerProcess,
  [tool, callArguments]: readonly [string, object],
  count: number,
): Promise<number> {
  const before = await server.processorMs();
  let left = count;
  const lane = async () => {
    while (left-- > 0) await server.call(tool, callArguments);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return ((await server.processorMs()) - before) / count;
}
