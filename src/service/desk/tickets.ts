import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
import { orders, ticketEvents, tickets } from '../../../db/index.ts';
import type { SentimentReading } from '../../models.ts';
import { newId, quoted, RapportError, type Scope } from '../../trust/index.ts';
import type { Conversations } from './conversations.ts';
import { deadlineAfter } from './deadline.ts';
import { urgencyOf } from './priority.ts';
import { type DeskSettings, type Priority, priorities, readDeskSettings, usualQueues } from './settings.ts';

export type TicketRow = typeof tickets.$inferSelect;
export type TicketEventRow = typeof ticketEvents.$inferSelect;
export type TicketStep =
  | 'opened'
  | 'handed_off'
  | 'taken'
  | 'replied'
  | 'given_back'
  | 'transferred'
  | 'resolved'
  | 'closed'
  | 'reopened';

export interface NewTicket {
  subject: string;
  description?: string | undefined;
  contactId?: string | undefined;
  /** The order it is about, by id or number. */
  order?: string | undefined;
  conversationId?: string | undefined;
  /** By default from its words. */
  priority?: Priority | undefined;
  queue?: string | undefined;
  /** How its words read. */
  sentiment: Pick<SentimentReading, 'label' | 'score'>;
  channel: string;
  untrusted: boolean;
}

export interface Tickets {
  open(ticket: NewTicket): Promise<TicketRow>;
  /** By id or number. @throws RapportError not_found, in the same words where it is another customer's */
  get(reference: string): Promise<TicketRow>;
  /** What became of it, oldest first. */
  steps(ticketId: string): Promise<TicketEventRow[]>;
  /** The latest one a conversation opened, unless it was closed for good. */
  ofConversation(conversationId: string): Promise<TicketRow | undefined>;
  /** A queue as it is called. @throws RapportError not_found where there is no such queue */
  queueNamed(name: string): Promise<string>;
  /** Gives it to another queue, another person, or both. @throws RapportError not_found where there is no such queue */
  transfer(
    ticketId: string,
    to: { queue?: string | undefined; ownerId?: string | undefined; note?: string | undefined },
  ): Promise<TicketRow>;
  /** @throws RapportError conflict where it is done already */
  resolve(ticketId: string, resolution: string, status: 'resolved' | 'closed'): Promise<TicketRow>;
  /** @throws RapportError conflict where it is open */
  reopen(ticketId: string, note: string | undefined): Promise<TicketRow>;
  /** Raises its priority, and brings its deadline forward. */
  raise(ticket: TicketRow, priority: Priority): Promise<TicketRow>;
  note(ticketId: string, step: TicketStep, more?: StepDetails): Promise<void>;
}

export interface StepDetails {
  handOffId?: string;
  from?: string | null;
  to?: string | null;
  note?: string | undefined;
}

const isDone = ({ status }: TicketRow): boolean => status === 'resolved' || status === 'closed';

/** A number of ours in the case it is kept in. */
const asWritten = (reference: string): string => reference.toLowerCase().replace(/^t-/, 'T-');

