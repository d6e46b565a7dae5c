import { type ChurnFeature, type CustomerHistory, churnFeatures, columnsOf, featuresAt } from './features.ts';
import { explain, fitLogisticRegression, type LogisticRegression } from './logistic-regression.ts';
import { type ClassifierQuality, classifierQuality, crossValidate } from './validation.ts';

/** A model of who stops buying, with what it was learned from and how it did on customers unseen. */
export interface ChurnModel {
  regression: LogisticRegression;
  /** Churning means no purchase in this many days. */
  days: number;
  /** Features come from before, labels from the days after. */
  cutOff: Date;
  customers: number;
  churned: number;
  quality: ClassifierQuality;
}

/** Why no model can be learned, with the count found and the count needed. */
export interface ChurnRefusal {
  reason: 'too_few_customers' | 'too_few_churned' | 'too_few_retained';
  found: number;
  needed: number;
}

/** One customer's chance of not buying in the days to come. */
export interface ChurnScore {
  customerId: string;
  /** From 0 to 1. */
  probability: number;
  logOdds: number;
  /** Log-odds of the average customer: `base` and the factors' contributions sum to `logOdds`. */
  base: number;
  factors: ChurnFactor[];
}

/** What one feature adds to the log-odds; above 0 speaks for churn. */
export interface ChurnFactor {
  feature: ChurnFeature;
  /** In the feature's own unit; null where nothing could be measured, which adds 0. */
  value: number | null;
  contribution: number;
}

export const MINIMUM_CUSTOMERS = 50;
export const MINIMUM_PER_OUTCOME = 10;
/** A customer without a purchase for so long has left already and is neither learned from nor scored. */
export const LAPSED_DAYS = 365;

/** Strong enough that features which move together share the weight instead of fighting over it. */
const RIDGE = 3;
const DAY = 86_400_000;

/**
 * Learns who stops buying: the cut-off is `days` before now, the features are what was known then, the
 * label is whether the customer bought nothing between the cut-off and now. Judged by five-fold
 * cross-validation over customers.
 *
 * @param days at least 1
 */
export function trainChurnModel(
  histories: readonly CustomerHistory[],
  now: Date,
  days: number,
): ChurnModel | ChurnRefusal {
  const cutOff = new Date(now.getTime() - days * DAY);
  const rows: number[][] = [];
  const labels: boolean[] = [];
  for (const history of histories) {
    const features = activeFeaturesAt(history, cutOff);
    if (!features) continue;
    rows.push(columnsOf(features));
    labels.push(!history.purchases.some(({ at }) => at > cutOff && at <= now));
  }
  const churned = labels.filter(Boolean).length;
  const refusal = refuseTooFew(labels.length, churned);
  if (refusal) return refusal;
  const telling = withoutRareColumns(rows);
  return {
    regression: fitLogisticRegression(telling, labels, RIDGE),
    days,
    cutOff,
    customers: labels.length,
    churned,
    quality: classifierQuality(crossValidate(telling, labels, RIDGE), labels),
  };
}

/**
 * Scores a customer as of now.
 *
 * @returns null for a customer who never bought, or not within the last year
 */
export function scoreChurn(model: ChurnModel, history: CustomerHistory, now: Date): ChurnScore | null {
  const features = activeFeaturesAt(history, now);
  if (!features) return null;
  const { probability, logOdds, base, contributions } = explain(model.regression, columnsOf(features));
  return {
    customerId: history.customerId,
    probability,
    logOdds,
    base,
    factors: churnFeatures
      .map((feature, index) => ({ feature, value: features[feature], contribution: contributions[index]! }))
      .sort((left, right) => Math.abs(right.contribution) - Math.abs(left.contribution)),
  };
}

/** Blanks columns in which almost everyone is alike: a handful of exceptions is no evidence. */
function withoutRareColumns(rows: readonly (readonly number[])[]): number[][] {
  const telling = rows[0]!.map((_, column) => {
    const values = rows.map((row) => row[column]!).filter((value) => !Number.isNaN(value));
    const usual = values.sort((left, right) => left - right)[Math.floor(values.length / 2)];
    return values.filter((value) => value !== usual).length >= MINIMUM_PER_OUTCOME;
  });
  return rows.map((row) => row.map((value, column) => (telling[column] ? value : Number.NaN)));
}

const activeFeaturesAt = (history: CustomerHistory, moment: Date) => {
  const features = featuresAt(history, moment);
  return features && features.daysSincePurchase! <= LAPSED_DAYS ? features : null;
};

function refuseTooFew(customers: number, churned: number): ChurnRefusal | null {
  if (customers < MINIMUM_CUSTOMERS) {
    return { reason: 'too_few_customers', found: customers, needed: MINIMUM_CUSTOMERS };
  }
  if (churned < MINIMUM_PER_OUTCOME) {
    return { reason: 'too_few_churned', found: churned, needed: MINIMUM_PER_OUTCOME };
  }
  const retained = customers - churned;
  return retained < MINIMUM_PER_OUTCOME
    ? { reason: 'too_few_retained', found: retained, needed: MINIMUM_PER_OUTCOME }
    : null;
}
