import { AsyncLocalStorage } from 'node:async_hooks';
import { type ExtractTablesWithRelations, sql } from 'drizzle-orm';
import type { PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import type { ServerLimits } from './engine/engine.ts';
import type { Schema, Session } from './engine/session.ts';
import { timeoutError } from './errors.ts';
import { applicationRole, limitedRole } from './roles.ts';
import { withKeys } from './sealing/context.ts';
import type { Keyring } from './sealing/keys.ts';
import { type Visibility, visibilitySettings } from './visibility.ts';

/** A transaction over the whole schema; `tx.transaction` opens a savepoint. */
export type Transaction = PostgresJsTransaction<Schema, ExtractTablesWithRelations<Schema>>;

/** Whose rows a transaction sees, and how long it may take. */
export interface Scope extends Visibility {
  workspaceId: string;
  signal?: AbortSignal;
  /** Milliseconds from the call, waiting included. Without it a statement may run for ever. */
  timeoutMs?: number;
}

export interface TransactionOptions {
  access: 'read only' | 'read write';
  /** Whether every statement sees the database as the first one did. */
  isSnapshot?: boolean | undefined;
  /** Without a scope the transaction runs as the owner of the database. */
  scope: Scope | undefined;
  limit: Limit;
  /** What sealed columns are encrypted with; absent where the database is not encrypted. */
  keys?: Keyring | undefined;
  /** What the server is to end by itself. */
  serverLimits: ServerLimits;
  /** Called at most once, when the deadline passes or the signal aborts while statements may be running. */
  interrupt(pid: number): Promise<void>;
  /** Called once the session is free again, which may be after the deadline. */
  release(): void;
}

const enclosing = new AsyncLocalStorage<{ open: boolean }>();

/** Throws inside a transaction: opening another there could wait for ever. */
export function refuseNesting(): void {
  if (!enclosing.getStore()?.open) return;
  throw new Error('A transaction was opened inside another: hand the outer one on instead.');
}

/**
 * Runs `work` in one transaction and commits what it did, or rolls all of it back where it throws.
 * Once the deadline has passed or the signal has aborted, the promise rejects at once and nothing of
 * `work` is committed, however long it goes on.
 */
export async function runTransaction<T>(
  session: Session,
  options: TransactionOptions,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { limit, interrupt, release } = options;
  const context = { open: true };
  let interrupted: Promise<void> | undefined;

  const isolation = options.isSnapshot ? ({ isolationLevel: 'repeatable read' } as const) : undefined;
  const running = session.database.transaction(async (tx) => {
    limit.check();
    const pid = await enterScope(tx, options);
    limit.onReached = () => {
      interrupted = interrupt(pid).catch(() => {});
    };
    limit.check();
    try {
      const result = await enclosing.run(context, () =>
        withKeys(options.keys, options.scope?.workspaceId, () => work(tx)),
      );
      limit.check();
      return result;
    } finally {
      limit.onReached = () => {};
      await interrupted;
    }
  }, isolation);
  running.then(release, release);
  try {
    return await Promise.race([running, limit.reached]);
  } finally {
    context.open = false;
  }
}

/**
 * Sets role, workspace and limits for this transaction alone. Statements are not compiled: what is given as JSON
 * looks far larger to the planner than it is, and compiling takes longer than any of ours runs.
 *
 * @returns the id of its server process
 */
async function enterScope(
  tx: Transaction,
  { access, scope, serverLimits }: TransactionOptions,
): Promise<number> {
  const { statementMs = 0, idleInTransactionMs } = serverLimits;
  const timeouts = [statementMs, Math.ceil(scope?.timeoutMs ?? 0)].filter((limit) => limit > 0);
  const statementTimeout = scope && timeouts.length > 0 ? Math.min(...timeouts) : 0;
  const local = (name: string, value: string | number) => sql`set_config(${name}, ${String(value)}, true)`;
  const settings = [
    sql`pg_backend_pid() as pid`,
    local('TimeZone', 'UTC'),
    local('jit', 'off'),
    local('statement_timeout', statementTimeout),
  ];
  if (idleInTransactionMs) settings.push(local('idle_in_transaction_session_timeout', idleInTransactionMs));
  if (access === 'read only') settings.push(local('transaction_read_only', 'on'));
  if (scope) {
    settings.push(local('app.workspace', scope.workspaceId));
    settings.push(...visibilitySettings(scope, access === 'read only'));
    settings.push(local('role', scope.people ? limitedRole : applicationRole));
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

export function watchLimit(scope: Pick<Scope, 'signal' | 'timeoutMs'> | undefined): Limit {
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
