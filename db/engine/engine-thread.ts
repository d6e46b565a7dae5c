import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

export interface EngineOptions {
  /** Where Postgres keeps its files; in memory where there is none. */
  directory?: string;
  /** A tarball of a data directory to start a new database from. */
  template?: Uint8Array<ArrayBuffer>;
  /** The mark of a start that is not complete, taken away once it is. */
  unfinished?: string;
  socketPath: string;
}

export type WorkerOptions = EngineOptions;
/** The first message brings the engine's code. */
export type WorkerRequest = CompiledEngine | 'dump' | 'stop';
export type WorkerReply = { kind: 'ready' } | { kind: 'dumped'; bytes: Uint8Array<ArrayBuffer> };

/** Postgres in a worker thread, listening on its socket. */
export interface EngineThread {
  readonly socketPath: string;
  /** Fulfilled when the thread has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** A tarball of the data directory. No transaction may be open. */
  dump(): Promise<Uint8Array<ArrayBuffer>>;
  /** Closes sockets and database in order. */
  stop(): Promise<void>;
  /** Ends the thread in the middle of what it does; what was committed stays. */
  terminate(): Promise<void>;
}

export type CompiledEngine = object;

/** Node has it, its types do not. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<CompiledEngine> };

/** Compiled once a process, then shared by its engines. */
let compiled: Promise<CompiledEngine> | undefined;

/**
 * How much of a function runs before V8 optimises it; its own default, 13 million, optimises in the first second
 * what only the start needs: a fifth of the processor time up to a warm demo's first line, and 200 MB.
 */
const bytesBeforeOptimising = 100_000_000;

async function compileEngine(): Promise<CompiledEngine> {
  setFlagsFromString(`--wasm-tiering-budget=${bytesBeforeOptimising}`);
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return WebAssembly.compile(await readFile(join(entry, '../pglite.wasm')));
}

const besides = (name: string) =>
  new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** The file that says how Postgres is set up. */
export const engineWorker = besides('worker');
const engineStart = new URL('./worker-start.js', import.meta.url);

/**
 * Starts Postgres in a thread and waits until it listens, or has ended where it would not start.
 *
 * @param log  receives what the engine prints; it never reaches stdout
 * @param onThread  called when the thread has all it needs from this one, which may then be busy
 */
export async function startEngine(
  options: EngineOptions,
  log: (line: string) => void,
  onThread = () => {},
): Promise<EngineThread> {
  compiled ??= compileEngine();
  const workerData: WorkerOptions = options;
  const worker = new Worker(engineStart, { workerData, stdout: true, stderr: true });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => log(text.trimEnd()));
  }
  const started = Promise.withResolvers<void>();
  let dumped: (bytes: Uint8Array<ArrayBuffer>) => void = () => {};
  worker.on('message', (reply: WorkerReply) => {
    if (reply.kind === 'ready') started.resolve();
    else dumped(reply.bytes);
  });
  worker.on('error', (error) => log(`database engine: ${String(error)}`));
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => resolve());
  });
  void ended.then(() => started.reject(new Error('The engine ended while it started.')));
  worker.postMessage(await compiled);
  onThread();
  await started.promise;

  const request = (message: WorkerRequest) => worker.postMessage(message);
  return {
    socketPath: options.socketPath,
    ended,
    dump: () =>
      new Promise((resolve) => {
        dumped = resolve;
        request('dump');
      }),
    stop: () => {
      request('stop');
      return ended;
    },
    terminate: async () => {
      await worker.terminate();
    },
  };
}
