import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A process that owns a data directory. */
export interface LockHolder {
  pid: number;
  file: string;
  /** Where it listens; undefined until it does. */
  socketPath: string | undefined;
  /** Since when it owns the directory. */
  since: Date | undefined;
}

/** The exclusive right to open a data directory. */
export interface DirectoryLock {
  readonly since: Date;
  /** Tells others where to attach. */
  publish(socketPath: string): Promise<void>;
  /** Fulfilled where the lock file has been taken away by someone else: the right is then gone. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

export type Acquisition = { lock: DirectoryLock } | { holder: LockHolder };

const heartbeatMs = 10_000;
/** How long a lock of another machine or container must stand still, while watched, to count as dead. */
const foreignPatienceMs = 30_000;

/**
 * The lock of a data directory: a file whose name identifies its process, so that creating it is atomic and
 * a dead process's file can be removed by anyone at any time without touching a live one's. Who finds
 * another live file after creating its own steps back; two that start together may both step back and try
 * again, but never both go on.
 *
 * @returns a function that tries once to take the lock
 */
export function directoryLock(directory: string): () => Promise<Acquisition> {
  const ownName = lockName(process.pid);
  const ownFile = join(directory, ownName);
  const observed = new Map<string, { modified: number; since: number }>();

  async function liveHolder(): Promise<LockHolder | undefined> {
    for (const name of await readdir(directory)) {
      const identity = parseLockName(name);
      if (!identity || name === ownName) continue;
      const file = join(directory, name);
      if (await isAlive(identity, file)) return readHolder(identity.pid, file);
      await rm(file, { force: true });
    }
    return undefined;
  }

  async function isAlive(identity: LockIdentity, file: string): Promise<boolean> {
    if (identity.host === thisHost) return isRunning(identity);
    const modified = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (modified === undefined) return false;
    const before = observed.get(file);
    if (before?.modified !== modified) observed.set(file, { modified, since: performance.now() });
    return before?.modified !== modified || performance.now() - before.since < foreignPatienceMs;
  }

  return async () => {
    const holder = await liveHolder();
    if (holder) return { holder };
    try {
      await (await open(ownFile, 'wx', 0o600)).close();
    } catch (error) {
      if (isFileError(error, 'EEXIST')) return { holder: await readHolder(process.pid, ownFile) };
      throw error;
    }
    const rival = await liveHolder();
    if (rival) {
      await rm(ownFile, { force: true });
      return { holder: rival };
    }
    return { lock: holdLock(ownFile) };
  };
}

function holdLock(file: string): DirectoryLock {
  const lost = Promise.withResolvers<void>();
  const since = new Date();
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => lost.resolve());
  }, heartbeatMs);
  heartbeat.unref();
  return {
    since,
    lost: lost.promise,
    publish: (socketPath) => writeFile(file, `${socketPath}\n${since.toISOString()}`),
    release: async () => {
      clearInterval(heartbeat);
      await rm(file, { force: true });
    },
  };
}

async function readHolder(pid: number, file: string): Promise<LockHolder> {
  const [socketPath, since] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  return { pid, file, socketPath: socketPath || undefined, since: since ? new Date(since) : undefined };
}

/** Says in the directory that this process is attached to its owner, until it is taken back. */
export async function announceAttached(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, lockName(process.pid, 'attached'));
  await writeFile(file, '', { mode: 0o600 });
  return () => rm(file, { force: true });
}

/** The processes of this machine that are attached to the owner of the directory; the dead are struck off. */
export async function attachedProcesses(directory: string): Promise<number[]> {
  const pids: number[] = [];
  for (const name of await readdir(directory)) {
    const identity = parseLockName(name, 'attached');
    if (identity?.host !== thisHost) continue;
    if (isRunning(identity)) pids.push(identity.pid);
    else await rm(join(directory, name), { force: true });
  }
  return pids.toSorted((one, other) => one - other);
}

interface LockIdentity {
  host: string;
  pid: number;
  started: string;
}

type Part = 'owner' | 'attached';

const lockName = (pid: number, part: Part = 'owner') =>
  `${part}.${thisHost}.${pid}.${startOf(pid) ?? 'unknown'}`;

function parseLockName(name: string, part: Part = 'owner'): LockIdentity | undefined {
  const match = /^(\w+)\.([0-9a-f]+)\.(\d+)\.(\w+)$/.exec(name);
  if (match?.[1] !== part) return undefined;
  return { host: match[2]!, pid: Number(match[3]), started: match[4]! };
}

function isRunning({ pid, started }: LockIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isFileError(error, 'EPERM')) return false;
  }
  return procfs ? startOf(pid) === started : true;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const bootId = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
const procfs = bootId !== undefined;

/** Where process ids mean the same: this machine and, on Linux, this container. */
const thisHost = digest(`${hostname()} ${attempt(() => readlinkSync('/proc/self/ns/pid'))}`);

/** When a process started, as opaque text; undefined where it has ended or the system does not tell. */
function startOf(pid: number): string | undefined {
  const fields = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    ?.replace(/^.*\) /s, '')
    .split(' ');
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return digest(`${bootId} ${fields[19]}`);
}

const isFileError = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;
