import { type SQL, sql } from 'drizzle-orm';
import { addDays } from '../../crm/index.ts';
import { dayIn, readCursor, type Scope, writeCursor } from '../../trust/index.ts';
import { labelsOf } from '../labels.ts';
import { round } from '../statistics.ts';
import type { PredictionKind } from './predictions.ts';
import { matching, type TrackFilter } from './summary.ts';

/** Which predictions a report looks at, and which page of the misses. */
export interface MissQuery extends TrackFilter {
  kind?: PredictionKind | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** A prediction beside what happened. */
export interface Miss {
  id: string;
  kind: PredictionKind;
  subject: string;
  /** The subject's name, or its series in the words of its key. */
  label: string;
  target: string;
  model: string;
  madeOn: string;
  dueOn: string;
  predicted: number;
  lower80?: number;
  upper80?: number;
  outcome: number;
  /** Outcome less prediction. */
  error: number;
}

/** Whether predictions of a kind became worse: mean misses of the last days beside those before. */
export interface ErrorDrift {
  kind: PredictionKind;
  earlier: number;
  recent: number;
  scoredEarlier: number;
  scoredRecent: number;
  verdict: 'better' | 'stable' | 'worse';
}

const recentDays = 90;
/** Fewer than so many on either side say nothing. */
const leastCompared = 8;

/** How wrong a prediction was, to compare them: relative to the amounts, of a chance the plain difference. */
const missed: SQL = sql`case when kind = 'forecast' or target like 'orders%' or target like 'revenue%'
  then coalesce(2 * abs(outcome - value) / nullif(abs(outcome) + abs(value), 0), 0)
  else abs(outcome - value) end`;

/** The worst misses first; recommendations only where they are asked for, since most are not bought. */
export async function readMisses(
  scope: Scope,
  query: MissQuery,
): Promise<{ items: Miss[]; nextCursor: string | null }> {
  const { tx, workspace } = scope;
  const { limit = 5, cursor, ...filter } = query;
  const after = cursor === undefined ? undefined : readCursor(cursor, isPlace);
  const rows = await tx.execute<Row>(sql`
    select * from (
      select id, kind, subject, target, model, made_at, due_on, value, lower_80, upper_80, outcome,
        ${missed} as missed
      from predictions
      where ${matching(scope, filter)} and outcome is not null
        ${filter.kind === undefined ? sql`and kind <> 'recommendation'` : sql``}
    ) as settled
    ${after ? sql`where (missed, id) < (${after[0]}::float8, ${after[1]})` : sql``}
    order by missed desc, id desc limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const labels = await labelsOf(
    scope,
    shown.map(({ subject }) => subject),
  );
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      subject: row.subject,
      label: labels.get(row.subject) ?? row.subject,
      target: row.target,
      model: row.model,
      madeOn: dayIn(workspace.timeZone, new Date(row.made_at)),
      dueOn: row.due_on,
      predicted: round(row.value, 3),
      ...(row.lower_80 !== null && { lower80: round(row.lower_80, 3) }),
      ...(row.upper_80 !== null && { upper80: round(row.upper_80, 3) }),
      outcome: round(row.outcome, 3),
      error: round(row.outcome - row.value, 3),
    })),
    nextCursor: rows.length > limit && last ? writeCursor([last.missed, last.id]) : null,
  };
}

/**
 * Compares the misses of the last 90 days with those before, kind by kind: worse where the means are more
 * than two standard errors apart (Welch). Kinds with too few on either side are left out.
 */
export async function readErrorDrift(scope: Scope, filter: MissQuery): Promise<ErrorDrift[]> {
  const { tx, workspace, now } = scope;
  const since = addDays(dayIn(workspace.timeZone, now), -recentDays);
  const rows = await tx.execute<Record<string, number> & { kind: PredictionKind }>(sql`
    select kind,
      avg(missed) filter (where not recent) as earlier, avg(missed) filter (where recent) as recent,
      coalesce(var_samp(missed) filter (where not recent), 0) as spread_earlier,
      coalesce(var_samp(missed) filter (where recent), 0) as spread_recent,
      (count(*) filter (where not recent))::int as count_earlier,
      (count(*) filter (where recent))::int as count_recent
    from (
      select kind, due_on > ${since}::date as recent, ${missed} as missed
      from predictions where ${matching(scope, filter)} and outcome is not null
    ) as settled
    group by kind order by kind`);
  return rows.flatMap((row) => {
    const [scoredEarlier, scoredRecent] = [row.count_earlier!, row.count_recent!];
    if (Math.min(scoredEarlier, scoredRecent) < leastCompared) return [];
    const error = Math.sqrt(row.spread_earlier! / scoredEarlier + row.spread_recent! / scoredRecent);
    const change = row.recent! - row.earlier!;
    const verdict = Math.abs(change) <= 2 * error ? 'stable' : change > 0 ? 'worse' : 'better';
    const [earlier, recent] = [round(row.earlier!, 3), round(row.recent!, 3)];
    return [{ kind: row.kind, earlier, recent, scoredEarlier, scoredRecent, verdict }];
  });
}

interface Row extends Record<string, unknown> {
  id: string;
  kind: PredictionKind;
  subject: string;
  target: string;
  model: string;
  made_at: string;
  due_on: string;
  value: number;
  lower_80: number | null;
  upper_80: number | null;
  outcome: number;
  missed: number;
}

const isPlace = (values: readonly unknown[]): values is [missed: number, id: string] =>
  typeof values[0] === 'number' && typeof values[1] === 'string';
