import { sql } from 'drizzle-orm';
import type { Session } from '../engine/session.ts';
import { DatabaseError, toDatabaseError } from '../errors.ts';
import { appliedMigrations, readMigrations } from '../migrate.ts';
import { applicationRole } from '../roles.ts';
import { createRole, unprotectedTables } from '../row-security.ts';
import type { Transaction } from '../transaction.ts';
import { readServerFacts, type ServerFacts, type ServerFault, serverFaults } from './check-server.ts';
import { connectServer } from './engine.ts';
import { readDatabaseUrl } from './settings.ts';

/** What a login may do. Each was tried, in a transaction that was rolled back. */
export interface LoginRights {
  /** Make tables in the schema; an installed database needs it at the next update. */
  createTables: boolean;
  /** Have pgvector: it is there, or the login may create it. */
  vector: boolean;
  /** Have the application role: it is there, or the login may create it. */
  role: boolean;
  /** Take the application role on. */
  setRole: boolean;
}

/** A Postgres server as seen by the login of the database URL. Names are quoted for SQL. */
export interface ServerInspection {
  location: string;
  facts: ServerFacts;
  faults: ServerFault[];
  login: { name: string; superuser: boolean; bypassesRowSecurity: boolean };
  database: string;
  schema: string | null;
  /** Whether the link to what answered at the address is encrypted. */
  encrypted: boolean;
  /** Whether something between hands our transactions to server processes, as PgBouncer does. */
  pooler: boolean;
  /** Ours and the server's. */
  poolSize: number;
  maxConnections: number;
  /** The server's clock minus ours, in milliseconds, give or take the length of a round trip. */
  clockSkewMs: number;
  /** Undefined where the server takes reads only, so that nothing could be tried. */
  rights: LoginRights | undefined;
  /** Whether the application role could get around row-level security. */
  roleBypasses: boolean;
  /** Our tables that belong to someone else, and those whose policy is not in force. */
  foreignTables: string[];
  unprotectedTables: string[];
  migrations: { applied: number; known: number; latest: string | undefined };
}

/**
 * Looks at a server without changing it, whether or not it is set up.
 *
 * @throws DatabaseError where there is no logging in, with the next step
 */
export async function inspectServer(url: string): Promise<ServerInspection> {
  const settings = readDatabaseUrl(url);
  const session = await connectServer(settings);
  try {
    const { hosts, poolSize } = settings;
    const rolledBack = new Error('rolled back');
    const facts = await readServerFacts(session);
    let inspection: ServerInspection | undefined;
    await session.database
      .transaction(async (tx) => {
        inspection = {
          location: `${hosts.map(({ host, port }) => `${host}:${port}`).join(',')}/${settings.database ?? ''}`,
          facts,
          faults: serverFaults(facts),
          ...(await readLogin(tx, session)),
          encrypted: session.encrypted,
          poolSize,
          clockSkewMs: await clockSkew(tx),
          rights: facts.readOnly ? undefined : await tryRights(tx, facts),
          foreignTables: await foreignTables(tx),
          unprotectedTables: await unprotectedTables(tx),
          migrations: await readProgress(tx),
        };
        throw rolledBack;
      })
      .catch((error: unknown) => {
        if (error !== rolledBack) throw toDatabaseError(error);
      });
    return inspection!;
  } finally {
    await session.end();
  }
}

type Login = Pick<
  ServerInspection,
  'login' | 'database' | 'schema' | 'pooler' | 'maxConnections' | 'roleBypasses'
>;

async function readLogin(tx: Transaction, session: Session): Promise<Login> {
  const [row] = await tx.execute<{
    name: string;
    superuser: boolean;
    bypasses: boolean;
    database: string;
    schema: string | null;
    pid: number;
    connections: number;
    role_bypasses: boolean;
  }>(sql`
    select
      quote_ident(current_user) as name,
      rolsuper as superuser,
      rolbypassrls as bypasses,
      quote_ident(current_database()) as database,
      quote_ident(current_schema()) as schema,
      pg_backend_pid() as pid,
      current_setting('max_connections')::integer as connections,
      exists (
        select from pg_roles where rolname = ${applicationRole} and (rolsuper or rolbypassrls)
      ) as role_bypasses
    from pg_roles
    where rolname = current_user`);
  const { name, superuser, bypasses, database, schema, pid, connections, role_bypasses } = row!;
  return {
    login: { name, superuser, bypassesRowSecurity: bypasses },
    database,
    schema,
    pooler: pid !== session.loginProcess,
    maxConnections: connections,
    roleBypasses: role_bypasses,
  };
}

async function clockSkew(tx: Transaction): Promise<number> {
  const before = Date.now();
  const [row] = await tx.execute<{ now: number }>(
    sql`select extract(epoch from clock_timestamp())::float8 * 1000 as now`,
  );
  return Math.round(row!.now - (before + Date.now()) / 2);
}

async function tryRights(tx: Transaction, { vector }: ServerFacts): Promise<LoginRights> {
  const undone = new Error('undone');
  const may = (...statements: string[]): Promise<boolean> =>
    tx
      .transaction(async (inner) => {
        for (const statement of statements) await inner.execute(sql.raw(statement));
        throw undone;
      })
      .catch((error: unknown) => {
        if (error === undone) return true;
        const known = toDatabaseError(error);
        if (known instanceof DatabaseError && !known.connectionLost) return false;
        throw known;
      });
  const [role] = await tx.execute(sql`select from pg_roles where rolname = ${applicationRole}`);
  return {
    createTables: await may('create table rapport_probe (id integer)'),
    vector: vector !== null || (await may('create extension vector')),
    role: role !== undefined || (await may(`create role ${applicationRole} nologin`)),
    setRole: await may(createRole, `set local role ${applicationRole}`),
  };
}

/** Tables of ours in the schema whose owner's rights the login lacks, so that no migration could change them. */
async function foreignTables(tx: Transaction): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    select oid::regclass::text as name
    from pg_class
    where relkind in ('r', 'p')
      and relnamespace = to_regnamespace(current_schema())
      and (
        relname = 'rapport_migrations'
        or exists (select from pg_policy where polrelid = pg_class.oid and polname = 'workspace_isolation')
      )
      and not pg_has_role(relowner, 'usage')
    order by 1`);
  return rows.map(({ name }) => name);
}

async function readProgress(tx: Transaction): Promise<ServerInspection['migrations']> {
  const known = (await readMigrations()).length;
  const [found] = await tx.execute<{ readable: boolean | null }>(sql`
    select has_table_privilege(to_regclass('rapport_migrations'), 'select') as readable`);
  const applied = found?.readable ? await appliedMigrations(tx) : [];
  return { applied: applied.length, known, latest: applied.at(-1)?.tag };
}
