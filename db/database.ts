import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { StartingEngine } from './begin.ts';
import { compact } from './compact.ts';
import { EmbeddedEngine } from './engine/embedded.ts';
import type { DirectoryUse, Engine } from './engine/engine.ts';
import { directoryHome, memoryHome } from './engine/home.ts';
import { keepHouse } from './engine/housekeeping.ts';
import type { Session } from './engine/session.ts';
import {
  DatabaseError,
  isConnectionLost,
  isReadOnlyServer,
  isSerializationFailure,
  toDatabaseError,
} from './errors.ts';
import { appliedMigrations, type Migration, migrate, readMigrations, requireCurrent } from './migrate.ts';
import { openPostgres } from './postgres/engine.ts';
import { applicationRole } from './roles.ts';
import { verifyIsolation } from './row-security.ts';
import { type Keyring, readKeys } from './sealing/keys.ts';
import { checkKeys } from './sealing/state.ts';
import {
  type Limit,
  refuseNesting,
  runTransaction,
  type Scope,
  type Transaction,
  type TransactionOptions,
  watchLimit,
} from './transaction.ts';

export interface DatabaseConfig {
  /** A Postgres server; without it the embedded engine is used. */
  url?: string;
  /** Folder of the embedded engine; without it, or with `memory://`, nothing is kept. */
  dataDirectory?: string;
  /** The engine of that folder, where it was begun before. */
  engine?: StartingEngine;
  /** Keys of sealed columns, as `readKeys` reads them; without them these columns are stored as they are. */
  encryptionKeys?: string;
  /** Receives what an operator should know, a line at a time. */
  log?: (line: string) => void;
  /** For tests: a `DatabaseError` carries what the driver threw, values and all, as its cause. */
  exposeCauses?: boolean;
}

export interface DatabaseDescription {
  kind: Database['kind'];
  /** Folder, `memory`, or host, port and database name; never a secret. */
  location: string;
  /** Which process runs the embedded engine. */
  owner: 'this process' | { pid: number };
  /** Who uses the data directory of the embedded engine, and how much room is left. */
  directory?: DirectoryUse;
  sizeBytes: number;
  serverVersion: string;
  vectorVersion: string;
  /** Tags of the applied migrations, oldest first. */
  migrations: string[];
}

/**
 * The database, on either engine. Every method runs its work in one transaction, which commits when the
 * work succeeds and rolls back when it throws; the thrown error comes through unchanged unless the database
 * threw it, which makes it a `DatabaseError`. Work may run more than once, so it should do nothing but query.
 */
