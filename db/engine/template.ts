import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { migrate, readMigrations } from '../migrate.ts';
import { rowSecurity } from '../row-security.ts';
import { runTransaction, watchLimit } from '../transaction.ts';
import { connectEmbedded } from './connect-embedded.ts';
import { engineWorker, startEngine } from './engine-thread.ts';
import { temporarySocket } from './socket-path.ts';

/** Where a package carries its template, and where a checkout keeps the one it made. */
const packaged = fileURLToPath(new URL('../', import.meta.url));
const cached = fileURLToPath(new URL('../../node_modules/.cache/rapport/', import.meta.url));

/**
 * The tarball of a data directory with the schema in place, to start a new database from: unpacking it takes a
 * second where initialising Postgres takes ten. It is made once and kept.
 */
export async function databaseTemplate(log: (line: string) => void): Promise<Uint8Array<ArrayBuffer>> {
  const name = await templateName();
  for (const folder of [packaged, cached]) {
    try {
      return new Uint8Array(await promisify(brotliDecompress)(await readFile(join(folder, name))));
    } catch {
      // Not here; a template that cannot be read is made anew.
    }
  }
  log('Preparing the embedded database for its first start.');
  const template = await buildTemplate(log);
  await keep(name, template).catch(() => log('The template of the database could not be kept.'));
  return template;
}

/** Makes the template of this version beside the built code, for the package. */
export async function packTemplate(log: (line: string) => void): Promise<void> {
  await writeFile(join(packaged, await templateName()), await compressed(await buildTemplate(log)));
}

const templateName = async (): Promise<string> => `template-${await templateKey()}.tar.br`;

/** Brotli sees the whole tarball at once (gzip 32 KB of it), whose tables are full of blanks: a third of the size. */
const compressed = (bytes: Uint8Array): Promise<Uint8Array> =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });

/** Whatever the template's content depends on. */
async function templateKey(): Promise<string> {
  const hash = createHash('sha256').update(rowSecurity);
  hash.update(await readFile(engineWorker));
  for (const migration of await readMigrations()) hash.update(migration.hash);
  for (const name of ['@electric-sql/pglite', '@electric-sql/pglite-pgvector']) {
    const entry = createRequire(import.meta.url).resolve(name);
    hash.update(await readFile(join(dirname(entry), '../package.json')));
  }
  return hash.digest('hex').slice(0, 16);
}

async function buildTemplate(log: (line: string) => void): Promise<Uint8Array<ArrayBuffer>> {
  const socket = await temporarySocket();
  const engine = await startEngine({ socketPath: socket.path }, log);
  try {
    const session = await connectEmbedded(socket.path);
    const migrations = await readMigrations();
    const owner = {
      access: 'read write',
      scope: undefined,
      limit: watchLimit(undefined),
      serverLimits: {},
      interrupt: async () => {},
      release: () => {},
    } as const;
    await runTransaction(session, owner, (tx) => migrate(tx, migrations));
    await session.query('checkpoint');
    await session.end();
    return await engine.dump();
  } finally {
    await engine.stop();
    await socket.remove();
  }
}

/** Writes whole or not at all, and takes away templates of other versions. */
async function keep(name: string, template: Uint8Array): Promise<void> {
  await mkdir(cached, { recursive: true });
  const draft = join(cached, `${randomUUID()}.tmp`);
  await writeFile(draft, await compressed(template));
  await rename(draft, join(cached, name));
  for (const other of await readdir(cached)) {
    if (other.startsWith('template-') && other !== name) await rm(join(cached, other), { force: true });
  }
}
