import type { Session } from '../engine/session.ts';
import { DatabaseError } from '../errors.ts';

export interface PoolOptions {
  /** Most connections at a time. */
  size: number;
  /** Milliseconds a call waits for one, and one is kept unused. */
  waitMs: number;
  idleMs: number;
  connect(onEnd: () => void): Promise<Session>;
}

interface Waiter {
  serve(session: Promise<Session>): void;
}

export const closedError = () => new DatabaseError('unavailable', 'The database has been closed.');

/** After this long a connection is replaced, so that a moved or grown server gets its share. */
const lifetimeMs = 30 * 60_000;

/**
 * Connections to a server, each lent to one transaction at a time. A connection that has ended is replaced,
 * never used again, which the pool of the driver does (see `openSession`); and nobody waits for ever.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #idle: Session[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #all = new Map<Session, { since: number; idleTimer?: NodeJS.Timeout }>();
  #opening = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Lends a connection; the caller gives it back.
   *
   * @throws DatabaseError `unavailable` where none was free in time, and whatever connecting throws
   */
  acquire(): Promise<Session> {
    if (this.#closed) return Promise.reject(closedError());
    const session = this.#idle.pop();
    if (session) {
      clearTimeout(this.#all.get(session)?.idleTimer);
      return Promise.resolve(session);
    }
    return this.#all.size + this.#opening < this.#options.size ? this.#open() : this.#wait();
  }

  release(session: Session): void {
    const entry = this.#all.get(session);
    if (!entry) return;
    const worn = this.#closed || performance.now() - entry.since > lifetimeMs;
    const waiter = worn ? undefined : this.#waiters.shift();
    if (worn) void session.end();
    else if (waiter) waiter.serve(Promise.resolve(session));
    else {
      this.#idle.push(session);
      entry.idleTimer = setTimeout(() => void session.end(), this.#options.idleMs).unref();
    }
  }

  state(): { used: number; idle: number } {
    return { used: this.#all.size - this.#idle.length, idle: this.#idle.length };
  }

  /** Ends the connections nobody uses, which one that broke makes doubtful. */
  clear(): void {
    for (const session of this.#idle.splice(0)) void session.end();
  }

  /** Ends all connections, in the middle of what they do. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiters.splice(0)) waiter.serve(Promise.reject(closedError()));
    await Promise.all([...this.#all.keys()].map((session) => session.end()));
  }

  async #open(): Promise<Session> {
    this.#opening += 1;
    try {
      let opened: Session | undefined;
      const session = await this.#options.connect(() => opened && this.#forget(opened));
      opened = session;
      this.#all.set(session, { since: performance.now() });
      if (!session.open || this.#closed) this.#forget(session);
      if (this.#closed) await session.end();
      return session;
    } finally {
      this.#opening -= 1;
      this.#serveNext();
    }
  }

  #wait(): Promise<Session> {
    const { promise, resolve, reject } = Promise.withResolvers<Session>();
    const waiter: Waiter = {
      serve: (session) => {
        clearTimeout(timer);
        session.then(resolve, reject);
      },
    };
    const timer = setTimeout(() => {
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      reject(this.#exhausted());
    }, this.#options.waitMs);
    this.#waiters.push(waiter);
    return promise;
  }

  #forget(session: Session): void {
    clearTimeout(this.#all.get(session)?.idleTimer);
    this.#all.delete(session);
    const index = this.#idle.indexOf(session);
    if (index >= 0) this.#idle.splice(index, 1);
    this.#serveNext();
  }

  /** Opens a connection for who waits longest, where one has gone. */
  #serveNext(): void {
    if (this.#closed || this.#all.size + this.#opening >= this.#options.size) return;
    this.#waiters.shift()?.serve(this.#open());
  }

  #exhausted(): DatabaseError {
    return new DatabaseError(
      'unavailable',
      `All ${this.#options.size} connections to the database were busy for ${this.#options.waitMs / 1_000} s.`,
      {
        retryable: true,
        hint: 'Try again in a moment; where this stays, raise pool_size in the database URL.',
      },
    );
  }
}
