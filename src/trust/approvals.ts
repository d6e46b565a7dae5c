import { and, desc, eq, gt } from 'drizzle-orm';
import { approvals, type ChangeItem } from '../../db/index.ts';
import { callDigest } from './canonical.ts';
import { changedFields, operationOf } from './change-log.ts';
import { RapportError } from './errors.ts';
import { newId } from './ids.ts';
import type { Scope } from './scope.ts';

export type Approval = typeof approvals.$inferSelect;
const lifetimeMinutes = 10;
const most = { deleted: 1, changed: 10 };

/** Why these writes need a person's word, or null where they need none. */
export function approvalReason(items: readonly ChangeItem[]): string | null {
  const deleted = items.filter((item) => operationOf(item) === 'delete').length;
  if (deleted > most.deleted) return `It deletes ${deleted} records.`;
  if (items.length > most.changed) return `It changes ${items.length} records.`;
  return null;
}

/** What a person is shown before approving: each record and the fields that would change. */
export function previewOf(
  items: readonly ChangeItem[],
): { kind: string; id: string; label: string; operation: string; fields: unknown[] }[] {
  return items.map((item) => {
    const operation = operationOf(item);
    const fields = operation === 'update' ? changedFields(item) : [];
    return { kind: item.kind, id: item.id, label: item.label, operation, fields };
  });
}

/** Keeps a call for a person to decide on; good for 10 minutes, once. */
export async function requestApproval(
  scope: Scope,
  call: { tool: string; arguments: Record<string, unknown>; reason: string; items: readonly ChangeItem[] },
): Promise<Approval> {
  const { tx, workspace, actor, now } = scope;
  const [approval] = await tx
    .insert(approvals)
    .values({
      workspaceId: workspace.id,
      id: newId('approval', now),
      actorId: actor.id,
      tool: call.tool,
      arguments: call.arguments,
      digest: callDigest(call.tool, call.arguments),
      preview: [...call.items],
      reason: call.reason,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMinutes * 60_000),
    })
    .returning();
  return approval!;
}

/**
 * Takes a waiting approval for its one use. Bound to the actor who asked.
 * @throws RapportError not_found where none waits, conflict where it was used or ran out
 */
export async function takeApproval(
  scope: Scope,
  id: string,
  decision: 'approved' | 'rejected',
): Promise<Approval> {
  const { tx, workspace, actor, now } = scope;
  const mine = and(
    eq(approvals.workspaceId, workspace.id),
    eq(approvals.id, id),
    eq(approvals.actorId, actor.id),
  );
  const [approval] = await tx.select().from(approvals).where(mine).for('update');
  if (!approval)
    throw new RapportError('not_found', 'No such call waits for your approval.', {
      hint: 'List them with: rapport approve',
    });
  if (approval.status !== 'pending')
    throw new RapportError('conflict', `This call was ${approval.status} already.`, {
      hint: 'Ask for the change again.',
    });
  if (approval.expiresAt <= now)
    throw new RapportError('conflict', 'This approval has run out after 10 minutes.', {
      hint: 'Ask for the change again.',
    });
  await tx.update(approvals).set({ status: decision, decidedBy: actor.id, decidedAt: now }).where(mine);
  return approval;
}

/** What waits for this actor's word, newest first. */
export async function pendingApprovals(scope: Scope): Promise<Approval[]> {
  const { tx, workspace, actor, now } = scope;
  return tx
    .select()
    .from(approvals)
    .where(
      and(
        eq(approvals.workspaceId, workspace.id),
        eq(approvals.actorId, actor.id),
        eq(approvals.status, 'pending'),
        gt(approvals.expiresAt, now),
      ),
    )
    .orderBy(desc(approvals.createdAt));
}
