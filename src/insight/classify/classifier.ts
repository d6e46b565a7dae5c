import { setImmediate } from 'node:timers/promises';
import { randomFrom } from '../../language/index.ts';
import {
  addBoostedContributions,
  type BoostedTrees,
  type BoostingParameters,
  boostedLogOdds,
  fitBoostedTrees,
  logLoss,
} from './boosting.ts';
import {
  fitLogisticRegression,
  type LogisticRegression,
  linearContributions,
  linearLogOdds,
  sigmoid,
} from './logistic-regression.ts';
import { itemsOf, type Matrix, rowAt, rowsOf } from './matrix.ts';
import { bestThreshold, type ClassifierQuality, classifierQuality, stratifiedFolds } from './quality.ts';

/**
 * A logistic regression of bent lines and boosted trees, stacked: the log-odds are a weighted sum of theirs. The three
 * weights were fitted on rows the parts had not seen, which calibrates the sum (Platt scaling).
 */
export interface Classifier {
  linear: LogisticRegression;
  /** Grown by the best settings found, from different seeds; their log-odds are averaged. */
  boosted: readonly BoostedTrees[];
  weights: { base: number; linear: number; boosted: number };
  /** From this probability on F1 is best, on rows not seen. */
  threshold: number;
  /** On rows not seen. */
  quality: ClassifierQuality;
  /** What the search chose. */
  chosen: { ridge: number; boosting: readonly BoostingSetting[] };
}

/** How trees are grown, and how many. */
export interface BoostingSetting {
  parameters: BoostingParameters;
  trees: number;
}

/** Log-odds and what each column adds to them: `base` and the contributions sum to `logOdds`. */
export interface Explanation {
  probability: number;
  logOdds: number;
  base: number;
  contributions: Float64Array;
}

