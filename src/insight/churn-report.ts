import { dayIn, type Language } from '../trust/index.ts';
import {
  type ChurnFactor,
  type ChurnModel,
  type ChurnScore,
  type CustomerHistory,
  scoreChurn,
  sigmoid,
  trainChurnModel,
} from './churn/index.ts';
import { describeChurnRefusal, describeUnscored } from './wording.ts';

/** Chances of no purchase in the days to come, with the model behind them or the reason there is none. */
export interface ChurnReport {
  customers: ScoredCustomer[];
  model: ChurnModelSummary | null;
  /** The day of the last order it rests on; null without any. */
  dataUpTo: string | null;
  /** Why there is no model, or no score for the customer asked about. */
  refusal: string | null;
}

/** Rounded so that `base` and the factors' contributions sum exactly to `logOdds`. */
export interface ScoredCustomer {
  id: string;
  name: string;
  /** The logistic of `logOdds`. */
  probability: number;
  logOdds: number;
  base: number;
  factors: ChurnFactor[];
}

export interface ChurnModelSummary {
  sampleSize: number;
  churned: number;
  /** Features are as of this day, labels from the days after it. */
  cutOff: string;
  auc: number;
  aucLow95: number;
  aucHigh95: number;
  brier: number;
  baseRateBrier: number;
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
export function reportChurn(
  { histories, profiles, days, now, timeZone }: ChurnEvidence,
  { customerId, limit }: { customerId?: string | undefined; limit: number },
  language: Language,
): ChurnReport {
  const times = histories.flatMap(({ purchases }) => purchases.map(({ at }) => at.getTime()));
  const latest = times.reduce((newest, time) => Math.max(newest, time), Number.NEGATIVE_INFINITY);
  const dataUpTo = times.length > 0 ? dayIn(timeZone, new Date(latest)) : null;
  const model = trainChurnModel(histories, now, days);
  if ('reason' in model) {
    return { customers: [], model: null, dataUpTo, refusal: describeChurnRefusal(model, language) };
  }

  const isAsked = (id: string): boolean =>
    customerId === undefined || id === customerId || profiles.get(id)?.companyId === customerId;
  const asked = histories.filter((history) => isAsked(history.customerId));
  const scores = asked
    .flatMap((history) => scoreChurn(model, history, now) ?? [])
    .sort((left, right) => right.probability - left.probability);
  return {
    customers: scores.slice(0, limit).map((score) => show(score, profiles.get(score.customerId)!.name)),
    model: summarise(model, timeZone),
    dataUpTo,
    refusal:
      customerId !== undefined && scores.length === 0 ? describeUnscored(asked.length > 0, language) : null,
  };
}

function show({ customerId, base, factors }: ChurnScore, name: string): ScoredCustomer {
  const shown = factors.map(({ feature, value, contribution }) => ({
    feature,
    value: value === null ? null : round(value, 2),
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

function summarise({ quality, customers, churned, cutOff }: ChurnModel, timeZone: string): ChurnModelSummary {
  return {
    sampleSize: customers,
    churned,
    cutOff: dayIn(timeZone, cutOff),
    auc: round(quality.auc.value, 3),
    aucLow95: round(quality.auc.low95, 3),
    aucHigh95: round(quality.auc.high95, 3),
    brier: round(quality.brier, 3),
    baseRateBrier: round(quality.baseRateBrier, 3),
    calibrationError: round(quality.calibrationError, 3),
  };
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));
