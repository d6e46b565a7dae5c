import type { Matrix } from './matrix.ts';

/**
 * A logistic regression on standardised columns. A missing value counts as the column's mean, a value
 * outside the range learned from as the near end of it.
 */
export interface LogisticRegression {
  /** Log-odds of a row with every column at its mean. */
  base: number;
  columns: readonly ScaledColumn[];
  /** Where the line of a column may bend, if it may. */
  bends?: readonly Bend[];
}

/** What was seen of a column, and what it weighs. */
export interface ScaledColumn {
  low: number;
  high: number;
  mean: number;
  /** 0 where the column never changes: it then weighs nothing. */
  deviation: number;
  /** Change of the log-odds per standard deviation. */
  weight: number;
}

/** How far a value lies above a knot of its column, and what that weighs. */
export interface Bend extends ScaledColumn {
  column: number;
  knot: number;
}

const MAXIMUM_ITERATIONS = 50;
const TOLERANCE = 1e-8;
/** Columns of fewer different values stay straight. */
const LEAST_DIFFERENT = 10;
/** Bends of all columns together: a fit takes the square of them. */
const MOST_BENDS = 64;

/**
 * Fits an L2-penalised logistic regression by iteratively reweighted least squares, halving a step
 * that would lower the penalised likelihood. The intercept is not penalised. With knots the lines of columns
 * of many values may bend at their quantiles, which makes it an additive model of linear splines.
 *
 * @param matrix  at least one row
 * @param labels  true for the event, as many as rows
 * @param ridge   penalty on the squared standardised weights, above 0
 * @param knots   how often the line of a column may bend
 * @see Hastie, Tibshirani & Friedman, "The Elements of Statistical Learning", 2nd ed., sections 4.4.1 and 5.2
 */
export function fitLogisticRegression(
  matrix: Matrix,
  labels: readonly boolean[],
  ridge = 1,
  knots = 0,
): LogisticRegression {
  const bends = knots > 0 ? bendsOf(matrix, knots) : [];
  const values = [
    ...matrix.columns,
    ...bends.map(({ column, knot }) => above(matrix.columns[column]!, knot)),
  ];
  const scales = values.map((column, index) => (matrix.roles[index] === 'code' ? UNREAD : scaleOf(column)));
  const design = designOf(values, scales, matrix.rows);
  const size = scales.length + 1;
  let weights = new Float64Array(size);
  let likelihood = penalisedLikelihood(design, labels, weights, ridge);
  for (let iteration = 0; iteration < MAXIMUM_ITERATIONS; iteration++) {
    const step = newtonStep(design, labels, weights, ridge);
    const stepped = (scale: number) => weights.map((weight, index) => weight + scale * step[index]!);
    let scale = 1;
    let next = stepped(scale);
    let gained = penalisedLikelihood(design, labels, next, ridge) - likelihood;
    while (gained < 0 && scale > TOLERANCE) {
      scale /= 2;
      next = stepped(scale);
      gained = penalisedLikelihood(design, labels, next, ridge) - likelihood;
    }
    if (gained < TOLERANCE) break;
    weights = next;
    likelihood += gained;
  }
  const weighed = scales.map((scale, index) => ({ ...scale, weight: weights[index + 1]! }));
  return {
    base: weights[0]!,
    columns: weighed.slice(0, matrix.columns.length),
    bends: bends.map((bend, index) => ({ ...bend, ...weighed[matrix.columns.length + index]! })),
  };
}

/** What each column adds to the log-odds of a row; with the model's base they sum to the log-odds. */
export function linearContributions(
  { columns, bends = [] }: LogisticRegression,
  row: ArrayLike<number>,
): Float64Array {
  const added = Float64Array.from(
    columns,
    (column, index) => column.weight * standardised(row[index]!, column),
  );
  for (const bend of bends)
    added[bend.column]! += bend.weight * standardised(Math.max(0, row[bend.column]! - bend.knot), bend);
  return added;
}

/** The log-odds of every row. */
export function linearLogOdds(
  { base, columns, bends = [] }: LogisticRegression,
  matrix: Matrix,
): Float64Array {
  const logOdds = new Float64Array(matrix.rows).fill(base);
  const add = (column: ScaledColumn, values: Float64Array): void => {
    if (column.weight === 0) return;
    for (let row = 0; row < logOdds.length; row++)
      logOdds[row]! += column.weight * standardised(values[row]!, column);
  };
  for (const [index, column] of columns.entries()) add(column, matrix.columns[index]!);
  for (const bend of bends) add(bend, above(matrix.columns[bend.column]!, bend.knot));
  return logOdds;
}

