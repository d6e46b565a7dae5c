import { and, asc, desc, eq, gt, inArray, isNull, lt, max, or, type SQL } from 'drizzle-orm';
import { conversations, handOffs, messages } from '../../../db/index.ts';
import { type Actor, RapportError, type Scope } from '../../trust/index.ts';

export type ConversationRow = typeof conversations.$inferSelect;
export type MessageRow = typeof messages.$inferSelect;
export type HandOffRow = typeof handOffs.$inferSelect;

/** Who speaks: the person who asks, the assistant, a tool it called, or a person in the assistant's stead. */
export type Speaker = 'user' | 'assistant' | 'tool' | 'person';

/** One message as it is kept. `content` is what the speaker's side reads: a model's message, or plain text. */
export interface Said {
  role: Speaker;
  content: unknown;
  userId?: string | undefined;
  /** From −1 to 1. */
  sentiment?: number | undefined;
}

/** What is noted of a conversation beside its messages. */
export interface Noted {
  state?: Record<string, unknown> | undefined;
  language?: string | undefined;
  /** Turns that were not understood, more than before. */
  repairs?: number | undefined;
}

/** Conversations of one workspace, as the actor may see them. */
export interface Conversations {
  /** Begins one; its id must be new. */
  begin(values: {
    id: string;
    channel: string;
    contactId?: string | undefined;
    visitorHash?: string | undefined;
    language?: string | undefined;
  }): Promise<ConversationRow>;
  /** @throws RapportError not_found, in the same words where it is somebody else's */
  get(id: string): Promise<ConversationRow>;
  find(id: string): Promise<ConversationRow | undefined>;
  /** Keeps other turns out until a moment. @throws RapportError conflict while one is under way */
  hold(id: string, until: Date): Promise<void>;
  release(id: string): Promise<void>;
  /** Says whose it is, once. @throws RapportError conflict where it is another contact's already */
  bind(id: string, contactId: string): Promise<void>;
  /** Counts an attempt to say who they are that failed. @returns how many have */
  countFailure(id: string): Promise<number>;
  append(id: string, said: readonly Said[], noted?: Noted): Promise<void>;
  /** In their order; those after a number, or the last so many. */
  messages(id: string, which?: { after?: number; last?: number }): Promise<MessageRow[]>;
  /** The hand-off that waits, or that a person has; null where the assistant answers. */
  openHandOff(id: string): Promise<HandOffRow | null>;
  /** The same of a ticket. */
  openHandOffOfTicket(ticketId: string): Promise<HandOffRow | null>;
  /** Whether a person was ever brought in. */
  wasHandedOff(id: string): Promise<boolean>;
  close(id: string, outcome: 'resolved' | 'handed_off', predictedRating: number): Promise<void>;
  reopen(id: string): Promise<void>;
}

/** A text as a part: alone, one that reads as JSON ("80") would not come back as the text it was. */
const asParts = (content: unknown): unknown =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

const unknown = (): RapportError =>
  new RapportError('not_found', 'There is no such conversation.', {
    hint: 'Begin a new one by leaving the conversation out.',
  });

/** Customers see their own: a contact theirs, a visitor the one they are in. */
const mayRead = (actor: Actor, row: ConversationRow): boolean =>
  actor.role !== 'customer' ||
  (actor.contactId === undefined
    ? row.contactId === null && row.actorId === actor.id
    : row.contactId === actor.contactId);

