import { randomFrom } from '../random.ts';
import type { SparseRows } from './sparse.ts';

/** One hyperplane a class, against all others. */
export interface SupportVectorMachine {
  classes: number;
  /** Row per column of the texts and one more for the intercept, column per class. */
  weights: Float32Array;
}

export interface SupportVectorOptions {
  /** What an error costs beside the size of the weights, default 1. */
  cost?: number;
  /** Passes over the texts for one class, at most. */
  passes?: number;
}

const tolerance = 0.1;

/**
 * Trains linear support vector machines, one class against the rest, with squared hinge loss, by coordinate
 * descent in the dual with shrinking. The same rows give the same weights.
 *
 * @param width    columns of the rows
 * @param targets  the class of every row, 0 to `classes` − 1
 * @see Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), "A dual coordinate descent method for large-scale linear SVM"
 */
export function trainSupportVectors(
  rows: SparseRows,
  width: number,
  targets: ArrayLike<number>,
  classes: number,
  { cost = 1, passes = 30 }: SupportVectorOptions = {},
): SupportVectorMachine {
  const weights = new Float32Array((width + 1) * classes);
  const count = rows.starts.length - 1;
  const squares = Float64Array.from({ length: count }, (_, row) => {
    let sum = 1;
    for (let at = rows.starts[row]!; at < rows.starts[row + 1]!; at++) sum += rows.values[at]! ** 2;
    return sum;
  });
  const plane = new Float64Array(width + 1);
  for (let label = 0; label < classes; label++) {
    plane.fill(0);
    descend(rows, targets, label, squares, plane, cost, passes);
    for (let column = 0; column <= width; column++) weights[column * classes + label] = plane[column]!;
  }
  return { classes, weights };
}

function descend(
  { starts, columns, values }: SparseRows,
  targets: ArrayLike<number>,
  label: number,
  squares: Float64Array,
  plane: Float64Array,
  cost: number,
  passes: number,
): void {
  const intercept = plane.length - 1;
  const slack = 1 / (2 * cost);
  const multipliers = new Float64Array(squares.length);
  const order = Int32Array.from(squares.keys());
  const random = randomFrom(label + 1);
  let active = order.length;
  let largestAllowed = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    let largest = 0;
    for (let place = 0; place < active; place++) {
      const other = place + Math.floor(random() * (active - place));
      const row = order[other]!;
      order[other] = order[place]!;
      order[place] = row;
      const sign = targets[row] === label ? 1 : -1;
      const [from, to] = [starts[row]!, starts[row + 1]!];
      let score = plane[intercept]!;
      for (let at = from; at < to; at++) score += plane[columns[at]!]! * values[at]!;
      const multiplier = multipliers[row]!;
      const slope = sign * score - 1 + slack * multiplier;
      if (multiplier === 0 && slope > largestAllowed) {
        active--;
        order[place] = order[active]!;
        order[active] = row;
        place--;
        continue;
      }
      const projected = multiplier === 0 ? Math.min(slope, 0) : slope;
      largest = Math.max(largest, Math.abs(projected));
      if (projected === 0) continue;
      const moved = Math.max(multiplier - slope / (squares[row]! + slack), 0);
      const step = (moved - multiplier) * sign;
      multipliers[row] = moved;
      for (let at = from; at < to; at++) plane[columns[at]!]! += step * values[at]!;
      plane[intercept]! += step;
    }
    if (largest < tolerance) {
      if (active === order.length) return;
      active = order.length;
      largestAllowed = Number.POSITIVE_INFINITY;
    } else largestAllowed = largest;
  }
}

/** Adds the classes' scores for one row to `into`. */
export function addScores(
  { classes, weights }: SupportVectorMachine,
  columns: ArrayLike<number>,
  values: ArrayLike<number>,
  into: Float64Array,
): void {
  const intercept = weights.length - classes;
  for (let label = 0; label < classes; label++) into[label]! += weights[intercept + label]!;
  for (let at = 0; at < columns.length; at++) {
    const start = columns[at]! * classes;
    const value = values[at]!;
    for (let label = 0; label < classes; label++) into[label]! += weights[start + label]! * value;
  }
}
