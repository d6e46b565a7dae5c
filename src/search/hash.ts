/** Two independent hashes of 32 bits of one text; the second is never nought. */
export interface Hashes {
  first: number;
  second: number;
}

/** Two independent hashes of 32 bits (cyrb53 by bryc, public domain); the second is never nought. */
export const hashesOf = (text: string): Hashes => hashInto({ first: 0, second: 0 }, text);

/** The same of two texts in a row, into an object that is there already: for those who hash millions. */
export function hashInto(hashes: Hashes, text: string, more = ''): Hashes {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  for (let index = 0; index < more.length; index++) {
    const code = more.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  hashes.first = one >>> 0;
  hashes.second = other >>> 0 || 1;
  return hashes;
}
