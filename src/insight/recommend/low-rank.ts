import { randomFrom } from '../classify/random.ts';
import { buyersOfEach, type Interactions, itemsOfCustomer } from './interactions.ts';
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
  const { items, customers, customerStarts, itemsOf, itemStarts, customersOf } = interactions;
  const width = Math.min(rank, items, customers);
  const itemRoots = Float64Array.from(buyersOfEach(interactions), (buyers) => Math.sqrt(Math.max(1, buyers)));
  const customerWeights = Float64Array.from(
    { length: customers },
    (_, customer) => 1 / Math.max(1, itemsOfCustomer(interactions, customer).length),
  );
  const random = randomFrom(seed);
  const space = Float64Array.from({ length: items * width }, () => random() - 0.5);
  const image = new Float64Array(customers * width);
  for (let round = 0; round < rounds; round++) {
    orthonormalise(space, items, width);
    image.fill(0);
    for (let customer = 0; customer < customers; customer++)
      for (let at = customerStarts[customer]!; at < customerStarts[customer + 1]!; at++) {
        const item = itemsOf[at]!;
        addScaled(image, customer, space, item, customerWeights[customer]! / itemRoots[item]!, width);
      }
    await giveWay(pace, (round + 0.5) / rounds);
    space.fill(0);
    for (let item = 0; item < items; item++)
      for (let at = itemStarts[item]!; at < itemStarts[item + 1]!; at++)
        addScaled(space, item, image, customersOf[at]!, 1 / itemRoots[item]!, width);
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

/** Makes the columns orthonormal in place (modified Gram–Schmidt); a column that depends on others becomes nought. */
function orthonormalise(columns: Float64Array, rows: number, width: number): void {
  for (let column = 0; column < width; column++) {
    const before = Math.sqrt(product(columns, rows, width, column, column));
    for (let earlier = 0; earlier < column; earlier++) {
      const share = product(columns, rows, width, earlier, column);
      for (let row = 0; row < rows; row++)
        columns[row * width + column]! -= share * columns[row * width + earlier]!;
    }
    const length = Math.sqrt(product(columns, rows, width, column, column));
    const scale = length > before * 1e-10 ? 1 / length : 0;
    for (let row = 0; row < rows; row++) columns[row * width + column]! *= scale;
  }
}

function product(columns: Float64Array, rows: number, width: number, one: number, other: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += columns[row * width + one]! * columns[row * width + other]!;
  return sum;
}

/** Adds a multiple of one matrix's row to a row of another. */
function addScaled(
  target: Float64Array,
  row: number,
  source: Float64Array,
  sourceRow: number,
  scale: number,
  width: number,
): void {
  const to = row * width;
  const from = sourceRow * width;
  for (let at = 0; at < width; at++) target[to + at]! += scale * source[from + at]!;
}
