import { dayIn, type Language } from '../trust/index.ts';
import {
  type ChurnFactor,
  type ChurnModel,
  type ChurnScore,
  type CustomerHistory,
  rankChurn,
  scoreChurn,
  trainChurnModel,
} from './churn/index.ts';
import { adviseRetention, type RetentionAdvice } from './churn-advice.ts';
import { churnModelName, churnPrediction } from './churn-versions.ts';
import { sigmoid } from './classify/index.ts';
import type { CustomerProfile } from './customer-purchases.ts';
import { roundedSum } from './explained-score.ts';
import { round } from './statistics.ts';
import type { NewPrediction } from './track/index.ts';
import { describeChurnRefusal, describeUnscored, labelOfFactor } from './wording.ts';

/** Chances of no purchase in the days to come, with the model behind them or the reason there is none. */
export interface ChurnReport {
  customers: ScoredCustomer[];
  model?: ChurnModelSummary;
  /** The day of the last order it rests on. */
  dataUpTo?: string;
  currency: string;
  /** Why there is no model, or no score for the customer asked about. */
  refusal?: string;
  /** To be kept and judged later. */
  predictions: NewPrediction[];
}

/** Rounded so that `base` and the factors' contributions sum exactly to `logOdds`. */
export interface ScoredCustomer {
  id: string;
  name: string;
  /** The logistic of `logOdds`. */
  probability: number;
  logOdds: number;
  base: number;
  factors: ShownFactor[];
  /** What to do about it; absent where the risk is small or nothing was paid in our currency. */
  advice?: RetentionAdvice;
}

/** A factor without a value was not measurable. */
export interface ShownFactor {
  feature: ChurnFactor['feature'];
  /** What people call it. */
  label: string;
  value?: number;
  contribution: number;
}

export type ChurnModelSummary = {
  /** Its version, or `fresh` where it was learned for this answer. */
  version: string;
  method: 'boosted_trees_and_logistic_regression';
  /** `out_of_time`: learned from one period, judged on the next. */
  validation: ChurnModel['validation'];
  sampleSize: number;
  churned: number;
  auc: number;
  /** Low and high end of its 95 % interval. */
  auc95: [number, number];
  brier: number;
  calibrationError: number;
};

/** What a report is made from. */
export interface ChurnEvidence {
  histories: readonly CustomerHistory[];
  profiles: ReadonlyMap<string, CustomerProfile>;
  days: number;
  now: Date;
  timeZone: string;
  currency: string;
  /** The version in use, and its number, where one is kept. */
  kept?: { model: ChurnModel; version: number } | undefined;
}

/** Who is asked about, and how the work may be followed and ended. */
export interface ChurnRequest {
  customerId?: string | undefined;
  limit: number;
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Scores one customer, the people of one company, or those most likely to leave, by the model in use or by
 * one learned from the workspace's own past.
 *
 * @throws the signal's reason when it is aborted
 */
export async function reportChurn(
  { histories, profiles, days, now, timeZone, currency, kept }: ChurnEvidence,
  { customerId, limit, onProgress, signal }: ChurnRequest,
  language: Language,
): Promise<ChurnReport> {
  const times = histories.flatMap(({ purchases }) => purchases.map(({ at }) => at.getTime()));
  const latest = times.reduce((newest, time) => Math.max(newest, time), Number.NEGATIVE_INFINITY);
  const basis = { currency, ...(times.length > 0 && { dataUpTo: dayIn(timeZone, new Date(latest)) }) };
  const watching = { ...(onProgress && { onProgress }), ...(signal && { signal }) };
  const model = kept?.model ?? (await trainChurnModel(histories, now, days, watching));
  if ('reason' in model) {
    const refusal = describeChurnRefusal(model, language);
    return { customers: [], ...basis, refusal, predictions: [] };
  }
  const version = kept === undefined ? 'fresh' : String(kept.version);

  const isAsked = (id: string): boolean =>
    customerId === undefined || id === customerId || profiles.get(id)?.companyId === customerId;
  const asked = histories.filter((history) => isAsked(history.customerId));
  const ranked = rankChurn(model, asked, now);
  const scores = ranked.slice(0, limit).flatMap(({ history }) => {
    const score = scoreChurn(model, history, now);
    if (!score) return [];
    const advice = adviseRetention(score, history, { now, currency, language });
    return [{ ...show(score, profiles.get(score.customerId)!.name, language), ...(advice && { advice }) }];
  });
  return {
    customers: scores,
    model: { version, ...summarise(model) },
    ...basis,
    predictions: scores.map(({ id, probability, logOdds, base, factors }) => ({
      ...churnPrediction({ customerId: id, probability }, model, { days, now, timeZone }),
      model: `${churnModelName(days)}@${version}`,
      inputs: { days, score: logOdds, base, factors: factors.map(unlabelled), dataUpTo: basis.dataUpTo },
    })),
    ...(customerId !== undefined &&
      scores.length === 0 && { refusal: describeUnscored(asked.length > 0, language) }),
  };
}

/** As it is kept: labels depend on who reads. */
const unlabelled = ({ label, ...factor }: ShownFactor): Omit<ShownFactor, 'label'> => factor;

function show({ customerId, base, factors }: ChurnScore, name: string, language: Language): ScoredCustomer {
  const { score: logOdds, ...rounded } = roundedSum(
    base,
    factors.map(({ feature, value, contribution }) => ({
      feature,
      label: labelOfFactor(feature, language),
      ...(value !== null && { value: round(value, 2) }),
      contribution,
    })),
    3,
  );
  return {
    id: customerId,
    name,
    probability: round(sigmoid(logOdds), 3),
    logOdds,
    ...rounded,
  };
}

function summarise({
  quality,
  customers,
  churned,
  validation,
}: ChurnModel): Omit<ChurnModelSummary, 'version'> {
  return {
    method: 'boosted_trees_and_logistic_regression',
    validation,
    sampleSize: customers,
    churned,
    auc: round(quality.auc.value, 3),
    auc95: [round(quality.auc.low95, 3), round(quality.auc.high95, 3)],
    brier: round(quality.brier, 3),
    calibrationError: round(quality.calibrationError, 3),
  };
}
