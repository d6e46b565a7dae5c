import type { Holders } from './holders.ts';

/** A set of texts that is told of none it lacks in 99 cases of 100, and of every one it holds. */
export interface Filter {
  /** @param hashes  of a text, see `hashesOf` */
  mayHold(hashes: readonly [number, number]): boolean;
}

const bitsPerText = 10;
const places = 5;

/** Makes a Bloom filter of terms, in base 64. @see Kirsch & Mitzenmacher (2006), two hashes for all places */
export function filterOf({ terms, hashesOf }: Pick<Holders, 'terms' | 'hashesOf'>): string {
  const bytes = new Uint8Array(Math.ceil((Math.max(1, terms.length) * bitsPerText) / 8));
  const bits = bytes.length * 8;
  for (let term = 0; term < terms.length; term++) {
    const { first, second } = hashesOf(term);
    for (let number = 0, hash = first; number < places; number++, hash += second) {
      const place = hash % bits;
      bytes[place >>> 3]! |= 1 << (place & 7);
    }
  }
  return Buffer.from(bytes.buffer).toString('base64');
}

export function readFilter(filter: string): Filter {
  const bytes = Buffer.from(filter, 'base64');
  const bits = bytes.length * 8;
  return {
    mayHold([one, other]) {
      for (let number = 0, hash = one; number < places; number++, hash += other) {
        const place = hash % bits;
        if ((bytes[place >>> 3]! & (1 << (place & 7))) === 0) return false;
      }
      return true;
    },
  };
}
