import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, unavailableError } from '../database-error.ts';
import { connectEmbedded } from './connect-embedded.ts';
import { knock, listenForKnocks } from './control.ts';
import type { DirectoryLock, LockHolder } from './directory-lock.ts';
import type { Engine, EngineDescription, ServerLimits } from './engine.ts';
import type { EngineThread } from './engine-thread.ts';
import type { Home } from './home.ts';
import { keepHouse } from './housekeeping.ts';
import type { Session } from './session.ts';

/** How long to look for a working engine; longer than a dead container's lock is respected. */
const patienceMs = 60_000;
/** How long the engine may stay deaf once a statement has outlived its deadline. */
const deafnessMs = 5_000;
/** How often an owner looks whether the engine needs tending. */
const housekeepingMs = 30_000;
/** How long the engine has to end in order. */
const endingMs = 5_000;

/**
 * Postgres inside a process. Any number of processes may share one data directory: the first owns the
 * engine, the others attach to its socket, and one of them takes over when the owner ends.
 */
export class EmbeddedEngine implements Engine {
  readonly kind = 'embedded';
  readonly limits: ServerLimits = {};
  /** One after another on one session; the second stands ready. */
  readonly places = 2;
  readonly #home: Home;
  readonly #log: (line: string) => void;
  /** The session being made or made. Only one is made at a time, so that two engines never run on one directory. */
  #session: Promise<Session> | undefined;
  #live: Session | undefined;
  #holder: LockHolder | undefined;
  #lock: DirectoryLock | undefined;
  #thread: EngineThread | undefined;
  #surrendering: Promise<void> = Promise.resolve();
  #door: AsyncDisposable | undefined;
  #housekeeping: NodeJS.Timeout | undefined;
  readonly #begun = Promise.withResolvers<void>();
  #closed = false;

  constructor(home: Home, log: (line: string) => void) {
    this.#home = home;
    this.#log = log;
  }

