import { AsyncLocalStorage } from 'node:async_hooks';
import { type ExtractTablesWithRelations, sql } from 'drizzle-orm';
import type { PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import type { Schema, Session } from './engine/client.ts';
import { timeoutError } from './errors.ts';
import { applicationRole } from './row-security.ts';

/** A transaction over the whole schema; `tx.transaction` opens a savepoint. */
export type Transaction = PostgresJsTransaction<Schema, ExtractTablesWithRelations<Schema>>;

/** Whose rows a transaction sees, and how long it may take. */
export interface Scope {
  workspaceId: string;
  signal?: AbortSignal;
  /** Milliseconds from the call, waiting included. Without it a statement may run for ever. */
  timeoutMs?: number;
}

export interface TransactionOptions {
  access: 'read only' | 'read write';
  /** Without a scope the transaction runs as the owner of the database. */
  scope: Scope | undefined;
  limit: Limit;
  /** Called at most once, when the deadline passes or the signal aborts while statements may be running. */
  interrupt(pid: number): Promise<void>;
}

const enclosing = new AsyncLocalStorage<{ open: boolean }>();

/**
 * Runs `work` in one transaction and commits what it did, or rolls all of it back where it throws.
 * Once the deadline has passed or the signal has aborted, the promise rejects at once and nothing of
 * `work` is committed, however long it goes on.
 */
export async function runTransaction<T>(
  session: Session,
  { access, scope, limit, interrupt }: TransactionOptions,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if (enclosing.getStore()?.open) {
    throw new Error('A transaction was opened inside another: hand the outer one on instead.');
  }
  const context = { open: true };
  let interrupted: Promise<void> | undefined;

  const running = session.database.transaction(async (tx) => {
    limit.check();
    const pid = await enterScope(tx, access, scope);
    limit.onReached = () => {
      interrupted = interrupt(pid).catch(() => {});
    };
    limit.check();
    try {
      const result = await enclosing.run(context, () => work(tx));
      limit.check();
      return result;
    } finally {
      limit.onReached = () => {};
      await interrupted;
    }
  });
  try {
    return await Promise.race([running, limit.reached]);
  } finally {
    context.open = false;
  }
}

/** Sets role, workspace and limits for this transaction alone. Returns the id of its server process. */
async function enterScope(
  tx: Transaction,
  access: TransactionOptions['access'],
  scope: Scope | undefined,
): Promise<number> {
  const settings = [sql`pg_backend_pid() as pid`, sql`set_config('TimeZone', 'UTC', true)`];
  if (access === 'read only') settings.push(sql`set_config('transaction_read_only', 'on', true)`);
  if (scope) {
    settings.push(
      sql`set_config('statement_timeout', ${String(Math.ceil(scope.timeoutMs ?? 0))}, true)`,
      sql`set_config('app.workspace', ${scope.workspaceId}, true)`,
      sql`set_config('role', ${applicationRole}, true)`,
    );
  }
  const [row] = await tx.execute<{ pid: number }>(sql`select ${sql.join(settings, sql`, `)}`);
  return row!.pid;
}

/** The deadline and the abort signal of one call, over all its attempts. */
export interface Limit {
  /** Rejects once the deadline has passed or the signal has aborted. */
  readonly reached: Promise<never>;
  onReached: () => void;
  /** Throws where the limit has been reached. */
  check(): void;
  stop(): void;
}

export function watchLimit(scope: Scope | undefined): Limit {
  const { signal, timeoutMs } = scope ?? {};
  const { promise: reached, reject } = Promise.withResolvers<never>();
  reached.catch(() => {});
  let failure: { reason: unknown } | undefined;

  const reach = (reason: unknown) => {
    if (failure) return;
    failure = { reason };
    reject(reason);
    limit.onReached();
  };
  const onAbort = () => reach(signal?.reason);
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => reach(timeoutError()), timeoutMs);
  signal?.addEventListener('abort', onAbort);

  const limit: Limit = {
    reached,
    onReached: () => {},
    check: () => {
      if (failure) throw failure.reason;
    },
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
  if (signal?.aborted) onAbort();
  return limit;
}
