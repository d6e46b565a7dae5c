import { and, eq, sql } from 'drizzle-orm';
import { DatabaseError } from '../database-error.ts';
import { workspaceSecrets } from '../schema/privacy.ts';
import type { Transaction } from '../transaction.ts';
import { keysInUse } from './context.ts';
import type { Keyring } from './keys.ts';
import { createSealer } from './sealer.ts';

/** Where the database says which key it needs; of no workspace, as keys are of the whole database. */
const noted = and(eq(workspaceSecrets.workspaceId, ''), eq(workspaceSecrets.name, 'encryption key'));
const place = 'encryption.key';
const known = 'rapport';

/**
 * Refuses to open an encrypted database without its key, or with another: nothing is read as it should not be, and
 * nothing is written in the clear. The first key that is given is noted, and from then on needed.
 *
 * @throws DatabaseError `unavailable`
 */
export async function checkKeys(tx: Transaction, keys: Keyring | undefined): Promise<void> {
  const [row] = await tx.select({ value: workspaceSecrets.value }).from(workspaceSecrets).where(noted);
  if (!row) {
    if (keys) await noteKey(tx, keys);
    return;
  }
  if (!keys)
    throw new DatabaseError('unavailable', 'This database is encrypted, and no key was given.', {
      hint: 'Set RAPPORT_ENCRYPTION_KEY, or RAPPORT_ENCRYPTION_KEY_FILE to the file that holds it.',
    });
  const id = idIn(row.value);
  if (!keys.all.some((key) => key.id === id))
    throw new DatabaseError(
      'unavailable',
      `This database is encrypted with key ${id}, and other keys were given.`,
      {
        hint: `Give key ${id} too, behind the new one where it is being rotated: RAPPORT_ENCRYPTION_KEY=NEW,OLD.`,
      },
    );
  createSealer(keys, '').open(place, row.value);
}

/** Notes that everything is sealed with the key that seals now: those before it are needed no longer. */
export async function settleKey(tx: Transaction): Promise<void> {
  const keys = keysInUse();
  if (keys) await noteKey(tx, keys);
}

/** Lets go of the key that was noted in an empty database: a backup brings its own. */
export const forgetKey = (tx: Transaction): Promise<unknown> => tx.delete(workspaceSecrets).where(noted);

async function noteKey(tx: Transaction, keys: Keyring): Promise<void> {
  const value = createSealer(keys, '').seal(place, known);
  await tx
    .insert(workspaceSecrets)
    .values({ workspaceId: '', name: 'encryption key', value, createdAt: sql`now()` })
    .onConflictDoUpdate({ target: [workspaceSecrets.workspaceId, workspaceSecrets.name], set: { value } });
}

const idIn = (sealed: string): string => sealed.split(':')[2] ?? '';
