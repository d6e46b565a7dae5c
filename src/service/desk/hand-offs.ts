import { and, asc, count, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { handOffs, users } from '../../../db/index.ts';
import { isId, RapportError, readCursor, type Scope, writeCursor } from '../../trust/index.ts';
import type { Conversations, HandOffRow } from './conversations.ts';
import { moodOf } from './mood.ts';
import { urgencyOf } from './priority.ts';
import { type Priority, priorities } from './settings.ts';
import type { TicketRow, Tickets } from './tickets.ts';
import { feelingOf, summaryOf, transcriptOf } from './transcript.ts';
import type { HandOffReason } from './triggers.ts';

export const handOffStatuses = ['waiting', 'taken', 'given_back', 'resolved'] as const;
export type HandOffStatus = (typeof handOffStatuses)[number];

export interface HandOffQuery {
  statuses: readonly HandOffStatus[];
  queue?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface HandOffs {
  /**
   * Brings a person in: from here on the assistant does not answer. The conversation's ticket is opened where
   * there is none. Where one waits or has come already, that hand-off is given and nothing is written.
   */
  request(asked: {
    conversationId: string;
    reason: HandOffReason;
    summary?: string | undefined;
    queue?: string | undefined;
    priority?: Priority | undefined;
  }): Promise<{ handOff: HandOffRow; ticket: TicketRow | null; isNew: boolean }>;
  /** The most urgent first, of those as urgent the oldest. */
  list(query: HandOffQuery): Promise<{ rows: HandOffRow[]; total: number; nextCursor: string | null }>;
  /**
   * Takes what waits, by its own id or by its ticket's number or id.
   * @throws RapportError not_found; conflict where nobody waits, or somebody else has it, naming them
   */
  take(reference: string): Promise<HandOffRow>;
  /**
   * Answers in the assistant's stead; takes what waits. Giving back lets the assistant answer again.
   * @throws RapportError conflict where nobody was brought in, or somebody else has it
   */
  reply(conversationOrHandOff: string, text: string, giveBack: boolean): Promise<HandOffRow>;
  /** Goes with its ticket, which was transferred: to its queue, and to its assignee or back to those who wait. */
  follow(ticket: TicketRow): Promise<void>;
  /** The ticket a text means: its own number or id, or that of its hand-off. */
  ticketOf(reference: string): Promise<string>;
  /** Ends what a ticket's conversation waits for, as the ticket is resolved. */
  endOfTicket(ticket: TicketRow): Promise<HandOffRow | null>;
}

export function createHandOffs(scope: Scope, conversations: Conversations, tickets: Tickets): HandOffs {
  const { tx, workspace, actor, now, records } = scope;

  async function nameOf(userId: string): Promise<string> {
    const [user] = await tx
      .select({ name: users.name })
      .from(users)
      .where(and(eq(users.workspaceId, workspace.id), eq(users.id, userId)));
    return user?.name ?? userId;
  }

  /** The hand-off, held until the transaction ends, so that of two who take it one comes second. */
  async function heldOpen(id: string): Promise<HandOffRow> {
    const [row] = await tx
      .select()
      .from(handOffs)
      .where(and(eq(handOffs.workspaceId, workspace.id), eq(handOffs.id, id), isNull(handOffs.deletedAt)))
      .for('update');
    if (!row)
      throw new RapportError('not_found', 'There is no such hand-off.', {
        hint: 'list_handoffs shows those that wait.',
      });
    if (isOver(row)) throw over(row, 'list_handoffs shows those that wait.');
    if (row.takenBy !== null && row.takenBy !== actor.id)
      throw new RapportError('conflict', `${await nameOf(row.takenBy)} has this hand-off.`, {
        hint: 'Take another, or transfer its ticket to yourself first.',
      });
    return row;
  }

  async function handOffOf(id: string): Promise<HandOffRow | undefined> {
    const [row] = await tx
      .select()
      .from(handOffs)
      .where(and(eq(handOffs.workspaceId, workspace.id), eq(handOffs.id, id), isNull(handOffs.deletedAt)));
    return row;
  }

  /** The open hand-off a text means: its own id, or its ticket's number or id. */
  async function idOf(reference: string): Promise<string> {
    if (!isTicket(reference)) return reference;
    const ticket = await tickets.get(reference);
    const open = await conversations.openHandOffOfTicket(ticket.id);
    if (open) return open.id;
    throw new RapportError('conflict', `Nobody waits for a person on the ticket ${ticket.number}.`, {
      hint: 'list_handoffs shows those that wait.',
    });
  }

  async function taken(row: HandOffRow): Promise<HandOffRow> {
    if (row.takenBy === actor.id) return row;
    if (row.ticketId !== null) {
      await records.update('ticket', row.ticketId, { ownerId: actor.id, status: 'pending' });
      await tickets.note(row.ticketId, 'taken', { handOffId: row.id, to: actor.id });
    }
    return records.update('hand_off', row.id, { status: 'taken', takenBy: actor.id, takenAt: now });
  }

  return {
    async request({ conversationId, reason, summary, queue, priority: wanted }) {
      const conversation = await conversations.get(conversationId);
      const open = await conversations.openHandOff(conversationId);
      if (open) {
        const ticket = open.ticketId === null ? null : await tickets.get(open.ticketId);
        return { handOff: open, ticket, isNew: false };
      }
      const rows = await conversations.messages(conversationId);
      const asked = transcriptOf(rows).filter(({ from }) => from === 'customer');
      const score = feelingOf(rows);
      const sentiment = moodOf(score);
      const heard = urgencyOf(asked.map(({ text }) => text).join('\n'), { label: sentiment, score });
      const angry: Priority = reason === 'anger' ? 'high' : 'low';
      const priority = highest([wanted ?? 'low', heard.priority, angry]);
      const known = await tickets.ofConversation(conversationId);
      const ticket = known
        ? await tickets.raise(
            known.resolvedAt === null ? known : await tickets.reopen(known.id, reason),
            priority,
          )
        : await tickets.open({
            subject: (asked.at(0)?.text ?? 'Conversation').replace(/\s+/gu, ' ').slice(0, 80),
            contactId: conversation.contactId ?? undefined,
            conversationId,
            priority,
            queue,
            sentiment: { label: sentiment, score },
            channel: 'chat',
            untrusted: true,
          });
      const handOff = await records.insert('hand_off', {
        conversationId,
        ticketId: ticket.id,
        contactId: conversation.contactId,
        reason,
        summary: [summary, summaryOf(rows)].filter((part) => part !== undefined && part !== '').join('\n'),
        sentiment,
        priority,
        queue: known && queue !== undefined ? await tickets.queueNamed(queue) : ticket.queue,
      });
      await tickets.note(ticket.id, 'handed_off', {
        handOffId: handOff.id,
        to: handOff.queue,
        note: reason,
      });
      return { handOff, ticket, isNew: true };
    },
    async list({ statuses, queue, limit, cursor }) {
      const rank = sql<number>`array_position(array['urgent', 'high', 'normal', 'low'], ${handOffs.priority})`;
      const wanted = and(
        eq(handOffs.workspaceId, workspace.id),
        inArray(handOffs.status, [...statuses]),
        queue === undefined ? undefined : eq(handOffs.queue, queue),
        isNull(handOffs.deletedAt),
      );
      const rows = await tx
        .select({ handOff: handOffs, rank })
        .from(handOffs)
        .where(and(wanted, cursor === undefined ? undefined : behind(cursor, rank)))
        .orderBy(rank, asc(handOffs.createdAt), asc(handOffs.id))
        .limit(limit + 1);
      const [all] = await tx.select({ total: count() }).from(handOffs).where(wanted);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        rows: rows.slice(0, limit).map(({ handOff }) => handOff),
        total: all?.total ?? 0,
        nextCursor: last ? writeCursor([last.rank, last.handOff.createdAt, last.handOff.id]) : null,
      };
    },
    async take(reference) {
      return taken(await heldOpen(await idOf(reference)));
    },
    async reply(reference, text, giveBack) {
      const id = await idOf(reference);
      const handOff = isId('hand_off', id) ? await handOffOf(id) : undefined;
      const conversationId = handOff?.conversationId ?? id;
      await conversations.get(conversationId);
      const open = await conversations.openHandOff(conversationId);
      if (!open && handOff && isOver(handOff))
        throw over(handOff, 'Hand the conversation off again with hand_off_to_human, then answer.');
      if (!open)
        throw new RapportError(
          'conflict',
          'Nobody was brought into this conversation: the assistant answers it.',
          {
            hint: 'Hand it off first with hand_off_to_human.',
          },
        );
      const mine = await taken(await heldOpen(open.id));
      await conversations.append(conversationId, [{ role: 'person', content: text, userId: actor.id }]);
      if (mine.ticketId !== null) await tickets.note(mine.ticketId, 'replied', { handOffId: mine.id });
      const answered = { replies: mine.replies + 1, firstReplyAt: mine.firstReplyAt ?? now };
      if (!giveBack) return records.update('hand_off', mine.id, answered);
      if (mine.ticketId !== null) await tickets.note(mine.ticketId, 'given_back', { handOffId: mine.id });
      return records.update('hand_off', mine.id, { ...answered, status: 'given_back', endedAt: now });
    },
    async follow({ id, queue, ownerId }) {
      const open = await conversations.openHandOffOfTicket(id);
      if (!open || (open.queue === queue && open.takenBy === ownerId)) return;
      await records.update('hand_off', open.id, {
        queue,
        takenBy: ownerId,
        takenAt: ownerId === null ? null : (open.takenAt ?? now),
        status: ownerId === null ? 'waiting' : 'taken',
      });
    },
    async ticketOf(reference) {
      if (!isId('hand_off', reference)) return reference;
      return (await handOffOf(reference))?.ticketId ?? reference;
    },
    async endOfTicket({ id }) {
      const open = await conversations.openHandOffOfTicket(id);
      if (!open) return null;
      return records.update('hand_off', open.id, {
        status: 'resolved',
        endedAt: now,
        takenBy: open.takenBy ?? actor.id,
      });
    },
  };
}

const isOver = ({ status }: HandOffRow): boolean => status === 'given_back' || status === 'resolved';

const over = ({ status }: HandOffRow, hint: string): RapportError =>
  new RapportError('conflict', `This hand-off is ${status.replace('_', ' ')} already.`, { hint });

const isTicket = (reference: string): boolean => /^t-/i.test(reference) || isId('ticket', reference);

const highest = (wanted: readonly Priority[]): Priority =>
  priorities[Math.max(...wanted.map((priority) => priorities.indexOf(priority)))]!;

/** What comes after a page's last hand-off. @throws RapportError invalid_input for a cursor that is none */
function behind(cursor: string, rank: SQL<number>): SQL {
  const [lastRank, at, id] = readCursor(cursor, isPlace);
  return sql`(${rank}, ${handOffs.createdAt}, ${handOffs.id}) > (${lastRank}::integer, ${at}::timestamptz, ${id})`;
}

const isPlace = (values: readonly unknown[]): values is [rank: number, createdAt: string, id: string] =>
  Number.isInteger(values[0]) &&
  typeof values[1] === 'string' &&
  !Number.isNaN(Date.parse(values[1])) &&
  typeof values[2] === 'string';
