import type { Engine } from './engine/engine.ts';
import type { Session } from './engine/session.ts';

/**
 * Writes every table anew, so that nothing that was taken out is left in its files: rows that were deleted or
 * overwritten, and samples of them in the planner's statistics. Of the embedded engine also the write-ahead log;
 * that of a server goes its own way, to its archive and replicas too. Takes the tables for itself meanwhile.
 */
export async function compact(session: Session, kind: Engine['kind']): Promise<void> {
  for (const { name } of await session.query<{ name: string }>(tables)) {
    await session.query(`vacuum (full, analyze) ${name}`);
  }
  if (kind === 'postgres') return;
  for (const name of ['pg_statistic', 'pg_statistic_ext_data'])
    await session.query(`vacuum full pg_catalog.${name}`);
  await clearLog(session);
}

/**
 * Leaves nothing of what was written before in the write-ahead log. A checkpoint makes segments that lie behind it
 * the coming ones, with what they hold, until they are written over; so each that is there is gone through, which
 * fills it with zeros, and then deleted: one that a checkpoint stands in by the next.
 */
async function clearLog(session: Session): Promise<void> {
  const [log] = await session.query<{ segments: number }>(segmentsOfLog);
  await session.query('set wal_recycle = off');
  for (let round = 0; round <= (log?.segments ?? 0); round++) {
    await session.query('select pg_switch_wal()');
    await session.query('checkpoint');
  }
  await session.query('reset wal_recycle');
}

const segmentsOfLog = 'select count(*)::integer as segments from pg_ls_waldir()';

const tables = `
  select oid::regclass::text as name from pg_class
  where relkind = 'r' and relnamespace = current_schema()::regnamespace
    and pg_has_role(relowner, 'member')
  order by 1`;
