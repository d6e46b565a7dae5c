import { readFile } from 'node:fs/promises';
import { connect, isIP, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as secure, type TLSSocket } from 'node:tls';
import { DatabaseError } from '../errors.ts';
import type { HostAddress, TlsSettings } from './settings.ts';

/**
 * Connects to a Postgres server or pooler, under TLS as the settings ask.
 *
 * @throws DatabaseError `unavailable` saying which step failed and what to do
 */
export async function dial(
  address: HostAddress,
  tls: TlsSettings,
  patienceMs: number,
): Promise<Socket | TLSSocket> {
  const { host, port } = address;
  const isFolder = host.startsWith('/');
  const credentials = tls.mode === 'disable' || isFolder ? undefined : await readCredentials(tls);
  const socket = isFolder ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
  const late = setTimeout(() => socket.destroy(fault('ETIMEDOUT')), patienceMs);
  try {
    await event(socket, 'connect');
    socket.setNoDelay(true).setKeepAlive(true, 30_000);
    if (!credentials || !(await offersTls(socket, tls))) return socket;

    const secured = secure({
      socket,
      host,
      ...(isIP(host) ? {} : { servername: host }),
      ...credentials,
      rejectUnauthorized: tls.mode.startsWith('verify'),
      ...(tls.mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
    });
    await event(secured, 'secureConnect');
    return secured;
  } catch (error) {
    socket.destroy();
    throw explain(error, `${host}:${port}`);
  } finally {
    clearTimeout(late);
  }
}

/** The eight bytes that ask a server whether it speaks TLS. */
const tlsRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

async function offersTls(socket: Socket, { mode }: TlsSettings): Promise<boolean> {
  socket.write(tlsRequest);
  const answer = (await event(socket, 'data')) as Buffer;
  // Bytes after the answer would count as the server's although nothing has proved them so (CVE-2021-23222).
  if (answer.length !== 1) throw fault('NOT_POSTGRES');
  if (answer[0] === 'S'.charCodeAt(0)) return true;
  if (answer[0] !== 'N'.charCodeAt(0)) throw fault('NOT_POSTGRES');
  if (mode === 'prefer') return false;
  throw fault('NO_TLS');
}

/** The first such event, or the error or end that came before it. */
function event(socket: Socket, name: 'connect' | 'data' | 'secureConnect'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      socket.off('error', onError).off('close', onClose).off(name, onEvent);
      socket.on('error', () => {});
      finish();
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onClose = () => settle(() => reject(fault(name === 'data' ? 'NOT_POSTGRES' : 'ECONNRESET')));
    const onEvent = (value: unknown) => settle(() => resolve(value));
    socket.once('error', onError).once('close', onClose).once(name, onEvent);
  });
}

async function readCredentials({ rootCertificate, certificate, key }: TlsSettings) {
  const read = async (path: string | undefined, parameter: string) => {
    try {
      return path === undefined ? undefined : await readFile(path);
    } catch {
      throw new DatabaseError('unavailable', `The file of ${parameter} in the database URL cannot be read.`, {
        hint: `Let ${parameter} name a file in PEM format that this user may read.`,
      });
    }
  };
  const [ca, cert, privateKey] = [
    await read(rootCertificate, 'sslrootcert'),
    await read(certificate, 'sslcert'),
    await read(key, 'sslkey'),
  ];
  return { ...(ca && { ca }), ...(cert && { cert }), ...(privateKey && { key: privateKey }) };
}

const fault = (code: string) => Object.assign(new Error(code), { code });

/** One line for each way a connection fails, by the code of the system or of TLS. */
function explain(error: unknown, address: string): unknown {
  if (error instanceof DatabaseError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const unreachable = (message: string, hint: string, retryable: boolean) =>
    new DatabaseError('unavailable', message, { hint, retryable, connectionLost: retryable });
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable(
        `The host of the database server, ${address}, is unknown.`,
        'Correct the host in the database URL, or look after the name service.',
        false,
      );
    case 'ECONNREFUSED':
    case 'ENOENT':
    case 'EACCES':
      return unreachable(
        `Nothing answers at ${address}.`,
        'Start the database server, or correct host and port in the database URL.',
        true,
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(
        `The database server ${address} cannot be reached.`,
        'Check network and firewall, or host and port in the database URL.',
        false,
      );
    case 'NOT_POSTGRES':
      return unreachable(
        `What answers at ${address} is not a PostgreSQL server.`,
        'Correct host and port in the database URL.',
        false,
      );
    case 'NO_TLS':
      return unreachable(
        `The database server ${address} offers no TLS.`,
        'Turn TLS on at the server (ssl = on), or let the URL say sslmode=disable where the network is safe.',
        false,
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return unreachable(
        `The certificate of the database server was not made for the host in ${address}.`,
        'Use the host name in the certificate, or sslmode=verify-ca.',
        false,
      );
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return unreachable(
        `The certificate of the database server ${address} is not valid at this time.`,
        'Renew it, or set the clock of this machine.',
        false,
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return unreachable(
        `The database server ${address} closed the connection.`,
        'Try again in a moment.',
        true,
      );
    default:
      return /CERT|SIGNATURE|ISSUER/.test(code)
        ? unreachable(
            `The certificate of the database server ${address} is not trusted.`,
            'Let sslrootcert in the database URL name the file of the authority that signed it.',
            false,
          )
        : unreachable(
            `TLS with the database server ${address} failed.`,
            'Check sslmode, sslrootcert, sslcert and sslkey in the database URL.',
            false,
          );
  }
}
