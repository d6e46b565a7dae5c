import { dotProduct } from './softmax.ts';

/** A ridge regression with a Gaussian kernel: of each class the examples' weights, and the examples. */
export interface KernelRidge {
  classes: number;
  vectors: readonly Float32Array[];
  /** Row per example, column per class. */
  weights: Float32Array;
}

/** For vectors of length 1 the kernel is `exp(sharpness · (cosine − 1))`. */
const sharpness = 8;
const ridge = 0.02;
/** Steps of the descent; stopping before the equations are solved is itself a ridge. */
const steps = 15;
/** Examples less alike than this tell nothing. */
const negligible = 0.01;
/** Rows and columns that are multiplied at once, so that what is read is used more than once. */
const tile = { rows: 2, columns: 4 };

/**
 * Least squares for the indicator of every class, by conjugate gradients. Holds the kernel of all pairs while it learns,
 * 4 bytes a pair, and takes the square of their number in time. The same vectors give the same weights.
 *
 * @param vectors  of one width, of length 1 each
 * @param targets  the class of every vector, 0 to `classes` − 1
 * @see Saunders, Gammerman & Vovk (1998), "Ridge regression learning algorithm in dual variables"; Yao, Rosasco &
 *   Caponnetto (2007), "On early stopping in gradient descent learning"
 */
export function trainKernelRidge(
  vectors: readonly Float32Array[],
  targets: readonly number[],
  classes: number,
): KernelRidge {
  const size = roundedUp(vectors.length, tile.columns);
  const kernel = kernelOf(vectors, size);
  const solution = new Float32Array(roundedUp(classes, tile.rows) * size);
  const residual = new Float32Array(solution.length);
  targets.forEach((target, row) => {
    residual[target * size + row] = 1;
  });
  const direction = residual.slice();
  for (let step = 0; step < steps; step++) {
    const image = productsOf(direction, kernel, size);
    for (let label = 0; label < classes; label++) {
      const part = (values: Float32Array) => values.subarray(label * size, (label + 1) * size);
      descend(part(solution), part(residual), part(direction), part(image));
    }
  }
  return { classes, vectors, weights: transposed(solution, size, vectors.length, classes) };
}

/** One step of conjugate gradients for one class, in place. */
function descend(
  solution: Float32Array,
  residual: Float32Array,
  direction: Float32Array,
  image: Float32Array,
): void {
  const before = dotProduct(residual, 0, residual);
  if (before === 0) return;
  const bend = dotProduct(direction, 0, image) + ridge * dotProduct(direction, 0, direction);
  const length = before / bend;
  for (let row = 0; row < solution.length; row++) {
    solution[row]! += length * direction[row]!;
    residual[row]! -= length * (image[row]! + ridge * direction[row]!);
  }
  const turn = dotProduct(residual, 0, residual) / before;
  for (let row = 0; row < solution.length; row++) direction[row] = residual[row]! + turn * direction[row]!;
}

/** The kernel of all pairs, row by row; 0 in the rows and columns behind the last vector. */
function kernelOf(vectors: readonly Float32Array[], size: number): Float32Array {
  const width = vectors[0]?.length ?? 0;
  const all = new Float32Array(size * width);
  vectors.forEach((vector, row) => {
    all.set(vector, row * width);
  });
  const kernel = new Float32Array(size * size);
  addProducts(all, all, width, kernel, true);
  for (let row = 0; row < vectors.length; row++)
    for (let column = 0; column <= row; column++) {
      const likeness = Math.exp(sharpness * (kernel[row * size + column]! - 1));
      kernel[row * size + column] = kernel[column * size + row] = likeness;
    }
  for (let row = vectors.length; row < size; row++) kernel.fill(0, row * size, (row + 1) * size);
  return kernel;
}

/** Of every row of one matrix with every row of a square one. */
function productsOf(left: Float32Array, right: Float32Array, width: number): Float32Array {
  const products = new Float32Array(left.length);
  addProducts(left, right, width, products, false);
  return products;
}

/**
 * Adds the scalar products of the rows of two matrices, a row of the result for each of the left.
 *
 * @param isSymmetric  leave out what lies above the diagonal
 */
function addProducts(
  left: Float32Array,
  right: Float32Array,
  width: number,
  products: Float32Array,
  isSymmetric: boolean,
): void {
  const [rows, columns] = [left.length / width, right.length / width];
  for (let column = 0; column < columns; column += tile.columns)
    for (let row = isSymmetric ? column : 0; row < rows; row += tile.rows)
      addTile(left, row * width, right, column * width, width, products, row * columns + column, columns);
}

/** Two rows of the left with four of the right. */
function addTile(
  left: Float32Array,
  l0: number,
  right: Float32Array,
  r0: number,
  width: number,
  products: Float32Array,
  at: number,
  columns: number,
): void {
  const [l1, r1, r2, r3] = [l0 + width, r0 + width, r0 + 2 * width, r0 + 3 * width];
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let place = 0; place < width; place++) {
    const a = left[l0 + place]!;
    const b = left[l1 + place]!;
    const first = right[r0 + place]!;
    const second = right[r1 + place]!;
    const third = right[r2 + place]!;
    const fourth = right[r3 + place]!;
    a0 += a * first;
    a1 += a * second;
    a2 += a * third;
    a3 += a * fourth;
    b0 += b * first;
    b1 += b * second;
    b2 += b * third;
    b3 += b * fourth;
  }
  products.set([a0, a1, a2, a3], at);
  products.set([b0, b1, b2, b3], at + columns);
}

function transposed(values: Float32Array, size: number, rows: number, columns: number): Float32Array {
  const result = new Float32Array(rows * columns);
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) result[row * columns + column] = values[column * size + row]!;
  return result;
}

const roundedUp = (count: number, unit: number): number => Math.ceil(count / unit) * unit;

/** The score of every class for a vector: about 1 for one like its examples, 0 for one like none of them. */
export function kernelRidgeScores(
  { classes, vectors, weights }: KernelRidge,
  vector: Float32Array,
): Float64Array {
  const scores = new Float64Array(classes);
  vectors.forEach((example, row) => {
    const likeness = Math.exp(sharpness * (dotProduct(example, 0, vector) - 1));
    if (likeness < negligible) return;
    const from = row * classes;
    for (let label = 0; label < classes; label++) scores[label]! += likeness * weights[from + label]!;
  });
  return scores;
}
