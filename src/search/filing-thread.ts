import { Worker } from 'node:worker_threads';
import { type FiledSegment, type Filing, segmentFrom, termsHeld } from './filing.ts';
import type { FilingMessage } from './filing-worker.ts';
import type { IndexedText } from './terms.ts';

/** Fewer records are taken apart where they are. */
const worthAThread = 1_000;
/** How long the thread waits for more, in milliseconds. */
const idleFor = 5_000;
/** Megabytes: a segment of thousands of records takes a fraction; with less room the whole is searched for garbage at each. */
const resourceLimits = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 8 };

const filingStart = new URL('./filing-start.js', import.meta.url);

interface FilingThread {
  expect(lines: string): void;
  file(lines: string, ends: readonly string[]): Promise<FiledSegment>;
}

let thread: FilingThread | undefined;

/** The texts of a record as a line: JSON has no line breaks. */
export const lineOf = (texts: readonly IndexedText[]): string => JSON.stringify(texts);

/**
 * Makes a segment; a large one in a thread of its own, so that this one is free meanwhile.
 * @param lines  the line of each record's texts
 */
export async function fileSegment({ ends, texts }: Filing, lines: readonly string[]): Promise<FiledSegment> {
  if (ends.length < worthAThread) return segmentFrom(termsHeld(texts), ends);
  thread ??= startThread();
  return thread.file(lines.join('\n'), ends);
}

/**
 * Hints that the records with these texts will be filed together soon: the thread takes them apart while it has
 * nothing else to do. Nothing comes of it where others are filed.
 */
export function expectSegment(texts: readonly (readonly IndexedText[])[]): void {
  if (texts.length < worthAThread) return;
  thread ??= startThread();
  thread.expect(texts.map(lineOf).join('\n'));
}

function startThread(): FilingThread {
  const worker = new Worker(filingStart, { resourceLimits });
  worker.unref();
  const waiting: PromiseWithResolvers<FiledSegment>[] = [];
  const send = (message: FilingMessage) => worker.postMessage(message);
  let idle: NodeJS.Timeout | undefined;
  /** The texts the thread was told of, and those it will be told of once they are filed, or out of date. */
  let [expected, next]: (string | undefined)[] = [];
  /** Whether anything was filed since: where nothing is, no hint is worth the work. */
  let isFiling = false;
  const tell = (lines: string | undefined): void => {
    expected = lines;
    next = undefined;
    isFiling = false;
    if (lines !== undefined) send({ lines });
  };
  const rest = (): void => {
    clearTimeout(idle);
    idle = setTimeout(end, idleFor).unref();
  };
  const self: FilingThread = {
    expect(lines) {
      if (expected === undefined || (next !== undefined && isFiling)) tell(next ?? lines);
      if (expected !== lines) next = lines;
      if (waiting.length === 0) rest();
    },
    file(lines, ends) {
      clearTimeout(idle);
      isFiling = true;
      worker.ref();
      const filed = Promise.withResolvers<FiledSegment>();
      waiting.push(filed);
      const isExpected = lines === expected;
      send({ ...(!isExpected && { lines }), ends: ends.join('\n') });
      if (isExpected) tell(next);
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
    rest();
  });
  return self;
}
