import { addTo, bytesFor, type Hashes, hashInto, mayBeIn } from '../../search/index.ts';
import { momentIn } from '../../trust/index.ts';
import type { Landed } from './memory.ts';

/** A set of texts that remembers little of each: small enough for the millions of rows of a large file. */
export interface Seen {
  add(text: string): void;
  /** True for every text that was added, and now and then for a strange one. */
  has(text: string): boolean;
  readonly size: number;
}

const firstSlots = 2 ** 16;
const fullest = 0.75;

/**
 * A set that takes one strange text in about a hundred million for known: it keeps 32 bits of each, in hash
 * tables of which every one is twice as large as that before.
 */
export function createSeen(): Seen {
  const layers: { slots: Uint32Array; used: number }[] = [];
  const hashes: Hashes = { first: 0, second: 0 };
  let size = 0;

  /** The slot that holds the fingerprint, or the free one it would take. */
  const slotOf = (slots: Uint32Array): number => {
    let slot = hashes.first & (slots.length - 1);
    while (slots[slot] !== 0 && slots[slot] !== hashes.second) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  const has = (text: string): boolean => {
    hashInto(hashes, text);
    return layers.some(({ slots }) => slots[slotOf(slots)] !== 0);
  };
  return {
    add(text) {
      if (has(text)) return;
      let last = layers.at(-1);
      if (!last || last.used > fullest * last.slots.length) {
        last = { slots: new Uint32Array(last ? 2 * last.slots.length : firstSlots), used: 0 };
        layers.push(last);
      }
      last.slots[slotOf(last.slots)] = hashes.second;
      last.used += 1;
      size += 1;
    },
    has,
    get size() {
      return size;
    },
  };
}

/** Texts that the first filter has room for, and how much more each further one has. */
const [firstRoom, growth] = [100_000, 10];
/** Filters of so many texts have twice the bytes, which are few then: every text taken for known is looked up. */
const mostRoomy = 1_000_000;

/**
 * A set that takes one strange text in two thousand for known, in a hundred where it holds over a million: it keeps
 * twenty bits of each, or ten, in Bloom filters of which every one is ten times as large as that before.
 */
export function createLikelySeen(): Seen {
  const layers: { filter: Uint8Array; room: number }[] = [];
  const hashes: Hashes = { first: 0, second: 0 };
  let size = 0;
  const has = (text: string): boolean => {
    hashInto(hashes, text);
    for (const { filter } of layers) if (mayBeIn(filter, hashes)) return true;
    return false;
  };
  return {
    add(text) {
      if (has(text)) return;
      let last = layers.at(-1);
      if (!last || last.room === 0) {
        const room = firstRoom * growth ** layers.length;
        last = { filter: new Uint8Array(bytesFor(room <= mostRoomy ? 2 * room : room)), room };
        layers.push(last);
      }
      addTo(last.filter, hashes);
      last.room -= 1;
      size += 1;
    },
    has,
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