/** The probability that belongs to log-odds. */
export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** log(1 + eˣ) without overflow. */
export const softplus = (value: number): number =>
  Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));

type Scale = Omit<ScaledColumn, 'weight'>;

const UNREAD: Scale = { low: 0, high: 0, mean: 0, deviation: 0 };

function scaleOf(values: Float64Array): Scale {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return UNREAD;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return {
    low: known.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    high: known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    mean,
    deviation: Math.sqrt(variance),
  };
}

const standardised = (value: number, { low, high, mean, deviation }: Scale): number =>
  Number.isNaN(value) || deviation === 0 ? 0 : (Math.min(high, Math.max(low, value)) - mean) / deviation;

/** How far values lie above a knot; missing ones stay missing. */
const above = (values: Float64Array, knot: number): Float64Array =>
  values.map((value) => Math.max(0, value - knot));

/** Knots at quantiles of the columns of many values, so that each stretch between them holds as many rows. */
function bendsOf({ columns, roles }: Matrix, knots: number): { column: number; knot: number }[] {
  const bendable = columns.flatMap((values, column) => {
    const sorted = values.filter((value) => !Number.isNaN(value)).sort();
    return roles[column] === 'value' && new Set(sorted).size >= LEAST_DIFFERENT ? [{ column, sorted }] : [];
  });
  const each = Math.min(knots, Math.floor(MOST_BENDS / bendable.length));
  return bendable.flatMap(({ column, sorted }) => {
    const inner = Array.from(
      { length: each },
      (_, place) => sorted[Math.floor(((place + 1) * sorted.length) / (each + 1))]!,
    ).filter((knot) => knot > sorted[0]! && knot < sorted.at(-1)!);
    return Array.from(new Set(inner), (knot) => ({ column, knot }));
  });
}

/** Rows of standardised values behind a leading 1, one after the other. */
interface Design {
  size: number;
  values: Float64Array;
}

function designOf(columns: readonly Float64Array[], scales: readonly Scale[], rows: number): Design {
  const size = scales.length + 1;
  const values = new Float64Array(rows * size);
  for (let row = 0; row < rows; row++) values[row * size] = 1;
  columns.forEach((column, index) => {
    for (let row = 0; row < rows; row++)
      values[row * size + index + 1] = standardised(column[row]!, scales[index]!);
  });
  return { size, values };
}

function dot({ size, values }: Design, row: number, weights: Float64Array): number {
  const start = row * size;
  let sum = 0;
  for (let index = 0; index < size; index++) sum += values[start + index]! * weights[index]!;
  return sum;
}

function penalisedLikelihood(
  design: Design,
  labels: readonly boolean[],
  weights: Float64Array,
  ridge: number,
): number {
  let likelihood = 0;
  for (let row = 0; row < labels.length; row++) {
    const logOdds = dot(design, row, weights);
    likelihood -= softplus(labels[row] ? -logOdds : logOdds);
  }
  return likelihood - (ridge / 2) * weights.subarray(1).reduce((sum, weight) => sum + weight ** 2, 0);
}

function newtonStep(
  design: Design,
  labels: readonly boolean[],
  weights: Float64Array,
  ridge: number,
): Float64Array {
  const { size, values } = design;
  const gradient = weights.map((weight, index) => (index === 0 ? 0 : -ridge * weight));
  const hessian = new Float64Array(size * size);
  for (let index = 0; index < size; index++) hessian[index * size + index] = index === 0 ? TOLERANCE : ridge;
  for (let row = 0; row < labels.length; row++) {
    const probability = sigmoid(dot(design, row, weights));
    const residual = (labels[row] ? 1 : 0) - probability;
    const curvature = probability * (1 - probability);
    const start = row * size;
    for (let i = 0; i < size; i++) {
      const value = values[start + i]!;
      if (value === 0) continue;
      gradient[i]! += value * residual;
      const weighted = curvature * value;
      const line = i * size;
      for (let j = 0; j <= i; j++) hessian[line + j]! += weighted * values[start + j]!;
    }
  }
  return solvePositiveDefinite(hessian, gradient);
}

/** Solves a system whose matrix is given by its lower triangle, by Cholesky factors. */
function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const factor = Float64Array.from(matrix);
  const at = (row: number, column: number): number => factor[row * size + column]!;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      factor[i * size + j] = i === j ? Math.sqrt(sum) : sum / at(j, j);
    }
  }
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= at(i, k) * solution[k]!;
    solution[i]! /= at(i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= at(k, i) * solution[k]!;
    solution[i]! /= at(i, i);
  }
  return solution;
}
