import { and, eq, inArray, sql } from 'drizzle-orm';
import { changes, drafts, idempotencyKeys } from '../../db/index.ts';
import { appendChange, type Change, type Origin } from './change-log.ts';
import type { Scope } from './scope.ts';

/**
 * Enters what this transaction wrote, and what it took back, into the change log.
 * @returns the change's id, or null where nothing was written
 */
export async function commitChange(scope: Scope, origin: Origin): Promise<string | null> {
  if (scope.records.items.length === 0) return null;
  const changeId = await appendChange(scope, origin);
  if (scope.undoes.length > 0) await markUndone(scope, scope.undoes, changeId);
  if (scope.applies !== undefined)
    await scope.tx
      .update(drafts)
      .set({ changeId })
      .where(and(eq(drafts.workspaceId, scope.workspace.id), eq(drafts.id, scope.applies)));
  return changeId;
}

/** Marks what was undone, so that it is neither undone twice nor replayed as if it stood. */
async function markUndone(scope: Scope, undone: readonly string[], undoneBy: string): Promise<void> {
  const { tx, workspace } = scope;
  const mine = (ids: readonly string[]) =>
    and(eq(changes.workspaceId, workspace.id), inArray(changes.id, [...ids]));
  await tx.update(changes).set({ undoneBy }).where(mine(undone));
  const again: Pick<Change, 'undoes'>[] = await tx
    .select({ undoes: changes.undoes })
    .from(changes)
    .where(mine(undone));
  const standingAgain = again.flatMap((change) => change.undoes ?? []);
  if (standingAgain.length > 0) await tx.update(changes).set({ undoneBy: null }).where(mine(standingAgain));
  await tx
    .delete(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, workspace.id),
        inArray(sql`${idempotencyKeys.response} ->> 'changeId'`, [...undone]),
      ),
    );
}
