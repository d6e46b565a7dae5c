export type DatabaseErrorCode = 'unavailable' | 'storage_full' | 'conflict' | 'timeout' | 'internal';

export interface Origin {
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
  /** Whether the connection, rather than the statement, failed: nothing is known of a commit under way. */
  readonly connectionLost: boolean;

  constructor(
    code: DatabaseErrorCode,
    message: string,
    details: { hint?: string; retryable?: boolean; connectionLost?: boolean } & Origin = {},
  ) {
    super(message);
    this.name = 'DatabaseError';
    this.code = code;
    this.hint = details.hint;
    this.retryable = details.retryable ?? false;
    this.sqlState = details.sqlState;
    this.constraint = details.constraint;
    this.connectionLost = details.connectionLost ?? false;
  }
}

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
    connectionLost: true,
    hint: 'Try again in a moment.',
  });
