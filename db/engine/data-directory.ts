import { chmod, mkdir, readFile, realpath, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseError } from '../database-error.ts';

/** The Postgres in the embedded engine; its files open with no other major version. */
const postgresMajor = '18';

/** With less the engine may not even start, let alone say why. */
export const startingBytes = 64 * 1024 * 1024;
/** With less a write might stop the engine, which reads can do without. */
export const writingBytes = 32 * 1024 * 1024;

/** A folder of ours: the files of Postgres below it, the lock and the socket beside them. */
export interface DataDirectory {
  /** The real path. */
  path: string;
  /** Where Postgres keeps its files. */
  postgres: string;
  /** Present while a first start is under way: what Postgres' folder then holds was never used. */
  unfinished: string;
}

/**
 * Makes a data directory, or checks an existing one.
 *
 * @throws DatabaseError `unavailable` or `storage_full`, saying what to do
 */
export async function prepareDataDirectory(given: string): Promise<DataDirectory> {
  const path = resolve(given);
  try {
    if (await makeFolder(path)) await chmod(path, 0o700);
    if (!(await stat(path)).isDirectory()) throw notADirectory(path);
    const real = await realpath(path);
    await checkWritable(real);
    return { path: real, postgres: join(real, 'postgres'), unfinished: join(real, 'postgres.unfinished') };
  } catch (error) {
    throw describeFileError(error, path);
  }
}

/**
 * Makes a folder and those above it; Node's own way of doing so never ends where a file system knows no folders
 * of others, as `/proc`.
 *
 * @returns whether it was not there
 */
async function makeFolder(path: string, isBelowOthers = false): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    const code = error instanceof Error && Reflect.get(error, 'code');
    if (code === 'EEXIST') return false;
    if (code !== 'ENOENT' || isBelowOthers) throw error;
    await makeFolder(dirname(path));
    return makeFolder(path, true);
  }
}

/**
 * Clears away what an interrupted first start left, and tells whether the database has to be made.
 * Only for the holder of the lock.
 */
export async function isFirstStart(directory: DataDirectory): Promise<boolean> {
  const { postgres, unfinished } = directory;
  try {
    if (await exists(unfinished)) await rm(postgres, { recursive: true, force: true });
    if (await exists(join(postgres, 'PG_VERSION'))) {
      await checkVersion(postgres);
      return false;
    }
    await writeFile(unfinished, '');
    await mkdir(postgres, { recursive: true, mode: 0o700 });
    return true;
  } catch (error) {
    throw describeFileError(error, directory.path);
  }
}

/** The sentence for an engine that would not start on these files. */
export const damagedDirectory = (path: string) =>
  new DatabaseError('unavailable', `The database in ${path} does not open; its files may be damaged.`, {
    hint: 'Restore a backup, or move the folder away to start with an empty database.',
  });

async function checkWritable(path: string): Promise<void> {
  const probe = join(path, `.probe-${process.pid}`);
  await writeFile(probe, '');
  await rm(probe, { force: true });
}

export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

/** @throws DatabaseError `storage_full` where fewer than `bytes` are free */
export async function checkSpace(path: string, bytes: number): Promise<void> {
  if ((await freeBytes(path)) >= bytes) return;
  throw new DatabaseError('storage_full', `Less than ${bytes / 2 ** 20} MiB are free where ${path} lies.`, {
    hint: 'Free some space and try again; what was stored before is safe.',
  });
}

async function checkVersion(postgres: string): Promise<void> {
  const version = (await readFile(join(postgres, 'PG_VERSION'), 'utf8')).trim();
  if (version === postgresMajor) return;
  throw new DatabaseError(
    'unavailable',
    `The database in ${postgres} was made by Postgres ${version}; this version of Rapport needs ${postgresMajor}.`,
    { hint: 'Export it with the version of Rapport that made it, then import it here.' },
  );
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

const notADirectory = (path: string) =>
  new DatabaseError('unavailable', `${path} is a file, not a folder.`, {
    hint: 'Choose another data directory.',
  });

function describeFileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return notADirectory(path);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new DatabaseError('unavailable', `The data directory ${path} cannot be written to.`, {
        hint: 'Change its permissions, or choose another data directory.',
      });
    case 'ENOSPC':
      return new DatabaseError('storage_full', `The disk that holds ${path} is full.`, {
        hint: 'Free some space and try again; what was stored before is safe.',
      });
    case 'ENOENT':
      return new DatabaseError('unavailable', `The data directory ${path} cannot be made.`, {
        hint: 'Choose another data directory.',
      });
    default:
      return error;
  }
}
