import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { type Database, type DatabaseConfig, openDatabase } from './database.ts';

/** Where a test's database is to be: a new one on the server of TEST_DATABASE_URL, or without one in memory. */
export interface TestPlace {
  databaseUrl?: string;
  /** Takes the database away; everything connected to it should be closed by then. */
  drop(): Promise<void>;
}

export async function makeTestPlace(): Promise<TestPlace> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) return { drop: async () => {} };
  const name = `rapport_test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    databaseUrl: url.href,
    drop: () => administer(server, `drop database if exists ${name} with (force)`),
  };
}

/** A fresh, migrated database for one test, gone when it is closed. */
export async function openTestDatabase(config: DatabaseConfig = {}): Promise<Database> {
  const { databaseUrl: url, drop } = await makeTestPlace();
  const database = await openDatabase({ exposeCauses: true, ...config, ...(url !== undefined && { url }) });
  const close = async () => {
    await database.close();
    await drop();
  };
  return { ...database, close, [Symbol.asyncDispose]: close };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = postgres(server, { max: 1, onnotice: () => {} });
  await client.unsafe(statement);
  await client.end();
}
