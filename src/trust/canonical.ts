import { createHash, hash } from 'node:crypto';

/** A text that is not copied once more to be hashed. */
const large = 100_000;

/** JSON with object keys in code-unit order and undefined left out (in the manner of RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (isInOrder(value)) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value);
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** Whether JSON as the runtime writes it is canonical already: every object has its keys in order. */
function isInOrder(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || value instanceof Date) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let before = '';
  for (const key in value) {
    if (key < before || !isInOrder(value[key as never])) return false;
    before = key;
  }
  return true;
}

/** A text in UTF-8. */
export interface EncodedText {
  /** In UTF-16 units, as that of a string. */
  length: number;
  bytes: Buffer;
}

/** SHA-256 of the parts, in hexadecimal; parts are kept apart by their lengths. */
export function digest(...parts: readonly (string | EncodedText)[]): string {
  const isLarge = (part: string | EncodedText) => typeof part !== 'string' || part.length > large;
  if (parts.some(isLarge)) {
    const hashing = createHash('sha256');
    for (const part of parts)
      hashing.update(`${part.length}:`).update(typeof part === 'string' ? part : part.bytes);
    return hashing.digest('hex');
  }
  let whole = '';
  for (const part of parts) whole += `${part.length}:${part}`;
  return hash('sha256', whole);
}

/** What binds an approval to one call: the tool and its arguments, whatever their order. */
export const callDigest = (tool: string, callArguments: object): string =>
  digest(tool, canonicalJson(callArguments));