export interface FitOptions {
  /** Settings of the trees that are tried. */
  candidates?: number;
  /** Sets of trees that are averaged in the end. */
  members?: number;
  /** Trees at most, of each set. */
  mostTrees?: number;
  /** How often the lines of the regression may bend. */
  bends?: number;
  seed?: number;
  /** Hears how much of the work is done, from 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

const INNER_FOLDS = 5;
const PATIENCE = 25;
/** Of the sets of trees, so many are enough to weigh the two parts by. */
const STACK_MEMBERS = 2;
const RIDGES = [0.1, 1, 10, 60] as const;
/** The lines of the regression bend once for so many rows at most. */
const ROWS_PER_KNOT = 100;
/** Settings are compared on at most so many rows. */
const SEARCH_ROWS = 20_000;

/**
 * Learns a classifier. Settings of the trees are searched by successive halving over inner folds, the
 * penalty of the regression on the same folds; the trees end where rows kept apart stop gaining.
 *
 * @param labels  at least five of either kind
 * @throws the signal's reason when it is aborted
 * @see Jamieson & Talwalkar (2016), "Non-stochastic best arm identification and hyperparameter optimization"
 * @see Platt (1999), "Probabilistic outputs for support vector machines"
 */
export async function fitClassifier(
  matrix: Matrix,
  labels: readonly boolean[],
  { candidates = 6, members = 4, mostTrees = 300, bends = 8, seed = 1, onProgress, signal }: FitOptions = {},
): Promise<Classifier> {
  const steps = candidates + 2 * Math.ceil(candidates / 3) + RIDGES.length + INNER_FOLDS + 1;
  let done = 0;
  const step = async () => {
    onProgress?.(Math.min(1, ++done / steps));
    await setImmediate();
    signal?.throwIfAborted();
  };
  const folds = splitsOf(matrix, labels, INNER_FOLDS, seed);
  const searched =
    matrix.rows > SEARCH_ROWS ? splitsOf(matrix, labels, INNER_FOLDS, seed, SEARCH_ROWS) : folds;
  const boosting = await searchBoosting(searched, { candidates, mostTrees, seed }, step);
  const knots = Math.min(bends, Math.floor(matrix.rows / ROWS_PER_KNOT));
  const ridge = await searchRidge(searched, knots, step);
  const parts = { ridge, knots, boosting, members, seed };

  const linear = new Float64Array(matrix.rows);
  const boosted = new Float64Array(matrix.rows);
  for (const { train, trainLabels, test, testRows } of folds) {
    const fitted = fitParts(train, trainLabels, { ...parts, members: Math.min(members, STACK_MEMBERS) });
    const [ofLinear, ofBoosted] = partLogOdds(fitted, test);
    testRows.forEach((row, index) => {
      linear[row] = ofLinear[index]!;
      boosted[row] = ofBoosted[index]!;
    });
    await step();
  }
  const weights = stack(linear, boosted, labels);
  const unseen = stacked(weights, linear, boosted);
  const fitted = fitParts(matrix, labels, parts);
  await step();
  return {
    ...fitted,
    weights,
    threshold: bestThreshold(unseen, labels),
    quality: classifierQuality(unseen, labels),
    chosen: { ridge, boosting },
  };
}

/** The probability of the event for every row. */
export function predict(classifier: Classifier, matrix: Matrix): Float64Array {
  const [linear, boosted] = partLogOdds(classifier, matrix);
  return stacked(classifier.weights, linear, boosted);
}

/** The probabilities that the weighed log-odds of both parts give. */
const stacked = (weights: Classifier['weights'], linear: Float64Array, boosted: Float64Array): Float64Array =>
  linear.map((value, row) =>
    sigmoid(weights.base + weights.linear * value + weights.boosted * boosted[row]!),
  );

/** The probability of the event for one row, with what each column adds to its log-odds. */
export function explainRow({ linear, boosted, weights }: Classifier, row: ArrayLike<number>): Explanation {
  const contributions = linearContributions(linear, row).map((value) => value * weights.linear);
  const share = weights.boosted / boosted.length;
  let base = weights.base + weights.linear * linear.base;
  for (const member of boosted) {
    const added = new Float64Array(contributions.length);
    base += share * addBoostedContributions(member, row, added);
    added.forEach((value, column) => {
      contributions[column]! += share * value;
    });
  }
  const logOdds = contributions.reduce((sum, value) => sum + value, base);
  return { probability: sigmoid(logOdds), logOdds, base, contributions };
}

/** The explanation of one row of a matrix. */
export const explainAt = (classifier: Classifier, matrix: Matrix, row: number): Explanation =>
  explainRow(classifier, rowAt(matrix, row));

interface Split {
  train: Matrix;
  trainLabels: boolean[];
  test: Matrix;
  testLabels: boolean[];
  testRows: number[];
}

/** Stratified folds of rows in random order, of a sample of them where there are more than `most`. */
export function splitsOf(
  matrix: Matrix,
  labels: readonly boolean[],
  folds: number,
  seed: number,
  most = Number.POSITIVE_INFINITY,
): Split[] {
  const random = randomFrom(seed);
  const order = labels
    .map((_, row) => ({ row, place: random() }))
    .sort((one, other) => one.place - other.place);
  const rows = order.slice(0, most).map(({ row }) => row);
  const fold = stratifiedFolds(itemsOf(labels, rows), folds);
  return Array.from({ length: folds }, (_, number) => {
    const trainRows = rows.filter((_row, index) => fold[index] !== number);
    const testRows = rows.filter((_row, index) => fold[index] === number);
    return {
      train: rowsOf(matrix, trainRows),
      trainLabels: itemsOf(labels, trainRows),
      test: rowsOf(matrix, testRows),
      testLabels: itemsOf(labels, testRows),
      testRows,
    };
  });
}

interface Tried {
  parameters: BoostingParameters;
  losses: number[];
  trees: number[];
}

/** Tries settings on one fold, the better third of them on two more; the best first, with its trees' mean number. */
async function searchBoosting(
  folds: readonly Split[],
  { candidates, mostTrees, seed }: Required<Pick<FitOptions, 'candidates' | 'mostTrees' | 'seed'>>,
  step: () => Promise<void>,
): Promise<BoostingSetting[]> {
  const random = randomFrom(seed);
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  let tried = Array.from({ length: candidates }, (): Tried => {
    const parameters = {
      depth: one([1, 1, 2, 3, 4]),
      learningRate: one([0.06, 0.1]),
      minimumLeaf: one([5, 15, 40]),
      ridge: one([1, 5, 20]),
      rowShare: 0.6,
      columnShare: one([0.3, 0.5, 0.8]),
    };
    return { parameters, losses: [], trees: [] };
  });
  for (const [round, { train, trainLabels, test, testLabels }] of folds.slice(0, 3).entries()) {
    for (const { parameters, losses, trees } of tried) {
      const watched = { matrix: test, labels: testLabels, patience: PATIENCE };
      const fitted = fitBoostedTrees(train, trainLabels, parameters, mostTrees, { seed, watched });
      losses.push(fitted.loss);
      trees.push(fitted.trees.length);
      await step();
    }
    tried.sort((left, right) => mean(left.losses) - mean(right.losses));
    if (round === 0) tried = tried.slice(0, Math.ceil(candidates / 3));
  }
  return tried.map(({ parameters, trees }) => ({ parameters, trees: Math.max(1, Math.round(mean(trees))) }));
}

/** The penalty with the least loss on two folds. */
async function searchRidge(
  folds: readonly Split[],
  knots: number,
  step: () => Promise<void>,
): Promise<number> {
  const tried: { ridge: number; loss: number }[] = [];
  for (const ridge of RIDGES) {
    const losses = folds
      .slice(0, 2)
      .map(({ train, trainLabels, test, testLabels }) =>
        logLoss(linearLogOdds(fitLogisticRegression(train, trainLabels, ridge, knots), test), testLabels),
      );
    tried.push({ ridge, loss: mean(losses) });
    await step();
  }
  return tried.sort((one, other) => one.loss - other.loss)[0]!.ridge;
}

interface PartSettings {
  ridge: number;
  knots: number;
  boosting: readonly BoostingSetting[];
  members: number;
  seed: number;
}

const fitParts = (
  matrix: Matrix,
  labels: readonly boolean[],
  { ridge, knots, boosting, members, seed }: PartSettings,
): Pick<Classifier, 'linear' | 'boosted'> => ({
  linear: fitLogisticRegression(matrix, labels, ridge, knots),
  boosted: Array.from({ length: members }, (_, member) => {
    const { parameters, trees: most } = boosting[member % boosting.length]!;
    const { base, ranks, trees } = fitBoostedTrees(matrix, labels, parameters, most, { seed: seed + member });
    return { base, ranks, trees };
  }),
});

/** The log-odds of both parts, for every row. */
function partLogOdds(
  { linear, boosted }: Pick<Classifier, 'linear' | 'boosted'>,
  matrix: Matrix,
): [linear: Float64Array, boosted: Float64Array] {
  const sums = boosted.map((member) => boostedLogOdds(member, matrix));
  const averaged = new Float64Array(matrix.rows).map(
    (_, row) => sums.reduce((sum, values) => sum + values[row]!, 0) / sums.length,
  );
  return [linearLogOdds(linear, matrix), averaged];
}

/** Weights of the parts, none below 0, by a logistic regression on their log-odds. */
function stack(
  linear: Float64Array,
  boosted: Float64Array,
  labels: readonly boolean[],
): Classifier['weights'] {
  const columns = [linear, boosted];
  const weigh = (parts: readonly (0 | 1)[]): Classifier['weights'] => {
    const fitted = fitLogisticRegression(
      { rows: labels.length, columns: parts.map((part) => columns[part]!), roles: parts.map(() => 'value') },
      labels,
      1e-3,
    );
    const found = { base: fitted.base, linear: 0, boosted: 0 };
    fitted.columns.forEach(({ weight, deviation, mean: centre }, index) => {
      if (deviation === 0) return;
      found[parts[index] === 0 ? 'linear' : 'boosted'] = weight / deviation;
      found.base -= (weight * centre) / deviation;
    });
    return found;
  };
  const both = weigh([0, 1]);
  if (both.linear >= 0 && both.boosted >= 0) return both;
  const alone = weigh([both.linear < 0 ? 1 : 0]);
  return alone.linear < 0 || alone.boosted < 0 ? weigh([]) : alone;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
