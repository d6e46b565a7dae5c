import { expect, test } from 'vitest';
import { connectEmbedded } from './connect-embedded.ts';
import { startEngine } from './engine-thread.ts';
import { keepHouse } from './housekeeping.ts';
import { temporarySocket } from './socket-path.ts';
import { databaseTemplate } from './template.ts';

test('statistics, dead rows and the log are looked after, and only where it is due', async () => {
  const socket = await temporarySocket();
  const log = () => {};
  const engine = await startEngine({ socketPath: socket.path, template: await databaseTemplate(log) }, log);
  const session = await connectEmbedded(socket.path);
  const first = async (query: string) => (await session.query(query))[0];
  const table = `select reltuples::integer as rows, n_dead_tup as dead, vacuum_count as vacuums
    from pg_stat_user_tables join pg_class on oid = relid where pg_class.relname = 'measured'`;
  const checkpoint = 'select redo_lsn::text as place from pg_control_checkpoint()';

  await session.query('create table measured (id integer primary key, filler text)');
  await session.query(`insert into measured select n, repeat('x', 500) from generate_series(1, 40000) as n`);
  const before = await first(checkpoint);
  await keepHouse(session, true);
  expect(await first(table)).toEqual({ rows: 40_000, dead: 0, vacuums: 0 });

  await session.query('update measured set filler = filler');
  await session.query('update measured set filler = filler');
  await keepHouse(session);
  expect(await first(table)).toEqual({ rows: 40_000, dead: 0, vacuums: 1 });
  const after = await first(checkpoint);
  expect(after).not.toEqual(before);

  await keepHouse(session);
  expect(await first(table)).toMatchObject({ vacuums: 1 });
  expect(await first(checkpoint)).toEqual(after);

  await session.end();
  await engine.stop();
  await socket.remove();
});
