import type { Session } from './client.ts';

/** Where the data lives and who holds it, without secrets. */
export interface EngineDescription {
  location: string;
  owner: 'this process' | { pid: number };
}

/** What runs the SQL: a Postgres server, or Postgres inside this or a neighbouring process. */
export interface Engine {
  readonly kind: 'embedded' | 'postgres';
  /** A live session; the embedded engine opens, attaches or takes over as needed. */
  session(): Promise<Session>;
  /** Drops a session whose connection broke; the next call to `session` makes a new one. */
  lost(session: Session): void;
  /** Stops what the backend `pid` of a session is doing, once its deadline has passed. */
  interrupt(session: Session, pid: number): Promise<void>;
  /** @throws DatabaseError `storage_full` where a write could no longer be kept */
  checkSpace(): Promise<void>;
  describe(): EngineDescription;
  close(): Promise<void>;
}
