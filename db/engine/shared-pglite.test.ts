import { once } from 'node:events';
import { connect } from 'node:net';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EngineThread, startEngine } from './engine-thread.ts';
import { temporarySocket } from './socket-path.ts';
import { databaseTemplate } from './template.ts';

const log = () => {};
let socket: Awaited<ReturnType<typeof temporarySocket>>;
let engine: EngineThread;
let clients: postgres.Sql[];

beforeAll(async () => {
  socket = await temporarySocket();
  engine = await startEngine({ socketPath: socket.path, template: await databaseTemplate(log) }, log);
  clients = Array.from({ length: 3 }, () =>
    postgres({ path: socket.path, user: 'postgres', max: 1, prepare: false, fetch_types: false }),
  );
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await engine.stop();
  await socket.remove();
});

test('a commit that fails, with others waiting, fails alone', async () => {
  const [one] = clients;
  await one!.unsafe('create table counters (id integer unique deferrable initially deferred, value integer)');
  await one!.unsafe('insert into counters values (1, 0), (2, 0)');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, turn) =>
      clients[turn % 3]!.begin(async (tx) => {
        await tx.unsafe('update counters set value = value + $1 where id = 1', [1]);
        if (turn % 4 === 0) await tx.unsafe('insert into counters values ($1, 0)', [2]);
      }),
    ),
  );
  const failed = outcomes.filter(({ status }) => status === 'rejected');
  expect(failed).toHaveLength(15);
  expect(await one!.unsafe('select value from counters where id = 1')).toEqual([{ value: 45 }]);
});

test('a client that goes away in the middle of a query, or of a transaction, holds nobody up', async () => {
  const startup = Buffer.from('\0\0\0\u0021\0\u0003\0\0user\0postgres\0database\0p\0\0', 'latin1');
  startup.writeInt32BE(startup.length);
  const message = (letter: string, body: string) => {
    const bytes = Buffer.from(`${letter}\0\0\0\0${body}`, 'latin1');
    bytes.writeInt32BE(bytes.length - 1, 1);
    return bytes;
  };
  for (const last of [message('P', '\0select bogus\0\0\0'), message('Q', 'begin\0')]) {
    const raw = connect(socket.path);
    raw.write(startup);
    await once(raw, 'data');
    raw.write(last);
    await once(raw, 'data');
    const answer = clients[0]!.unsafe('select 1 as one');
    raw.destroy();
    expect(await answer).toEqual([{ one: 1 }]);
  }
});
