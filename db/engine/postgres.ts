import { sql } from 'drizzle-orm';
import { createSession } from './client.ts';
import type { Engine } from './engine.ts';

/**
 * The engine of a Postgres server: one pool.
 *
 * @param url  `postgres://user:password@host:port/database?sslmode=…`; the URL decides about TLS
 */
export function openPostgres(url: string): Engine {
  const session = createSession({ max: 10, connect_timeout: 10 }, url);
  const { host, port, database } = session.client.options;

  return {
    kind: 'postgres',
    session: async () => session,
    lost: () => {},
    interrupt: async (_session, pid) => {
      await session.database.execute(sql`select pg_cancel_backend(${pid}::integer)`);
    },
    checkSpace: async () => {},
    describe: () => ({
      location: `${host.map((name, index) => `${name}:${port[index]}`).join(',')}/${database}`,
      owner: 'this process',
    }),
    close: () => session.client.end({ timeout: 0 }),
  };
}
