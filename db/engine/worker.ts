/** The thread that runs Postgres, so that a long query never stops the process around it. */
import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { CompiledEngine, WorkerOptions, WorkerReply, WorkerRequest } from './engine-thread.ts';
import { endOnPanic, SharedPGlite } from './shared-pglite.ts';

const { directory, template, unfinished, socketPath } = workerData as WorkerOptions;
const port = parentPort!;
const [module] = (await once(port, 'message')) as [CompiledEngine];
const reply = (message: WorkerReply) => port.postMessage(message);

/** More clients than one machine starts; the default is one. */
const maxConnections = 1_000;
/** Postgres clears them all as it starts; what does not fit is in the system's own cache. */
const sharedBuffers = '32MB';

const database = new SharedPGlite({
  extensions: { vector, endOnPanic },
  pgliteWasmModule: module,
  initDbStartParams: ['--wal-segsize=1'],
  startParams: [...SharedPGlite.defaultStartParams, '-c', `shared_buffers=${sharedBuffers}`],
  ...(directory === undefined ? {} : { dataDir: directory }),
  ...(template === undefined ? {} : { loadDataDir: new Blob([template], { type: 'application/x-tar' }) }),
});
await database.waitReady;
if (unfinished !== undefined) await rm(unfinished);

const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections });
await server.start();
if (process.platform !== 'win32') await chmod(socketPath, 0o600);

port.on('message', async (request: WorkerRequest) => {
  if (request === 'dump') {
    const file = await database.dumpDataDir('none');
    reply({ kind: 'dumped', bytes: new Uint8Array(await file.arrayBuffer()) });
  } else {
    await server.stop();
    await database.close();
    port.close();
  }
});
reply({ kind: 'ready' });
