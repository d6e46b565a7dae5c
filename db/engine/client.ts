import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from '../schema/index.ts';
import { parseArray, serializeArray } from './array.ts';

export type Schema = typeof schema;

/** A connection, or a pool of them, to either engine. */
export interface Session {
  readonly client: postgres.Sql;
  readonly database: PostgresJsDatabase<Schema>;
}

/**
 * Connects lazily to either engine. Statements are never prepared by name, since poolers and the embedded
 * engine hand one server session to many clients; types are not looked up at connect, for the same reason.
 */
export function createSession(
  options: postgres.Options<Record<string, postgres.PostgresType>>,
  url?: string,
): Session {
  const settings = { prepare: false, fetch_types: false, onnotice: () => {}, types, ...options };
  const client = url === undefined ? postgres(settings) : postgres(url, settings);
  return { client, database: drizzle(client, { schema }) };
}

/**
 * Connects to the embedded engine, which is one server session however many clients it has.
 *
 * @param onclose  called when the connection has ended
 */
export const connectEmbedded = (path: string, onclose = () => {}): Session =>
  createSession({
    path,
    onclose,
    user: 'postgres',
    database: 'postgres',
    max: 1,
    ssl: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 30,
  });

const arrayType = (
  oids: readonly number[],
  parseElement: (text: string) => unknown,
): postgres.PostgresType => ({
  to: oids[0]!,
  from: [...oids],
  serialize: serializeArray,
  parse: (literal: string) => parseArray(literal, parseElement),
});

/** By object identifier, which are fixed for built-in types. */
const types = {
  bigint: { to: 20, from: [20], serialize: String, parse: Number },
  textArray: arrayType([1009, 1015, 2951], (text) => text),
  numberArray: arrayType([1007, 1005, 1016, 1021, 1022], Number),
  booleanArray: arrayType([1000], (text) => text === 't'),
};
