import type { Session } from '../../tools/kernel/context.ts';
import { createReading, type Reading } from '../../tools/kernel/reading.ts';

/** Who reads: a conversation where one is known, else all that one actor does. */
export interface Reader {
  session: Session;
  /** Of the connection or the session. */
  connection: string | undefined;
  /** As the client names it for one call. */
  conversation: string | undefined;
}

/** The accounts of what the models behind a server's clients have read. They are this process's own. */
export interface Readers {
  of(reader: Reader, now: Date): Reading;
}

const most = 500;
/** How long what an actor read outside any conversation is held against what they write. */
const keptMs = 30 * 60_000;

/** Accounts by reader; of a conversation for as long as the server runs, of an actor for half an hour after a call. */
export function createReaders(): Readers {
  const known = new Map<string, { reading: Reading; usedAt: number; isLasting: boolean }>();

  function account({ actor, workspace }: Session, conversation: string | undefined, now: Date): Reading {
    const key = [workspace.id, actor.id, conversation ?? ''].join(' ');
    const found = known.get(key);
    const isOver = found && !found.isLasting && now.getTime() - found.usedAt > keptMs;
    const reading = found && !isOver ? found.reading : createReading();
    known.delete(key);
    known.set(key, { reading, usedAt: now.getTime(), isLasting: conversation !== undefined });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return reading;
  }

  return {
    of({ session, connection, conversation }, now) {
      const around = account(session, connection, now);
      if (conversation === undefined || conversation === connection) return around;
      const own = account(session, conversation, now);
      return {
        saw: (seen) => own.saw(seen),
        // Resources belong to no conversation a client names.
        doubt: (attempt) => own.doubt(attempt) ?? around.doubt(attempt),
        approved(items) {
          own.approved(items);
          around.approved(items);
        },
      };
    },
  };
}