export function createConversations({ tx, workspace, actor, now }: Scope): Conversations {
  const mine = (id: string) => and(eq(conversations.workspaceId, workspace.id), eq(conversations.id, id));
  const ofConversation = (id: string) =>
    and(eq(messages.workspaceId, workspace.id), eq(messages.conversationId, id));
  const change = (id: string, set: Partial<ConversationRow>) =>
    tx
      .update(conversations)
      .set({ ...set, updatedAt: now })
      .where(mine(id));

  async function find(id: string): Promise<ConversationRow | undefined> {
    const [row] = await tx
      .select()
      .from(conversations)
      .where(and(mine(id), isNull(conversations.deletedAt)));
    return row && mayRead(actor, row) ? row : undefined;
  }

  async function get(id: string): Promise<ConversationRow> {
    const row = await find(id);
    if (!row) throw unknown();
    return row;
  }

  /** The conversation, held until the transaction ends. */
  async function held(id: string): Promise<ConversationRow> {
    const [row] = await tx.select().from(conversations).where(mine(id)).for('update');
    if (!row || row.deletedAt || !mayRead(actor, row)) throw unknown();
    return row;
  }

  async function openHandOff(isOf: SQL): Promise<HandOffRow | null> {
    const [row] = await tx
      .select()
      .from(handOffs)
      .where(
        and(
          eq(handOffs.workspaceId, workspace.id),
          isOf,
          inArray(handOffs.status, ['waiting', 'taken']),
          isNull(handOffs.deletedAt),
        ),
      )
      .limit(1);
    return row ?? null;
  }

  return {
    find,
    get,
    async begin({ id, channel, contactId, visitorHash, language }) {
      const [row] = await tx
        .insert(conversations)
        .values({
          workspaceId: workspace.id,
          id,
          channel,
          actorId: actor.id,
          contactId: contactId ?? null,
          visitorHash: visitorHash ?? null,
          language: language ?? null,
          createdAt: now,
          updatedAt: now,
        })
        .returning();
      return row!;
    },
    async hold(id, until) {
      await get(id);
      const free = or(isNull(conversations.busyUntil), lt(conversations.busyUntil, now));
      const taken = await tx
        .update(conversations)
        .set({ busyUntil: until })
        .where(and(mine(id), free))
        .returning({ id: conversations.id });
      if (taken.length === 0)
        throw new RapportError('conflict', 'Another message of this conversation is being answered.', {
          hint: 'Wait for its answer, then send this one again.',
        });
    },
    async release(id) {
      await change(id, { busyUntil: null });
    },
    async bind(id, contactId) {
      const row = await held(id);
      if (row.contactId !== null && row.contactId !== contactId)
        throw new RapportError('conflict', 'This conversation is another customer’s already.');
      await change(id, { contactId });
    },
    async countFailure(id) {
      const row = await held(id);
      const identificationFailures = row.identificationFailures + 1;
      await change(id, { identificationFailures });
      return identificationFailures;
    },
    async append(id, said, { state, language, repairs = 0 } = {}) {
      const row = await held(id);
      const [last] = await tx
        .select({ ordinal: max(messages.ordinal) })
        .from(messages)
        .where(ofConversation(id));
      const first = (last?.ordinal ?? 0) + 1;
      if (said.length > 0)
        await tx.insert(messages).values(
          said.map(({ role, content, userId, sentiment }, index) => ({
            workspaceId: workspace.id,
            conversationId: id,
            ordinal: first + index,
            role,
            content: asParts(content),
            userId: userId ?? null,
            sentiment: sentiment ?? null,
            createdAt: now,
          })),
        );
      await change(id, {
        turns: row.turns + said.filter(({ role }) => role === 'user').length,
        repairs: row.repairs + repairs,
        lastMessageAt: said.length > 0 ? now : row.lastMessageAt,
        ...(state && { state: { ...row.state, ...state } }),
        ...(language !== undefined && { language }),
      });
    },
    async messages(id, { after, last } = {}) {
      await get(id);
      const wanted = and(ofConversation(id), after === undefined ? undefined : gt(messages.ordinal, after));
      const rows = tx.select().from(messages).where(wanted);
      if (last === undefined) return rows.orderBy(asc(messages.ordinal));
      return (await rows.orderBy(desc(messages.ordinal)).limit(last)).reverse();
    },
    openHandOff: (id) => openHandOff(eq(handOffs.conversationId, id)),
    openHandOffOfTicket: (ticketId) => openHandOff(eq(handOffs.ticketId, ticketId)),
    async wasHandedOff(id) {
      const [row] = await tx
        .select({ id: handOffs.id })
        .from(handOffs)
        .where(
          and(
            eq(handOffs.workspaceId, workspace.id),
            eq(handOffs.conversationId, id),
            isNull(handOffs.deletedAt),
          ),
        )
        .limit(1);
      return row !== undefined;
    },
    async close(id, outcome, predictedRating) {
      await held(id);
      await change(id, { status: 'closed', closedAt: now, outcome, predictedRating });
    },
    async reopen(id) {
      await held(id);
      await change(id, { status: 'open', closedAt: null, outcome: null });
    },
  };
}
