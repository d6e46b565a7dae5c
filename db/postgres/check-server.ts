import type { Session } from '../engine/session.ts';
import { DatabaseError } from '../errors.ts';

/** The oldest versions our SQL is written for: PostgreSQL as `server_version_num`, pgvector by parts. */
const oldestServer = 150_000;
const oldestVector = [0, 8] as const;

/** What a server says of itself, to anyone who may log in. */
export interface ServerFacts {
  versionNumber: number;
  version: string;
  /** Of the database; `UTF8` is what we need. */
  encoding: string;
  /** The pgvector that is installed in the database, and the one the server has to offer. */
  vector: string | null;
  vectorOffered: string | null;
  readOnly: boolean;
}

export async function readServerFacts(session: Session): Promise<ServerFacts> {
  const [facts] = await session.query<ServerFacts>(`
    select
      current_setting('server_version_num')::integer as "versionNumber",
      current_setting('server_version') as version,
      current_setting('server_encoding') as encoding,
      (select extversion from pg_extension where extname = 'vector') as vector,
      (select default_version from pg_available_extensions where name = 'vector') as "vectorOffered",
      pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as "readOnly"`);
  return facts!;
}

export type ServerFault = 'version' | 'encoding' | 'vector-missing' | 'vector-old';

/** What makes a server unfit for use, the gravest first. */
export function serverFaults({ versionNumber, encoding, vector, vectorOffered }: ServerFacts): ServerFault[] {
  const present = vector ?? vectorOffered;
  return [
    ...(versionNumber < oldestServer ? ['version' as const] : []),
    ...(encoding === 'UTF8' ? [] : ['encoding' as const]),
    ...(present === null ? ['vector-missing' as const] : isOldVector(present) ? ['vector-old' as const] : []),
  ];
}

function isOldVector(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === oldestVector[0] ? minor < oldestVector[1] : major < oldestVector[0];
}

/** @throws DatabaseError `unavailable` where the server is unfit, saying what an administrator does */
export async function checkServer(session: Session): Promise<void> {
  const facts = await readServerFacts(session);
  const [fault] = serverFaults(facts);
  switch (fault) {
    case undefined:
      return;
    case 'version':
      throw unfit(
        `The server runs PostgreSQL ${facts.version}; Rapport needs 15 or newer.`,
        'Update the server.',
      );
    case 'encoding':
      throw unfit(
        `The database is encoded in ${facts.encoding}; Rapport needs UTF-8.`,
        `Let an administrator run: create database NAME encoding 'UTF8' template template0.`,
      );
    case 'vector-missing':
      throw unfit(
        'The Postgres server lacks the extension pgvector.',
        'Install pgvector 0.8 or newer on the server.',
      );
    case 'vector-old':
      throw unfit(
        `The database has pgvector ${facts.vector ?? facts.vectorOffered}; Rapport needs 0.8 or newer.`,
        facts.vector === null
          ? 'Install pgvector 0.8 or newer on the server.'
          : 'Let an administrator install it on the server and run: alter extension vector update.',
      );
  }
}

const unfit = (message: string, hint: string) => new DatabaseError('unavailable', message, { hint });
