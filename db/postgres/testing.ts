import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';

const run = promisify(execFile);

/** Servers refuse to run as root; the package's own user then runs them. */
const isRoot = process.getuid?.() === 0;
const asServer = (command: string, words: readonly string[]): [string, string[]] =>
  isRoot ? ['runuser', ['-u', 'postgres', '--', command, ...words]] : [command, [...words]];

const versions = '/usr/lib/postgresql';
const programs = existsSync(versions)
  ? join(versions, readdirSync(versions).toSorted().at(-1) ?? '', 'bin')
  : undefined;

/** Whether this machine can start a Postgres server, and a PgBouncer, of a test's own. */
export const hasServerPrograms =
  programs !== undefined && existsSync(join(programs, 'initdb')) && (!isRoot || existsSync('/sbin/runuser'));
export const hasPgBouncer = existsSync('/usr/sbin/pgbouncer');

/** A Postgres server for one test file, which may be cut off, restarted and reconfigured. */
export interface TestServer {
  port: number;
  folder: string;
  /** The certificate it made for `localhost`, which nobody has signed. */
  certificate: string;
  url(parts?: { user?: string; host?: string; database?: string; query?: string }): string;
  administer(statement: string, database?: string): Promise<unknown[]>;
  /** @param settings  such as `default_transaction_read_only=on` */
  start(...settings: string[]): Promise<void>;
  /** Starts as a server that nobody has installed pgvector on. */
  startWithoutVector(): Promise<void>;
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a server that trusts everyone but the user `locked`, and starts it with TLS. */
export async function startTestServer(): Promise<TestServer> {
  const folder = await serverFolder();
  const cluster = join(folder, 'cluster');
  const certificate = join(folder, 'server.crt');
  const key = join(folder, 'server.key');
  const port = await freePort();
  const as = (program: string, ...words: string[]) => run(...asServer(join(programs ?? '', program), words));

  await as(
    'initdb',
    '-D',
    cluster,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  );
  await writeFile(
    join(cluster, 'pg_hba.conf'),
    'local all all trust\nhost all locked all scram-sha-256\nhost all all all trust\n',
  );
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const out = ['-keyout', key, '-out', certificate];
  await run(
    ...asServer('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      ...subject,
      ...out,
    ]),
  );

  const url: TestServer['url'] = ({
    user = 'postgres',
    host = '127.0.0.1',
    database = 'postgres',
    query = '',
  } = {}) => `postgres://${user}@${host}:${port}/${database}${query && `?${query}`}`;
  const stop = async () => {
    await as('pg_ctl', '-D', cluster, '-m', 'immediate', '-w', 'stop').catch(() => {});
  };
  const start = async (from: string, settings: readonly string[]) => {
    const all = [
      'fsync=off',
      'shared_buffers=16MB',
      'max_connections=30',
      'listen_addresses=127.0.0.1',
      'ssl=on',
      `ssl_cert_file=${certificate}`,
      `ssl_key_file=${key}`,
      `unix_socket_directories=${folder}`,
      ...settings,
    ];
    const options = `-p ${port} ${all.map((setting) => `-c ${setting}`).join(' ')}`;
    const log = join(folder, 'log');
    await run(...asServer(join(from, 'pg_ctl'), ['-D', cluster, '-l', log, '-o', options, '-w', 'start']));
  };
  const server: TestServer = {
    port,
    folder,
    certificate,
    url,
    stop,
    async administer(statement, database = 'postgres') {
      const client = postgres(url({ database }), { max: 1, onnotice: () => {} });
      const rows = await client.unsafe(statement);
      await client.end();
      return [...rows];
    },
    start: (...settings) => start(programs ?? '', settings),
    startWithoutVector: async () => start(await copyWithoutVector(folder), []),
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

/** A PgBouncer in transaction mode before a server, with fewer connections than a test's clients. */
export async function startPgBouncer(
  server: string,
  onPort?: number,
): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await serverFolder();
  const target = new URL(server);
  const port = onPort ?? (await freePort());
  const configuration = join(folder, 'pgbouncer.ini');
  await writeFile(join(folder, 'users.txt'), `"${target.username}" "${target.password}"\n`);
  await writeFile(
    configuration,
    `[databases]
* = host=${target.hostname} port=${target.port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = 3
max_client_conn = 100
`,
  );
  const words = asServer('/usr/sbin/pgbouncer', ['-q', configuration]);
  const child = spawn(...words, { stdio: 'ignore' });
  const ended = once(child, 'close');
  await untilListening(port);
  const url = new URL(server);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    stop: async () => {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server's programs in a place of their own: beside them it looks for its extensions. */
async function copyWithoutVector(folder: string): Promise<string> {
  const own = programs ?? '';
  const version = basename(dirname(own));
  const copy = join(folder, 'lib/postgresql', version);
  await mkdir(join(copy, 'bin'), { recursive: true });
  await symlink(join(own, '../lib'), join(copy, 'lib'));
  for (const name of ['postgres', 'pg_ctl']) await cp(join(own, name), join(copy, 'bin', name));
  await cp(join('/usr/share/postgresql', version), join(folder, 'share/postgresql', version), {
    recursive: true,
    filter: (path) => !/\/vector[^/]*$/.test(path),
  });
  return join(copy, 'bin');
}

/** A folder that the user who runs the servers may fill. */
async function serverFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-server-'));
  await chmod(folder, 0o755);
  if (isRoot) {
    const { stdout } = await run('id', ['-u', 'postgres']);
    await chown(folder, Number(stdout), userInfo().gid);
  }
  return folder;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  return typeof address === 'object' && address ? address.port : 0;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const [outcome] = await Promise.race([
      once(socket, 'connect').then(() => ['listening']),
      once(socket, 'error').then(() => ['deaf']),
    ]).catch(() => ['deaf']);
    socket.destroy();
    if (outcome === 'listening') return;
    await sleep(25);
  }
  throw new Error(`Nothing listens on port ${port}.`);
}
