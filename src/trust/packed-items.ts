import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { ChangeItem } from '../../db/index.ts';
import { type EncodedText, encodedText } from './canonical.ts';

/** The canonical JSON of the items of an entry of many, and how it is kept: a twentieth of the work of `jsonb`. */
export interface PackedItems {
  json: string;
  encoded: EncodedText;
  /** Another thread is at it from the start. */
  bytes: Promise<Buffer>;
}

export function packItems(json: string): PackedItems {
  const encoded = encodedText(json);
  const bytes = promisify(deflate)(encoded.bytes, { level: 1 });
  // Where the transaction fails before it is asked for, nobody waits for it.
  bytes.catch(() => undefined);
  return { json, encoded, bytes };
}

/** The canonical JSON again. */
export const unpackItems = async (packed: Buffer): Promise<string> =>
  String(await promisify(inflate)(packed));

const shownOfMany = 3;

/** The items that stand for an entry of many where it is listed or looked for by kind: one of each kind at least. */
export function sampleOf(items: readonly ChangeItem[]): ChangeItem[] {
  const kinds = new Map(items.toReversed().map((item) => [item.kind, item]));
  return [...new Set([...items.slice(0, shownOfMany), ...kinds.values()])];
}
