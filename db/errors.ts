import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';

export type DatabaseErrorCode = 'unavailable' | 'storage_full' | 'conflict' | 'timeout' | 'internal';

interface Origin {
  sqlState?: string;
  constraint?: string | undefined;
}

/**
 * A failure of the database, safe to show: neither message nor hint holds SQL, parameters, stored values
 * or the driver's words. `sqlState` and `constraint` are for the log.
 */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;

  constructor(
    code: DatabaseErrorCode,
    message: string,
    details: { hint?: string; retryable?: boolean } & Origin = {},
  ) {
    super(message);
    this.name = 'DatabaseError';
    this.code = code;
    this.hint = details.hint;
    this.retryable = details.retryable ?? false;
    this.sqlState = details.sqlState;
    this.constraint = details.constraint;
  }
}

/** SQLSTATEs after which the same transaction may simply be tried again. */
const serializationFailures = new Set(['40001', '40P01']);

export const isSerializationFailure = (error: unknown): boolean =>
  error instanceof DatabaseError && serializationFailures.has(error.sqlState ?? '');

/** Whether the connection, rather than the statement, failed: nothing is known of a commit under way. */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === 'unavailable' && error.retryable;

/**
 * Turns what the driver threw into a `DatabaseError`. Anything the database did not throw comes back
 * unchanged, so that callers may roll back with errors of their own.
 */
export function toDatabaseError(thrown: unknown): unknown {
  const error = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  if (error instanceof postgres.PostgresError) return fromSqlState(error.code, error.constraint_name);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^CONNECT(ION)?_/.test(code)) return unavailableError();
  if (error instanceof Error && 'query' in error && 'parameters' in error) {
    return /^E[A-Z]+$/.test(code) ? unavailableError() : driverError(code);
  }
  return thrown instanceof DrizzleQueryError ? driverError('') : thrown;
}

function fromSqlState(sqlState: string, constraint: string | undefined): DatabaseError {
  const origin = { sqlState, constraint };
  const kind = sqlState.slice(0, 2);
  if (sqlState === '23505')
    return new DatabaseError('conflict', 'A record with this key already exists.', {
      ...origin,
      hint: 'Find that record and change it instead.',
    });
  if (serializationFailures.has(sqlState)) {
    return new DatabaseError('conflict', 'Another change to the same records came first.', {
      ...origin,
      retryable: true,
      hint: 'Try again.',
    });
  }
  if (sqlState === '53100') {
    return new DatabaseError('storage_full', 'The disk of the database is full.', {
      ...origin,
      hint: 'Free some space and try again; what was stored before is safe.',
    });
  }
  if (sqlState === '57014' || sqlState === '25P03' || sqlState === '25P04') return timeoutError(origin);
  if (kind === '28' || sqlState === '3D000') {
    return new DatabaseError('unavailable', 'The database server refused the connection.', {
      ...origin,
      hint: 'Check user, password and database name in the database URL.',
    });
  }
  if (kind === '08' || kind === '53' || kind === '57') return unavailableError(origin);
  return new DatabaseError('internal', `The database refused the statement (SQLSTATE ${sqlState}).`, origin);
}

const driverError = (sqlState: string) =>
  new DatabaseError('internal', 'The database driver refused the statement.', { sqlState });

export const timeoutError = (origin: Origin = {}) =>
  new DatabaseError('timeout', 'The database did not answer in time.', {
    ...origin,
    retryable: true,
    hint: 'Ask for less at once, or try again.',
  });

export const unavailableError = (origin: Origin = {}) =>
  new DatabaseError('unavailable', 'The connection to the database was lost.', {
    ...origin,
    retryable: true,
    hint: 'Try again in a moment.',
  });
