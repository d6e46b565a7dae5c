import { normalQuantiles } from '../statistics.ts';

/** How good probabilities are on rows the model had not seen. */
export interface ClassifierQuality {
  /** Probability that an event scores above a non-event; 0.5 is chance. */
  auc: { value: number; low95: number; high95: number };
  /** Area under precision by recall, as average precision; the share of events is chance. */
  prAuc: number;
  /** Mean squared error of the probabilities; lower is better. */
  brier: number;
  /** The Brier score of always saying the base rate. */
  baseRateBrier: number;
  /** Mean gap between predicted and observed share over ten equal-count bins. */
  calibrationError: number;
  /** Events among the tenth scored highest, over those a tenth drawn at random would hold. */
  liftAt10: number;
}

const BINS = 10;

/** Judges probabilities against what happened; needs at least one event and one non-event. */
export function classifierQuality(
  probabilities: ArrayLike<number>,
  labels: readonly boolean[],
): ClassifierQuality {
  const rate = labels.filter(Boolean).length / labels.length;
  return {
    auc: areaUnderCurve(probabilities, labels),
    prAuc: averagePrecision(probabilities, labels),
    brier:
      labels.reduce((sum, label, row) => sum + (probabilities[row]! - (label ? 1 : 0)) ** 2, 0) /
      labels.length,
    baseRateBrier: rate * (1 - rate),
    calibrationError: calibrationError(probabilities, labels),
    liftAt10: liftAt(0.1, probabilities, labels),
  };
}

/** Harmonic mean of precision and recall where everything from `threshold` on counts as an event. */
export function f1At(
  threshold: number,
  probabilities: ArrayLike<number>,
  labels: readonly boolean[],
): number {
  let hits = 0;
  let wrong = 0;
  labels.forEach((label, row) => {
    const isCalled = probabilities[row]! >= threshold;
    if (isCalled && label) hits++;
    else if (isCalled !== label) wrong++;
  });
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + wrong);
}

/** The threshold with the best F1: with few events it lies well below one half. */
export function bestThreshold(probabilities: ArrayLike<number>, labels: readonly boolean[]): number {
  const order = descending(probabilities);
  const events = labels.filter(Boolean).length;
  let best = { threshold: 0.5, f1: 0 };
  let hits = 0;
  order.forEach((row, place) => {
    if (labels[row]) hits++;
    const isTied = probabilities[row] === probabilities[order[place + 1] ?? -1];
    const f1 = (2 * hits) / (place + 1 + events);
    if (!isTied && f1 > best.f1) best = { threshold: probabilities[row]!, f1 };
  });
  return best.threshold;
}

/**
 * Area under the ROC curve by ranks, ties counting half.
 *
 * @see Hanley & McNeil (1982), "The meaning and use of the area under a ROC curve", for the interval
 */
export function areaUnderCurve(
  scores: ArrayLike<number>,
  labels: readonly boolean[],
): ClassifierQuality['auc'] {
  const order = descending(scores).reverse();
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
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
  const margin = normalQuantiles.at95 * Math.sqrt(variance);
  return { value: area, low95: Math.max(0, area - margin), high95: Math.min(1, area + margin) };
}

/** Deals events and non-events in turn over the folds, in the order given. */
export function stratifiedFolds(labels: readonly boolean[], folds: number): number[] {
  const dealt = { event: 0, other: 0 };
  return labels.map((label) => dealt[label ? 'event' : 'other']++ % folds);
}

const descending = (scores: ArrayLike<number>): number[] =>
  Array.from(scores, (_, row) => row).sort((left, right) => scores[right]! - scores[left]!);

/** Precision at every distinct score, weighted by the recall gained there. */
function averagePrecision(scores: ArrayLike<number>, labels: readonly boolean[]): number {
  const order = descending(scores);
  const events = labels.filter(Boolean).length;
  let [area, hits, counted] = [0, 0, 0];
  order.forEach((row, place) => {
    if (labels[row]) hits++;
    if (scores[row] === scores[order[place + 1] ?? -1]) return;
    area += ((hits - counted) / events) * (hits / (place + 1));
    counted = hits;
  });
  return area;
}

function calibrationError(probabilities: ArrayLike<number>, labels: readonly boolean[]): number {
  const order = descending(probabilities);
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const members = order.slice((bin * order.length) / BINS, ((bin + 1) * order.length) / BINS);
    const gap = members.reduce((sum, row) => sum + probabilities[row]! - (labels[row] ? 1 : 0), 0);
    error += Math.abs(gap) / order.length;
  }
  return error;
}

function liftAt(share: number, scores: ArrayLike<number>, labels: readonly boolean[]): number {
  const order = descending(scores);
  const top = order.slice(0, Math.max(1, Math.round(share * order.length)));
  const found = top.filter((row) => labels[row]).length / top.length;
  return found / (labels.filter(Boolean).length / labels.length);
}
