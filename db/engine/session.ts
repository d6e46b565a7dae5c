import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { unavailableError } from '../errors.ts';
import * as schema from '../schema/index.ts';
import { parseArray, serializeArray } from './array.ts';

export type Schema = typeof schema;

/** One connection to either engine. Once it has ended it never serves again: a new one takes its place. */
export interface Session {
  readonly database: PostgresJsDatabase<Schema>;
  /** Whether the connection still stands. */
  readonly open: boolean;
  /** What the server called this connection at the login; a pooler between gives a number of its own. */
  readonly loginProcess: number;
  readonly encrypted: boolean;
  /** Runs one statement without parameters, outside transactions. */
  query<Row extends object = Record<string, unknown>>(statement: string): Promise<Row[]>;
  /** Ends the connection in the middle of what it does, which fails as lost. */
  end(): Promise<void>;
}

export interface SessionOptions {
  user?: string | undefined;
  password?: string | undefined;
  database?: string | undefined;
  /** Settings sent with the login; a pooler knows few of them. */
  parameters?: Record<string, string>;
  /** Milliseconds the login may take. */
  loginMs: number;
  /** Called when the connection has ended, once it stood. */
  onEnd?: () => void;
}

/**
 * Logs in over a stream that is connected already.
 *
 * Statements are never prepared by name, since poolers and the embedded engine hand one server session to
 * many clients; types are not looked up at the login, for the same reason. The driver (3.4.9) forgets its
 * socket when a connection ends, yet still writes what a transaction does afterwards, such as its rollback:
 * an uncaught TypeError, or statements in the middle of somebody else's transaction once it has connected
 * again. So nothing reaches it here after the end, and it connects once only.
 *
 * @throws what the driver throws, or a `DatabaseError` where the login takes too long
 */
export async function openSession(stream: Duplex, options: SessionOptions): Promise<Session> {
  const { user, password, database, parameters = {}, loginMs, onEnd } = options;
  const failures = new Set<(error: Error) => void>();
  const streams = [stream];
  let open = true;
  let established = false;
  // The driver listens only in a moment, and no longer once the connection has ended.
  stream.on('error', () => {}).once('close', ended);

  const client = postgres({
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    connection: parameters as never,
    max: 1,
    ssl: false,
    prepare: false,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 0,
    types,
    onnotice: () => {},
    onclose: ended,
    socket: () => streams.shift() ?? Promise.reject(unavailableError()),
  } as DriverOptions);

  function ended() {
    if (!open) return;
    open = false;
    for (const fail of failures) fail(unavailableError());
    if (established) onEnd?.();
  }

  /** Rejects as soon as the connection ends, which not every promise of the driver does. */
  const untilEnd = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      failures.add(reject);
      work.then(resolve, reject).finally(() => failures.delete(reject));
    });

  /** Never settles once the connection has ended, so that the driver writes neither commit nor rollback. */
  const whileOpen = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      work.then(
        (result) => open && resolve(result),
        (error) => open && reject(error),
      );
    });

  const guard = (sql: DriverStatements): DriverStatements => ({
    unsafe: (...call) => (open ? sql.unsafe(...call) : refusedStatement()),
    savepoint: (work) =>
      open
        ? untilEnd(sql.savepoint((inner) => whileOpen(work(guard(inner)))))
        : Promise.reject(unavailableError()),
  });

  const guarded = {
    options: client.options,
    begin: (work: (sql: DriverStatements) => Promise<unknown>) =>
      open
        ? untilEnd(client.begin((sql) => whileOpen(work(guard(sql as never)))))
        : Promise.reject(unavailableError()),
  };

  async function end(): Promise<void> {
    ended();
    await client.end({ timeout: 0 });
    stream.destroy();
  }

  const query = async <Row extends object>(statement: string): Promise<Row[]> => {
    if (!open) throw unavailableError();
    return [...(await untilEnd(client.unsafe<Row[]>(statement)))] as Row[];
  };

  const late = setTimeout(() => {
    for (const fail of failures) fail(unavailableError({ sqlState: '08001' }));
  }, loginMs);
  try {
    const { state } = await untilEnd(client.unsafe('select'));
    established = true;
    return {
      database: drizzle(guarded as never, { schema }),
      get open() {
        return open;
      },
      loginProcess: (state as { pid: number }).pid,
      encrypted: stream instanceof TLSSocket,
      query,
      end,
    };
  } catch (error) {
    await end();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** The option by which the driver takes a stream is missing from its types. */
type DriverOptions = postgres.Options<Record<string, postgres.PostgresType>>;

/** What Drizzle uses of a transaction of the driver. */
interface DriverStatements {
  unsafe(...call: Parameters<postgres.TransactionSql['unsafe']>): unknown;
  savepoint(work: (sql: DriverStatements) => Promise<unknown>): Promise<unknown>;
}

/** In the shape of the driver's statements, which may be asked for rows as arrays. */
function refusedStatement(): unknown {
  const refusal = Promise.reject(unavailableError());
  return Object.assign(refusal, { values: () => refusal });
}

const arrayType = (
  oids: readonly number[],
  parseElement: (text: string) => unknown,
): postgres.PostgresType => ({
  to: oids[0]!,
  from: [...oids],
  serialize: serializeArray,
  parse: (literal: string) => parseArray(literal, parseElement),
});

/** By object identifier, which are fixed for built-in types. */
const types = {
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
  textArray: arrayType([1009, 1015, 2951], (text) => text),
  numberArray: arrayType([1007, 1005, 1016, 1021, 1022], Number),
  booleanArray: arrayType([1000], (text) => text === 't'),
};
