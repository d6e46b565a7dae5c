import { setTimeout as sleep } from 'node:timers/promises';
import { makeTestHome } from '../home.ts';
import type { Fault, FaultPlan, FaultReport } from './fault.ts';
import { Ledger } from './ledger.ts';
import { type Product, startProduct } from './product.ts';

const longestWriting = 500;

/**
 * The product writes, several calls at a time, and is ended at a moment of chance. By turns the next process
 * is there before and takes over, or starts only afterwards. What was not answered is sent again.
 */
async function ending(signal: NodeJS.Signals, plan: FaultPlan): Promise<FaultReport> {
  const { home, rounds, random, progress } = plan;
  const ledger = new Ledger(signal.toLowerCase());
  let [unopenable, badEnds, longest] = [0, 0, 0];
  const start = () => startProduct(home.environment);
  let current: Product | undefined = await start();
  for (let round = 0; round < rounds; round += 1) {
    const before = ledger.acknowledged;
    const began = performance.now();
    current ??= await start();
    const overlapping = round % 2 === 0 ? start() : undefined;
    const over = new AbortController();
    const writing = ledger.pump(current.call, () => over.signal.aborted);
    while (ledger.acknowledged === before && performance.now() - began < 30_000) await sleep(2);
    if (ledger.acknowledged === before) unopenable += 1;
    longest = Math.max(longest, performance.now() - began);
    const next = await overlapping;
    await sleep(random() * longestWriting);
    const code = await current.end(signal);
    over.abort();
    await writing;
    if (signal === 'SIGTERM' && code !== 0) badEnds += 1;
    current = next;
    progress(round + 1);
  }
  const last = current ?? (await start());
  await ledger.settle(last.call);
  await last.end('hang-up');
  const { acknowledged, retried, ...wrong } = await ledger.toll(home.database);
  return {
    rounds,
    figures: { acknowledged, retried, 'longest until it writes, ms': Math.round(longest) },
    mustBeZero: { ...wrong, unopenable, ...(signal === 'SIGTERM' && { 'exit code not 0': badEnds }) },
  };
}

/** The first start, which makes the database, is killed at a moment of chance; the next one must do. */
async function firstStart({ rounds, random, progress }: FaultPlan): Promise<FaultReport> {
  const toll = { lost: 0, doubled: 0, half: 0, broken: 0, unopenable: 0 };
  let acknowledged = 0;
  for (let round = 0; round < rounds; round += 1) {
    const home = await makeTestHome();
    const ledger = new Ledger('first');
    const starting = startProduct(home.environment).then((product) => {
      void ledger.pump(product.call, () => false, 1).catch(() => undefined);
      return product;
    });
    const product = await starting;
    await sleep(random() * 1_500);
    await product.end('SIGKILL');
    const again = await startProduct(home.environment);
    await ledger.write(again.call);
    await ledger.settle(again.call).catch(() => {
      toll.unopenable += 1;
    });
    await again.end('hang-up');
    const found = await ledger.toll(home.database);
    acknowledged += found.acknowledged;
    for (const name of ['lost', 'doubled', 'half', 'broken'] as const) toll[name] += found[name];
    await home.remove();
    progress(round + 1);
  }
  return { rounds, figures: { acknowledged }, mustBeZero: toll };
}

/** Three processes on one data directory at once, of which one is killed, one asked to end, one hung up on. */
async function together({ home, rounds, random, progress }: FaultPlan): Promise<FaultReport> {
  const ledgers = ['one', 'two', 'three'].map((name) => new Ledger(name));
  const ends = ['SIGKILL', 'SIGTERM', 'hang-up'] as const;
  for (let round = 0; round < rounds; round += 1) {
    const lives = ledgers.map(async (ledger, index) => {
      const over = new AbortController();
      await sleep(random() * 300);
      const product = await startProduct(home.environment);
      const writing = ledger.pump(product.call, () => over.signal.aborted, 2);
      const before = ledger.acknowledged;
      while (ledger.acknowledged < before + 5) await sleep(5);
      await sleep(random() * longestWriting);
      const end = ends[(index + round) % ends.length] ?? 'SIGKILL';
      // What hangs up has heard all its answers first, as the protocol asks of it.
      if (end === 'hang-up') over.abort();
      if (end === 'hang-up') await writing;
      await product.end(end);
      await writing;
    });
    await Promise.all(lives);
    progress(round + 1);
  }
  const last = await startProduct(home.environment);
  for (const ledger of ledgers) await ledger.settle(last.call);
  await last.end('hang-up');
  const sums: Record<string, number> = {};
  for (const ledger of ledgers)
    for (const [name, value] of Object.entries(await ledger.toll(home.database)))
      sums[name] = (sums[name] ?? 0) + value;
  const { acknowledged = 0, retried = 0, ...wrong } = sums;
  return { rounds, figures: { acknowledged, retried }, mustBeZero: wrong };
}

export const kills: Fault[] = [
  { name: 'kill -9 in writes', usual: 200, run: (plan) => ending('SIGKILL', plan) },
  { name: 'SIGTERM in writes', usual: 200, run: (plan) => ending('SIGTERM', plan) },
  { name: 'kill -9 in the first start', usual: 20, run: firstStart },
  { name: 'three processes at once', usual: 20, run: together },
];
