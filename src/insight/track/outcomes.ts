import { sql } from 'drizzle-orm';
import { orderLines, orders } from '../../../db/index.ts';
import { toMajor } from '../../crm/index.ts';
import { canonicalJson, RapportError, type Scope } from '../../trust/index.ts';
import { readSalesSeries, type SalesQuery } from '../sales-series.ts';
import { isSold } from '../sold.ts';
import type { DuePrediction, PredictionKind } from './predictions.ts';

/** What really happened, by the prediction's id; null or absent where it will never be known. */
export type Outcomes = ReadonlyMap<string, number | null>;

/** Reads the outcomes of one kind. Plain reads: what was foretold must not colour what is found. */
export type OutcomeReader = (scope: Scope, due: readonly DuePrediction[]) => Promise<Outcomes>;

/**
 * A forecast's outcome is its period's value in the series it was made from. Its inputs hold `query`, the
 * series, and `start`, the first day of the period.
 */
const readForecasts: OutcomeReader = async (scope, due) => {
  const outcomes = new Map<string, number | null>();
  for (const ofSeries of Map.groupBy(due, ({ inputs }) => canonicalJson(inputs.query)).values()) {
    const query = ofSeries[0]!.inputs.query as SalesQuery;
    const values = await valuesOf(scope, query);
    for (const { id, inputs } of values ? ofSeries : []) {
      const value = values?.get(String(inputs.start)) ?? 0;
      const isMoney = query.measure === 'revenue';
      outcomes.set(id, isMoney ? Number(toMajor(Math.round(value), scope.workspace.currency)) : value);
    }
  }
  return outcomes;
};

/** Values by first day, none where nothing was sold at all; null where there is no such series any more. */
async function valuesOf(scope: Scope, query: SalesQuery): Promise<ReadonlyMap<string, number> | null> {
  try {
    const { values } = await readSalesSeries(scope, query);
    return new Map(values.map(({ start, value }) => [start, value]));
  } catch (error) {
    if (error instanceof RapportError) return error.code === 'not_found' ? new Map() : null;
    throw error;
  }
}

/** Whether the customer bought nothing between the prediction and its day: 1 where they are gone. */
const readChurn: OutcomeReader = async (scope, due) => {
  const bought = await purchasesOf(scope, due);
  return new Map(due.map(({ id }) => [id, bought.has(id) ? 0 : 1]));
};

/**
 * What the customer bought between the prediction and its day: the money where the target begins with
 * `revenue`, the number of orders where it begins with `orders`, else 1 for anything at all.
 */
const readPurchases: OutcomeReader = async (scope, due) => {
  const bought = await purchasesOf(scope, due);
  return new Map(
    due.map(({ id, target }) => {
      const { orders: count = 0, minor = 0 } = bought.get(id) ?? {};
      if (target.startsWith('revenue')) return [id, Number(toMajor(minor, scope.workspace.currency))];
      return [id, target.startsWith('orders') ? count : Math.min(1, count)];
    }),
  );
};

/** Whether the customer bought the product that was recommended: its id is the target. */
const readRecommendations: OutcomeReader = async (scope, due) => {
  const { tx, workspace } = scope;
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct due.id as id
    from (${windowsOf(scope, due)}) as due
    join ${orders} on ${customerBought(scope)}
    join ${orderLines} on ${orderLines.workspaceId} = ${workspace.id} and ${orderLines.orderId} = ${orders.id}
      and ${orderLines.productId} = due.target and ${orderLines.deletedAt} is null`);
  const hits = new Set(rows.map(({ id }) => id));
  return new Map(due.map(({ id }) => [id, hits.has(id) ? 1 : 0]));
};

/** Who reads what became of each kind of prediction. */
export const outcomeReaders: Readonly<Record<PredictionKind, OutcomeReader>> = {
  forecast: readForecasts,
  churn: readChurn,
  purchase: readPurchases,
  recommendation: readRecommendations,
};

/** Orders of each prediction's customer in its window; absent where there are none. */
async function purchasesOf(scope: Scope, due: readonly DuePrediction[]) {
  const amount = sql`case when ${orders.currency} = ${scope.workspace.currency} then ${orders.totalMinor} end`;
  const rows = await scope.tx.execute<{ id: string; orders: number; minor: number }>(sql`
    select due.id as id, count(*)::int as "orders", coalesce(sum(${amount}), 0)::float8 as "minor"
    from (${windowsOf(scope, due)}) as due
    join ${orders} on ${customerBought(scope)}
    group by due.id`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The predictions as rows: who, what, from which moment until which. */
function windowsOf({ workspace }: Scope, due: readonly DuePrediction[]) {
  const rows = due.map(({ id, subject, target, madeAt, dueOn }) => ({
    id,
    subject,
    target,
    since: madeAt.toISOString(),
    due: dueOn,
  }));
  return sql`
    select id, subject, target, since, (due::timestamp at time zone ${workspace.timeZone}) as until
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as given(id text, subject text, target text, since timestamptz, due date)`;
}

/** The contact an order names is its customer, or the company where it names none. */
const customerBought = ({ workspace }: Scope) => sql`${isSold(workspace.id)}
  and (${orders.contactId} = due.subject or (${orders.contactId} is null and ${orders.companyId} = due.subject))
  and ${orders.orderedAt} > due.since and ${orders.orderedAt} < due.until`;
