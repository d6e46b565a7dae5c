import { sealing } from '../../db/index.ts';

const purpose = 'call';

/** A call's digest as it is kept: keyed in an encrypted database, where a guess could be tried on it otherwise. */
export const storedDigest = (digest: string): string => sealing()?.blind(purpose, digest)[0] ?? digest;

/** Whether a digest that was kept, by a key that is not rotated yet or before there was one, is this one's. */
export const isStoredDigest = (stored: string, digest: string): boolean =>
  stored === digest || (sealing()?.blind(purpose, digest).includes(stored) ?? false);