  /**
   * Starts the engine, or attaches to the one that runs, before anybody asks for a session.
   *
   * @returns when it goes on by itself while this thread is busy; that it fails shows in `session`
   */
  async begin(): Promise<void> {
    const session = this.session().then(
      () => {},
      () => {},
    );
    await Promise.race([this.#begun.promise, session]);
  }

  session(): Promise<Session> {
    if (this.#closed) throw new DatabaseError('unavailable', 'The database has been closed.');
    this.#session ??= this.#establish().then(
      (session) => {
        this.#live = session;
        return session;
      },
      (error: unknown) => {
        this.#session = undefined;
        throw error;
      },
    );
    return this.#session;
  }

  connections() {
    return { used: this.#live ? 1 : 0, idle: 0 };
  }

  /** All transactions share the session, one after another. */
  release(): void {}

  lost(session: Session): void {
    void this.#drop(session);
  }

  async interrupt(session: Session): Promise<void> {
    await this.#drop(session);
    if (this.#lock) void this.#restartIfDeaf();
    else if (this.#holder?.socketPath) setTimeout(knock, 0, this.#holder.socketPath);
  }

  checkSpace(): Promise<void> {
    return this.#home.checkSpace();
  }

  async describe(): Promise<EngineDescription> {
    const owner = this.#lock || !this.#holder ? 'this process' : { pid: this.#holder.pid };
    const use = await this.#home.use();
    const ownedSince = (this.#lock ?? this.#holder)?.since;
    return { location: this.#home.location, owner, ...(use && { directory: { ...use, ownedSince } }) };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const session = await this.#session?.catch(() => undefined);
    if (session && this.#lock && this.#home.durable) await keepHouse(session, true).catch(() => {});
    await session?.end();
    await this.#surrender();
    await this.#home.leave();
  }

  /** Becomes the owner where there is none, attaches to the owner otherwise. */
  async #establish(): Promise<Session> {
    const started = performance.now();
    while (!this.#closed) {
      const session = (await this.#own()) ?? (await this.#attach());
      if (session) return session;
      if (performance.now() - started > patienceMs) break;
      await sleep(20 + Math.random() * 60);
    }
    const { pid, file } = this.#holder ?? {};
    throw new DatabaseError(
      'unavailable',
      `Another process (${pid}) holds the database and does not answer.`,
      {
        retryable: true,
        hint: `End that process; if it has ended already, delete ${file}.`,
      },
    );
  }

  async #own(): Promise<Session | undefined> {
    await this.#surrendering;
    if (!this.#lock) {
      const acquisition = await this.#home.acquire();
      if ('holder' in acquisition) {
        this.#holder = acquisition.holder;
        return undefined;
      }
      this.#lock = acquisition.lock;
      await this.#home.announce(false);
      void acquisition.lock.lost.then(() => this.#surrender(0));
    }
    const thread = this.#thread ?? (await this.#startEngine(this.#lock));
    try {
      return await this.#connect(thread.socketPath);
    } catch (error) {
      if (isLoginTimeout(error)) throw unavailableError();
      await thread.terminate();
      return undefined;
    }
  }

  async #attach(): Promise<Session | undefined> {
    if (!this.#holder?.socketPath) return undefined;
    try {
      const session = await this.#connect(this.#holder.socketPath);
      await this.#home.announce(true);
      return session;
    } catch {
      return undefined;
    }
  }

  async #connect(socketPath: string): Promise<Session> {
    const session = await connectEmbedded(socketPath, () => this.lost(session));
    return session;
  }

  async #startEngine(lock: DirectoryLock): Promise<EngineThread> {
    try {
      const thread = await this.#home.start(() => this.#begun.resolve());
      this.#thread = thread;
      void thread.ended.then(() => this.#revive(thread));
      this.#door ??= await listenForKnocks(thread.socketPath, () => void this.#restartIfDeaf());
      this.#housekeeping ??= setInterval(() => void this.#tend(), housekeepingMs).unref();
      await lock.publish(thread.socketPath);
      return thread;
    } catch (error) {
      await this.#surrender();
      throw error;
    }
  }

  /** Starts the engine again after it ended by itself, for those attached too. */
  async #revive(ended: EngineThread): Promise<void> {
    if (this.#thread === ended) this.#thread = undefined;
    if (this.#closed || !this.#lock) return;
    if (this.#live) await this.#drop(this.#live);
    await this.session().catch((error: Error) => this.#log(error.message));
  }

  async #tend(): Promise<void> {
    try {
      await keepHouse(await this.session());
    } catch {
      // A full disk or a lost connection shows in the calls that need the database.
    }
  }

  /** Forgets a session, so that the next call makes a new one, and ends it in the middle of what it does. */
  async #drop(session: Session): Promise<void> {
    if (this.#live === session) {
      this.#live = undefined;
      this.#session = undefined;
    }
    await session.end();
  }

  /** A statement cannot be cancelled in the embedded engine, only the engine be ended under it. */
  async #restartIfDeaf(): Promise<void> {
    const thread = this.#thread;
    if (!thread || !this.#home.durable || this.#closed) return;
    const answer = this.session()
      .then((session) => session.query('select 1'))
      .then(
        () => 'heard',
        () => 'heard',
      );
    const outcome = await Promise.race([answer, sleep(deafnessMs, 'deaf', { ref: false })]);
    if (outcome === 'heard' || this.#thread !== thread) return;
    this.#log('The database engine was restarted: a statement had outlived its deadline.');
    await thread.terminate();
  }

  /**
   * Ends the engine and gives the right to it up.
   *
   * @param patience  milliseconds the engine has to end in order; none where another may own the files already
   */
  #surrender(patience = endingMs): Promise<void> {
    const thread = this.#thread;
    const lock = this.#lock;
    const door = this.#door;
    this.#lock = undefined;
    this.#door = undefined;
    clearInterval(this.#housekeeping);
    this.#housekeeping = undefined;
    this.#surrendering = (async () => {
      await door?.[Symbol.asyncDispose]();
      if (patience > 0) await Promise.race([thread?.stop(), sleep(patience, undefined, { ref: false })]);
      await thread?.terminate();
      await lock?.release();
    })();
    return this.#surrendering;
  }
}

const isLoginTimeout = (error: unknown) => error instanceof DatabaseError && error.sqlState === '08001';
