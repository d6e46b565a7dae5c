/**
 * A logistic regression on standardised columns. A missing value counts as the column's mean, a value
 * outside the range learned from as the near end of it.
 */
export interface LogisticRegression {
  /** Log-odds of a row with every column at its mean. */
  base: number;
  ranges: readonly { low: number; high: number }[];
  means: readonly number[];
  deviations: readonly number[];
  /** Change of the log-odds per standard deviation of each column. */
  weights: readonly number[];
}

/** Log-odds and what each column adds to them: `base` and the contributions sum to `logOdds`. */
export interface Explanation {
  probability: number;
  logOdds: number;
  base: number;
  contributions: readonly number[];
}

const MAXIMUM_ITERATIONS = 50;
const TOLERANCE = 1e-8;

/**
 * Fits an L2-penalised logistic regression by iteratively reweighted least squares, halving a step
 * that would lower the penalised likelihood. The intercept is not penalised.
 *
 * @param rows   at least one, all of one length; NaN marks a missing value
 * @param labels true for the event, as many as rows
 * @param ridge  penalty on the squared standardised weights, above 0
 * @see Hastie, Tibshirani & Friedman, "The Elements of Statistical Learning", 2nd ed., section 4.4.1
 */
export function fitLogisticRegression(
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  ridge = 1,
): LogisticRegression {
  const width = rows[0]!.length;
  const columns = Array.from({ length: width }, (_, column) =>
    rows.map((row) => row[column]!).filter((value) => !Number.isNaN(value)),
  );
  const means = columns.map((values) => (values.length > 0 ? average(values) : 0));
  const deviations = columns.map((values, column) =>
    values.length > 0 ? Math.sqrt(average(values.map((value) => (value - means[column]!) ** 2))) : 0,
  );
  const ranges = columns.map((values) => rangeOf(values));
  const design = rows.map((row) => [1, ...standardise(row, { means, deviations, ranges })]);

  let weights = new Array<number>(width + 1).fill(0);
  let likelihood = penalisedLikelihood(design, labels, weights, ridge);
  for (let iteration = 0; iteration < MAXIMUM_ITERATIONS; iteration++) {
    const step = newtonStep(design, labels, weights, ridge);
    let scale = 1;
    let next = add(weights, step, scale);
    let gained = penalisedLikelihood(design, labels, next, ridge) - likelihood;
    while (gained < 0 && scale > TOLERANCE) {
      scale /= 2;
      next = add(weights, step, scale);
      gained = penalisedLikelihood(design, labels, next, ridge) - likelihood;
    }
    if (gained < TOLERANCE) break;
    weights = next;
    likelihood += gained;
  }
  return { base: weights[0]!, ranges, means, deviations, weights: weights.slice(1) };
}

/** The probability of the event for a row, with what each column adds to its log-odds. */
export function explain(model: LogisticRegression, row: readonly number[]): Explanation {
  const contributions = standardise(row, model).map((value, column) => value * model.weights[column]!);
  const logOdds = contributions.reduce((sum, contribution) => sum + contribution, model.base);
  return { probability: sigmoid(logOdds), logOdds, base: model.base, contributions };
}

/** The probability that belongs to log-odds. */
export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const rangeOf = (values: readonly number[]): { low: number; high: number } =>
  values.reduce(({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }), {
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
  });

const standardise = (
  row: readonly number[],
  { means, deviations, ranges }: Pick<LogisticRegression, 'means' | 'deviations' | 'ranges'>,
): number[] =>
  row.map((value, column) => {
    if (Number.isNaN(value) || deviations[column] === 0) return 0;
    const { low, high } = ranges[column]!;
    return (Math.min(high, Math.max(low, value)) - means[column]!) / deviations[column]!;
  });

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * right[index]!, 0);

const add = (values: readonly number[], step: readonly number[], scale: number): number[] =>
  values.map((value, index) => value + scale * step[index]!);

function penalisedLikelihood(
  design: readonly (readonly number[])[],
  labels: readonly boolean[],
  weights: readonly number[],
  ridge: number,
): number {
  const likelihood = design.reduce((sum, row, index) => {
    const logOdds = dot(row, weights);
    return sum - softplus(labels[index] ? -logOdds : logOdds);
  }, 0);
  return likelihood - (ridge / 2) * weights.slice(1).reduce((sum, weight) => sum + weight ** 2, 0);
}

/** log(1 + eˣ) without overflow. */
const softplus = (value: number): number => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));

function newtonStep(
  design: readonly (readonly number[])[],
  labels: readonly boolean[],
  weights: readonly number[],
  ridge: number,
): number[] {
  const size = weights.length;
  const gradient = weights.map((weight, index) => (index === 0 ? 0 : -ridge * weight));
  const hessian = Array.from({ length: size }, (_, index) => {
    const line = new Array<number>(size).fill(0);
    line[index] = index === 0 ? TOLERANCE : ridge;
    return line;
  });
  design.forEach((row, observation) => {
    const probability = sigmoid(dot(row, weights));
    const residual = (labels[observation] ? 1 : 0) - probability;
    const curvature = probability * (1 - probability);
    for (let i = 0; i < size; i++) {
      gradient[i]! += row[i]! * residual;
      for (let j = 0; j <= i; j++) hessian[i]![j]! += curvature * row[i]! * row[j]!;
    }
  });
  return solvePositiveDefinite(hessian, gradient);
}

/** Solves a system whose matrix is given by its lower triangle, by Cholesky factors. */
function solvePositiveDefinite(matrix: readonly number[][], right: readonly number[]): number[] {
  const size = right.length;
  const factor = matrix.map((line) => [...line]);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i]![j]!;
      for (let k = 0; k < j; k++) sum -= factor[i]![k]! * factor[j]![k]!;
      factor[i]![j] = i === j ? Math.sqrt(sum) : sum / factor[j]![j]!;
    }
  }
  const solution = [...right];
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= factor[i]![k]! * solution[k]!;
    solution[i]! /= factor[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= factor[k]![i]! * solution[k]!;
    solution[i]! /= factor[i]![i]!;
  }
  return solution;
}
