import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { DatabaseError, type Origin, timeoutError, unavailableError } from './database-error.ts';

export {
  DatabaseError,
  type DatabaseErrorCode,
  timeoutError,
  unavailableError,
} from './database-error.ts';

/** SQLSTATEs after which the same transaction may simply be tried again. */
const serializationFailures = new Set(['40001', '40P01']);

export const isSerializationFailure = (error: unknown): boolean =>
  error instanceof DatabaseError && serializationFailures.has(error.sqlState ?? '');

export const isConnectionLost = (error: unknown): boolean =>
  error instanceof DatabaseError && error.connectionLost;

/** Whether a server refused to write, rather than a transaction that had said it would only read. */
export const isReadOnlyServer = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === 'unavailable' && error.sqlState === '25006';

/**
 * Turns what the driver threw into a `DatabaseError`. Anything the database did not throw comes back
 * unchanged, so that callers may roll back with errors of their own.
 *
 * @param writes  whether the transaction had asked to write
 */
export function toDatabaseError(thrown: unknown, writes = false): unknown {
  const error = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  if (error instanceof DatabaseError) return error;
  if (error instanceof postgres.PostgresError) {
    if (writes && error.code === '25006') return readOnlyError({ sqlState: error.code });
    return fromSqlState(error.code, error.constraint_name);
  }
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
  if (timeouts.has(sqlState)) return timeoutError(origin);
  if (sqlState === '53300') {
    return new DatabaseError('unavailable', 'The database server takes no more connections.', {
      ...origin,
      retryable: true,
      hint: 'Try again in a moment; where this stays, lower pool_size in the database URL, put PgBouncer between, or raise max_connections.',
    });
  }
  if (sqlState === '57P03') {
    return new DatabaseError('unavailable', 'The database server is starting up or shutting down.', {
      ...origin,
      retryable: true,
      connectionLost: true,
      hint: 'Try again in a moment.',
    });
  }
  if (sqlState === '28000') {
    return new DatabaseError('unavailable', 'The database server admits no such login from here.', {
      ...origin,
      hint: 'Let the database URL say sslmode=require where the server demands TLS; else let an administrator admit this user from this host (pg_hba.conf).',
    });
  }
  if (kind === '28') {
    return new DatabaseError('unavailable', 'The database server refused the user or the password.', {
      ...origin,
      hint: 'Correct user and password in the database URL, or let an administrator allow the login.',
    });
  }
  if (sqlState === '3D000') {
    return new DatabaseError('unavailable', 'The database server has no database of this name.', {
      ...origin,
      hint: 'Correct the name at the end of the database URL, or let an administrator run: create database NAME.',
    });
  }
  if (kind === '08' || kind === '53' || kind === '57') return unavailableError(origin);
  return new DatabaseError('internal', `The database refused the statement (SQLSTATE ${sqlState}).`, origin);
}

/** Statement, lock and idle limits of the server. */
const timeouts = new Set(['57014', '55P03', '25P03', '25P04']);

const driverError = (sqlState: string) =>
  new DatabaseError('internal', 'The database driver refused the statement.', { sqlState });

const readOnlyError = (origin: Origin = {}) =>
  new DatabaseError(
    'unavailable',
    'The database server takes reads only: it is a standby, or set read-only.',
    {
      ...origin,
      retryable: true,
      hint: 'Try again once the failover is over, or let the database URL name the primary server.',
    },
  );
