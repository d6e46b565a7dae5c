import { and, eq, inArray } from 'drizzle-orm';
import { contacts, conversations, tickets, users } from '../../../db/index.ts';
import { localMoment } from '../../crm/index.ts';
import type { Scope } from '../../trust/index.ts';
import type { ConversationRow, HandOffRow, MessageRow } from './conversations.ts';
import type { TicketEventRow, TicketRow } from './tickets.ts';
import { transcriptOf, type Utterance } from './transcript.ts';

export type ConversationStatus = 'open' | 'waiting' | 'with_person' | 'closed';

/** A ticket as tools show it; moments are the workspace's. */
export interface ShownTicket {
  id: string;
  number: string;
  subject: string;
  status: string;
  priority: string;
  queue: string | null;
  assignee: string | null;
  contact: string | null;
  openedAt: string;
  dueAt: string | null;
  overdue: boolean;
  resolvedAt: string | null;
  resolution: string | null;
  conversation: string | null;
  version: number;
  untrusted?: true;
}

export interface ShownStep {
  at: string;
  step: string;
  by: string;
  from?: string;
  to?: string;
  note?: string;
}

/** A hand-off as tools show it. */
export interface ShownHandOff {
  id: string;
  conversation: string;
  transcript: string;
  contact: string | null;
  ticket: string | null;
  reason: string;
  summary: string;
  sentiment: string | null;
  priority: string;
  queue: string | null;
  status: string;
  person: string | null;
  requestedAt: string;
  waitedMinutes: number;
  replies: number;
  untrusted: true;
}

export interface ShownUtterance {
  ordinal: number;
  at: string;
  from: Utterance['from'];
  name?: string;
  text: string;
  calls?: string[];
  untrusted?: true;
}

/** Puts rows into the words tools show: names for ids, moments in the workspace's zone. */
export interface Views {
  ticket(row: TicketRow): Promise<ShownTicket>;
  steps(rows: readonly TicketEventRow[]): Promise<ShownStep[]>;
  handOffs(rows: readonly HandOffRow[]): Promise<ShownHandOff[]>;
  utterances(rows: readonly MessageRow[]): Promise<ShownUtterance[]>;
  moment(moment: Date | null): string | null;
  contact(id: string | null): Promise<string | null>;
  /** What a user is called, of these. */
  people(ids: readonly (string | null)[]): Promise<(id: string | null) => string | null>;
  status(row: ConversationRow, handOff: HandOffRow | null): ConversationStatus;
}

const minuteMs = 60_000;

export function createViews({ tx, workspace, now }: Scope): Views {
  const moment = (date: Date | null) => date && localMoment(workspace.timeZone, date);

  async function userNames(ids: readonly (string | null)[]): Promise<(id: string | null) => string | null> {
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    const rows =
      wanted.length === 0
        ? []
        : await tx
            .select({ id: users.id, name: users.name })
            .from(users)
            .where(and(eq(users.workspaceId, workspace.id), inArray(users.id, wanted)));
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return (id) => (id === null ? null : (names.get(id) ?? null));
  }

  async function contact(id: string | null): Promise<string | null> {
    if (id === null) return null;
    const [row] = await tx
      .select({ name: contacts.name })
      .from(contacts)
      .where(and(eq(contacts.workspaceId, workspace.id), eq(contacts.id, id)));
    return row?.name ?? null;
  }

  return {
    people: userNames,
    moment,
    contact,
    status(row, handOff) {
      if (row.status === 'closed') return 'closed';
      return handOff === null ? 'open' : handOff.status === 'taken' ? 'with_person' : 'waiting';
    },
    async ticket(row) {
      const nameOf = await userNames([row.ownerId]);
      const isDone = row.resolvedAt !== null;
      return {
        id: row.id,
        number: row.number,
        subject: row.subject,
        status: row.status,
        priority: row.priority,
        queue: row.queue,
        assignee: nameOf(row.ownerId),
        contact: await contact(row.contactId),
        openedAt: localMoment(workspace.timeZone, row.openedAt),
        dueAt: moment(row.dueAt),
        overdue: !isDone && row.dueAt !== null && row.dueAt < now,
        resolvedAt: moment(row.resolvedAt),
        resolution: row.resolution,
        conversation: row.conversationId,
        version: row.version,
        ...(row.untrusted && { untrusted: true as const }),
      };
    },
    async steps(rows) {
      const ids = rows.flatMap(({ actorId, fromValue, toValue }) => [
        actorId,
        ...[fromValue, toValue].flatMap((value) => value?.split(' ') ?? []),
      ]);
      const nameOf = await userNames(ids);
      const named = (value: string): string =>
        value
          .split(' ')
          .map((part) => nameOf(part) ?? part)
          .join(' ');
      return rows.map(({ occurredAt, kind, actorId, fromValue, toValue, note }) => ({
        at: localMoment(workspace.timeZone, occurredAt),
        step: kind,
        by: nameOf(actorId) ?? 'assistant',
        ...(fromValue && { from: named(fromValue) }),
        ...(toValue && { to: named(toValue) }),
        ...(note !== null && { note }),
      }));
    },
    async handOffs(rows) {
      const personOf = await userNames(rows.map(({ takenBy }) => takenBy));
      const known = await tx
        .select({
          id: conversations.id,
          contact: contacts.name,
          ticket: tickets.number,
          ticketId: tickets.id,
        })
        .from(conversations)
        .leftJoin(
          contacts,
          and(eq(contacts.workspaceId, workspace.id), eq(contacts.id, conversations.contactId)),
        )
        .leftJoin(
          tickets,
          and(eq(tickets.workspaceId, workspace.id), eq(tickets.conversationId, conversations.id)),
        )
        .where(
          and(
            eq(conversations.workspaceId, workspace.id),
            inArray(
              conversations.id,
              rows.map(({ conversationId }) => conversationId),
            ),
          ),
        );
      return rows.map((row) => {
        const until = row.takenAt ?? row.endedAt ?? now;
        return {
          id: row.id,
          conversation: row.conversationId,
          transcript: `crm://conversation/${row.conversationId}`,
          contact: known.find(({ id }) => id === row.conversationId)?.contact ?? null,
          ticket: known.find(({ ticketId }) => ticketId === row.ticketId)?.ticket ?? null,
          reason: row.reason,
          summary: row.summary,
          sentiment: row.sentiment,
          priority: row.priority,
          queue: row.queue,
          status: row.status,
          person: personOf(row.takenBy),
          requestedAt: localMoment(workspace.timeZone, row.createdAt),
          waitedMinutes: Math.round((until.getTime() - row.createdAt.getTime()) / minuteMs),
          replies: row.replies,
          untrusted: true as const,
        };
      });
    },
    async utterances(rows) {
      const said = transcriptOf(rows);
      const nameOf = await userNames(said.map(({ userId }) => userId));
      return said.map(({ ordinal, at, from, text, userId, calls }) => {
        const name = nameOf(userId);
        return {
          ordinal,
          at: localMoment(workspace.timeZone, at),
          from,
          ...(name !== null && { name }),
          text,
          ...(calls.length > 0 && { calls }),
          ...(from === 'customer' && { untrusted: true as const }),
        };
      });
    },
  };
}
