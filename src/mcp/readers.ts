import { randomUUID } from 'node:crypto';
import { type Account, createReading, type Reading } from '../../tools/kernel/reading.ts';
import { digest } from '../trust/canonical.ts';
import type { McpApp } from './host.ts';

/** Who reads: a conversation where one is known, else all that one actor does. */
export interface Reader {
  app: Pick<McpApp, 'session' | 'runtime'>;
  /** Of the connection or the session. */
  connection: string | undefined;
  /** As the client names it for one call. */
  conversation: string | undefined;
}

/** The accounts of what the models behind a server's clients have read. What was read stays in this process. */
export interface Readers {
  of(reader: Reader): Reading;
}

const most = 500;
const minutes = 60_000;
/** How long what an actor read outside any conversation is held against what they write. */
const keptMs = 30 * minutes;
/** How often the others are told again of an actor who goes on reading. */
const toldAgainMs = 5 * minutes;

interface Kept {
  key: string;
  account: Account;
  usedAt: number;
  isLasting: boolean;
  /** When the other servers were told. */
  toldAt: number;
}

/**
 * Accounts by reader; of a conversation for as long as the server runs, of an actor for half an hour after a call.
 *
 * @param areShared  whether other servers serve the same callers on one database: then each tells the others who has
 *   read what outsiders wrote, before they get to see it, and asks them before a write. What was read is not told, so
 *   that any write of who has read elsewhere waits for a person.
 */
export function createReaders(areShared = false): Readers {
  const known = new Map<string, Kept>();
  const server = randomUUID();

  function keep(
    { session: { actor, workspace } }: Reader['app'],
    conversation: string | undefined,
    now: Date,
  ) {
    const key = digest(workspace.id, actor.id, conversation ?? '');
    const found = known.get(key);
    const isOver = found && !found.isLasting && now.getTime() - found.usedAt > keptMs;
    const kept: Kept =
      found && !isOver
        ? found
        : {
            key,
            account: createReading(),
            usedAt: 0,
            isLasting: conversation !== undefined,
            toldAt: -Infinity,
          };
    kept.usedAt = now.getTime();
    known.delete(key);
    known.set(key, kept);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return kept;
  }

  /** The same, told to the other servers and hearing from them. */
  function shared(reading: Reading, all: readonly Kept[], { runtime, session }: Reader['app']): Reading {
    const limits = () => ({ signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 });
    return {
      ...reading,
      async learn() {
        const { wasReadElsewhere } = await import('../trust/readings.ts');
        const [lasting, passing] = [true, false].map((is) =>
          all.filter(({ isLasting }) => isLasting === is).map(({ key }) => key),
        );
        const since = new Date(runtime.clock().getTime() - keptMs - toldAgainMs);
        const asked = { lasting: lasting!, passing: passing!, since };
        const was = await runtime.read(session, (scope) => wasReadElsewhere(scope, asked, server), limits());
        for (const { account } of all) account.readElsewhere(was);
      },
      async tell() {
        // A server that only reads tells nobody: its database may be a copy.
        if (runtime.readOnly) return;
        for (const kept of all) {
          const isDue = kept.usedAt - kept.toldAt >= (kept.isLasting ? Infinity : toldAgainMs);
          if (!kept.account.hasRead() || (kept.toldAt !== -Infinity && !isDue)) continue;
          const { noteReading } = await import('../trust/readings.ts');
          await runtime.write(session, (scope) => noteReading(scope, kept.key, server), limits());
          kept.toldAt = kept.usedAt;
        }
      },
    };
  }

  return {
    of({ app, connection, conversation }) {
      const now = app.runtime.clock();
      const around = keep(app, connection, now);
      const told = (reading: Reading, all: readonly Kept[]) =>
        areShared ? shared(reading, all, app) : reading;
      if (conversation === undefined || conversation === connection) return told(around.account, [around]);
      const own = keep(app, conversation, now);
      const both: Reading = {
        saw: (seen) => own.account.saw(seen),
        // Resources belong to no conversation a client names.
        doubt: (attempt) => own.account.doubt(attempt) ?? around.account.doubt(attempt),
        approved(items) {
          own.account.approved(items);
          around.account.approved(items);
        },
      };
      return told(both, [own, around]);
    },
  };
}
