import type { Session } from './session.ts';

/** Where the data lives and who holds it, without secrets. */
export interface EngineDescription {
  location: string;
  owner: 'this process' | { pid: number };
  /** Of the embedded engine on a directory. */
  directory?: DirectoryUse;
}

/** How a data directory is used. */
export interface DirectoryUse {
  /** Since when its owner owns it. */
  ownedSince: Date | undefined;
  /** Process ids of those attached to the owner. */
  attached: number[];
  freeBytes: number;
}

/** What the server itself ends, in milliseconds; what is missing or 0 it leaves alone. */
export interface ServerLimits {
  statementMs?: number;
  idleInTransactionMs?: number;
}

/** What runs the SQL: a Postgres server, or Postgres inside this or a neighbouring process. */
export interface Engine {
  readonly kind: 'embedded' | 'postgres';
  readonly limits: ServerLimits;
  /** Transactions that go on at the same time at most; more only wait for one another. */
  readonly places: number;
  connections(): { used: number; idle: number };
  /** A live session for one transaction; the embedded engine opens, attaches or takes over as needed. */
  session(): Promise<Session>;
  /** Takes a session back once its transaction has ended. */
  release(session: Session): void;
  /** Drops a session whose connection broke; the next call to `session` makes a new one. */
  lost(session: Session): void;
  /** Stops what the backend `pid` of a session is doing, once its deadline has passed. */
  interrupt(session: Session, pid: number): Promise<void>;
  /** @throws DatabaseError `storage_full` where a write could no longer be kept */
  checkSpace(): Promise<void>;
  describe(): Promise<EngineDescription>;
  close(): Promise<void>;
}
