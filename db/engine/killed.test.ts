import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../index.ts';
import { killWriters, missing, startWriter, stored, until, type Writer } from './test-processes.ts';

// A short form: `npm run faults` does it for longer, and with the whole product.
const rounds = 3;

afterEach(killWriters);

test(`case 63: three processes write into one directory, its owner is killed ${rounds} times: nothing acknowledged is lost`, {
  timeout: 240_000,
}, async ({ annotate }) => {
  const directory = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  const all: Writer[] = [];
  let started = 0;
  const start = async () => {
    started += 1;
    const writer = await startWriter(directory, `writer${started}`);
    all.push(writer);
    return writer;
  };
  /** The one whose lock lies in the directory; between two owners there is none. */
  const owner = async (): Promise<Writer> => {
    for (;;) {
      const pids = (await readdir(directory)).map((name) => Number(/^owner\.\w+\.(\d+)\./.exec(name)?.[1]));
      const found = alive.find(({ pid }) => pids.includes(pid));
      if (found) return found;
      await sleep(5);
    }
  };
  let alive = [await start(), ...(await Promise.all([start(), start()]))];

  const gaps: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const victim = await owner();
    await sleep((round * 37) % 150);
    const replacement = start();
    await victim.kill();
    const killed = performance.now();
    alive = alive.filter((writer) => writer !== victim);
    const before = alive.map(({ acknowledged }) => acknowledged.length);
    await Promise.all(
      alive.map(async ({ acknowledged }, index) => {
        await until(() => acknowledged.length > before[index]!);
        gaps.push(performance.now() - killed);
      }),
    );
    alive.push(await replacement);
  }
  await Promise.all(alive.map((writer) => writer.kill()));
  const sorted = gaps.toSorted((one, other) => one - other);
  await annotate(
    `the others went on after ${Math.round(sorted[rounds]!)} ms in the middle, ${Math.round(sorted.at(-1)!)} ms at most`,
  );

  const database = await openDatabase({ dataDirectory: directory });
  const found = await stored(database);
  const acknowledged = all.flatMap((writer) => writer.acknowledged);
  expect(missing(acknowledged, found.contacts)).toEqual([]);
  expect(found.companies).toEqual(found.contacts);
  await database.close();
  await rm(directory, { recursive: true });
});
