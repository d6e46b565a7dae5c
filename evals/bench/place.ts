import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { type App, type AppConfig, createApp } from '../../src/wire.ts';
import type { BenchHost } from './bench.ts';

/**
 * Opens the app on an empty database of its own, which is gone when it is closed: a folder for the embedded
 * engine, or a new database on the host's server.
 */
export async function openEmptyApp(host: BenchHost, more: Partial<AppConfig> = {}): Promise<App> {
  const place = await makePlace(host);
  const app = await createApp({ ...place.config, ...more }).catch(async (error: unknown) => {
    await place.drop();
    throw error;
  });
  const close = async () => {
    await app.close();
    await place.drop();
  };
  return { ...app, close, [Symbol.asyncDispose]: close };
}

/** A place for an empty database: a folder, or a new database on the host's server. */
export const makePlace = ({ databaseUrl }: Pick<BenchHost, 'databaseUrl'>) =>
  databaseUrl === undefined ? makeFolder() : makeDatabase(databaseUrl);

async function makeFolder() {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'rapport-bench-'));
  return { config: { dataDirectory }, drop: () => rm(dataDirectory, { recursive: true, force: true }) };
}

async function makeDatabase(server: string) {
  const name = `rapport_bench_${randomUUID().replaceAll('-', '')}`;
  const administer = async (statement: string) => {
    const client = postgres(server, { max: 1, onnotice: () => {} });
    await client.unsafe(statement).finally(() => client.end());
  };
  await administer(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    config: { databaseUrl: url.href },
    drop: () => administer(`drop database if exists ${name} with (force)`),
  };
}
