import { desc, eq } from 'drizzle-orm';
import { auditEvents } from '../../db/index.ts';
import { newId } from './ids.ts';
import type { Scope } from './scope.ts';

/** What happened that is no change of a record, and that somebody should know. */
export interface AuditEvent {
  event: 'approval_rejected';
  /** What it was about, such as the id of an approval. */
  subject: string;
  /** In one word: replayed, expired, edited, foreign, unknown, forged, outgrown. */
  reason: string;
}

/** Keeps an event, in the transaction of the scope. */
export async function noteEvent({ tx, workspace, actor, now }: Scope, event: AuditEvent): Promise<void> {
  await tx.insert(auditEvents).values({
    workspaceId: workspace.id,
    id: newId('audit_event', now),
    ...event,
    subject: event.subject.slice(0, longestSubject),
    actorId: actor.id,
    client: actor.client,
    occurredAt: now,
  });
}

const longestSubject = 80;

/** The latest events, newest first. */
export const listEvents = (
  { tx, workspace }: Scope,
  most = 100,
): Promise<(typeof auditEvents.$inferSelect)[]> =>
  tx
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.workspaceId, workspace.id))
    .orderBy(desc(auditEvents.occurredAt), desc(auditEvents.id))
    .limit(most);
