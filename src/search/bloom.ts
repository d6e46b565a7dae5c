import type { Hashes } from './hash.ts';
import type { Holders } from './holders.ts';

/** A set of texts that is told of none it lacks in 99 cases of 100, and of every one it holds. */
export interface Filter {
  /** @param hashes  of a text, see `hashesOf` */
  mayHold(hashes: Hashes): boolean;
}

const bitsPerText = 10;
const places = 5;

/** Adds a text to the Bloom filter in these bytes. @see Kirsch & Mitzenmacher (2006), two hashes for all places */
export function addTo(filter: Uint8Array, { first, second }: Hashes): void {
  const bits = filter.length * 8;
  for (let number = 0, hash = first; number < places; number++, hash += second) {
    const place = hash % bits;
    filter[place >>> 3]! |= 1 << (place & 7);
  }
}

/** Whether a text may have been added to the Bloom filter in these bytes. */
export function mayBeIn(filter: Uint8Array, { first, second }: Hashes): boolean {
  const bits = filter.length * 8;
  for (let number = 0, hash = first; number < places; number++, hash += second) {
    const place = hash % bits;
    if ((filter[place >>> 3]! & (1 << (place & 7))) === 0) return false;
  }
  return true;
}

/** Bytes in which so many texts are told apart, see `Filter`. */
export const bytesFor = (texts: number): number => Math.ceil((Math.max(1, texts) * bitsPerText) / 8);

/** How many texts at most are in a filter whose base 64 is so long. */
export const roomIn = (length: number): number => Math.floor((length * 6) / bitsPerText);

/** Makes a Bloom filter of terms, in base 64. */
export function filterOf({ terms, hashesOf }: Pick<Holders, 'terms' | 'hashesOf'>): string {
  const bytes = new Uint8Array(bytesFor(terms.length));
  for (let term = 0; term < terms.length; term++) addTo(bytes, hashesOf(term));
  return Buffer.from(bytes.buffer).toString('base64');
}

export function readFilter(filter: string): Filter {
  const bytes = Buffer.from(filter, 'base64');
  return { mayHold: (hashes) => mayBeIn(bytes, hashes) };
}
