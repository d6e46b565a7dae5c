/**
 * Who reads a column: `value` both kinds of model; `flag` (one level of a category, 1 or 0) linear models
 * alone; `code` (which level, counted from 0) trees alone, which put the levels into an order of their own.
 */
export type ColumnRole = 'value' | 'flag' | 'code';

/** Observations by features, a column a feature; NaN marks a missing value. */
export interface Matrix {
  rows: number;
  columns: readonly Float64Array[];
  roles: readonly ColumnRole[];
}

/** A matrix from rows, all of one length. */
export const matrixOf = (rows: readonly (readonly number[])[], width = rows[0]?.length ?? 0): Matrix => ({
  rows: rows.length,
  columns: Array.from({ length: width }, (_, column) => Float64Array.from(rows, (row) => row[column]!)),
  roles: new Array<ColumnRole>(width).fill('value'),
});

/** Some rows of a matrix, in the order given. */
export const rowsOf = (matrix: Matrix, chosen: readonly number[]): Matrix => ({
  ...matrix,
  rows: chosen.length,
  columns: matrix.columns.map((column) => Float64Array.from(chosen, (row) => column[row]!)),
});

/** One row of a matrix, a value a feature. */
export const rowAt = (matrix: Matrix, row: number): Float64Array =>
  Float64Array.from(matrix.columns, (column) => column[row]!);

/** Some items of a list, in the order given. */
export const itemsOf = <Item>(items: readonly Item[], chosen: readonly number[]): Item[] =>
  chosen.map((index) => items[index]!);
