import { hashesOf } from '../../search/index.ts';
import { momentIn } from '../../trust/index.ts';
import type { Landed } from './memory.ts';

/**
 * A set of texts that remembers a fingerprint of each: small enough for the millions of rows of a large file. It
 * never misses a text it was given, and takes a strange one for known now and then.
 */
export interface Seen {
  add(text: string): void;
  has(text: string): boolean;
  readonly size: number;
}

const firstSlots = 2 ** 16;
/** A larger one would be half empty for long. */
const mostSlots = 2 ** 21;
const fullest = 0.75;

type Hash = readonly [place: number, fingerprint: number];

interface Layer {
  slots: Uint16Array | Uint32Array;
  used: number;
}

/**
 * @param Slots  where fingerprints are kept: in 32 bits one strange text in about a hundred million is taken for
 *               known, in 16 bits, of millions of texts, one in about a thousand
 */
export function createSeen(Slots: Uint16ArrayConstructor | Uint32ArrayConstructor): Seen {
  const layers: Layer[] = [];
  const unkept = 32 - 8 * Slots.BYTES_PER_ELEMENT;
  let size = 0;

  /** The slot that holds the fingerprint, or the free one it would take. */
  const slotOf = ({ slots }: Layer, [place, fingerprint]: Hash): number => {
    let slot = place & (slots.length - 1);
    while (slots[slot] !== 0 && slots[slot] !== fingerprint) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  const hasHash = (hash: Hash) => layers.some((layer) => layer.slots[slotOf(layer, hash)] !== 0);
  const hashOf = (text: string): Hash => {
    const [place, more] = hashesOf(text);
    return [place, more >>> unkept || 1];
  };

  return {
    add(text) {
      const hash = hashOf(text);
      if (hasHash(hash)) return;
      let last = layers.at(-1);
      if (!last || last.used > fullest * last.slots.length) {
        last = {
          slots: new Slots(last ? Math.min(2 * last.slots.length, mostSlots) : firstSlots),
          used: 0,
        };
        layers.push(last);
      }
      last.slots[slotOf(last, hash)] = hash[1];
      last.used += 1;
      size += 1;
    },
    has: (text) => hasHash(hashOf(text)),
    get size() {
      return size;
    },
  };
}

type Run = NonNullable<Landed['made']>;

/** The records an import made, batch by batch: their ids follow one another, so that two of them tell of all. */
export function createMade(): { add(run: Run): void; has(id: string): boolean } {
  const byMoment = new Map<string, Run[]>();
  return {
    add(run) {
      const moment = momentIn(run.first);
      byMoment.set(moment, [...(byMoment.get(moment) ?? []), run]);
    },
    has: (id) => (byMoment.get(momentIn(id)) ?? []).some(({ first, last }) => first <= id && id <= last),
  };
}
