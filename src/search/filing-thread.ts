import { Worker } from 'node:worker_threads';
import { type FiledSegment, segmentFrom, termsHeld } from './filing.ts';
import type { FilingMessage } from './filing-worker.ts';
import type { IndexedText } from './terms.ts';

/** Fewer records are taken apart where they are. */
const worthAThread = 1_000;
/** How long the thread waits for more, in milliseconds. */
const idleFor = 5_000;
/** Megabytes: a segment of thousands of records takes a fraction; with less room the whole is searched for garbage at each. */
const resourceLimits = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 8 };

const filingStart = new URL('./filing-start.js', import.meta.url);

type TextsOfRecords = readonly (readonly IndexedText[])[];

/** The texts of records, and those of each as a line: JSON has no line breaks. */
export interface WrittenTexts {
  texts: TextsOfRecords;
  lines: readonly string[];
}

interface FilingThread {
  /** What it was told of. */
  expected(): WrittenTexts | undefined;
  expect(written: WrittenTexts): void;
  file(written: WrittenTexts, ends: readonly string[]): Promise<FiledSegment>;
}

let thread: FilingThread | undefined;

/** The texts of records as they are kept; those that were expected are written already. */
export function writtenTexts(texts: TextsOfRecords): WrittenTexts {
  const expected = thread?.expected();
  return expected && areSame(expected.texts, texts) ? expected : write(texts);
}

const write = (texts: TextsOfRecords): WrittenTexts => ({
  texts,
  lines: texts.map((ofRecord) => JSON.stringify(ofRecord)),
});

const areSame = (ones: TextsOfRecords, others: TextsOfRecords): boolean =>
  ones.length === others.length && ones.every((texts, record) => isSame(texts, others[record]!));

const isSame = (ones: readonly IndexedText[], others: readonly IndexedText[]): boolean =>
  ones.length === others.length &&
  ones.every(({ text, as }, index) => text === others[index]!.text && as === others[index]!.as);

/**
 * Makes a segment; a large one in a thread of its own, so that this one is free meanwhile.
 * @param ends  of the ids of the records, without what all of them share
 */
export async function fileSegment(written: WrittenTexts, ends: readonly string[]): Promise<FiledSegment> {
  if (ends.length < worthAThread) return segmentFrom(termsHeld(written.texts), ends);
  thread ??= startThread();
  return thread.file(written, ends);
}

/**
 * Hints that the records with these texts will be filed together soon: the thread takes them apart while it has
 * nothing else to do. Nothing comes of it where others are filed.
 */
export function expectSegment(texts: TextsOfRecords): void {
  if (texts.length < worthAThread) return;
  thread ??= startThread();
  thread.expect(write(texts));
}

function startThread(): FilingThread {
  const worker = new Worker(filingStart, { resourceLimits });
  worker.unref();
  const waiting: PromiseWithResolvers<FiledSegment>[] = [];
  const send = (message: FilingMessage) => worker.postMessage(message);
  let idle: NodeJS.Timeout | undefined;
  /** The texts the thread was told of, and those it will be told of once they are filed, or out of date. */
  let [expected, next]: (WrittenTexts | undefined)[] = [];
  /** Whether anything was filed since: where nothing is, no hint is worth the work. */
  let isFiling = false;
  const tell = (written: WrittenTexts | undefined): void => {
    expected = written;
    next = undefined;
    isFiling = false;
    if (written !== undefined) send({ lines: written.lines.join('\n') });
  };
  const rest = (): void => {
    clearTimeout(idle);
    idle = setTimeout(end, idleFor).unref();
  };
  const self: FilingThread = {
    expected: () => expected,
    expect(written) {
      if (expected === undefined || (next !== undefined && isFiling)) tell(next ?? written);
      if (expected !== written) next = written;
      if (waiting.length === 0) rest();
    },
    file(written, ends) {
      clearTimeout(idle);
      isFiling = true;
      worker.ref();
      const filed = Promise.withResolvers<FiledSegment>();
      waiting.push(filed);
      const isExpected = written === expected;
      send({ ...(!isExpected && { lines: written.lines.join('\n') }), ends: ends.join('\n') });
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
