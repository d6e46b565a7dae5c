import type { Engine } from '../engine/engine.ts';
import { openSession, type Session } from '../engine/session.ts';
import { DatabaseError, isConnectionLost, toDatabaseError } from '../errors.ts';
import { checkServer } from './check-server.ts';
import { dial } from './dial.ts';
import { Pool } from './pool.ts';
import { type HostAddress, readDatabaseUrl, type ServerSettings } from './settings.ts';

/** How long a transaction may go on after its deadline before its connection is cut. */
const interruptedMs = 5_000;

/**
 * The engine of a Postgres server or of a pooler before one. Nothing is set but for a transaction, so that
 * a pooler may hand each transaction to another server process.
 *
 * @param url  see `readDatabaseUrl`
 * @throws DatabaseError `unavailable` where the server cannot be reached or used, with the next step
 */
export async function openPostgres(url: string): Promise<Engine> {
  const settings = readDatabaseUrl(url);
  const { poolSize, poolWaitMs, idleMs, statementMs, idleInTransactionMs, hosts, database } = settings;
  const pool = new Pool({
    size: poolSize,
    waitMs: poolWaitMs,
    idleMs,
    connect: (onEnd) => connectServer(settings, onEnd),
  });
  const lent = new Set<Session>();

  const engine: Engine = {
    kind: 'postgres',
    limits: { statementMs, idleInTransactionMs },
    places: poolSize,
    connections: () => pool.state(),
    async session() {
      const session = await pool.acquire();
      lent.add(session);
      return session;
    },
    release(session) {
      lent.delete(session);
      pool.release(session);
    },
    lost(session) {
      void session.end();
      pool.clear();
    },
    async interrupt(session, pid) {
      setTimeout(() => lent.has(session) && void session.end(), interruptedMs).unref();
      const other = await connectServer(settings);
      await other.query(`select pg_cancel_backend(${pid})`).finally(() => other.end());
    },
    checkSpace: async () => {},
    describe: async () => ({
      location: `${hosts.map(({ host, port }) => `${host}:${port}`).join(',')}/${database ?? ''}`,
      owner: 'this process',
    }),
    close: () => pool.close(),
  };
  try {
    const session = await engine.session();
    await checkServer(session);
    engine.release(session);
    return engine;
  } catch (error) {
    await engine.close();
    throw toDatabaseError(error);
  }
}

/**
 * Connects and logs in, to the first of the hosts that lets us.
 *
 * @throws DatabaseError of the last host
 */
export async function connectServer(settings: ServerSettings, onEnd?: () => void): Promise<Session> {
  const { hosts, primaryOnly } = settings;
  let failure: unknown;
  for (const address of hosts) {
    try {
      const session = await logIn(address, settings, onEnd);
      if (!primaryOnly || hosts.length === 1 || (await isPrimary(session))) return session;
      await session.end();
      failure = new DatabaseError(
        'unavailable',
        'None of the hosts in the database URL is the primary server.',
        {
          retryable: true,
          hint: 'Try again once the failover is over, or name the primary server.',
        },
      );
    } catch (error) {
      failure = toDatabaseError(error);
    }
  }
  throw failure;
}

async function logIn(address: HostAddress, settings: ServerSettings, onEnd?: () => void): Promise<Session> {
  const { tls, connectMs, user, password, database, applicationName, options } = settings;
  const socket = await dial(address, tls, connectMs);
  try {
    return await openSession(socket, {
      user,
      password,
      database,
      parameters: { application_name: applicationName, ...(options !== undefined && { options }) },
      loginMs: connectMs,
      ...(onEnd && { onEnd }),
    });
  } catch (error) {
    const known = toDatabaseError(error);
    throw isConnectionLost(known) ? explainSilence(known) : known;
  }
}

/** A server that ends the connection at the login without a word may be none. */
function explainSilence(error: unknown): unknown {
  if (error instanceof DatabaseError && error.sqlState === '57P03') return error;
  return new DatabaseError('unavailable', 'The database server did not let us log in.', {
    retryable: true,
    connectionLost: true,
    hint: 'Try again in a moment; where this stays, check host and port in the database URL, and the log of the server or pooler.',
  });
}

async function isPrimary(session: Session): Promise<boolean> {
  const [state] = await session.query<{ reads: boolean }>(
    `select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as reads`,
  );
  return state?.reads === false;
}
