import {
  type Classifier,
  type ClassifierQuality,
  classifierQuality,
  explainRow,
  type FitOptions,
  fitClassifier,
  type Matrix,
  matrixOf,
  predict,
} from '../classify/index.ts';
import {
  type ChurnFeature,
  type CustomerFeatures,
  type CustomerHistory,
  churnFeatures,
  columnsOf,
  featuresAt,
} from './features.ts';

/** A model of who stops buying, with what it was learned from and how it did on what it had not seen. */
export interface ChurnModel {
  classifier: Classifier;
  /** Churning means no purchase in this many days. */
  days: number;
  /** Features come from before, labels from the days after. */
  cutOff: Date;
  /** The first purchase it knows of. */
  since: Date;
  customers: number;
  churned: number;
  quality: ClassifierQuality;
  /**
   * `out_of_time`: judged by a model of the period before, as it is used; `cross_validation` where that
   * period holds too few customers to learn from.
   */
  validation: 'out_of_time' | 'cross_validation';
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
  /** In the feature's own unit; null where nothing could be measured. */
  value: number | null;
  contribution: number;
}

export const MINIMUM_CUSTOMERS = 50;
export const MINIMUM_PER_OUTCOME = 10;
/** A customer without a purchase for so long has left already and is neither learned from nor scored. */
export const LAPSED_DAYS = 365;

/** More customers than these teach next to nothing new about eleven features, and take longer. */
const MOST_LEARNED = 8_000;
const DAY = 86_400_000;
/** Straight lines: what bends in one period bends otherwise in the next. */
const settings: FitOptions = { candidates: 4, members: 1, mostTrees: 120, bends: 0 };

/**
 * Learns who stops buying: the cut-off is `days` before now, the features are what was known then, the
 * label is whether the customer bought nothing between the cut-off and now. Judged by a model learned the
 * same way one period earlier: what came after was as unknown to it as the future is to this one.
 *
 * @param days at least 1
 * @throws the signal's reason when it is aborted
 */
export async function trainChurnModel(
  histories: readonly CustomerHistory[],
  now: Date,
  days: number,
  { onProgress, signal }: Pick<FitOptions, 'onProgress' | 'signal'> = {},
): Promise<ChurnModel | ChurnRefusal> {
  const past = observe(histories, now, days);
  const refusal = refuseTooFew(past.labels.length, past.churned);
  if (refusal) return refusal;
  const options = { ...settings, ...(signal && { signal }) };
  const half = (from: number) =>
    onProgress ? { onProgress: (share: number) => onProgress(from + share / 2) } : {};
  const earlier = observe(histories, past.cutOff, days);
  const isEnough = refuseTooFew(earlier.labels.length, earlier.churned) === null;
  const before = isEnough
    ? await fitClassifier(earlier.matrix, earlier.labels, { ...options, ...half(0) })
    : undefined;
  const classifier = await fitClassifier(past.matrix, past.labels, { ...options, ...half(0.5) });
  return {
    classifier,
    days,
    cutOff: past.cutOff,
    since: past.since,
    customers: past.labels.length,
    churned: past.churned,
    ...(before
      ? {
          quality: classifierQuality(predict(before, past.matrix), past.labels),
          validation: 'out_of_time' as const,
        }
      : { quality: classifier.quality, validation: 'cross_validation' as const }),
  };
}

/** How a model does on the days before now: what it is compared by with a newer one. */
export function judgeChurnModel(
  { classifier, days }: Pick<ChurnModel, 'classifier' | 'days'>,
  histories: readonly CustomerHistory[],
  now: Date,
): ClassifierQuality | ChurnRefusal {
  const { matrix, labels, churned } = observe(histories, now, days);
  return refuseTooFew(labels.length, churned) ?? classifierQuality(predict(classifier, matrix), labels);
}

/**
 * The chance of churn of every customer who can be scored, most likely first: all but those who never
 * bought, or not within the last year.
 */
export function rankChurn(
  { classifier }: Pick<ChurnModel, 'classifier'>,
  histories: readonly CustomerHistory[],
  now: Date,
): { history: CustomerHistory; probability: number }[] {
  const active = histories.flatMap((history) => {
    const features = activeFeaturesAt(history, now);
    return features ? [{ history, row: columnsOf(features) }] : [];
  });
  const rows = active.map(({ row }) => row);
  const probabilities = predict(classifier, matrixOf(rows, churnFeatures.length));
  return active
    .map(({ history }, index) => ({ history, probability: probabilities[index]! }))
    .sort((left, right) => right.probability - left.probability);
}

/**
 * Scores a customer as of now.
 *
 * @returns null for a customer who never bought, or not within the last year
 */
export function scoreChurn(
  { classifier }: Pick<ChurnModel, 'classifier'>,
  history: CustomerHistory,
  now: Date,
): ChurnScore | null {
  const features = activeFeaturesAt(history, now);
  if (!features) return null;
  const { probability, logOdds, base, contributions } = explainRow(classifier, columnsOf(features));
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

/** What was known of the active customers at the cut-off, and who of them bought nothing afterwards. */
interface Observed {
  cutOff: Date;
  since: Date;
  matrix: Matrix;
  labels: boolean[];
  churned: number;
}

function observe(histories: readonly CustomerHistory[], until: Date, days: number): Observed {
  const cutOff = new Date(until.getTime() - days * DAY);
  const rows: number[][] = [];
  const labels: boolean[] = [];
  let since = cutOff.getTime();
  // Ids are in order of time: every nth of them spreads over all of it.
  const stride = Math.max(1, Math.ceil(histories.length / MOST_LEARNED));
  for (let place = 0; place < histories.length; place += stride) {
    const history = histories[place]!;
    const features = activeFeaturesAt(history, cutOff);
    if (!features) continue;
    rows.push(columnsOf(features));
    labels.push(!history.purchases.some(({ at }) => at > cutOff && at <= until));
    since = Math.min(since, cutOff.getTime() - features.tenureDays! * DAY);
  }
  return {
    cutOff,
    since: new Date(since),
    matrix: withoutRareColumns(matrixOf(rows, churnFeatures.length)),
    labels,
    churned: labels.filter(Boolean).length,
  };
}

/** Blanks columns in which almost everyone is alike: a handful of exceptions is no evidence. */
function withoutRareColumns(matrix: Matrix): Matrix {
  return {
    ...matrix,
    columns: matrix.columns.map((column) => {
      const values = column.filter((value) => !Number.isNaN(value)).sort();
      const usual = values[values.length >> 1];
      const isTelling = values.filter((value) => value !== usual).length >= MINIMUM_PER_OUTCOME;
      return isTelling ? column : new Float64Array(column.length).fill(Number.NaN);
    }),
  };
}

/** The features of a customer at a moment; null where they had bought nothing within the year before. */
export function activeFeaturesAt(history: CustomerHistory, moment: Date): CustomerFeatures | null {
  const features = featuresAt(history, moment);
  return features && features.daysSincePurchase! <= LAPSED_DAYS ? features : null;
}

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
