import type { SparseMatrix } from './matrix.ts';

/** Rows of equal width, one after the other. */
export interface DenseRows {
  rows: number;
  width: number;
  values: Float64Array;
}

const oversampling = 10;
const powerRounds = 4;
const mostSweeps = 30;

/**
 * The texts in the few directions that explain most of a matrix (latent semantic analysis), each of length 1: texts
 * that share no word come near each other through words that go together elsewhere. A text without terms is 0.
 *
 * @param width how many directions
 * @see Halko, Martinsson & Tropp (2011), "Finding structure with randomness"
 */
export function latentRows(matrix: SparseMatrix, width: number, random: () => number): DenseRows {
  const size = Math.min(width + oversampling, matrix.columns, matrix.rows);
  const kept = Math.min(width, size);
  let basis: Float64Array[] = Array.from({ length: size }, () =>
    Float64Array.from({ length: matrix.columns }, () => random() + random() + random() - 1.5),
  );
  orthonormalize(basis);
  for (let round = 0; round < powerRounds; round++) {
    basis = basis.map((direction) => transposedTimes(matrix, times(matrix, direction)));
    orthonormalize(basis);
  }
  const images = basis.map((direction) => times(matrix, direction));
  const { values: powers, vectors } = eigenOf(images.map((one) => images.map((other) => dot(one, other))));
  const order = [...powers.keys()].sort((one, other) => powers[other]! - powers[one]!).slice(0, kept);
  const values = new Float64Array(matrix.rows * kept);
  order.forEach((component, place) => {
    images.forEach((image, index) => {
      const share = vectors[index]![component]!;
      for (let row = 0; row < matrix.rows; row++) values[row * kept + place]! += share * image[row]!;
    });
  });
  return normalized({ rows: matrix.rows, width: kept, values });
}

/** Every row divided by its length. */
function normalized(dense: DenseRows): DenseRows {
  const { width, values } = dense;
  for (let start = 0; start < values.length; start += width) {
    const row = values.subarray(start, start + width);
    const length = Math.sqrt(dot(row, row));
    if (length > 1e-12) for (let at = 0; at < width; at++) row[at]! /= length;
    else row.fill(0);
  }
  return dense;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

function times({ rows, starts, terms, values }: SparseMatrix, vector: Float64Array): Float64Array {
  const product = new Float64Array(rows);
  for (let row = 0; row < rows; row++)
    for (let at = starts[row]!; at < starts[row + 1]!; at++)
      product[row]! += values[at]! * vector[terms[at]!]!;
  return product;
}

function transposedTimes(
  { rows, columns, starts, terms, values }: SparseMatrix,
  vector: Float64Array,
): Float64Array {
  const product = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let at = starts[row]!; at < starts[row + 1]!; at++)
      product[terms[at]!]! += values[at]! * vector[row]!;
  return product;
}

/** Gram–Schmidt, twice for the sake of rounding; a vector that adds nothing becomes 0. */
function orthonormalize(vectors: readonly Float64Array[]): void {
  vectors.forEach((vector, index) => {
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++)
      for (const earlier of vectors.slice(0, index)) {
        const overlap = dot(vector, earlier);
        for (let at = 0; at < vector.length; at++) vector[at]! -= overlap * earlier[at]!;
      }
    const length = Math.sqrt(dot(vector, vector));
    if (length > 1e-9 * before) for (let at = 0; at < vector.length; at++) vector[at]! /= length;
    else vector.fill(0);
  });
}

/** Eigenvalues of a small symmetric matrix with their eigenvectors as columns, by Jacobi's rotations. */
function eigenOf(symmetric: number[][]): { values: number[]; vectors: number[][] } {
  const size = symmetric.length;
  const vectors = symmetric.map((_, row) => symmetric.map((_, column) => (row === column ? 1 : 0)));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let rest = 0;
    for (let row = 0; row < size; row++)
      for (let column = row + 1; column < size; column++) rest += symmetric[row]![column]! ** 2;
    if (rest < 1e-18) break;
    for (let one = 0; one < size; one++)
      for (let other = one + 1; other < size; other++) rotate(symmetric, vectors, one, other);
  }
  return { values: symmetric.map((row, index) => row[index]!), vectors };
}

function rotate(symmetric: number[][], vectors: number[][], one: number, other: number): void {
  const entry = symmetric[one]![other]!;
  if (Math.abs(entry) < 1e-15) return;
  const theta = (symmetric[other]![other]! - symmetric[one]![one]!) / (2 * entry);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (row: number[]) => {
    const [first, second] = [row[one]!, row[other]!];
    row[one] = cosine * first - sine * second;
    row[other] = sine * first + cosine * second;
  };
  symmetric.forEach(turn);
  const [first, second] = [[...symmetric[one]!], [...symmetric[other]!]];
  symmetric[one] = first.map((value, at) => cosine * value - sine * second[at]!);
  symmetric[other] = first.map((value, at) => sine * value + cosine * second[at]!);
  vectors.forEach(turn);
}
