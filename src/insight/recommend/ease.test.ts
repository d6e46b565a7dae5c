import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../language/index.ts';
import { fitEase } from './ease.ts';
import { type Interactions, layOut } from './interactions.ts';
import { fitLowRank } from './low-rank.ts';
import { fitNeighbours } from './neighbours.ts';
import { invertSymmetric } from './symmetric-inverse.ts';

/** Gauss–Jordan elimination with pivoting, straight from the textbook. */
function plainInverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...row.map((_, column) => Number(column === at))]);
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot; row < size; row++)
      if (Math.abs(rows[row]![pivot]!) > Math.abs(rows[best]![pivot]!)) best = row;
    [rows[pivot], rows[best]] = [rows[best]!, rows[pivot]!];
    const factor = rows[pivot]![pivot]!;
    rows[pivot] = rows[pivot]!.map((value) => value / factor);
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const share = rows[row]![pivot]!;
      rows[row] = rows[row]!.map((value, column) => value - share * rows[pivot]![column]!);
    }
  }
  return rows.map((row) => row.slice(size));
}

function someInteractions(customers: number, items: number, seed: number): Interactions {
  const random = randomFrom(seed);
  const histories = Array.from({ length: customers }, (_, customer) =>
    Array.from({ length: items }, (_, item) => item).filter(
      (item) => random() < (item % 3 === customer % 3 ? 0.5 : 0.1),
    ),
  );
  return layOut(histories, items);
}

/** EASE as its paper has it, on dense numbers. */
function plainEase(
  { customers, items, customerStarts, itemsOf }: Interactions,
  ridge: number,
  centred: boolean,
) {
  const rows = Array.from({ length: customers }, (_, customer) => {
    const own = new Set(itemsOf.subarray(customerStarts[customer], customerStarts[customer + 1]));
    return Array.from({ length: items }, (_, item) => Number(own.has(item)));
  });
  const means = Array.from({ length: items }, (_, item) =>
    centred ? rows.reduce((sum, row) => sum + row[item]!, 0) / customers : 0,
  );
  const gram = means.map((_, one) =>
    means.map(
      (_, other) =>
        rows.reduce((sum, row) => sum + (row[one]! - means[one]!) * (row[other]! - means[other]!), 0) +
        (one === other ? ridge : 0),
    ),
  );
  const inverse = plainInverse(gram);
  return inverse.map((row, one) =>
    row.map((value, other) => (one === other ? 0 : -value / inverse[other]![other]!)),
  );
}

describe('invertSymmetric', () => {
  test('gives what a plain elimination gives, in all sizes around a block', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(1, 2, 3, 47, 48, 49, 97), fc.integer(), async (size, seed) => {
        const random = randomFrom(seed);
        const root = Array.from({ length: size }, () => Array.from({ length: size }, () => random() - 0.5));
        const matrix = root.map((row, one) =>
          root.map((column, other) =>
            row.reduce((sum, value, at) => sum + value * column[at]!, one === other ? 1 : 0),
          ),
        );
        const inverse = Float64Array.from(matrix.flat());
        await invertSymmetric(inverse, size);
        const plain = plainInverse(matrix).flat();
        for (const [at, value] of plain.entries()) expect(inverse[at]).toBeCloseTo(value, 8);
      }),
      { numRuns: 12 },
    );
  });

  test('what is not positive definite is refused; a signal stops it', async () => {
    await expect(invertSymmetric(Float64Array.of(1, 2, 2, 1), 2)).rejects.toThrow(RangeError);
    const signal = AbortSignal.abort(new Error('enough'));
    const pace = { signal, progress: () => undefined };
    await expect(invertSymmetric(Float64Array.of(1), 1, pace)).rejects.toThrow('enough');
  });
});

describe('fitEase', () => {
  test.each([
    { customers: 40, items: 12, centred: false },
    { customers: 40, items: 12, centred: true },
    { customers: 9, items: 30, centred: false },
    { customers: 9, items: 30, centred: true },
  ])('is the closed form, by items and by customers: %o', async ({ customers, items, centred }) => {
    const interactions = someInteractions(customers, items, 3);
    const { weights } = await fitEase(interactions, { ridge: 5, centred });
    const plain = plainEase(interactions, 5, centred).flat();
    for (const [at, value] of plain.entries()) expect(weights[at]).toBeCloseTo(value, 5);
  });

  test('a ridge of nought is refused', async () => {
    await expect(fitEase(someInteractions(3, 3, 1), { ridge: 0, centred: false })).rejects.toThrow(
      RangeError,
    );
  });
});

test('fitLowRank keeps all there is where nothing is dropped', async () => {
  const interactions = someInteractions(30, 8, 5);
  const { rank, from, to } = await fitLowRank(interactions, 8);
  expect(rank).toBe(8);
  for (let item = 0; item < 8; item++)
    for (let other = 0; other < 8; other++) {
      let sum = 0;
      for (let at = 0; at < rank; at++) sum += from[item * rank + at]! * to[other * rank + at]!;
      expect(sum).toBeCloseTo(Number(item === other), 4);
    }
});

test('fitNeighbours: cosine of who bought both, shrunk, the nearest only', async () => {
  const interactions = layOut([[0, 1], [0, 1], [0, 2], [3]], 4);
  const { starts, items, similarities } = await fitNeighbours(interactions, { neighbours: 1 });
  expect([...starts]).toEqual([0, 1, 2, 3, 3]);
  expect([...items]).toEqual([1, 0, 0]);
  expect(similarities[0]).toBeCloseTo(2 / (Math.sqrt(6) + 5), 6);
});
