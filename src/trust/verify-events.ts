import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { auditChain, auditEvents } from '../../db/index.ts';
import { eventHash } from './audit-events.ts';
import type { Scope } from './scope.ts';

/** What a verification of the audit events found. */
export interface EventsReport {
  events: number;
  firstBreak: {
    sequence: number;
    eventId: string | null;
    /** `missing` event, `chain` to the one before, the `event` itself, or one `added` beside the chain. */
    reason: 'missing' | 'chain' | 'event' | 'added';
  } | null;
}

const pageSize = 1_000;

/** Walks the chain of the workspace's audit events from its start. Events from before there was a chain are not in it. */
export async function verifyEvents(scope: Scope): Promise<EventsReport> {
  const { tx, workspace } = scope;
  let last = { sequence: 0, hash: '' };
  for (;;) {
    const page = await tx
      .select({ link: auditChain, event: auditEvents })
      .from(auditChain)
      .leftJoin(
        auditEvents,
        and(eq(auditEvents.workspaceId, auditChain.workspaceId), eq(auditEvents.id, auditChain.eventId)),
      )
      .where(and(eq(auditChain.workspaceId, workspace.id), gt(auditChain.sequence, last.sequence)))
      .orderBy(asc(auditChain.sequence))
      .limit(pageSize);
    for (const { link, event } of page) {
      const { sequence, eventId, previousHash, hash } = link;
      const broken = (reason: 'missing' | 'chain' | 'event', at = sequence) => ({
        events: last.sequence,
        firstBreak: { sequence: at, eventId: reason === 'missing' ? null : eventId, reason },
      });
      if (sequence !== last.sequence + 1) return broken('missing', last.sequence + 1);
      if (event === null) return broken('missing');
      if (previousHash !== last.hash) return broken('chain');
      if (eventHash(event, sequence, previousHash) !== hash) return broken('event');
      last = { sequence, hash };
    }
    if (page.length < pageSize) break;
  }
  const stray = await strayEvent(scope);
  return {
    events: last.sequence,
    firstBreak: stray === undefined ? null : { sequence: last.sequence + 1, eventId: stray, reason: 'added' },
  };
}

/** An event that nothing chains, though there was a chain when it is said to have happened. */
async function strayEvent({ tx, workspace }: Scope): Promise<string | undefined> {
  const [first] = await tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .leftJoin(
      auditChain,
      and(eq(auditChain.workspaceId, auditEvents.workspaceId), eq(auditChain.eventId, auditEvents.id)),
    )
    .where(
      and(
        eq(auditEvents.workspaceId, workspace.id),
        isNull(auditChain.eventId),
        sql`${auditEvents.occurredAt} >= (
          select min(known.occurred_at) from ${auditEvents} as known
          join ${auditChain} as link on link.workspace_id = known.workspace_id and link.event_id = known.id
          where known.workspace_id = ${workspace.id} and link.sequence = 1)`,
      ),
    )
    .limit(1);
  return first?.id;
}
