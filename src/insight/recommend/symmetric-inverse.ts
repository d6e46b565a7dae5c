import { giveWay, type Pace, unwatched } from './pace.ts';

/** Columns that are eliminated together: what fits into the processor's nearest cache. */
const blockSize = 48;

/**
 * Inverts a symmetric positive definite matrix in place, by sweeping blocks of columns (a block Gauss–Jordan
 * elimination that works on the lower triangle alone): ½·size³ multiplications, giving way after each block.
 *
 * @param matrix size × size, row by row
 * @throws RangeError where it is not positive definite
 * @see Goodnight (1979), "A tutorial on the SWEEP operator"
 */
export async function invertSymmetric(
  matrix: Float64Array,
  size: number,
  pace: Pace = unwatched,
): Promise<void> {
  const pivot = new Float64Array(blockSize * blockSize);
  const panel = new Float64Array(size * blockSize);
  const swept = new Float64Array(size * blockSize);
  for (let start = 0; start < size; start += blockSize) {
    const width = Math.min(blockSize, size - start);
    const end = start + width;
    for (let row = 0; row < width; row++)
      for (let column = 0; column <= row; column++) {
        const value = matrix[(start + row) * size + start + column]!;
        pivot[row * width + column] = value;
        pivot[column * width + row] = value;
      }
    invertSmall(pivot, width);
    panel.fill(0);
    for (let row = 0; row < size; row++) {
      if (row >= start && row < end) continue;
      for (let column = 0; column < width; column++)
        panel[row * blockSize + column] =
          row < start ? matrix[(start + column) * size + row]! : matrix[row * size + start + column]!;
    }
    multiplyByPivot(panel, pivot, swept, size, width);
    subtractProduct(matrix, swept, panel, size);
    for (let row = 0; row < size; row++)
      for (let column = 0; column < width; column++) {
        const inBlock = row >= start && row < end;
        if (inBlock && column > row - start) continue;
        const value = inBlock ? -pivot[(row - start) * width + column]! : swept[row * blockSize + column]!;
        if (row < start) matrix[(start + column) * size + row] = value;
        else matrix[row * size + start + column] = value;
      }
    await giveWay(pace, end / size);
  }
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      const value = -matrix[row * size + column]!;
      matrix[row * size + column] = value;
      matrix[column * size + row] = value;
    }
}

/** Inverts a small symmetric positive definite matrix in place, one column after the other. */
function invertSmall(matrix: Float64Array, size: number): void {
  for (let pivot = 0; pivot < size; pivot++) {
    const value = matrix[pivot * size + pivot]!;
    if (!(value > 0)) throw new RangeError('the matrix is not positive definite');
    matrix[pivot * size + pivot] = 1;
    for (let column = 0; column < size; column++) matrix[pivot * size + column]! /= value;
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const factor = matrix[row * size + pivot]!;
      matrix[row * size + pivot] = 0;
      for (let column = 0; column < size; column++)
        matrix[row * size + column]! -= factor * matrix[pivot * size + column]!;
    }
  }
}

function multiplyByPivot(
  panel: Float64Array,
  pivot: Float64Array,
  product: Float64Array,
  size: number,
  width: number,
): void {
  product.fill(0);
  for (let row = 0; row < size; row++)
    for (let middle = 0; middle < width; middle++) {
      const factor = panel[row * blockSize + middle]!;
      if (factor === 0) continue;
      for (let column = 0; column < width; column++)
        product[row * blockSize + column]! += factor * pivot[middle * width + column]!;
    }
}

/** matrix −= left · rightᵀ on the lower triangle, two rows by four columns at a time. */
function subtractProduct(matrix: Float64Array, left: Float64Array, right: Float64Array, size: number): void {
  for (let row = 0; row < size; row += 2) {
    const second = Math.min(row + 1, size - 1);
    const above = row * blockSize;
    const below = second * blockSize;
    const last = second + 1;
    let column = 0;
    for (; column + 4 <= last; column += 4) {
      const first = column * blockSize;
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      for (let at = 0; at < blockSize; at++) {
        const a = left[above + at]!;
        const b = left[below + at]!;
        const c0 = right[first + at]!;
        const c1 = right[first + blockSize + at]!;
        const c2 = right[first + 2 * blockSize + at]!;
        const c3 = right[first + 3 * blockSize + at]!;
        a0 += a * c0;
        a1 += a * c1;
        a2 += a * c2;
        a3 += a * c3;
        b0 += b * c0;
        b1 += b * c1;
        b2 += b * c2;
        b3 += b * c3;
      }
      const place = row * size + column;
      matrix[place]! -= a0;
      matrix[place + 1]! -= a1;
      matrix[place + 2]! -= a2;
      matrix[place + 3]! -= a3;
      if (second === row) continue;
      matrix[place + size]! -= b0;
      matrix[place + size + 1]! -= b1;
      matrix[place + size + 2]! -= b2;
      matrix[place + size + 3]! -= b3;
    }
    for (; column < last; column++)
      for (let line = row; line <= second; line++) {
        let sum = 0;
        for (let at = 0; at < blockSize; at++)
          sum += left[line * blockSize + at]! * right[column * blockSize + at]!;
        matrix[line * size + column]! -= sum;
      }
  }
}
