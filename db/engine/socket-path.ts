import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.ts';

/** The kernel's limit is 104 bytes on macOS and 108 on Linux; the owner's side door adds a suffix. */
const longestPath = 92;

/**
 * The socket of a data directory: inside it, or in a folder only this user may enter where the path would
 * be too long. A named pipe on Windows.
 *
 * @param directory  the real path of the data directory
 */
export async function socketPathFor(directory: string): Promise<string> {
  const hash = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\rapport-${hash}`;

  const inside = join(directory, 'postgres.sock');
  if (Buffer.byteLength(inside) <= longestPath) return inside;

  const folder = join(tmpdir(), `rapport-${userInfo().uid}-${hash}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid } = await lstat(folder);
  if (uid !== userInfo().uid) {
    throw new DatabaseError('unavailable', `The folder ${folder} belongs to another user.`, {
      hint: 'Choose a data directory with a shorter path.',
    });
  }
  await chmod(folder, 0o700);
  return join(folder, 'postgres.sock');
}

/** A socket for a database that ends with this process. */
export async function temporarySocket(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-'));
  const path =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\${folder.replaceAll(/\W/g, '-')}`
      : join(folder, 'postgres.sock');
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
