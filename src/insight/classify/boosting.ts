import { randomFrom } from '../../language/index.ts';
import { sigmoid, softplus } from './logistic-regression.ts';
import type { Matrix } from './matrix.ts';
import { addTreeContributions, growTree, type Tree, treeValues } from './tree.ts';

/** How trees are grown. */
export interface BoostingParameters {
  /** 1 to 6. */
  depth: number;
  /** What share of a tree's advice is taken, above 0. */
  learningRate: number;
  /** Rows a leaf holds at least. */
  minimumLeaf: number;
  /** Penalty on the squared values of leaves. */
  ridge: number;
  /** Share of the rows every tree sees, drawn anew. */
  rowShare: number;
  /** Share of the columns every tree sees, drawn anew. */
  columnShare: number;
}

/** Trees whose values sum, with the base, to the log-odds. */
export interface BoostedTrees {
  base: number;
  trees: readonly Tree[];
  /** By column that holds codes: the place of each level in the order of its share of events. */
  ranks: readonly (readonly number[] | null)[];
}

/** Trees with their loss on the rows they were watched by; NaN where there were none. */
export type WatchedTrees = BoostedTrees & { loss: number };

/** What a fit is watched by: it ends when these rows have not gained for `patience` trees. */
export interface Watched {
  matrix: Matrix;
  labels: readonly boolean[];
  patience: number;
}

const MAXIMUM_BINS = 64;

/**
 * Boosts shallow trees on the logarithmic loss over quantile histograms of the columns (at most 64 bins; a
 * missing value lies below all others).
 *
 * @param rounds   trees at most
 * @param watched  rows kept apart: the trees up to the best loss on them are kept
 * @see Friedman (2001), "Greedy function approximation"; Chen & Guestrin (2016), "XGBoost", eq. 6 and 7
 */
export function fitBoostedTrees(
  matrix: Matrix,
  labels: readonly boolean[],
  parameters: BoostingParameters,
  rounds: number,
  { seed = 1, watched }: { seed?: number; watched?: Watched } = {},
): WatchedTrees {
  const random = randomFrom(seed);
  const ranks = matrix.columns.map((codes, column) =>
    matrix.roles[column] === 'code' ? ranksOf(codes, labels) : null,
  );
  const ranked = rankedColumns(matrix, ranks);
  const binned = ranked.map((values, column) => binColumn(matrix.roles[column] === 'flag' ? [] : values));
  const events = labels.filter(Boolean).length;
  const base = Math.log((events + 0.5) / (labels.length - events + 0.5));
  const logOdds = new Float64Array(matrix.rows).fill(base);
  const gradients = new Float64Array(matrix.rows);
  const curvatures = new Float64Array(matrix.rows);
  const watchedColumns = watched && rankedColumns(watched.matrix, ranks);
  const unseen = watched && new Float64Array(watched.matrix.rows).fill(base);
  const trees: Tree[] = [];
  let best = { trees: 0, loss: unseen ? logLoss(unseen, watched.labels) : Number.NaN };
  for (let round = 0; round < rounds; round++) {
    for (let row = 0; row < matrix.rows; row++) {
      const probability = sigmoid(logOdds[row]!);
      gradients[row] = (labels[row] ? 1 : 0) - probability;
      curvatures[row] = probability * (1 - probability);
    }
    const tree = growTree(binned, gradients, curvatures, parameters, random);
    trees.push(tree);
    addTo(logOdds, treeValues(tree, ranked, matrix.rows));
    if (!(unseen && watchedColumns)) continue;
    addTo(unseen, treeValues(tree, watchedColumns, unseen.length));
    const loss = logLoss(unseen, watched.labels);
    if (loss < best.loss) best = { trees: trees.length, loss };
    else if (trees.length - best.trees >= watched.patience) break;
  }
  return { base, ranks, trees: unseen ? trees.slice(0, best.trees) : trees, loss: best.loss };
}

