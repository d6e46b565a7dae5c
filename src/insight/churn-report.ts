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
import { sigmoid } from './classify/index.ts';
import { round } from './statistics.ts';
import { describeChurnRefusal, describeUnscored } from './wording.ts';

/** Chances of no purchase in the days to come, with the model behind them or the reason there is none. */
export interface ChurnReport {
  customers: ScoredCustomer[];
  model?: ChurnModelSummary;
  /** The day of the last order it rests on. */
  dataUpTo?: string;
  /** Why there is no model, or no score for the customer asked about. */
  refusal?: string;
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
}

/** A factor without a value was not measurable. */
export interface ShownFactor {
  feature: ChurnFactor['feature'];
  value?: number;
  contribution: number;
}

export interface ChurnModelSummary {
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
}

/** Who a customer is. */
export interface CustomerProfile {
  name: string;
  companyId: string | null;
}

/** What a report is made from. */
export interface ChurnEvidence {
  histories: readonly CustomerHistory[];
  profiles: ReadonlyMap<string, CustomerProfile>;
  days: number;
  now: Date;
  timeZone: string;
}

/**
 * Learns from the workspace's own past and scores one customer, the people of one company, or those most
 * likely to leave.
 */
export async function reportChurn(
  { histories, profiles, days, now, timeZone }: ChurnEvidence,
  { customerId, limit }: { customerId?: string | undefined; limit: number },
  language: Language,
): Promise<ChurnReport> {
  const times = histories.flatMap(({ purchases }) => purchases.map(({ at }) => at.getTime()));
  const latest = times.reduce((newest, time) => Math.max(newest, time), Number.NEGATIVE_INFINITY);
  const upTo = times.length > 0 ? { dataUpTo: dayIn(timeZone, new Date(latest)) } : {};
  const model = await trainChurnModel(histories, now, days);
  if ('reason' in model) {
    return { customers: [], ...upTo, refusal: describeChurnRefusal(model, language) };
  }

  const isAsked = (id: string): boolean =>
    customerId === undefined || id === customerId || profiles.get(id)?.companyId === customerId;
  const asked = histories.filter((history) => isAsked(history.customerId));
  const ranked = rankChurn(model, asked, now);
  const scores = ranked.slice(0, limit).flatMap(({ history }) => scoreChurn(model, history, now) ?? []);
  return {
    customers: scores.map((score) => show(score, profiles.get(score.customerId)!.name)),
    model: summarise(model),
    ...upTo,
    ...(customerId !== undefined &&
      scores.length === 0 && { refusal: describeUnscored(asked.length > 0, language) }),
  };
}

function show({ customerId, base, factors }: ChurnScore, name: string): ScoredCustomer {
  const shown = factors.map(({ feature, value, contribution }) => ({
    feature,
    ...(value !== null && { value: round(value, 2) }),
    contribution: round(contribution, 3),
  }));
  const logOdds = round(
    shown.reduce((sum, { contribution }) => sum + contribution, round(base, 3)),
    3,
  );
  return {
    id: customerId,
    name,
    probability: round(sigmoid(logOdds), 3),
    logOdds,
    base: round(base, 3),
    factors: shown,
  };
}

function summarise({ quality, customers, churned, validation }: ChurnModel): ChurnModelSummary {
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
