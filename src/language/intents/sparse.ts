/** Rows of a sparse matrix, one a text, each of unit length. */
export interface SparseRows {
  /** Where each row begins in `columns` and `values`; one more entry than rows. */
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
}

/** Turns texts into sparse rows by what it learned from the texts it was made of. */
export interface Vectorizer {
  readonly width: number;
  /** @returns also the share of the text's features that are known, 0 to 1 */
  rowOf(features: Iterable<string>): { columns: number[]; values: number[]; known: number };
}

/** What a feature weighs that stands in `count` of `texts` texts. */
export type Weigh = (feature: string, count: number, texts: number) => number;

/** The inverse document frequency, smoothed. */
export const inverseFrequency: Weigh = (_, count, texts) => Math.log((1 + texts) / (1 + count)) + 1;

/**
 * Columns for the features of some texts, each with a weight of its own.
 *
 * @param documents     the distinct features of every text
 * @param minimumCount  features in fewer texts are dropped
 */
export function fitVectorizer(
  documents: readonly Iterable<string>[],
  weigh: Weigh = inverseFrequency,
  minimumCount = 1,
): Vectorizer {
  const counts = new Map<string, number>();
  for (const features of documents)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const places = new Map<string, number>();
  const weights: number[] = [];
  for (const [feature, count] of counts) {
    if (count < minimumCount) continue;
    places.set(feature, weights.length);
    weights.push(weigh(feature, count, documents.length));
  }
  return {
    width: weights.length,
    rowOf(features) {
      const columns: number[] = [];
      let all = 0;
      let squares = 0;
      for (const feature of features) {
        all++;
        const place = places.get(feature);
        if (place === undefined) continue;
        columns.push(place);
        squares += weights[place]! ** 2;
      }
      const length = Math.sqrt(squares) || 1;
      return {
        columns,
        values: columns.map((column) => weights[column]! / length),
        known: all === 0 ? 0 : columns.length / all,
      };
    },
  };
}

/** The rows of several texts. */
export function rowsOf(vectorizer: Vectorizer, documents: readonly Iterable<string>[]): SparseRows {
  const starts = new Int32Array(documents.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  documents.forEach((features, index) => {
    const row = vectorizer.rowOf(features);
    for (const column of row.columns) columns.push(column);
    for (const value of row.values) values.push(value);
    starts[index + 1] = columns.length;
  });
  return { starts, columns: Int32Array.from(columns), values: Float32Array.from(values) };
}

/** Some of the rows. */
export function selectRows({ starts, columns, values }: SparseRows, chosen: readonly number[]): SparseRows {
  const selected = new Int32Array(chosen.length + 1);
  chosen.forEach((row, index) => {
    selected[index + 1] = selected[index]! + starts[row + 1]! - starts[row]!;
  });
  const total = selected.at(-1)!;
  const result = { starts: selected, columns: new Int32Array(total), values: new Float32Array(total) };
  chosen.forEach((row, index) => {
    result.columns.set(columns.subarray(starts[row], starts[row + 1]), selected[index]);
    result.values.set(values.subarray(starts[row], starts[row + 1]), selected[index]);
  });
  return result;
}
