/** Texts by terms, the zeros left out: the terms of row r stand from `starts[r]` to `starts[r + 1]`. */
export interface SparseMatrix {
  rows: number;
  columns: number;
  starts: Int32Array;
  terms: Int32Array;
  values: Float64Array;
}

/** How often each term stands in each text. */
export interface Counts extends SparseMatrix {
  /** The terms, by column. */
  keys: string[];
}

/** A term of a single text binds nothing; one of more than half of them tells nothing apart. */
const fewestHolders = 2;
const largestShare = 0.5;
/** More than 1 favours rare terms over what most texts say in passing. */
const rarity = 1.5;

/** @param texts the keys of the terms of each text */
export function countTerms(texts: readonly (readonly string[])[]): Counts {
  const holders = new Map<string, number>();
  for (const keys of texts) for (const key of new Set(keys)) holders.set(key, (holders.get(key) ?? 0) + 1);
  const most = Math.max(fewestHolders, largestShare * texts.length);
  const columns = new Map<string, number>();
  for (const [key, count] of holders)
    if (count >= fewestHolders && count <= most) columns.set(key, columns.size);
  const starts = new Int32Array(texts.length + 1);
  const terms: number[] = [];
  const values: number[] = [];
  texts.forEach((keys, row) => {
    const counts = new Map<number, number>();
    for (const key of keys) {
      const column = columns.get(key);
      if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    terms.push(...counts.keys());
    values.push(...counts.values());
    starts[row + 1] = terms.length;
  });
  return {
    rows: texts.length,
    columns: columns.size,
    starts,
    terms: Int32Array.from(terms),
    values: Float64Array.from(values),
    keys: [...columns.keys()],
  };
}

/** (1 + log tf) · idf^1.5, every text of length 1. */
export function weighted(counts: SparseMatrix): SparseMatrix {
  const { rows, columns, starts, terms } = counts;
  const holders = new Float64Array(columns);
  for (const term of terms) holders[term]! += 1;
  const values = new Float64Array(counts.values.length);
  for (let row = 0; row < rows; row++) {
    let length = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const telling = Math.log(1 + rows / holders[terms[at]!]!) ** rarity;
      values[at] = (1 + Math.log(counts.values[at]!)) * telling;
      length += values[at]! ** 2;
    }
    for (let at = starts[row]!; at < starts[row + 1]!; at++) values[at]! /= Math.sqrt(length);
  }
  return { ...counts, values };
}