export interface Database extends AsyncDisposable {
  readonly kind: Engine['kind'];
  /** What sealed columns are encrypted with, by the ids of the keys, that which seals first; none without keys. */
  readonly keyIds: readonly string[];
  /** Transactions that go on at the same time at most. */
  readonly places: number;
  /** Connections that are open now. */
  connections(): { used: number; idle: number };
  /** Reads one workspace. */
  read<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Reads and writes one workspace. */
  write<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Reads and writes as the owner, past row-level security: for setting up workspaces and for checks. */
  system<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Reads all workspaces as the owner, every statement as of one moment: for backups. */
  snapshot<T>(work: (tx: Transaction) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Looks whether it answers, may be written to and has the schema of this version. @throws DatabaseError */
  ready(signal: AbortSignal): Promise<void>;
  describe(): Promise<DatabaseDescription>;
  /** Leaves nothing on the disk of what was erased; see `compact`. */
  compact(): Promise<void>;
  /**
   * Has tables that changed much planned for as they are now, not only once the server comes to them by itself.
   * Tables that the login does not own stay with the server.
   */
  renewStatistics(): Promise<void>;
  /** Waits a few seconds for what is under way. */
  close(): Promise<void>;
}

type Access = TransactionOptions['access'];

/** How often a transaction is tried again after a deadlock, or when its connection went before the commit. */
const mostRetries = 3;
/** How long open transactions have to end when the database is closed. */
const closingMs = 5_000;

/**
 * Opens a database, brings its schema up to date and checks that workspaces are kept apart.
 *
 * @throws DatabaseError `unavailable` or `storage_full` with the next step in its hint
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const migrations = await readMigrations();
  const keys = config.encryptionKeys === undefined ? undefined : readKeys(config.encryptionKeys);
  const engine = await openEngine(config);
  const database = serve(engine, migrations, keys, config.exposeCauses ?? false);
  try {
    await database.system(async (tx) => {
      await migrate(tx, migrations);
      await checkKeys(tx, keys);
    });
    await database.read({ workspaceId: '' }, verifyIsolation);
    return database;
  } catch (error) {
    await database.close();
    throw explainSetup(error);
  }
}

/** Says what an administrator has to do where the database's user may not set it up. */
function explainSetup(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (error.sqlState === '42501') {
    return new DatabaseError('unavailable', 'The user of the database URL may not set the database up.', {
      hint:
        `Let an administrator run: create extension if not exists vector; create role ${applicationRole}; ` +
        `grant ${applicationRole} to the user; grant create on schema public to the user. ` +
        '"rapport doctor" says which of it is missing.',
      sqlState: error.sqlState,
    });
  }
  return error;
}

async function openEngine({ url, dataDirectory, engine, log = () => {} }: DatabaseConfig): Promise<Engine> {
  if (engine) return engine;
  if (url !== undefined) return openPostgres(url);
  const inMemory = dataDirectory === undefined || dataDirectory === 'memory://';
  return new EmbeddedEngine(inMemory ? await memoryHome(log) : await directoryHome(dataDirectory, log), log);
}

function serve(
  engine: Engine,
  migrations: readonly Migration[],
  keys: Keyring | undefined,
  exposeCauses: boolean,
): Database {
  const underWay = new Set<Promise<unknown>>();

  async function run<T>(
    access: Access,
    scope: Scope | undefined,
    work: (tx: Transaction) => Promise<T>,
    { signal, isSnapshot }: { signal?: AbortSignal; isSnapshot?: boolean } = {},
  ): Promise<T> {
    const limit = watchLimit(scope ?? (signal && { signal }));
    const outcome = retry(engine, limit, { access, scope, isSnapshot, keys }, work);
    underWay.add(outcome);
    try {
      return await outcome;
    } catch (thrown) {
      const error = toDatabaseError(thrown, access === 'read write');
      if (exposeCauses && error instanceof Error && error !== thrown) error.cause = thrown;
      throw error;
    } finally {
      underWay.delete(outcome);
      limit.stop();
    }
  }

  /** Runs statements that go into no transaction. */
  async function onSession(work: (session: Session) => Promise<void>): Promise<void> {
    refuseNesting();
    const session = await engine.session();
    try {
      await work(session);
    } catch (thrown) {
      throw toDatabaseError(thrown, true);
    } finally {
      engine.release(session);
    }
  }

  async function close(): Promise<void> {
    await Promise.race([Promise.allSettled(underWay), sleep(closingMs, undefined, { ref: false })]);
    await engine.close();
  }

  return {
    kind: engine.kind,
    keyIds: keys?.all.map(({ id }) => id) ?? [],
    places: engine.places,
    connections: () => engine.connections(),
    read: (scope, work) => run('read only', scope, work),
    write: (scope, work) => run('read write', scope, work),
    system: (work) => run('read write', undefined, work),
    compact: () => onSession((session) => compact(session, engine.kind)),
    renewStatistics: () => onSession((session) => keepHouse(session, true)),
    snapshot: (work, signal) => run('read only', undefined, work, { signal, isSnapshot: true }),
    async ready(signal) {
      await engine.checkSpace();
      await run('read only', undefined, (tx) => requireCurrent(tx, migrations), { signal });
    },
    describe: () => run('read only', undefined, (tx) => describe(engine, tx)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function retry<T>(
  engine: Engine,
  limit: Limit,
  kind: Pick<TransactionOptions, 'access' | 'scope' | 'isSnapshot' | 'keys'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { access } = kind;
  refuseNesting();
  for (let attempt = 0; ; attempt += 1) {
    if (access === 'read write') await engine.checkSpace();
    let session: Session | undefined;
    let committing = false;
    try {
      session = await borrow(engine, limit);
      return await runIn(engine, session, { ...kind, limit }, async (tx) => {
        const result = await work(tx);
        committing = true;
        return result;
      });
    } catch (thrown) {
      const error = toDatabaseError(thrown, access === 'read write');
      const lost = isConnectionLost(error);
      if (session && (lost || isReadOnlyServer(error))) engine.lost(session);
      const harmless = isSerializationFailure(error) || (lost && (access === 'read only' || !committing));
      if (!harmless || attempt === mostRetries) throw thrown;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/** A session within the limit; one that comes too late goes back. */
async function borrow(engine: Engine, limit: Limit): Promise<Session> {
  const session = engine.session();
  try {
    return await Promise.race([session, limit.reached]);
  } catch (error) {
    session.then((late) => engine.release(late)).catch(() => {});
    throw error;
  }
}

function runIn<T>(
  engine: Engine,
  session: Session,
  options: Pick<TransactionOptions, 'access' | 'scope' | 'isSnapshot' | 'keys' | 'limit'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { limits: serverLimits } = engine;
  const interrupt = (pid: number) => engine.interrupt(session, pid);
  const release = () => engine.release(session);
  return runTransaction(session, { ...options, serverLimits, interrupt, release }, work);
}

async function describe(engine: Engine, tx: Transaction): Promise<DatabaseDescription> {
  const [versions] = await tx.execute<{ server: string; vector: string; size: number }>(sql`
    select
      current_setting('server_version') as server,
      extversion as vector,
      pg_database_size(current_database()) as size
    from pg_extension
    where extname = 'vector'`);
  return {
    kind: engine.kind,
    ...(await engine.describe()),
    sizeBytes: versions?.size ?? 0,
    serverVersion: versions?.server ?? '',
    vectorVersion: versions?.vector ?? '',
    migrations: (await appliedMigrations(tx)).map(({ tag }) => tag),
  };
}
