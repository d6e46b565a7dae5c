import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Acquisition, announceAttached, attachedProcesses, directoryLock } from './directory-lock.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rapport-test-'));
});

afterEach(() => rm(directory, { recursive: true }));

const isTaken = (acquisition: Acquisition) => 'lock' in acquisition;

/** Starts a process that takes the lock and keeps it. */
async function startHolder() {
  const script = `
    const { directoryLock } = await import(${JSON.stringify(new URL('./directory-lock.ts', import.meta.url).href)});
    const { lock } = await directoryLock(process.argv[1])();
    await lock.publish('/its/socket');
    console.log('held');
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('one holder at a time, who tells where it listens', async () => {
  const child = await startHolder();
  const acquire = directoryLock(directory);
  expect(await acquire()).toMatchObject({ holder: { pid: child.pid, socketPath: '/its/socket' } });
  expect(isTaken(await acquire())).toBe(false);

  child.kill('SIGKILL');
  await once(child, 'close');
  expect(isTaken(await acquire())).toBe(true);
  expect(await readdir(directory)).toHaveLength(1);
});

test('case 64: a stopped process still holds its lock', async () => {
  const child = await startHolder();
  child.kill('SIGSTOP');
  expect(isTaken(await directoryLock(directory)())).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'close');
});

test('released, it is free; taken twice in one process, it is held', async () => {
  const first = await directoryLock(directory)();
  expect(await directoryLock(directory)()).toMatchObject({ holder: { pid: process.pid } });
  if ('lock' in first) await first.lock.release();
  expect(await readdir(directory)).toEqual([]);
  expect(isTaken(await directoryLock(directory)())).toBe(true);
});

test('case 64: a process id that another process has got since does not count', async () => {
  const child = await startHolder();
  const [name] = await readdir(directory);
  child.kill('SIGKILL');
  await once(child, 'close');

  const reused = name!.replace(/\d+(\.\w+)$/, `${process.ppid}$1`);
  await rm(join(directory, name!), { force: true });
  await writeFile(join(directory, reused), '');
  expect(isTaken(await directoryLock(directory)())).toBe(true);
});

test('a lock of another machine or container is respected while nobody has watched it stand still', async () => {
  await writeFile(join(directory, 'owner.0123456789ab.1.0123456789ab'), '');
  const acquire = directoryLock(directory);
  expect(isTaken(await acquire())).toBe(false);
  expect(isTaken(await acquire())).toBe(false);
});

test('who is attached says so, and is struck off once it is dead', async () => {
  const withdraw = await announceAttached(directory);
  const [own] = await readdir(directory);
  await writeFile(join(directory, own!.replace(/\d+(\.\w+)$/, '4194399$1')), '');
  expect(await attachedProcesses(directory)).toEqual([process.pid]);
  expect(await readdir(directory)).toEqual([own]);
  expect(isTaken(await directoryLock(directory)())).toBe(true);
  await withdraw();
  expect(await attachedProcesses(directory)).toEqual([]);
});

test('many at once: never two', async () => {
  const rounds = Array.from({ length: 20 }, async () => {
    const acquisition = await directoryLock(directory)();
    return isTaken(acquisition);
  });
  expect((await Promise.all(rounds)).filter(Boolean)).toHaveLength(1);
});
