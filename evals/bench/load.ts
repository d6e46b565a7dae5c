import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../src/wire.ts';
import { type Bench, type BenchHost, type Measure, median, percentile, spreadOf } from './bench.ts';
import { type ServerProcess, startServer } from './call/server-process.ts';
import { makePlace } from './place.ts';
import { loadInto } from './search/load.ts';
import { type Person, person } from './search/people.ts';

const fullSize = 10_000;
const fullRounds = 3;
const clients = 50;
/** One call in so many writes. */
const writesEvery = 5;
const roundMs = 6_000;
const warmUpMs = 4_000;
const seed = 7;
/** All clients of the bench are one person at this machine, who is given as much as 50 would have. */
const rate = { RAPPORT_RATE: '100000' };
const noisyLanes = 32;
const quietPauseMs = 40;
const mostSlower = 2;

/** Fifty clients reading and writing at once over HTTP, and a noisy one beside a quiet one. */
export const load: Bench = {
  name: 'load',
  description: {
    en: '50 clients over HTTP, 80 % reads and 20 % writes among 10,000 contacts, against a bare SDK server that reads one row; a noisy client beside a quiet one',
    zh: '50 个客户端经 HTTP 并发访问 1 万名联系人（80 % 读、20 % 写），与只读取一行的最简 SDK 服务器相比；以及嘈杂客户端与安静客户端并存',
  },
  async run({ size = fullSize, rounds = fullRounds }, host) {
    const place = await makePlace(host);
    try {
      const people = Array.from({ length: size }, (_, number) => person(number, seed));
      await fill(place.config, people, host);
      const mixed = await measureMixed(place.config, people, rounds, host);
      return [...mixed, ...(await measureNoise(place.config, people, rounds, host))];
    } finally {
      await place.drop();
    }
  },
};

type Place = Awaited<ReturnType<typeof makePlace>>['config'];

async function fill(place: Place, people: readonly Person[], { say, signal }: BenchHost): Promise<void> {
  await using app = await createApp(place);
  await loadInto(app, people, signal);
  await app.database.system((tx) => tx.execute('analyze'));
  say(`${people.length} people are loaded.`);
}

const startRapport = (place: Place, more: Record<string, string> = {}): Promise<ServerProcess> =>
  startServer(
    'http',
    [
      join(import.meta.dirname, '..', '..', 'src', 'cli', 'start.js'),
      ...['serve', '--http', '--port', '0'],
      ...('dataDirectory' in place ? ['--data-dir', place.dataDirectory] : []),
    ],
    { HOME: '/nonexistent', ...('databaseUrl' in place && { DATABASE_URL: place.databaseUrl }), ...more },
  );

const startBare = (place: Place): Promise<ServerProcess> =>
  startServer('http', [
    join(import.meta.dirname, 'load', `row-server${extname(import.meta.filename)}`),
    ...('databaseUrl' in place ? ['url', place.databaseUrl] : ['folder', place.dataDirectory]),
  ]);

type Request = readonly [tool: string, callArguments: object];

const personOf = (number: number, people: readonly Person[]): Person =>
  people[(number * 7_919) % people.length]!;

/** The n-th everyday read: by name and by id in turn. */
function readOf(number: number, people: readonly Person[]): Request {
  const { id, name } = personOf(number, people);
  return number % 2 === 0
    ? ['search_contacts', { query: name, limit: 5 }]
    : ['get_customer', { customer: id }];
}

/** The n-th request of a client: everyday reads, and every fifth a write. */
function requestOf(number: number, people: readonly Person[]): Request {
  if (number % writesEvery !== 0) return readOf(number, people);
  const { id } = personOf(number, people);
  return number % (2 * writesEvery) === 0
    ? ['log_interaction', { contact: id, channel: 'call', summary: `Called about order ${number}.` }]
    : ['save_tasks', { title: `Follow up ${number}`, contact: id }];
}

interface Taken {
  milliseconds: number[];
  seconds: number;
  errors: Map<string, number>;
}

