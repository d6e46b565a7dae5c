import type { DenseRows } from './latent.ts';
import type { SparseMatrix } from './matrix.ts';

const starts = 20;
const candidates = 4;
const mostRounds = 40;
/** Rounds end where so few rows still change their group. */
const settled = 0.001;
/** Starting points are tried on so many rows. */
const sampleSize = 4_000;
const refiningRounds = 10;
const smoothing = 1;
/** Of the Dirichlet prior over terms, where numbers of groups are compared. */
const concentration = 0.05;

/** Which group each row belongs to, and how near it is to the group's centre (cosine). */
export interface Grouping {
  groups: Int32Array;
  nearness: Float64Array;
}

/**
 * Groups rows of length 1 around centres of length 1 (spherical k-means), the best of several k-means++ starts.
 *
 * @see Dhillon & Modha (2001), "Concept decompositions"; Arthur & Vassilvitskii (2007), "k-means++"
 */
export function groupRows(dense: DenseRows, count: number, random: () => number, tries = starts): Grouping {
  const sample = sampled(dense, random);
  let best: { centres: Float64Array; similarity: number } | undefined;
  for (let start = 0; start < tries; start++) {
    const found = settle(sample, firstCentres(sample, count, random), count);
    if (!best || found.similarity > best.similarity) best = found;
  }
  return settle(dense, best!.centres, count);
}

/**
 * Moves texts to the group whose words they use most (multinomial naive Bayes), until nothing moves.
 *
 * @param counts how often each term stands in each text
 */
export function refine(counts: SparseMatrix, groups: Int32Array, count: number): Int32Array {
  const { rows, columns, starts: from, terms, values } = counts;
  const refined = Int32Array.from(groups);
  for (let round = 0; round < refiningRounds; round++) {
    const words = new Float64Array(count * columns).fill(smoothing);
    const totals = new Float64Array(count).fill(smoothing * columns);
    const sizes = new Float64Array(count).fill(1);
    for (let row = 0; row < rows; row++) {
      const group = refined[row]!;
      sizes[group]! += 1;
      for (let at = from[row]!; at < from[row + 1]!; at++) {
        words[group * columns + terms[at]!]! += values[at]!;
        totals[group]! += values[at]!;
      }
    }
    for (let at = 0; at < words.length; at++)
      words[at] = Math.log(words[at]! / totals[Math.floor(at / columns)]!);
    let moved = 0;
    for (let row = 0; row < rows; row++) {
      if (from[row] === from[row + 1]) continue;
      let [likeliest, highest] = [0, Number.NEGATIVE_INFINITY];
      for (let group = 0; group < count; group++) {
        let likelihood = Math.log(sizes[group]!);
        for (let at = from[row]!; at < from[row + 1]!; at++)
          likelihood += values[at]! * words[group * columns + terms[at]!]!;
        if (likelihood > highest) [likeliest, highest] = [group, likelihood];
      }
      if (refined[row] !== likeliest) moved += 1;
      refined[row] = likeliest;
    }
    if (moved === 0) break;
  }
  return refined;
}

/**
 * How well groups explain which terms stand in which texts: the log of the marginal likelihood of a Dirichlet
 * mixture, which grows with every group that pays for its own words and falls with one that does not.
 *
 * @see Yin & Wang (2014), "A Dirichlet multinomial mixture model-based approach for short text clustering"
 */
export function evidenceOf(counts: SparseMatrix, groups: Int32Array, count: number): number {
  const { rows, columns, starts: from, terms } = counts;
  const words = new Float64Array(count * columns);
  const totals = new Float64Array(count);
  const sizes = new Float64Array(count);
  for (let row = 0; row < rows; row++) {
    const group = groups[row]!;
    sizes[group]! += 1;
    totals[group]! += from[row + 1]! - from[row]!;
    for (let at = from[row]!; at < from[row + 1]!; at++) words[group * columns + terms[at]!]! += 1;
  }
  const prior = columns * concentration;
  const [none, nothing] = [logGamma(prior), logGamma(concentration)];
  let evidence = logGamma(count) - logGamma(count + rows);
  for (let group = 0; group < count; group++)
    evidence += logGamma(sizes[group]! + 1) + none - logGamma(totals[group]! + prior);
  for (const number of words) if (number > 0) evidence += logGamma(number + concentration) - nothing;
  return evidence;
}

