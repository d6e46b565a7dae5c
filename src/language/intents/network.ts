import { randomFrom, shuffle } from '../random.ts';
import type { SparseRows } from './sparse.ts';

/** A network of one hidden layer: weights row by row, that of the columns, then of the classes. */
export interface Network {
  hidden: number;
  classes: number;
  input: Float32Array;
  inputBias: Float32Array;
  output: Float32Array;
  outputBias: Float32Array;
}

export interface NetworkOptions {
  hidden: number;
  /** Passes over the texts. */
  passes: number;
  seed: number;
}

const rate = 0.05;
/** Share of a text's features, and of the hidden units, left out at each step. */
const leftOut = { features: 0.3, hidden: 0.3 };
/** Classes this sure learn nothing from a text. */
const negligible = 0.002;
const spread = 0.15;
const biasShare = 0.3;
const earliest = 1e-6;

/**
 * Trains a network with rectified hidden units and a softmax by stochastic gradient descent, with AdaGrad steps a
 * row, leaving out features and units at random. The same rows and seed give the same network.
 *
 * @param width    columns of the rows
 * @param targets  the class of every row, 0 to `classes` − 1
 * @see Srivastava et al. (2014), "Dropout"; Duchi, Hazan & Singer (2011), "Adaptive subgradient methods"
 */
export function trainNetwork(
  rows: SparseRows,
  width: number,
  targets: ArrayLike<number>,
  classes: number,
  { hidden, passes, seed }: NetworkOptions,
): Network {
  const random = randomFrom(seed);
  const network: Network = {
    hidden,
    classes,
    input: new Float32Array(width * hidden),
    inputBias: new Float32Array(hidden),
    output: new Float32Array(classes * hidden),
    outputBias: new Float32Array(classes),
  };
  for (let at = 0; at < network.input.length; at++) network.input[at] = (random() - 0.5) * spread;
  for (let at = 0; at < network.output.length; at++)
    network.output[at] = ((random() + random() + random() - 1.5) * 2) / Math.sqrt(hidden);
  const step = stepper(network, rows, width, random);
  const order = Int32Array.from(targets, (_, row) => row);
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    for (const row of order) step(row, targets[row]!);
  }
  return network;
}

/** One step of descent for one row; what it needs is set aside once. */
function stepper(
  network: Network,
  { starts, columns, values }: SparseRows,
  width: number,
  random: () => number,
) {
  const { hidden, classes, input, inputBias, output, outputBias } = network;
  const squares = {
    input: new Float32Array(width).fill(earliest),
    bias: new Float32Array(hidden).fill(earliest),
    output: new Float32Array(classes).fill(earliest),
  };
  const units = new Float32Array(hidden);
  const slopes = new Float32Array(hidden);
  const shares = new Float32Array(classes);
  const kept: number[] = [];
  const featureScale = 1 / (1 - leftOut.features);
  const unitScale = 1 / (1 - leftOut.hidden);

  return (row: number, target: number): void => {
    kept.length = 0;
    units.set(inputBias);
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      if (random() < leftOut.features) continue;
      kept.push(at);
      const from = columns[at]! * hidden;
      const value = values[at]! * featureScale;
      for (let unit = 0; unit < hidden; unit++) units[unit]! += value * input[from + unit]!;
    }
    let length = 0;
    for (let unit = 0; unit < hidden; unit++) {
      units[unit] = units[unit]! > 0 && random() > leftOut.hidden ? units[unit]! * unitScale : 0;
      length += units[unit]! ** 2;
    }
    softmax(network, units, shares);
    slopes.fill(0);
    for (let label = 0; label < classes; label++) {
      const slope = shares[label]! - (label === target ? 1 : 0);
      if (Math.abs(slope) < negligible) continue;
      squares.output[label]! += slope * slope * (length / hidden + 0.01);
      const move = (rate * slope) / Math.sqrt(squares.output[label]!);
      const from = label * hidden;
      for (let unit = 0; unit < hidden; unit++) {
        slopes[unit]! += slope * output[from + unit]!;
        output[from + unit]! -= move * units[unit]!;
      }
      outputBias[label]! -= biasShare * move;
    }
    let steepness = 0;
    for (let unit = 0; unit < hidden; unit++) {
      slopes[unit] = units[unit] === 0 ? 0 : slopes[unit]! * unitScale;
      steepness += slopes[unit]! ** 2;
    }
    if (steepness === 0) return;
    for (const at of kept) {
      const column = columns[at]!;
      const value = values[at]! * featureScale;
      squares.input[column]! += (value * value * steepness) / hidden;
      const move = (rate * value) / Math.sqrt(squares.input[column]!);
      const from = column * hidden;
      for (let unit = 0; unit < hidden; unit++) input[from + unit]! -= move * slopes[unit]!;
    }
    for (let unit = 0; unit < hidden; unit++) {
      squares.bias[unit]! += slopes[unit]! ** 2;
      inputBias[unit]! -= (biasShare * rate * slopes[unit]!) / Math.sqrt(squares.bias[unit]!);
    }
  };
}

/** Scores of the hidden units made shares that add up to 1. */
function softmax(
  { hidden, classes, output, outputBias }: Network,
  units: Float32Array,
  into: Float32Array,
): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < classes; label++) {
    let score = outputBias[label]!;
    const from = label * hidden;
    for (let unit = 0; unit < hidden; unit++) score += units[unit]! * output[from + unit]!;
    into[label] = score;
    if (score > largest) largest = score;
  }
  let sum = 0;
  for (let label = 0; label < classes; label++) sum += into[label] = Math.exp(into[label]! - largest);
  for (let label = 0; label < classes; label++) into[label]! /= sum;
}

/** The score of every class for a row. */
export function networkScores(
  { hidden, classes, input, inputBias, output, outputBias }: Network,
  columns: ArrayLike<number>,
  values: ArrayLike<number>,
): Float64Array {
  const units = Float32Array.from(inputBias);
  for (let at = 0; at < columns.length; at++) {
    const from = columns[at]! * hidden;
    const value = values[at]!;
    for (let unit = 0; unit < hidden; unit++) units[unit]! += value * input[from + unit]!;
  }
  return Float64Array.from({ length: classes }, (_, label) => {
    let score = outputBias[label]!;
    const from = label * hidden;
    for (let unit = 0; unit < hidden; unit++)
      if (units[unit]! > 0) score += units[unit]! * output[from + unit]!;
    return score;
  });
}
