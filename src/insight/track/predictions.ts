import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { predictions } from '../../../db/index.ts';
import { canonicalJson, dayIn, digest, type Scope } from '../../trust/index.ts';
import { raiseChurnAlerts, raiseMissAlerts } from './alerts.ts';
import { outcomeReaders } from './outcomes.ts';

export const predictionKinds = ['forecast', 'churn', 'purchase', 'recommendation'] as const;
export type PredictionKind = (typeof predictionKinds)[number];

/** What is foretold: an amount (money in major units), a count, or a chance from 0 to 1. */
export interface Predicted {
  value: number;
  lower80?: number;
  upper80?: number;
  lower95?: number;
  upper95?: number;
  /** What the plainest method says: the last season of a forecast, the base rate of a chance. */
  naive?: number;
}

/** One prediction, to be kept and judged once its day has come. */
export interface NewPrediction {
  kind: PredictionKind;
  /** A record's id, or the key of a series: `total`, `product:pro_…`, `category:Tea`, `owner:usr_…`. */
  subject: string;
  /** What of the subject, such as `revenue by month`; of a recommendation, the product's id. */
  target: string;
  /** The first day on which the outcome is whole, YYYY-MM-DD: the day after the period foretold. */
  dueOn: string;
  predicted: Predicted;
  /** `name@version` */
  model: string;
  /** The data window and the parameters, small; what the reader of the outcome needs is in here. */
  inputs: Record<string, unknown>;
}

/** A prediction that has come due, as a reader of outcomes gets it. */
export interface DuePrediction {
  id: string;
  subject: string;
  target: string;
  inputs: Readonly<Record<string, unknown>>;
  madeAt: Date;
  dueOn: string;
}

const rowsAtOnce = 500;

/**
 * Keeps predictions, and raises an alert where one crosses a limit. The same prediction of one model for one
 * day is kept once, however often it is made.
 * @returns how many were new
 */
export async function recordPredictions(scope: Scope, foretold: readonly NewPrediction[]): Promise<number> {
  const { tx, workspace, now } = scope;
  const rows = new Map(
    foretold
      .filter(({ predicted }) => Number.isFinite(predicted.value))
      .map((one) => {
        const { kind, subject, target, dueOn, predicted, model, inputs } = one;
        const said = { kind, subject, target, dueOn, predicted, model };
        const id = `prd_${digest(canonicalJson(said)).slice(0, 24)}`;
        const row = {
          workspaceId: workspace.id,
          id,
          kind,
          subject,
          target,
          dueOn,
          model,
          inputs,
          madeAt: now,
        };
        return [id, { ...row, ...predicted }];
      }),
  );
  const all = [...rows.values()];
  const kept: string[] = [];
  for (let start = 0; start < all.length; start += rowsAtOnce) {
    const made = await tx
      .insert(predictions)
      .values(all.slice(start, start + rowsAtOnce))
      .onConflictDoNothing()
      .returning({ id: predictions.id });
    kept.push(...made.map(({ id }) => id));
  }
  await raiseChurnAlerts(
    scope,
    kept.filter((id) => rows.get(id)!.kind === 'churn'),
  );
  return kept.length;
}

/**
 * Reads what became of predictions that have come due, the oldest first, keeps it beside them, and
 * raises an alert where a forecast missed its interval.
 *
 * @param limit how many at most
 * @returns how many were settled
 */
export async function scoreDuePredictions(scope: Scope, limit: number): Promise<number> {
  const { tx, workspace, now } = scope;
  const today = dayIn(workspace.timeZone, now);
  const due = await tx
    .select()
    .from(predictions)
    .where(
      and(
        eq(predictions.workspaceId, workspace.id),
        isNull(predictions.scoredAt),
        lte(predictions.dueOn, today),
      ),
    )
    .orderBy(predictions.dueOn, predictions.id)
    .limit(limit)
    .for('update', { skipLocked: true });
  for (const kind of predictionKinds) {
    const ofKind = due.filter((one) => one.kind === kind);
    if (ofKind.length === 0) continue;
    const outcomes = await outcomeReaders[kind](scope, ofKind);
    const settled = ofKind.map(({ id }) => ({ id, outcome: outcomes.get(id) ?? null }));
    await tx.execute(sql`
      update predictions set outcome = settled.outcome, scored_at = ${now.toISOString()}::timestamptz
      from json_to_recordset(${JSON.stringify(settled)}::json) as settled(id text, outcome double precision)
      where predictions.workspace_id = ${workspace.id} and predictions.id = settled.id`);
  }
  await raiseMissAlerts(
    scope,
    due.map(({ id }) => id),
  );
  return due.length;
}
