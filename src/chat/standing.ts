import type { Runtime, Session } from '../../tools/kernel/context.ts';

/** How a conversation stands. */
export interface Standing {
  conversationId: string;
  /** Given once, to whoever began the conversation. */
  visitorToken?: string;
  /** Whether the assistant answers, a person is awaited, or one is there. */
  status: 'open' | 'waiting' | 'with_person' | 'closed';
  handOff?: { status: 'waiting' | 'taken'; person?: string; ticket?: string };
  /** What was said after the message asked for, by whom. */
  messages: {
    ordinal: number;
    at: string;
    from: 'customer' | 'assistant' | 'person';
    name?: string;
    text: string;
  }[];
  /** The last message there is. */
  lastOrdinal: number;
}

/** How long the door waits for the database. */
export const doorLimits = () => ({ signal: AbortSignal.timeout(15_000), timeoutMs: 15_000 });

/**
 * How a conversation stands, as its customer may know it.
 *
 * @param after  the message behind which to tell what was said; without it nothing is told
 */
export function standingOf(
  runtime: Runtime,
  session: Session,
  id: string,
  after?: number,
): Promise<Standing> {
  return runtime.read(
    session,
    async (_, { desk }) => {
      const row = await desk.conversations.get(id);
      const open = await desk.conversations.openHandOff(id);
      const [last] = await desk.conversations.messages(id, { last: 1 });
      const rows = after === undefined ? [] : await desk.conversations.messages(id, { after });
      const said = await desk.show.utterances(rows);
      const [shown] = open ? await desk.show.handOffs([open]) : [];
      return {
        conversationId: id,
        status: desk.show.status(row, open),
        ...(open &&
          shown && {
            handOff: {
              status: open.status as 'waiting' | 'taken',
              ...(shown.person !== null && { person: shown.person }),
              ...(shown.ticket !== null && { ticket: shown.ticket }),
            },
          }),
        messages: said.map(({ ordinal, at, from, name, text }) => ({
          ordinal,
          at,
          from,
          ...(name !== undefined && { name }),
          text,
        })),
        lastOrdinal: last?.ordinal ?? 0,
      };
    },
    doorLimits(),
  );
}
