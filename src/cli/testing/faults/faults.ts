import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import packageJson from '../../../../package.json' with { type: 'json' };
import { randomFrom } from '../../../language/random.ts';
import { makeTestHome } from '../home.ts';
import { cuts } from './cuts.ts';
import { deliveries } from './deliveries.ts';
import { disks } from './disks.ts';
import type { Fault, FaultReport } from './fault.ts';
import { kills } from './kills.ts';
import { writers } from './writers.ts';

// `npm run faults`: the product under faults, and what was lost, doubled or left half done. On PGlite, or on
// the server of TEST_DATABASE_URL. Exit code 1 where anything was. With names, those faults alone.

const all: Fault[] = [...kills, ...cuts, ...deliveries, ...writers, ...disks];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    json: { type: 'string' },
    list: { type: 'boolean' },
  },
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const engine = process.env.TEST_DATABASE_URL === undefined ? 'PGlite' : 'PostgreSQL';
const chosen = all.filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
const seed = Number(values.seed);

interface Row extends Partial<FaultReport> {
  fault: string;
  seconds?: number;
  /** Why it was not run, or how it broke off. */
  why?: string;
}

async function provoke({ name, usual, unable, run }: Fault): Promise<Row> {
  const why = unable?.();
  if (why !== undefined) return { fault: name, why };
  const rounds = values.rounds === undefined ? usual : Math.min(usual, Number(values.rounds));
  const home = await makeTestHome();
  const began = performance.now();
  const progress = (done: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${done} of ${rounds} `);
  };
  try {
    const report = await run({ home, rounds, random: randomFrom(seed), progress });
    return { fault: name, ...report, seconds: Math.round((performance.now() - began) / 1_000) };
  } catch (error) {
    process.exitCode = 1;
    return { fault: name, rounds, why: `broke off: ${reasonOf(error)}` };
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    await home.remove();
  }
}

/** What went wrong, and what that was about. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${reasonOf(error.cause)}`;
}

if (values.list) for (const { name, usual } of all) say(`${String(usual).padStart(6)}  ${name}`);
else {
  say(`${engine}, seed ${seed}`);
  const rows: Row[] = [];
  for (const fault of chosen) {
    const row = await provoke(fault);
    rows.push(row);
    const { rounds = 0, figures = {}, mustBeZero = {}, seconds, why } = row;
    if (why !== undefined) say(`-       ${row.fault}: ${why}`);
    else {
      const told = Object.entries({ ...figures, ...mustBeZero }).map(([name, value]) => `${name} ${value}`);
      const wrong = Object.values(mustBeZero).some((value) => value !== 0);
      if (wrong) process.exitCode = 1;
      say(
        `${wrong ? 'FAILED' : 'passed'}  ${row.fault}: ${rounds} rounds in ${seconds} s; ${told.join(', ')}`,
      );
    }
  }
  if (values.json !== undefined)
    await writeFile(
      values.json,
      `${JSON.stringify({ suite: 'faults', version: packageJson.version, engine, seed, rows }, null, 2)}\n`,
    );
}
