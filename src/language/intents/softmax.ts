import { randomFrom, shuffle } from '../random.ts';

/** A multinomial logistic regression over dense vectors: weights row by row, a class each, its intercept last. */
export interface Softmax {
  classes: number;
  width: number;
  weights: Float32Array;
}

/** Vectors of length 1 are too short for weights of the usual size. */
const scale = 3;
const rate = 2;
/** Classes this sure learn nothing from a vector. */
const negligible = 0.002;
/** So many vectors are seen, in so many passes at least and at most. */
const passes = { seen: 60_000, least: 8, most: 30 };

/**
 * Trains by stochastic gradient descent with AdaGrad steps a class, which get smaller from pass to pass. The same
 * vectors give the same weights.
 *
 * @param vectors  of one width, of length 1 each
 * @param targets  the class of every vector, 0 to `classes` − 1
 * @see Duchi, Hazan & Singer (2011), "Adaptive subgradient methods"
 */
export function trainSoftmax(
  vectors: readonly Float32Array[],
  targets: readonly number[],
  classes: number,
): Softmax {
  const width = vectors[0]?.length ?? 0;
  const model: Softmax = { classes, width, weights: new Float32Array(classes * (width + 1)) };
  const { weights } = model;
  const squares = new Float64Array(classes).fill(1);
  const random = randomFrom(1);
  const order = Int32Array.from(vectors.keys());
  const rounds = Math.min(passes.most, Math.max(passes.least, Math.round(passes.seen / vectors.length)));
  for (let round = 0; round < rounds; round++) {
    const stride = rate * (1 - round / rounds);
    shuffle(order, random);
    for (const row of order) {
      const vector = vectors[row]!;
      const shares = softmaxOf(model, vector);
      for (let label = 0; label < classes; label++) {
        const slope = shares[label]! - Number(targets[row] === label);
        if (Math.abs(slope) < negligible) continue;
        squares[label]! += slope * slope;
        const move = (stride * slope) / Math.sqrt(squares[label]!);
        const from = label * (width + 1);
        const length = scale * move;
        for (let at = 0; at < width; at++) weights[from + at] = weights[from + at]! - length * vector[at]!;
        weights[from + width]! -= move;
      }
    }
  }
  return model;
}

/** How probable each class is for a vector; adds up to 1. */
export function softmaxOf({ classes, width, weights }: Softmax, vector: Float32Array): Float64Array {
  const shares = new Float64Array(classes);
  let largest = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < classes; label++) {
    const from = label * (width + 1);
    shares[label] = scale * dotProduct(weights, from, vector) + weights[from + width]!;
    if (shares[label]! > largest) largest = shares[label]!;
  }
  let sum = 0;
  for (let label = 0; label < classes; label++) sum += shares[label] = Math.exp(shares[label]! - largest);
  for (let label = 0; label < classes; label++) shares[label]! /= sum;
  return shares;
}

/** Of a vector and the weights from a place on; four sums at a time, which processors do side by side. */
export function dotProduct(weights: Float32Array, from: number, vector: Float32Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = vector.length - (vector.length % 4);
  for (let at = 0; at < whole; at += 4) {
    first += weights[from + at]! * vector[at]!;
    second += weights[from + at + 1]! * vector[at + 1]!;
    third += weights[from + at + 2]! * vector[at + 2]!;
    fourth += weights[from + at + 3]! * vector[at + 3]!;
  }
  for (let at = whole; at < vector.length; at++) first += weights[from + at]! * vector[at]!;
  return first + second + third + fourth;
}
