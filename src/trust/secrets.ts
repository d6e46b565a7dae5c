import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A secret as it is kept: its hash, which is enough for one that is random. */
export const hashOfSecret = (secret: string): string => hashOf(secret).toString('hex');

/** A new secret of 256 random bits. */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** Whether a secret is one of those kept; takes as long for each, whatever it holds. */
export function matchesHash(secret: string, hashes: readonly string[]): boolean {
  const given = hashOf(secret);
  return hashes
    .map((hash) => timingSafeEqual(given, Buffer.from(hash, 'hex')))
    .reduce((found, same) => found || same, false);
}
