import { randomFrom } from '../../language/index.ts';
import { buyersOfEach, type Interactions } from './interactions.ts';
import { giveWay, type Pace, unwatched } from './pace.ts';

/** Items as points in a space of a few dimensions: those bought by the same people lie close. */
export interface LowRank {
  rank: number;
  /** items × rank: where an item somebody has pulls to. */
  from: Float32Array;
  /** items × rank: where an item is reached. */
  to: Float32Array;
}

const rounds = 8;
const seed = 7;

/**
 * Keeps the strongest patterns of who bought what and drops the rest as noise: the leading right singular
 * space of the interactions, each divided by the roots of how much the customer buys and the item is bought,
 * by subspace iteration from a fixed start.
 *
 * @param rank at most so many dimensions; fewer where there are fewer items or customers
 * @see Shen et al. (2021), "How powerful is graph convolution for recommendation?", the ideal low-pass filter
 *   of section 5
 */
export async function fitLowRank(
  interactions: Interactions,
  rank: number,
  pace: Pace = unwatched,
): Promise<LowRank> {
  const { items, customers, customerStarts, itemsOf } = interactions;
  const width = Math.min(rank, items, customers);
  const itemRoots = Float64Array.from(buyersOfEach(interactions), (buyers) => Math.sqrt(Math.max(1, buyers)));
  const random = randomFrom(seed);
  let space = Float64Array.from({ length: items * width }, () => random() - 0.5);
  const taste = new Float64Array(width);
  for (let round = 0; round < rounds; round++) {
    orthonormalise(space, items, width);
    scaleRows(space, itemRoots, width);
    const next = new Float64Array(items * width);
    for (let customer = 0; customer < customers; customer++) {
      const [start, end] = [customerStarts[customer]!, customerStarts[customer + 1]!];
      taste.fill(0);
      for (let at = start; at < end; at++) {
        const row = itemsOf[at]! * width;
        for (let column = 0; column < width; column++) taste[column]! += space[row + column]!;
      }
      const share = 1 / Math.max(1, end - start);
      for (let at = start; at < end; at++) {
        const row = itemsOf[at]! * width;
        for (let column = 0; column < width; column++) next[row + column]! += share * taste[column]!;
      }
      if (customer % 20_000 === 19_999) await giveWay(pace, (round + customer / customers) / rounds);
    }
    scaleRows(next, itemRoots, width);
    space = next;
    await giveWay(pace, (round + 1) / rounds);
  }
  orthonormalise(space, items, width);
  const rootOf = (place: number): number => itemRoots[Math.floor(place / width)]!;
  return {
    rank: width,
    from: Float32Array.from(space, (value, place) => value / rootOf(place)),
    to: Float32Array.from(space, (value, place) => value * rootOf(place)),
  };
}

/** Divides each row by the root of how much its item is bought. */
function scaleRows(matrix: Float64Array, roots: Float64Array, width: number): void {
  for (let place = 0; place < matrix.length; place++) matrix[place]! /= roots[Math.floor(place / width)]!;
}

/** Makes the columns orthonormal in place (modified Gram–Schmidt); a column that depends on others becomes nought. */
function orthonormalise(matrix: Float64Array, rows: number, width: number): void {
  const columns = Array.from({ length: width }, (_, column) =>
    Float64Array.from({ length: rows }, (__, row) => matrix[row * width + column]!),
  );
  for (const [place, column] of columns.entries()) {
    const before = Math.sqrt(product(column, column));
    for (const earlier of columns.slice(0, place)) {
      const share = product(earlier, column);
      for (let row = 0; row < rows; row++) column[row]! -= share * earlier[row]!;
    }
    const length = Math.sqrt(product(column, column));
    const scale = length > before * 1e-10 ? 1 / length : 0;
    for (let row = 0; row < rows; row++) matrix[row * width + place] = column[row]! *= scale;
  }
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < one.length; row++) sum += one[row]! * other[row]!;
  return sum;
}
