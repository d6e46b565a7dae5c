import { DatabaseError } from '../errors.ts';

/** As libpq reads `sslmode`; `verify-ca` and `verify-full` check the server's certificate. */
export type TlsMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

export interface TlsSettings {
  mode: TlsMode;
  /** Files in PEM format. Without a root certificate the public authorities that Node knows are trusted. */
  rootCertificate?: string;
  certificate?: string;
  key?: string;
}

/** A host name or address, or the folder of a Unix socket. */
export interface HostAddress {
  host: string;
  port: number;
}

/** Where a Postgres server is and how to use it: a database URL, read. Times are in milliseconds. */
export interface ServerSettings {
  /** Tried in this order. */
  hosts: HostAddress[];
  user?: string;
  password?: string;
  database?: string;
  tls: TlsSettings;
  /** Whether a standby may be used where several hosts are named. */
  primaryOnly: boolean;
  applicationName: string;
  /** Command-line options for the server process; poolers refuse them. */
  options?: string;
  connectMs: number;
  /** Most connections at a time, how long a call waits for one, and how long one is kept unused. */
  poolSize: number;
  poolWaitMs: number;
  idleMs: number;
  /** The longest a statement may run, below the deadline of its call; none where it is 0. */
  statementMs: number;
  /** How long a transaction may stand still before the server ends it. */
  idleInTransactionMs: number;
}

/** Parameters of other clients' URLs that change nothing here. */
const ignored = new Set([
  'client_encoding',
  'fallback_application_name',
  'gssencmode',
  'keepalives',
  'keepalives_count',
  'keepalives_idle',
  'keepalives_interval',
  'krbsrvname',
  'load_balance_hosts',
  'pgbouncer',
  'sslcompression',
  'sslsni',
  'tcp_user_timeout',
]);

const known = [
  'sslmode sslrootcert sslcert sslkey channel_binding application_name connect_timeout target_session_attrs',
  'options host port user password dbname',
  'pool_size pool_timeout idle_timeout statement_timeout idle_in_transaction_session_timeout',
].flatMap((names) => names.split(' '));

/**
 * Reads `postgres://user:password@host:port,host:port/database?parameter=value&…` with the parameters of
 * libpq and, for the pool, `pool_size`, `pool_timeout` and `idle_timeout` (seconds).
 *
 * @throws DatabaseError `unavailable` naming the part that is wrong, never showing a value that may be secret
 */
export function readDatabaseUrl(url: string): ServerSettings {
  const match = /^postgres(?:ql)?:\/\/([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(url.trim());
  if (!match) throw wrongUrl('It must look like postgres://user:password@host:5432/database.');
  const [, authority = '', path = '', query = ''] = match;
  const given = new Map([...new URLSearchParams(query)].filter(([, value]) => value !== ''));
  refuseUnknown(given);

  const at = authority.lastIndexOf('@');
  const [userPart = '', ...passwordParts] = authority.slice(0, Math.max(at, 0)).split(':');
  const user = given.get('user') ?? decoded(userPart, 'user');
  const password = given.get('password') ?? decoded(passwordParts.join(':'), 'password');
  const database = given.get('dbname') ?? decoded(path, 'database');
  const options = given.get('options');
  return {
    hosts: readHosts(given.get('host') ?? authority.slice(at + 1), given.get('port')),
    ...(user && { user }),
    ...(password && { password }),
    ...(database && { database }),
    tls: readTls(given),
    primaryOnly: oneOf(given, 'target_session_attrs', ['any', 'read-write', 'primary']) !== 'any',
    applicationName: given.get('application_name') ?? 'rapport',
    ...(options !== undefined && { options }),
    connectMs: number(given, 'connect_timeout', 10) * 1_000,
    poolSize: number(given, 'pool_size', 10, 1),
    poolWaitMs: number(given, 'pool_timeout', 10) * 1_000,
    idleMs: number(given, 'idle_timeout', 300, 1) * 1_000,
    statementMs: number(given, 'statement_timeout', 0),
    idleInTransactionMs: number(given, 'idle_in_transaction_session_timeout', 60_000),
  };
}

function refuseUnknown(given: ReadonlyMap<string, string>): void {
  const unknown = [...given.keys()].find((name) => !known.includes(name) && !ignored.has(name));
  if (unknown === undefined) return;
  const name = unknown.replaceAll(/\W/g, '').slice(0, 40);
  throw wrongUrl(`It has a parameter ${name}, which is none of: ${known.join(', ')}.`);
}

/**
 * `channel_binding=require` asks for proof that the server behind the encryption is the one that knows the
 * password. The driver cannot give it, so the server's certificate is checked in full instead.
 */
function readTls(given: ReadonlyMap<string, string>): TlsSettings {
  const modes = ['prefer', 'allow', 'disable', 'require', 'verify-ca', 'verify-full'] as const;
  const root = given.get('sslrootcert');
  const rootCertificate = root === 'system' ? undefined : root;
  const bound = oneOf(given, 'channel_binding', ['prefer', 'disable', 'require']) === 'require';
  const chosen = oneOf(given, 'sslmode', modes);
  const mode =
    bound || root === 'system'
      ? 'verify-full'
      : chosen === 'allow'
        ? 'prefer'
        : chosen === 'require' && rootCertificate !== undefined
          ? 'verify-ca'
          : chosen;
  const [certificate, key] = [given.get('sslcert'), given.get('sslkey')];
  return {
    mode,
    ...(rootCertificate !== undefined && { rootCertificate }),
    ...(certificate !== undefined && { certificate }),
    ...(key !== undefined && { key }),
  };
}

function readHosts(hosts: string, ports: string | undefined): HostAddress[] {
  const portList = ports?.split(',') ?? [];
  return hosts.split(',').map((text, index) => {
    const [, host = '', inline] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(text) ?? [];
    const port = Number(inline || portList[index] || portList[0] || 5432);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw wrongUrl('A port must be 1 to 65535.');
    return { host: decoded(host.replaceAll(/[[\]]/g, ''), 'host') || 'localhost', port };
  });
}

function number(given: ReadonlyMap<string, string>, name: string, otherwise: number, least = 0): number {
  const value = Number(given.get(name) ?? otherwise);
  if (Number.isInteger(value) && value >= least && value <= 2_000_000_000) return value;
  throw wrongUrl(`${name} must be a whole number, at least ${least}.`);
}

function oneOf<Value extends string>(
  given: ReadonlyMap<string, string>,
  name: string,
  values: readonly [Value, ...Value[]],
): Value {
  const value = given.get(name) ?? values[0];
  const found = values.find((allowed) => allowed === value);
  if (found === undefined) throw wrongUrl(`${name} must be one of: ${values.join(', ')}.`);
  return found;
}

function decoded(text: string, part: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrongUrl(`Its ${part} holds a % that is none of an escape; write it as %25.`);
  }
}

const wrongUrl = (hint: string) =>
  new DatabaseError('unavailable', 'The database URL cannot be used.', { hint });
