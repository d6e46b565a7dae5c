import type { changes } from '../../db/index.ts';
import { digest } from './canonical.ts';

/** What of an entry of the change log never changes. */
export type ChainedEntry = Pick<
  typeof changes.$inferSelect,
  | 'id'
  | 'sequence'
  | 'actorId'
  | 'client'
  | 'tool'
  | 'conversationId'
  | 'occurredAt'
  | 'payloadDigest'
  | 'previousHash'
  | 'undoes'
  | 'bulkId'
>;

/**
 * The hash that chains an entry to the one before it: over the canonical JSON of all that never changes, the
 * payload by its digest. It is written out by hand, as verifying a long log is mostly this. An entry that belongs
 * to no other is hashed as it was before there were such.
 */
export function entryHash(entry: ChainedEntry): string {
  const { sequence, previousHash, undoes, bulkId } = entry;
  return digest(
    previousHash,
    `{"actorId":${inJson(entry.actorId)},${bulkId === null ? '' : `"bulkId":${inJson(bulkId)},`}"client":${inJson(entry.client)},` +
      `"conversationId":${inJson(entry.conversationId)},"id":${inJson(entry.id)},"occurredAt":${momentInJson(entry.occurredAt)},` +
      `"payloadDigest":${inJson(entry.payloadDigest)},"previousHash":${inJson(previousHash)},"sequence":${sequence},` +
      `"tool":${inJson(entry.tool)},"undoes":${undoes === null ? 'null' : JSON.stringify(undoes)}}`,
  );
}

const plain = /^[\w.: -]*$/;

/** A text as JSON; ids and names of programs need no escapes. */
const inJson = (value: string | null): string =>
  value !== null && plain.test(value) ? `"${value}"` : JSON.stringify(value);

const dayMs = 86_400_000;
let lastDay = { number: Number.NaN, text: '' };

/** A moment as JSON. Entries follow one another, so that the day is mostly the one before. */
function momentInJson(moment: Date): string {
  const time = moment.getTime();
  const number = Math.floor(time / dayMs);
  if (number !== lastDay.number) {
    if (Number.isNaN(number)) return JSON.stringify(moment);
    lastDay = { number, text: new Date(number * dayMs).toISOString().slice(0, -13) };
  }
  const inDay = time - number * dayMs;
  const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
  const seconds = Math.floor(inDay / 1_000);
  const milliseconds = String(inDay % 1_000).padStart(3, '0');
  return `"${lastDay.text}${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${milliseconds}Z"`;
}