/** The log-odds of every row. */
export function boostedLogOdds({ base, trees, ranks }: BoostedTrees, matrix: Matrix): Float64Array {
  const logOdds = new Float64Array(matrix.rows).fill(base);
  const columns = rankedColumns(matrix, ranks);
  for (const tree of trees) addTo(logOdds, treeValues(tree, columns, matrix.rows));
  return logOdds;
}

/**
 * Adds to `contributions` what each column adds to a row's log-odds.
 *
 * @returns the base they stand on: the mean log-odds of what was learned from
 */
export function addBoostedContributions(
  { base, trees, ranks }: BoostedTrees,
  row: ArrayLike<number>,
  contributions: Float64Array,
): number {
  const ranked = Float64Array.from(row, (value, column) => rankOf(value, ranks[column] ?? null));
  return trees.reduce((sum, tree) => sum + addTreeContributions(tree, ranked, contributions), base);
}

/** The mean logarithmic loss of log-odds. */
export function logLoss(logOdds: ArrayLike<number>, labels: readonly boolean[]): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += softplus(labels[row] ? -logOdds[row]! : logOdds[row]!);
  return sum / labels.length;
}

function addTo(sums: Float64Array, values: Float64Array): void {
  for (let row = 0; row < sums.length; row++) sums[row]! += values[row]!;
}

/** A column by bins: bin 0 holds missing values, bin b those above `edges[b - 2]` up to `edges[b - 1]`. */
export interface BinnedColumn {
  bins: Uint8Array;
  /** Upper bounds of all bins but 0 and the last, ascending. */
  edges: Float64Array;
  /** Whether the bins are 1 and 2 alone. */
  isTwofold: boolean;
}

function binColumn(values: ArrayLike<number>): BinnedColumn {
  const edges = edgesOf(Float64Array.from(values));
  const bins = Uint8Array.from(values, (value) => binOf(value, edges));
  return { edges, bins, isTwofold: edges.length === 1 && !bins.includes(0) };
}

/** Pulls the share of events of a rare level towards that of all. */
const LEVEL_PRIOR = 10;

/** The place of every code in the order of its smoothed share of events. */
function ranksOf(codes: Float64Array, labels: readonly boolean[]): number[] {
  const levels = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
  const rows = new Float64Array(levels);
  const events = new Float64Array(levels);
  codes.forEach((code, row) => {
    rows[code]!++;
    if (labels[row]) events[code]!++;
  });
  const overall = events.reduce((sum, count) => sum + count, 0) / labels.length;
  const shares = events.map((count, code) => (count + LEVEL_PRIOR * overall) / (rows[code]! + LEVEL_PRIOR));
  const ranks = new Array<number>(levels).fill(0);
  Array.from(shares, (share, code) => ({ share, code }))
    .sort((one, other) => one.share - other.share)
    .forEach(({ code }, rank) => {
      ranks[code] = rank;
    });
  return ranks;
}

/** A level not learned from counts as the rare ones do. */
const rankOf = (value: number, ranks: readonly number[] | null): number =>
  ranks === null ? value : (ranks[value] ?? ranks[0]!);

const rankedColumns = ({ columns }: Matrix, ranks: BoostedTrees['ranks']): Float64Array[] =>
  columns.map((values, column) => {
    const order = ranks[column] ?? null;
    return order === null ? values : values.map((code) => rankOf(code, order));
  });

/** Midpoints between neighbouring values, thinned to quantiles where there are many. */
function edgesOf(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
  const most = MAXIMUM_BINS - 2;
  const chosen =
    distinct.length <= most + 1
      ? distinct
      : Float64Array.from(
          new Set(
            Array.from(
              { length: most + 1 },
              (_, cut) => sorted[Math.floor((cut * sorted.length) / (most + 1))]!,
            ),
          ),
        );
  return chosen.subarray(1).map((value, index) => (value + chosen[index]!) / 2);
}

function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
