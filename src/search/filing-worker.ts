/** The filing thread: makes segments, one after the other, in the order they are asked for. */
import { parentPort } from 'node:worker_threads';
import {
  createRoom,
  type FiledSegment,
  type HeldTerms,
  type Room,
  segmentFrom,
  termsHeld,
} from './filing.ts';
import type { IndexedText } from './terms.ts';

/**
 * Texts of records to take apart, a line of JSON each, without which those of the message before are meant; with
 * the ends of their ids a segment is wanted.
 */
export interface FilingMessage {
  lines?: string;
  ends?: string;
}

let expected: HeldTerms | undefined;

/** What is expected may wait while others are filed. */
const rooms = { expected: createRoom(), other: createRoom() };

parentPort?.on('message', ({ lines, ends }: FilingMessage) => {
  const room = ends === undefined ? rooms.expected : rooms.other;
  const held = lines === undefined ? expected! : taken(lines, room);
  if (ends === undefined) expected = held;
  else parentPort?.postMessage(segmentFrom(held, ends.split('\n')) satisfies FiledSegment);
});

const taken = (lines: string, room: Room): HeldTerms => termsHeld(read(lines), room);

/** Record by record, so that none is held longer than it takes. */
function* read(lines: string): Generator<IndexedText[]> {
  for (const line of lines.split('\n')) yield JSON.parse(line) as IndexedText[];
}
