import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '../../trust/index.ts';
import { round, type Share, shareOf } from '../statistics.ts';
import type { PredictionKind } from './predictions.ts';

/** Which predictions are looked at: all of the kind where nothing is given. */
export interface TrackFilter {
  /** The whole target, such as `revenue by month`. */
  target?: string | undefined;
  subject?: string | undefined;
  /** `name@version`, or just the name for every version. */
  model?: string | undefined;
}

/** How predictions of one kind did. Which figures there are depends on the kind; none before any is scored. */
export interface TrackSummary {
  kind: PredictionKind;
  predictions: number;
  /** Those that came due and whose outcome is known. */
  scored: number;
  /**
   * Mean absolute error over that of the plainest method on the same periods, series by series: below 1 is
   * better than repeating the last season. Hyndman & Koehler (2006) scale by errors in the training data
   * instead; here the periods foretold are the scale.
   */
  MASE?: number;
  /** Percent. */
  sMAPE?: number;
  /** Mean of outcome less prediction over the mean outcome: above 0 where too little was foretold. */
  bias?: number;
  /** Shares of outcomes within the intervals. */
  coverage80?: number;
  coverage95?: number;
  /** Mean squared error of a chance, and that of always saying the base rate. */
  brier?: number;
  brierNaive?: number;
  /** Mean chance foretold, and the share that came true. */
  meanPredicted?: number;
  meanOutcome?: number;
  /** Share of recommendations that were bought, with its 95 % interval, and the share the plainest list has. */
  hitRate?: Share;
  hitRateNaive?: number;
  /** Mean absolute error of a count or an amount. */
  meanAbsoluteError?: number;
}

interface Sums extends Record<string, unknown> {
  kind: PredictionKind;
  target: string;
  model: string;
  predictions: number;
  scored: number;
  mase: number | null;
  smape: number | null;
  bias: number | null;
  coverage80: number | null;
  coverage95: number | null;
  squared: number | null;
  squared_naive: number | null;
  mean_predicted: number | null;
  mean_outcome: number | null;
  mean_naive: number | null;
  absolute: number | null;
  hits: number;
}

/** One kind's predictions as one. */
export async function summariseTrack(
  scope: Scope,
  kind: PredictionKind,
  filter: TrackFilter = {},
): Promise<TrackSummary> {
  const [sums] = await sumsOf(scope, { ...filter, kind }, sql`kind`);
  return sums ? shown(sums) : { kind, predictions: 0, scored: 0 };
}

/** Every kind's predictions as one each; kinds without any are left out. */
export const summariseKinds = async (
  scope: Scope,
  filter: TrackFilter & { kind?: PredictionKind | undefined },
): Promise<TrackSummary[]> => (await sumsOf(scope, filter, sql`kind`)).map(shown);

/** Every kind's predictions, apart by target and model; recommendations by model alone. */
export async function summariseTracks(
  scope: Scope,
  filter: TrackFilter & { kind?: PredictionKind | undefined },
): Promise<(TrackSummary & { target?: string; model: string })[]> {
  const rows = await sumsOf(scope, filter, sql`kind, target, model`);
  return rows.map((sums) => ({
    ...shown(sums),
    ...(sums.kind !== 'recommendation' && { target: sums.target }),
    model: sums.model,
  }));
}

/** The condition of a filter on rows of `predictions`. */
export function matching(
  { workspace }: Scope,
  { kind, target, subject, model }: TrackFilter & { kind?: PredictionKind | undefined },
): SQL {
  return sql.join(
    [
      sql`workspace_id = ${workspace.id}`,
      ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
      ...(target === undefined ? [] : [sql`target = ${target}`]),
      ...(subject === undefined ? [] : [sql`subject = ${subject}`]),
      ...(model === undefined ? [] : [sql`(model = ${model} or split_part(model, '@', 1) = ${model})`]),
    ],
    sql` and `,
  );
}

const sumsOf = (scope: Scope, filter: Parameters<typeof matching>[1], groups: SQL) =>
  scope.tx.execute<Sums>(sql`
    with known as (
      select kind, subject, model, value, outcome, naive, lower_80, upper_80, lower_95, upper_95,
        case when kind = 'recommendation' then '' else target end as target,
        abs(outcome - value) as error,
        avg(abs(outcome - naive)) over (partition by kind, target, subject) as scale
      from predictions
      where ${matching(scope, filter)}
    )
    select min(kind) as kind, min(target) as target, min(model) as model,
      count(*)::int as predictions,
      count(outcome)::int as scored,
      avg(error / nullif(scale, 0)) as mase,
      200 * avg(case when error = 0 then 0 else error / nullif(abs(outcome) + abs(value), 0) end) as smape,
      avg(outcome - value) / nullif(avg(outcome), 0) as bias,
      avg((outcome between lower_80 and upper_80)::int)::float8 as coverage80,
      avg((outcome between lower_95 and upper_95)::int)::float8 as coverage95,
      avg(error * error) as squared,
      avg((outcome - naive) * (outcome - naive)) as squared_naive,
      avg(value) filter (where outcome is not null) as mean_predicted,
      avg(outcome) as mean_outcome,
      avg(naive) filter (where outcome is not null) as mean_naive,
      avg(error) as absolute,
      (count(*) filter (where outcome > 0))::int as hits
    from known
    group by ${groups}
    order by min(kind), count(outcome) desc, min(target), min(model)`);

function shown(sums: Sums): TrackSummary {
  const { kind, target, predictions, scored } = sums;
  const counted = { kind, predictions, scored };
  if (scored === 0) return counted;
  const figure = <Name extends string>(name: Name, value: number | null, decimals: number) =>
    (value === null ? {} : { [name]: round(value, decimals) }) as { [Key in Name]?: number };
  const isAmount = kind === 'purchase' && /^(orders|revenue)/.test(target);
  if (kind === 'forecast' || isAmount)
    return {
      ...counted,
      ...figure('MASE', sums.mase, 2),
      ...figure('sMAPE', sums.smape, 1),
      ...figure('bias', sums.bias, 3),
      ...figure('coverage80', sums.coverage80, 3),
      ...figure('coverage95', sums.coverage95, 3),
      ...figure('meanAbsoluteError', sums.absolute, 2),
    };
  if (kind === 'recommendation') {
    const { value, low95, high95 } = shareOf(sums.hits, scored);
    return {
      ...counted,
      hitRate: { value: round(value, 3), low95: round(low95, 3), high95: round(high95, 3) },
      ...figure('hitRateNaive', sums.mean_naive, 3),
    };
  }
  return {
    ...counted,
    ...figure('brier', sums.squared, 3),
    ...figure('brierNaive', sums.squared_naive, 3),
    ...figure('meanPredicted', sums.mean_predicted, 3),
    ...figure('meanOutcome', sums.mean_outcome, 3),
  };
}
