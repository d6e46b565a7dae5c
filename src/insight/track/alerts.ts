import { sql } from 'drizzle-orm';
import { dayIn, digest, type Language, readCursor, type Scope, writeCursor } from '../../trust/index.ts';
import { labelsOf } from '../labels.ts';
import { describeAlert } from './wording.ts';

export const alertKinds = ['churn_risk', 'forecast_miss'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** When somebody is told without asking; null where never. `alerts` in the workspace's settings. */
export interface AlertLimits {
  /** The chance of leaving, from 0 to 1, that a customer has to reach. */
  churnRisk: number | null;
  /** The interval, in percent, that what was sold has to miss. */
  forecastMiss: 80 | 95 | null;
}

/** Something to look at. */
export interface Alert {
  id: string;
  kind: AlertKind;
  subject: string;
  label: string;
  target: string;
  value: number;
  /** The limit that was crossed. */
  bound: number;
  raisedAt: string;
  /** The workspace's day it was raised on. */
  raisedOn: string;
  message: string;
}

export interface AlertQuery {
  kind?: AlertKind | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface Alerts {
  limits(): Promise<AlertLimits>;
  /** Sets those limits that are given. */
  setLimits(limits: Partial<AlertLimits>): Promise<AlertLimits>;
  /** The id of the newest one; null where there is none. */
  newest(): Promise<string | null>;
  /** Newest first. @throws RapportError invalid_input for a cursor that is none */
  list(query: AlertQuery, language: Language): Promise<{ items: Alert[]; nextCursor: string | null }>;
}

const usual: AlertLimits = { churnRisk: 0.7, forecastMiss: 95 };

export function createAlerts(scope: Scope): Alerts {
  const { tx, workspace } = scope;
  return {
    limits: () => readLimits(scope),
    async setLimits(given) {
      const limits = { ...(await readLimits(scope)), ...given };
      await tx.execute(sql`
        update workspaces set settings = settings || jsonb_build_object('alerts', ${JSON.stringify(limits)}::jsonb)
        where workspace_id = ${workspace.id}`);
      return limits;
    },
    async newest() {
      const [row] = await tx.execute<{ id: string }>(sql`
        select id from alerts where workspace_id = ${workspace.id} order by raised_at desc, id desc limit 1`);
      return row?.id ?? null;
    },
    async list({ kind, limit = 20, cursor }, language) {
      const after = cursor === undefined ? undefined : readCursor(cursor, isPlace);
      const rows = await tx.execute<Row>(sql`
        select id, kind, subject, target, value, bound, details, raised_at::text as raised_at from alerts
        where workspace_id = ${workspace.id}
          ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
          ${after ? sql`and (raised_at, id) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
        order by raised_at desc, id desc limit ${limit + 1}`);
      const shown = rows.slice(0, limit);
      const labels = await labelsOf(
        scope,
        shown.map(({ subject }) => subject),
      );
      const last = shown.at(-1);
      return {
        items: shown.map(({ raised_at, details, ...alert }) => {
          const named = { ...alert, label: labels.get(alert.subject) ?? alert.subject };
          const raised = new Date(raised_at);
          return {
            ...named,
            raisedAt: raised.toISOString(),
            raisedOn: dayIn(workspace.timeZone, raised),
            message: describeAlert({ ...named, details }, language),
          };
        }),
        nextCursor: rows.length > limit && last ? writeCursor([last.raised_at, last.id]) : null,
      };
    },
  };
}

/** Raises an alert for each customer whose chance of leaving reaches the limit and did not before. */
export async function raiseChurnAlerts(scope: Scope, predictionIds: readonly string[]): Promise<void> {
  if (predictionIds.length === 0) return;
  const { churnRisk } = await readLimits(scope);
  if (churnRisk === null) return;
  await keep(
    scope,
    'churn_risk',
    churnRisk,
    sql`
      select made.id as about, made.subject, made.target, made.value, made.due_on, made.lower_80, made.upper_80
      from predictions as made
      left join lateral (
        select value from predictions as before
        where before.workspace_id = ${scope.workspace.id} and before.kind = 'churn'
          and before.subject = made.subject and before.target = made.target and before.made_at < made.made_at
        order by before.made_at desc limit 1
      ) as before on true
      where made.workspace_id = ${scope.workspace.id} and made.kind = 'churn' and ${among(predictionIds)}
        and made.value >= ${churnRisk}::float8 and coalesce(before.value, 0) < ${churnRisk}::float8`,
  );
}

/** Raises an alert for each period whose sales missed the interval that was foretold, once a period. */
export async function raiseMissAlerts(scope: Scope, predictionIds: readonly string[]): Promise<void> {
  if (predictionIds.length === 0) return;
  const { forecastMiss } = await readLimits(scope);
  if (forecastMiss === null) return;
  const [lower, upper] = forecastMiss === 80 ? ['lower_80', 'upper_80'] : ['lower_95', 'upper_95'];
  await keep(
    scope,
    'forecast_miss',
    forecastMiss / 100,
    sql`
      select distinct on (made.subject, made.target, made.due_on)
        made.subject || ' ' || made.target || ' ' || made.due_on as about, made.subject, made.target,
        made.outcome as value, made.due_on, made.${sql.raw(lower)} as lower_80, made.${sql.raw(upper)} as upper_80
      from predictions as made
      where made.workspace_id = ${scope.workspace.id} and made.kind = 'forecast' and ${among(predictionIds)}
        and made.outcome not between made.${sql.raw(lower)} and made.${sql.raw(upper)}
      order by made.subject, made.target, made.due_on, made.made_at desc`,
  );
}

async function keep(
  { tx, workspace, now }: Scope,
  kind: AlertKind,
  bound: number,
  found: ReturnType<typeof sql>,
): Promise<void> {
  const rows = await tx.execute<Found>(found);
  const alerts = rows.map(({ about, subject, target, value, due_on, lower_80, upper_80 }) => ({
    id: `alt_${digest(kind, about).slice(0, 24)}`,
    subject,
    target,
    value,
    details: { dueOn: due_on, lower: lower_80, upper: upper_80 },
  }));
  if (alerts.length === 0) return;
  await tx.execute(sql`
    insert into alerts (workspace_id, id, kind, subject, target, value, bound, details, raised_at)
    select ${workspace.id}, id, ${kind}, subject, target, value, ${bound}::float8, details,
      ${now.toISOString()}::timestamptz
    from json_to_recordset(${JSON.stringify(alerts)}::json)
      as given(id text, subject text, target text, value double precision, details jsonb)
    on conflict do nothing`);
}

/** The limits as they stand now; what cannot be read counts as not given. */
async function readLimits({ tx, workspace }: Scope): Promise<AlertLimits> {
  const [row] = await tx.execute<{ alerts: Partial<Record<keyof AlertLimits, unknown>> | null }>(
    sql`select settings -> 'alerts' as alerts from workspaces where workspace_id = ${workspace.id}`,
  );
  const { churnRisk, forecastMiss } = row?.alerts ?? {};
  const isShare = typeof churnRisk === 'number' && churnRisk > 0 && churnRisk <= 1;
  const isInterval = forecastMiss === 80 || forecastMiss === 95;
  return {
    churnRisk: isShare || churnRisk === null ? churnRisk : usual.churnRisk,
    forecastMiss: isInterval || forecastMiss === null ? forecastMiss : usual.forecastMiss,
  };
}

const among = (ids: readonly string[]) =>
  sql`made.id = any(array(select json_array_elements_text(${JSON.stringify(ids)}::json)))`;

const isPlace = (values: readonly unknown[]): values is [raisedAt: string, id: string] =>
  typeof values[0] === 'string' && !Number.isNaN(Date.parse(values[0])) && typeof values[1] === 'string';

interface Found extends Record<string, unknown> {
  about: string;
  subject: string;
  target: string;
  value: number;
  due_on: string;
  lower_80: number | null;
  upper_80: number | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  kind: AlertKind;
  subject: string;
  target: string;
  value: number;
  bound: number;
  details: { dueOn: string; lower: number | null; upper: number | null };
  raised_at: string;
}
