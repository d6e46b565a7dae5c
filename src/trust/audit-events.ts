import { desc, eq, sql } from 'drizzle-orm';
import { auditChain, auditEvents } from '../../db/index.ts';
import { canonicalJson, digest } from './canonical.ts';
import { newId } from './ids.ts';
import type { Scope } from './scope.ts';

/** What happened that is no change of a record, and that somebody should know. Users' roles are records. */
export interface AuditEvent {
  event:
    | 'approval_rejected'
    | 'key_made'
    | 'key_revoked'
    | 'visibility_changed'
    | 'link_hosts_changed'
    | 'workspace_changed';
  /** What it was about, such as the id of an approval or of a key. */
  subject: string;
  /** In one word why an approval did not count; of a setting what it is now. */
  reason: string;
}

type KeptEvent = typeof auditEvents.$inferSelect;

const longest = { subject: 80, reason: 2_000 };

/**
 * Keeps an event, in the transaction of the scope, chained to the one before by SHA-256 as changes are. Events hold no
 * customer's data, so that nothing of them is ever erased.
 */
export async function noteEvent({ tx, workspace, actor, now }: Scope, event: AuditEvent): Promise<void> {
  const mine = eq(auditChain.workspaceId, workspace.id);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`events:${workspace.id}`}, 0))`);
  const [last] = await tx.select().from(auditChain).where(mine).orderBy(desc(auditChain.sequence)).limit(1);
  const kept: KeptEvent = {
    workspaceId: workspace.id,
    id: newId('audit_event', now),
    event: event.event,
    subject: event.subject.slice(0, longest.subject),
    reason: event.reason.slice(0, longest.reason),
    actorId: actor.id,
    client: actor.client,
    occurredAt: now,
  };
  await tx.insert(auditEvents).values(kept);
  const [sequence, previousHash] = [(last?.sequence ?? 0) + 1, last?.hash ?? ''];
  await tx.insert(auditChain).values({
    workspaceId: workspace.id,
    sequence,
    eventId: kept.id,
    previousHash,
    hash: eventHash(kept, sequence, previousHash),
  });
}

/** What chains an event to the one before: over all it holds and its place. */
export function eventHash(event: KeptEvent, sequence: number, previousHash: string): string {
  const { id, event: what, subject, reason, actorId, client, occurredAt } = event;
  const all = { id, event: what, subject, reason, actorId, client, occurredAt, sequence };
  return digest(previousHash, canonicalJson(all));
}

/** The latest events, newest first. */
export const listEvents = ({ tx, workspace }: Scope, most = 100): Promise<KeptEvent[]> =>
  tx
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.workspaceId, workspace.id))
    .orderBy(desc(auditEvents.occurredAt), desc(auditEvents.id))
    .limit(most);
