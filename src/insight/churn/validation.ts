import { explain, fitLogisticRegression } from './logistic-regression.ts';

/** How good probabilities are on customers the model had not seen. */
export interface ClassifierQuality {
  /** Probability that an event scores above a non-event; 0.5 is chance. */
  auc: { value: number; low95: number; high95: number };
  /** Mean squared error of the probabilities; lower is better. */
  brier: number;
  /** The Brier score of always saying the base rate. */
  baseRateBrier: number;
  /** Mean gap between predicted and observed share over five equal-count bins. */
  calibrationError: number;
}

const FOLDS = 5;
const BINS = 5;
const NORMAL_QUANTILE_95 = 1.96;

/** Probabilities for every row from models that did not see it: stratified five-fold cross-validation. */
export function crossValidate(
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  ridge?: number,
): number[] {
  const folds = stratifiedFolds(labels);
  const probabilities = new Array<number>(rows.length).fill(Number.NaN);
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = rows.map((_, index) => index).filter((index) => folds[index] !== fold);
    const model = fitLogisticRegression(
      kept.map((index) => rows[index]!),
      kept.map((index) => labels[index]!),
      ridge,
    );
    rows.forEach((row, index) => {
      if (folds[index] === fold) probabilities[index] = explain(model, row).probability;
    });
  }
  return probabilities;
}

/** Judges probabilities against what happened; needs at least one event and one non-event. */
export function classifierQuality(
  probabilities: readonly number[],
  labels: readonly boolean[],
): ClassifierQuality {
  const rate = labels.filter(Boolean).length / labels.length;
  return {
    auc: areaUnderCurve(probabilities, labels),
    brier: brierScore(probabilities, labels),
    baseRateBrier: rate * (1 - rate),
    calibrationError: calibrationError(probabilities, labels),
  };
}

/**
 * Area under the ROC curve by ranks, ties counting half.
 *
 * @see Hanley & McNeil (1982), "The meaning and use of the area under a ROC curve", for the interval
 */
function areaUnderCurve(
  probabilities: readonly number[],
  labels: readonly boolean[],
): ClassifierQuality['auc'] {
  const order = probabilities.map((_, index) => index);
  order.sort((left, right) => probabilities[left]! - probabilities[right]!);
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && probabilities[order[end]!] === probabilities[order[start]!]) end++;
    const rank = (start + 1 + end) / 2;
    for (; start < end; start++) if (labels[order[start]!]) rankSum += rank;
  }
  const events = labels.filter(Boolean).length;
  const others = labels.length - events;
  const area = (rankSum - (events * (events + 1)) / 2) / (events * others);
  const bothAbove = area / (2 - area);
  const bothBelow = (2 * area ** 2) / (1 + area);
  const variance =
    (area * (1 - area) + (events - 1) * (bothAbove - area ** 2) + (others - 1) * (bothBelow - area ** 2)) /
    (events * others);
  const margin = NORMAL_QUANTILE_95 * Math.sqrt(variance);
  return { value: area, low95: Math.max(0, area - margin), high95: Math.min(1, area + margin) };
}

const brierScore = (probabilities: readonly number[], labels: readonly boolean[]): number =>
  probabilities.reduce((sum, probability, index) => sum + (probability - (labels[index] ? 1 : 0)) ** 2, 0) /
  labels.length;

function calibrationError(probabilities: readonly number[], labels: readonly boolean[]): number {
  const order = probabilities.map((_, index) => index);
  order.sort((left, right) => probabilities[left]! - probabilities[right]!);
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const members = order.slice((bin * order.length) / BINS, ((bin + 1) * order.length) / BINS);
    const gap = members.reduce((sum, index) => sum + probabilities[index]! - (labels[index] ? 1 : 0), 0);
    error += Math.abs(gap) / order.length;
  }
  return error;
}

/** Deals events and non-events in turn over the folds, in the order given. */
function stratifiedFolds(labels: readonly boolean[]): number[] {
  const dealt = { event: 0, other: 0 };
  return labels.map((label) => dealt[label ? 'event' : 'other']++ % FOLDS);
}