export function createTickets(scope: Scope, conversations: Conversations): Tickets {
  const { tx, workspace, actor, now, records } = scope;
  let known: Promise<DeskSettings> | undefined;
  const settings = (): Promise<DeskSettings> => (known ??= readDeskSettings(scope));
  const dueAfter = async (from: Date, priority: Priority): Promise<Date> => {
    const { deadlines, hours } = await settings();
    return deadlineAfter(from, deadlines[priority], hours, workspace.timeZone);
  };

  async function note(ticketId: string, kind: TicketStep, more: StepDetails = {}): Promise<void> {
    await records.insert('ticket_event', {
      ticketId,
      kind,
      actorId: actor.id,
      handOffId: more.handOffId ?? null,
      fromValue: more.from ?? null,
      toValue: more.to ?? null,
      note: more.note ?? null,
      occurredAt: now,
    });
  }

  /** Customers see what is theirs, and what was opened in a conversation of theirs. */
  async function mayRead({ contactId, conversationId }: TicketRow): Promise<boolean> {
    if (actor.role !== 'customer') return true;
    if (contactId !== null) return contactId === actor.contactId;
    return conversationId !== null && (await conversations.find(conversationId)) !== undefined;
  }

  async function get(reference: string): Promise<TicketRow> {
    const [row] = await tx
      .select()
      .from(tickets)
      .where(
        and(
          eq(tickets.workspaceId, workspace.id),
          or(eq(tickets.id, reference), inArray(tickets.number, [reference, asWritten(reference)])),
          isNull(tickets.deletedAt),
        ),
      )
      .limit(1);
    if (!row || !(await mayRead(row)))
      throw new RapportError('not_found', `There is no ticket ${quoted(reference)}.`, {
        hint: 'Give its number, such as T-4abc12, or its id.',
      });
    return row;
  }

  async function orderOf(reference: string): Promise<string> {
    const [row] = await tx
      .select({ id: orders.id, contactId: orders.contactId })
      .from(orders)
      .where(
        and(
          eq(orders.workspaceId, workspace.id),
          or(eq(orders.id, reference), eq(orders.number, reference)),
          isNull(orders.deletedAt),
        ),
      )
      .limit(1);
    if (!row || (actor.role === 'customer' && (!actor.contactId || row.contactId !== actor.contactId)))
      throw new RapportError('not_found', `There is no order ${quoted(reference)}.`, {
        hint: 'Check the number, or leave the order out.',
      });
    return row.id;
  }

  /** A queue as it is called: one every desk has, one that was set up, or one a ticket is in. @throws RapportError not_found */
  async function queueNamed(name: string): Promise<string> {
    const { queue, assignees } = await settings();
    const used = await tx
      .selectDistinct({ queue: tickets.queue })
      .from(tickets)
      .where(and(eq(tickets.workspaceId, workspace.id), isNull(tickets.deletedAt)));
    const known = [
      ...new Set([
        ...usualQueues,
        queue,
        ...Object.keys(assignees),
        ...used.flatMap((row) => row.queue ?? []),
      ]),
    ];
    const alike = (one: string) => one.toLowerCase() === name.toLowerCase();
    const found = known.find((one) => one === name) ?? known.find(alike);
    if (found !== undefined) return found;
    throw new RapportError('not_found', `There is no queue ${quoted(name)}.`, {
      hint: `The queues are ${known.slice(0, 20).join(', ')}; configure_desk makes another.`,
    });
  }

  return {
    note,
    get,
    queueNamed,
    async open({ order, description, contactId, conversationId, queue, sentiment, ...ticket }) {
      const words = [ticket.subject, description ?? ''].join('\n');
      const priority = ticket.priority ?? urgencyOf(words, sentiment).priority;
      const desk = await settings();
      const into = queue === undefined ? desk.queue : await queueNamed(queue);
      const row = await records.insert('ticket', {
        ...ticket,
        priority,
        sentiment: sentiment.label,
        number: `T-${newId('ticket', now).slice(-6)}`,
        description: description ?? null,
        contactId: contactId ?? null,
        orderId: order === undefined ? null : await orderOf(order),
        conversationId: conversationId ?? null,
        queue: into,
        ownerId: desk.assignees[into] ?? null,
        openedAt: now,
        dueAt: await dueAfter(now, priority),
      });
      await note(row.id, 'opened', { to: row.queue });
      return row;
    },
    steps: (ticketId) =>
      tx
        .select()
        .from(ticketEvents)
        .where(
          and(
            eq(ticketEvents.workspaceId, workspace.id),
            eq(ticketEvents.ticketId, ticketId),
            isNull(ticketEvents.deletedAt),
          ),
        )
        .orderBy(asc(ticketEvents.occurredAt), asc(ticketEvents.id)),
    async ofConversation(conversationId) {
      const rows = await tx
        .select()
        .from(tickets)
        .where(
          and(
            eq(tickets.workspaceId, workspace.id),
            eq(tickets.conversationId, conversationId),
            isNull(tickets.deletedAt),
          ),
        )
        .orderBy(asc(tickets.openedAt), asc(tickets.id));
      const last = rows.at(-1);
      return last?.status === 'closed' ? undefined : last;
    },
    async transfer(ticketId, { queue: into, ownerId, note: why }) {
      const before = await get(ticketId);
      if (into === undefined && ownerId === undefined)
        throw new RapportError('invalid_input', 'A transfer needs a queue or an assignee to go to.');
      const queue = into === undefined ? undefined : await queueNamed(into);
      const row = await records.update('ticket', before.id, {
        ...(queue !== undefined && { queue }),
        ...(ownerId !== undefined ? { ownerId } : queue !== before.queue && { ownerId: null }),
      });
      const from = [before.queue, before.ownerId].filter((part) => part !== null).join(' ');
      const to = [row.queue, row.ownerId].filter((part) => part !== null).join(' ');
      await note(row.id, 'transferred', { from, to, note: why });
      return row;
    },
    async resolve(ticketId, resolution, status) {
      const before = await get(ticketId);
      if (isDone(before))
        throw new RapportError('conflict', `The ticket ${before.number} is ${before.status} already.`, {
          hint: 'Reopen it first where there is more to do.',
        });
      const row = await records.update('ticket', before.id, { status, resolution, resolvedAt: now });
      await note(row.id, status, { from: before.status, to: status, note: resolution });
      return row;
    },
    async reopen(ticketId, why) {
      const before = await get(ticketId);
      if (!isDone(before))
        throw new RapportError('conflict', `The ticket ${before.number} is open.`, {
          hint: 'Reopen only what is resolved or closed.',
        });
      const row = await records.update('ticket', before.id, {
        status: 'open',
        resolvedAt: null,
        dueAt: await dueAfter(now, before.priority as Priority),
      });
      await note(row.id, 'reopened', { from: before.status, to: 'open', note: why });
      return row;
    },
    async raise(ticket, priority) {
      if (priorities.indexOf(priority) <= priorities.indexOf(ticket.priority as Priority)) return ticket;
      const dueAt = await dueAfter(ticket.openedAt, priority);
      return records.update('ticket', ticket.id, { priority, dueAt });
    },
  };
}
