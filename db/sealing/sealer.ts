import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { DatabaseError } from '../database-error.ts';
import type { Key, Keyring } from './keys.ts';

/** Seals and opens the values of one workspace. */
export interface Sealer {
  /** The key that seals. */
  readonly keyId: string;
  /** @param place  what the value is bound to: it opens there alone */
  seal(place: string, text: string): string;
  /** What a text says: opened where it is sealed, as it stands where it is not. @throws DatabaseError */
  open(place: string, text: string): string;
  sealBytes(place: string, bytes: Buffer): Buffer;
  openBytes(place: string, bytes: Buffer): Buffer;
  /** Whether a value is sealed with the key that seals now. */
  isCurrent(value: string | Buffer): boolean;
  /** A hash a value is filed under, by every key: that of the current one first. */
  blind(purpose: string, text: string): string[];
}

const mark = 'sealed:1:';
const [nonceBytes, tagBytes, blindBytes, idLength] = [12, 16, 16, 8];
const opening = new RegExp(`^${mark}([\\da-f]{${idLength}}):([\\w-]+)$`);
const headOf = (id: string): string => `${mark}${id}:`;
const headLength = headOf('0'.repeat(idLength)).length;

/** Whether a text was sealed. */
export const isSealed = (text: unknown): text is string => typeof text === 'string' && opening.test(text);

/** @see NIST SP 800-38D for AES-GCM; nonces are random, and a key is good for 2^32 of them */
export function createSealer({ current, all }: Keyring, workspaceId: string): Sealer {
  const bound = (place: string) => Buffer.from(`${workspaceId}\n${place}`);

  function encrypted(place: string, clear: Buffer): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', current.content, nonce);
    cipher.setAAD(bound(place));
    return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
  }

  function decrypted(place: string, id: string, sealed: Buffer): Buffer {
    const key = all.find((one) => one.id === id);
    if (!key || sealed.length < nonceBytes + tagBytes) throw unopened();
    const decipher = createDecipheriv('aes-256-gcm', key.content, sealed.subarray(0, nonceBytes));
    decipher.setAAD(bound(place)).setAuthTag(sealed.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    } catch {
      throw unopened();
    }
  }

  const hashed = ({ index }: Key, purpose: string, text: string): string =>
    createHmac('sha256', index)
      .update(`${workspaceId}\n${purpose}\n${text}`)
      .digest()
      .subarray(0, blindBytes)
      .toString('base64url');

  return {
    keyId: current.id,
    seal: (place, text) => headOf(current.id) + encrypted(place, Buffer.from(text)).toString('base64url'),
    open(place, text) {
      const [, id, sealed] = opening.exec(text) ?? [];
      return id === undefined ? text : String(decrypted(place, id, Buffer.from(sealed!, 'base64url')));
    },
    sealBytes: (place, bytes) => Buffer.concat([Buffer.from(headOf(current.id)), encrypted(place, bytes)]),
    openBytes(place, bytes) {
      const head = bytes.subarray(0, headLength).toString('latin1');
      if (!head.startsWith(mark)) return bytes;
      return decrypted(place, head.slice(mark.length, -1), bytes.subarray(headLength));
    },
    isCurrent: (value) =>
      (typeof value === 'string' ? value : value.subarray(0, headLength).toString('latin1')).startsWith(
        headOf(current.id),
      ),
    blind: (purpose, text) => all.map((key) => hashed(key, purpose, text)),
  };
}

const unopened = () =>
  new DatabaseError(
    'unavailable',
    'An encrypted value does not open: its key is not given, or it was altered.',
    {
      hint: 'Give every key that was in use in RAPPORT_ENCRYPTION_KEY, the newest first; "rapport doctor" looks.',
    },
  );