/** Lets so many clients make one call after another for a while. */
async function press(
  server: ServerProcess,
  requestFor: (number: number) => Request,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Taken> {
  const taken: Taken = { milliseconds: [], seconds: 0, errors: new Map() };
  const started = performance.now();
  const lane = async (_: unknown, client: number): Promise<void> => {
    while (performance.now() - started < milliseconds) {
      signal.throwIfAborted();
      const asked = performance.now();
      const outcome = await server.callAs(`client ${client}`, ...requestFor(count++));
      taken.milliseconds.push(performance.now() - asked);
      if (outcome !== 'ok') taken.errors.set(outcome, (taken.errors.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: clients }, lane));
  taken.seconds = (performance.now() - started) / 1_000;
  return taken;
}

let count = 1;

async function measureMixed(
  place: Place,
  people: readonly Person[],
  rounds: number,
  { say, signal }: BenchHost,
): Promise<Measure[]> {
  await using rapport = await startRapport(place, rate);
  await using bare = await startBare(place);
  const mixed = (number: number) => requestOf(number, people);
  const row = (number: number): Request => ['read_row', { id: people[number % people.length]!.id }];
  await press(rapport, mixed, warmUpMs, signal);
  await press(bare, row, warmUpMs / 4, signal);
  const taken = { rapport: [] as Taken[], bare: [] as Taken[] };
  for (let round = 0; round < rounds; round++) {
    taken.rapport.push(await press(rapport, mixed, roundMs, signal));
    taken.bare.push(await press(bare, row, roundMs / 2, signal));
    say(`round ${round + 1}: ${sayRound(taken.rapport.at(-1)!)}; bare: ${sayRound(taken.bare.at(-1)!)}`);
  }
  const calls = taken.rapport.reduce((sum, { milliseconds }) => sum + milliseconds.length, 0);
  const failures = [...taken.rapport, ...taken.bare].flatMap(({ errors }) => [...errors]);
  const speeds = { rapport: taken.rapport.map(speedOf), bare: taken.bare.map(speedOf) };
  const late = { rapport: taken.rapport.map(p95Of), bare: taken.bare.map(p95Of) };
  return [
    {
      name: 'errors under load',
      unit: 'calls',
      sides: { rapport: failures.reduce((sum, [, times]) => sum + times, 0) },
      bar: { most: 0 },
      n: calls,
      note: `${clients} clients, each one call after another${failures.length > 0 ? `: ${failures.map(([code]) => code).join(', ')}` : ''}.`,
    },
    {
      name: 'calls a second under load',
      unit: 'calls/s',
      sides: { rapport: median(speeds.rapport), bare: median(speeds.bare) },
      spread: { rapport: spreadOf(speeds.rapport), bare: spreadOf(speeds.bare) },
      ratio: median(speeds.rapport.map((speed, round) => speed / speeds.bare[round]!)),
      n: calls,
      note: `80 % reads (search_contacts, get_customer), 20 % writes (log_interaction, save_tasks), ${people.length} contacts; the bare server reads one row by its id. Clients, servers and database share the machine.`,
    },
    {
      name: 'p95 under load',
      unit: 'ms',
      sides: { rapport: median(late.rapport), bare: median(late.bare) },
      spread: { rapport: spreadOf(late.rapport), bare: spreadOf(late.bare) },
      ratio: median(late.rapport.map((one, round) => one / late.bare[round]!)),
      n: calls,
    },
  ];
}

const speedOf = ({ milliseconds, seconds }: Taken): number => milliseconds.length / seconds;
const p95Of = ({ milliseconds }: Taken): number => percentile(milliseconds, 0.95);
const sayRound = (taken: Taken): string =>
  `${Math.round(speedOf(taken))} calls/s, p95 ${Math.round(p95Of(taken))} ms`;

/** A client that asks now and then, by itself and beside one that asks without end, at the usual limits. */
async function measureNoise(
  place: Place,
  people: readonly Person[],
  rounds: number,
  { say, signal }: BenchHost,
): Promise<Measure[]> {
  await using rapport = await startRapport(place);
  const quiet = async (milliseconds: number): Promise<number[]> => {
    const taken: number[] = [];
    const started = performance.now();
    while (performance.now() - started < milliseconds) {
      signal.throwIfAborted();
      const asked = performance.now();
      const outcome = await rapport.callAs('quiet', ...readOf(count++, people));
      if (outcome !== 'ok') throw new Error(`the quiet client was told ${outcome}`);
      taken.push(performance.now() - asked);
      await sleep(quietPauseMs);
    }
    return taken;
  };
  let noise = { ok: 0, refused: 0 };
  const noisy = async (milliseconds: number): Promise<void> => {
    const started = performance.now();
    const lane = async (): Promise<void> => {
      while (performance.now() - started < milliseconds) {
        const outcome = await rapport.callAs('noisy', ...readOf(count++, people));
        noise = outcome === 'ok' ? { ...noise, ok: noise.ok + 1 } : { ...noise, refused: noise.refused + 1 };
      }
    };
    await Promise.all(Array.from({ length: noisyLanes }, lane));
  };
  await quiet(warmUpMs);
  const taken = { alone: [] as number[][], beside: [] as number[][] };
  for (let round = 0; round < rounds; round++) {
    taken.alone.push(await quiet(roundMs));
    const [beside] = await Promise.all([quiet(roundMs), noisy(roundMs)]);
    taken.beside.push(beside);
    await sleep(1_000);
  }
  const [alone, beside] = [taken.alone, taken.beside].map((all) => all.map((one) => percentile(one, 0.95)));
  say(`quiet: p95 ${alone!.map(Math.round)} ms alone, ${beside!.map(Math.round)} ms beside the noisy one.`);
  return [
    {
      name: 'p95 of a quiet client beside a noisy one',
      unit: 'ms',
      sides: { beside: median(beside!), alone: median(alone!) },
      spread: { beside: spreadOf(beside!), alone: spreadOf(alone!) },
      ratio: median(beside!.map((late, round) => late / alone![round]!)),
      bar: { most: mostSlower },
      n: taken.beside.flat().length,
      note: `The noisy one keeps ${noisyLanes} calls under way without a pause, at the usual limits: ${noise.ok} were answered, ${noise.refused} refused.`,
    },
  ];
}