/** ln Γ(x) for x > 0 by Stirling's series, to 1e-10. */
function logGamma(x: number): number {
  let [shifted, product] = [x, 1];
  for (; shifted < 8; shifted++) product *= shifted;
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
  );
}

function sampled(dense: DenseRows, random: () => number): DenseRows {
  const { rows, width, values } = dense;
  if (rows <= sampleSize) return dense;
  const sample = new Float64Array(sampleSize * width);
  for (let [row, taken] = [0, 0]; taken < sampleSize; row++) {
    if (random() * (rows - row) >= sampleSize - taken) continue;
    sample.set(values.subarray(row * width, (row + 1) * width), taken * width);
    taken += 1;
  }
  return { rows: sampleSize, width, values: sample };
}

/** Each next centre is the best of some rows drawn with the odds of their distance from those there are. */
function firstCentres({ rows, width, values }: DenseRows, count: number, random: () => number): Float64Array {
  const centres = new Float64Array(count * width);
  let distances = new Float64Array(rows).fill(1);
  for (let group = 0; group < count; group++) {
    const all = sumOf(distances);
    let best: { row: number; distances: Float64Array<ArrayBuffer>; left: number } | undefined;
    for (let candidate = 0; candidate < (group === 0 ? 1 : candidates); candidate++) {
      const row = drawn(distances, random() * all);
      const nearer = new Float64Array(rows);
      for (let other = 0; other < rows; other++) {
        const distance = 1 - product(values, other * width, values, row * width, width);
        nearer[other] = Math.min(distances[other]!, Math.max(0, distance));
      }
      const left = sumOf(nearer);
      if (!best || left < best.left) best = { row, distances: nearer, left };
    }
    distances = best!.distances;
    centres.set(values.subarray(best!.row * width, (best!.row + 1) * width), group * width);
  }
  return centres;
}

function drawn(weights: Float64Array, point: number): number {
  let rest = point;
  for (let row = 0; row < weights.length - 1; row++) {
    rest -= weights[row]!;
    if (rest < 0) return row;
  }
  return weights.length - 1;
}

function settle(
  { rows, width, values }: DenseRows,
  first: Float64Array,
  count: number,
): Grouping & { centres: Float64Array; similarity: number } {
  const centres = Float64Array.from(first);
  const groups = new Int32Array(rows).fill(-1);
  const nearness = new Float64Array(rows);
  for (let round = 0; round < mostRounds; round++) {
    let moved = 0;
    for (let row = 0; row < rows; row++) {
      let [nearest, highest] = [0, Number.NEGATIVE_INFINITY];
      for (let group = 0; group < count; group++) {
        const similarity = product(values, row * width, centres, group * width, width);
        if (similarity > highest) [nearest, highest] = [group, similarity];
      }
      if (groups[row] !== nearest) moved += 1;
      groups[row] = nearest;
      nearness[row] = highest;
    }
    if (moved <= settled * rows) break;
    centres.fill(0);
    for (let row = 0; row < rows; row++)
      for (let at = 0; at < width; at++) centres[groups[row]! * width + at]! += values[row * width + at]!;
    for (let start = 0; start < centres.length; start += width) {
      const length = Math.sqrt(product(centres, start, centres, start, width)) || 1;
      for (let at = start; at < start + width; at++) centres[at]! /= length;
    }
  }
  return { groups, nearness, centres, similarity: sumOf(nearness) };
}

function product(one: Float64Array, from: number, other: Float64Array, start: number, width: number): number {
  let sum = 0;
  for (let at = 0; at < width; at++) sum += one[from + at]! * other[start + at]!;
  return sum;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
