import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { type Database, openDatabase } from './database.ts';

/**
 * A fresh, migrated database for one test, gone when it is closed: in memory or, where the environment
 * names a server in TEST_DATABASE_URL, a new database on that server.
 */
export async function openTestDatabase(): Promise<Database> {
  const server = process.env.TEST_DATABASE_URL;
  return server === undefined ? openDatabase({ exposeCauses: true }) : openOnServer(server);
}

async function openOnServer(server: string): Promise<Database> {
  const name = `rapport_test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;

  const database = await openDatabase({ url: url.href, exposeCauses: true });
  const close = async () => {
    await database.close();
    await administer(server, `drop database if exists ${name} with (force)`);
  };
  return { ...database, close, [Symbol.asyncDispose]: close };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = postgres(server, { max: 1, onnotice: () => {} });
  await client.unsafe(statement);
  await client.end();
}
