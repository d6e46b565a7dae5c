import { sql } from 'drizzle-orm';
import type { Scope } from './scope.ts';

/** Marks the point of a transaction that `rollBackTo` goes back to. */
export const savepoint = async ({ tx }: Scope): Promise<void> => {
  await tx.execute(sql`savepoint rehearsal`);
};

/** Takes back what the transaction did since the savepoint, and goes on. */
export const rollBackTo = async ({ tx }: Scope): Promise<void> => {
  await tx.execute(sql`rollback to savepoint rehearsal`);
};
