import { hkdfSync } from 'node:crypto';
import { DatabaseError } from '../database-error.ts';

/** A key of 256 bits, as what is derived from it. */
export interface Key {
  /** Names the key beside what it sealed; tells nothing of it. */
  id: string;
  /** Seals values (AES-256-GCM). */
  content: Buffer;
  /** Makes the hashes values are looked up by (HMAC-SHA-256). */
  index: Buffer;
}

/** The keys of a database: the first one seals, all of them open. */
export interface Keyring {
  current: Key;
  all: readonly Key[];
}

const keyBytes = 32;
const idBytes = 4;

/**
 * Reads keys of 32 bytes in base64 or hexadecimal, parted by commas, blanks or lines; `#` begins a comment. The
 * first one seals, those after it open what they sealed before.
 *
 * @throws DatabaseError `unavailable` where it holds no key, or something else
 */
export function readKeys(text: string): Keyring {
  const written = text
    .replace(/#.*$/gm, '')
    .split(/[\s,]+/)
    .filter(Boolean);
  const all = written.map((one) => keyOf(bytesOf(one)));
  const [current] = all;
  if (!current) throw unreadableKey();
  return { current, all };
}

function bytesOf(text: string): Buffer {
  const bytes = /^[\da-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[\w+/-]{43}=?$/.test(text)
      ? Buffer.from(text, 'base64')
      : undefined;
  if (bytes?.length !== keyBytes) throw unreadableKey();
  return bytes;
}

/** @see RFC 5869 */
function keyOf(bytes: Buffer): Key {
  const derived = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', bytes, '', `rapport ${purpose}`, length));
  return {
    id: derived('key id', idBytes).toString('hex'),
    content: derived('column encryption', keyBytes),
    index: derived('blind index', keyBytes),
  };
}

const unreadableKey = () =>
  new DatabaseError('unavailable', 'An encryption key is 32 bytes in base64 or hexadecimal.', {
    hint: 'Make one with: openssl rand -base64 32. Several are parted by commas or lines, the newest first.',
  });
