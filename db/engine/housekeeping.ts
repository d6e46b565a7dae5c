import type { Session } from './session.ts';

/** Write-ahead log since the last checkpoint that makes another one worth it, in bytes. */
const checkpointBytes = 64 * 1024 * 1024;

/**
 * Does what a server's background processes do and the embedded engine has none for: writes a checkpoint
 * once the log has grown, and vacuums and analyses the tables that have changed much, by the thresholds of
 * autovacuum. Each step keeps the engine busy for its time.
 *
 * @param statisticsOnly  only renews the planner's statistics, which is quick
 */
export async function keepHouse(session: Session, statisticsOnly = false): Promise<void> {
  // Postgres counts changes at most once a second by itself.
  await session.query('select pg_stat_force_next_flush()');
  for (const { name, dead, changed } of await session.query<TableActivity>(tableActivity)) {
    if (dead && !statisticsOnly) await session.query(`vacuum (analyze) ${name}`);
    else if (changed) await session.query(`analyze ${name}`);
  }
  if (statisticsOnly) return;
  const [log] = await session.query<{ bytes: string }>(logSinceCheckpoint);
  if (Number(log?.bytes) > checkpointBytes) await session.query('checkpoint');
}

interface TableActivity {
  name: string;
  dead: boolean;
  changed: boolean;
}

const tableActivity = `
  select name, dead, changed
  from (
    select
      relid::regclass::text as name,
      n_dead_tup > 50 + 0.2 * greatest(reltuples, 0) as dead,
      n_mod_since_analyze > 50 + 0.1 * greatest(reltuples, 0) as changed
    from pg_stat_user_tables
    join pg_class on pg_class.oid = relid
  ) as tables
  where dead or changed`;

const logSinceCheckpoint = `
  select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) as bytes from pg_control_checkpoint()`;
