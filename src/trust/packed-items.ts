import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { ChangeItem } from '../../db/index.ts';
import { canonicalJson, type EncodedText } from './canonical.ts';

/** The canonical JSON of the items of an entry of many, and how it is kept: a twentieth of the work of `jsonb`. */
export interface PackedItems {
  encoded: EncodedText;
  /** Another thread is at it from the start. */
  bytes: Promise<Buffer>;
}

export function packItems(items: readonly ChangeItem[]): PackedItems {
  const encoded = encodedItems(items);
  const bytes = promisify(deflate)(encoded.bytes, { level: 1 });
  // Where the transaction fails before it is asked for, nobody waits for it.
  bytes.catch(() => undefined);
  return { encoded, bytes };
}

const [opening, between, closing] = ['[', ',', ']'].map((mark) => mark.charCodeAt(0)) as [
  number,
  number,
  number,
];
/** Bytes of an item, as many have them. */
const usualSize = 512;
/** Bytes of a UTF-16 unit in UTF-8, at most. */
const widest = 3;

/** Item by item: texts of a million characters take longer to make room for than to write. */
function encodedItems(items: readonly ChangeItem[]): EncodedText {
  let bytes: Buffer = Buffer.allocUnsafeSlow(usualSize * (items.length + 1));
  let end = 0;
  let length = 1;
  for (const item of items) {
    const json = canonicalJson(item);
    const room = widest * json.length + 2;
    if (end + room > bytes.length) bytes = larger(bytes, end, room);
    bytes[end] = end === 0 ? opening : between;
    end += 1 + bytes.write(json, end + 1);
    length += 1 + json.length;
  }
  bytes[end++] = closing;
  return { length, bytes: bytes.subarray(0, end) };
}

function larger(bytes: Buffer, end: number, room: number): Buffer {
  const copy = Buffer.allocUnsafeSlow(2 * bytes.length + room);
  bytes.copy(copy, 0, 0, end);
  return copy;
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
