import { and, desc, eq, gt } from 'drizzle-orm';
import { approvals, type ChangeItem } from '../../db/index.ts';
import { callDigest, canonicalJson } from './canonical.ts';
import { changedFields, operationOf } from './change-log.ts';
import { RapportError } from './errors.ts';
import { newId } from './ids.ts';
import { type PreviewedRecord, previewOf } from './previews.ts';
import type { Scope } from './scope.ts';
import { isStoredDigest, storedDigest } from './stored-digest.ts';

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
      digest: storedDigest(callDigest(call.tool, call.arguments)),
      preview: [...call.items],
      reason: call.reason,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMinutes * 60_000),
    })
    .returning();
  return approval!;
}

/** A decision that does not count, and why: an event that is kept. */
export class ApprovalRefused extends RapportError {
  readonly reason: 'unknown' | 'foreign' | 'edited' | 'replayed' | 'expired' | 'outgrown';
  constructor(
    reason: ApprovalRefused['reason'],
    code: 'not_found' | 'conflict',
    message: string,
    hint = 'Ask for the change again.',
  ) {
    super(code, message, { hint });
    this.reason = reason;
  }
}

/**
 * Takes a waiting approval for its one use. Bound to the actor who asked, and to the call as it was asked for.
 * @throws ApprovalRefused where none waits, it was used or ran out, or the call is not the one that was asked for
 */
export async function takeApproval(
  scope: Scope,
  id: string,
  decision: 'approved' | 'rejected',
): Promise<Approval> {
  const { tx, workspace, actor, now } = scope;
  const meant = and(eq(approvals.workspaceId, workspace.id), eq(approvals.id, id));
  const [approval] = await tx.select().from(approvals).where(meant).for('update');
  const isMine = approval?.actorId === actor.id;
  if (!approval || !isMine)
    throw new ApprovalRefused(
      approval ? 'foreign' : 'unknown',
      'not_found',
      'No such call waits for your approval.',
      'List them with: rapport approve',
    );
  if (approval.status !== 'pending')
    throw new ApprovalRefused('replayed', 'conflict', `This call was ${approval.status} already.`);
  if (approval.expiresAt <= now)
    throw new ApprovalRefused('expired', 'conflict', 'This approval has run out after 10 minutes.');
  if (!isStoredDigest(approval.digest, callDigest(approval.tool, approval.arguments)))
    throw new ApprovalRefused('edited', 'conflict', 'This call is not the one that was asked for.');
  await tx.update(approvals).set({ status: decision, decidedBy: actor.id, decidedAt: now }).where(meant);
  return approval;
}

/**
 * Refuses a call that would do more than the person was shown when they approved it: other records, another
 * operation, other values, or values in place of others than they saw. What has become less is fine, and so is a
 * number that changes by as much as was shown from where another approved call has brought it: the balance two
 * refunds go to.
 *
 * @throws ApprovalRefused
 */
export function requireCovered(approved: readonly ChangeItem[], items: readonly ChangeItem[]): void {
  const left = Map.groupBy(effectsOf(approved), ({ aim }) => aim);
  for (const { aim, fields } of effectsOf(items)) {
    const shown = left.get(aim) ?? [];
    const place = shown.findIndex((effect) => isSameEffect(effect.fields, fields));
    if (place < 0)
      throw new ApprovalRefused(
        'outgrown',
        'conflict',
        shown.some((effect) => isSameEffect(effect.fields, fields, true))
          ? 'The record was changed after this was asked for.'
          : 'This would now do more than was approved.',
      );
    shown.splice(place, 1);
  }
}

/** What happens to one record; `by` is how far a number moves. */
interface Effect {
  aim: string;
  fields: ReadonlyMap<string, ChangedValue>;
}

interface ChangedValue {
  before: string;
  after: string;
  by?: number;
}

/** @param fromAnywhere  whatever stood there before */
const isSameEffect = (shown: Effect['fields'], now: Effect['fields'], fromAnywhere = false): boolean =>
  shown.size === now.size &&
  [...now].every(([field, { before, after, by }]) => {
    const one = shown.get(field);
    if (one === undefined) return false;
    if (by !== undefined) return one.after === after || one.by === by;
    return one.after === after && (fromAnywhere || one.before === before);
  });

/** What items do, in words that are the same each time: ids and numbers of new records and moments are not. */
function effectsOf(items: readonly ChangeItem[]): Effect[] {
  const given = ({ id, label, kind, after }: ChangeItem) =>
    label === id || label === after?.number ? kind : label;
  const made = new Map(items.filter(({ before }) => before === null).map((item) => [item.id, given(item)]));
  const isMoment = (value: unknown) => /^\d{4}-\d\d-\d\dT/.test(JSON.stringify(value ?? null).slice(1));
  return items.map((item) => {
    const operation = operationOf(item);
    if (operation === 'create')
      return { aim: canonicalJson([item.kind, 'create', given(item)]), fields: new Map() };
    const fields = changedFields(item)
      .filter(({ after, before }) => !isMoment(after) && !isMoment(before))
      .map(({ field, before, after }): [string, ChangedValue] => [
        field,
        {
          before: canonicalJson(before ?? null),
          after: canonicalJson(made.get(after as string) ?? after ?? null),
          ...(typeof before === 'number' && typeof after === 'number' && { by: after - before }),
        },
      ]);
    return { aim: canonicalJson([item.kind, item.id, operation]), fields: new Map(fields) };
  });
}

/** A call that waits for a person, with what they are shown. */
export interface WaitingApproval extends Approval {
  shown: PreviewedRecord[];
}

/** What waits for this actor's word, newest first. */
export async function pendingApprovals(scope: Scope): Promise<WaitingApproval[]> {
  const { tx, workspace, actor, now } = scope;
  const waiting = await tx
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
  const all: WaitingApproval[] = [];
  for (const approval of waiting) all.push({ ...approval, shown: await previewOf(scope, approval.preview) });
  return all;
}
