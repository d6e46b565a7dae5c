import { Worker } from 'node:worker_threads';
import { type FiledSegment, type Filing, segmentOf } from './filing.ts';

/** Fewer records are taken apart where they are. */
const worthAThread = 1_000;
/** How long the thread waits for more, in milliseconds. */
const idleFor = 5_000;
/** Megabytes: a segment of thousands of records takes a fraction. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 };

interface FilingThread {
  file(filing: Filing): Promise<FiledSegment>;
}

let thread: FilingThread | undefined;

/** Makes a segment; a large one in a thread of its own, so that this one is free meanwhile. */
export async function fileSegment(filing: Filing): Promise<FiledSegment> {
  if (filing.ends.length < worthAThread) return segmentOf(filing);
  thread ??= startThread();
  return thread.file(filing);
}

function startThread(): FilingThread {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  const worker = new Worker(new URL(`./filing-worker${ending}`, import.meta.url), { resourceLimits });
  const waiting: PromiseWithResolvers<FiledSegment>[] = [];
  let idle: NodeJS.Timeout | undefined;
  const self: FilingThread = {
    file(filing) {
      clearTimeout(idle);
      worker.ref();
      const filed = Promise.withResolvers<FiledSegment>();
      waiting.push(filed);
      worker.postMessage(filing);
      return filed.promise;
    },
  };
  const end = (reason?: unknown): void => {
    if (thread === self) thread = undefined;
    for (const filed of waiting.splice(0)) filed.reject(reason);
    void worker.terminate();
  };
  worker.on('error', end);
  worker.on('message', (filed: FiledSegment) => {
    waiting.shift()?.resolve(filed);
    if (waiting.length > 0) return;
    worker.unref();
    idle = setTimeout(end, idleFor).unref();
  });
  return self;
}
