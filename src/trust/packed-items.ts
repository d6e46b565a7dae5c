import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { ChangeItem } from '../../db/index.ts';

/** The canonical JSON of the items of an entry of many, as it is kept: a twentieth of the work of `jsonb`. */
export const packItems = (payload: string | Buffer): Promise<Buffer> =>
  promisify(deflate)(payload, { level: 1 });

/** The canonical JSON again. */
export const unpackItems = async (packed: Buffer): Promise<string> =>
  String(await promisify(inflate)(packed));

const shownOfMany = 3;

/** The items that stand for an entry of many where it is listed or looked for by kind: one of each kind at least. */
export function sampleOf(items: readonly ChangeItem[]): ChangeItem[] {
  const kinds = new Map(items.toReversed().map((item) => [item.kind, item]));
  return [...new Set([...items.slice(0, shownOfMany), ...kinds.values()])];
}
