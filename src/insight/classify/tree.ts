import type { BinnedColumn, BoostingParameters } from './boosting.ts';

/**
 * A complete binary tree in heap order: the children of node n are 2n + 1 (value at most the threshold, or
 * missing) and 2n + 2. A node without a feature is a leaf.
 */
export interface Tree {
  features: readonly number[];
  thresholds: readonly number[];
  values: readonly number[];
  /** Rows learned from in each node. */
  covers: readonly number[];
}

const LEAF = -1;
const LEAST_GAIN = 1e-9;

interface Split {
  gain: number;
  feature: number;
  /** Rows up to this bin go left. */
  bin: number;
  /** How many rows go left. */
  count: number;
}

/**
 * Grows one tree towards the gradients. The histograms of a node's larger half are those of the node less
 * those of its smaller half.
 */
export function growTree(
  columns: readonly BinnedColumn[],
  gradients: Float64Array,
  curvatures: Float64Array,
  parameters: BoostingParameters,
  random: () => number,
): Tree {
  const { depth, rowShare, columnShare, ridge, learningRate, minimumLeaf } = parameters;
  const size = 2 ** (depth + 1) - 1;
  const tree = {
    features: new Array<number>(size).fill(LEAF),
    thresholds: new Array<number>(size).fill(0),
    values: new Array<number>(size).fill(0),
    covers: new Array<number>(size).fill(0),
  };
  const seen = columns.flatMap(({ edges }, feature) =>
    edges.length > 0 && random() < columnShare ? [feature] : [],
  );
  const rows = drawnRows(gradients.length, rowShare, random);
  const histogramOf = (members: Int32Array) => histogramsOf(columns, seen, members, gradients, curvatures);

  function grow(node: number, members: Int32Array, level: number, known?: Float64Array): void {
    let gradient = 0;
    let curvature = 0;
    for (const row of members) {
      gradient += gradients[row]!;
      curvature += curvatures[row]!;
    }
    tree.covers[node] = members.length;
    tree.values[node] = (learningRate * gradient) / (curvature + ridge);
    if (level === depth || members.length < 2 * minimumLeaf) return;
    const histograms = known ?? histogramOf(members);
    const split = bestSplit(
      columns,
      seen,
      histograms,
      { gradient, curvature, count: members.length },
      parameters,
    );
    if (split === undefined) return;
    const { bins, edges } = columns[split.feature]!;
    tree.features[node] = split.feature;
    // Above bin 0 alone means above everything missing.
    tree.thresholds[node] = split.bin === 0 ? -Number.MAX_VALUE : edges[split.bin - 1]!;
    const halves = [new Int32Array(split.count), new Int32Array(members.length - split.count)] as const;
    const filled = [0, 0] as [number, number];
    for (const row of members) {
      const side = bins[row]! > split.bin ? 1 : 0;
      halves[side][filled[side]++] = row;
    }
    const isLast = level + 1 === depth;
    const smaller = halves[0].length <= halves[1].length ? 0 : 1;
    const ofSmaller = isLast ? undefined : histogramOf(halves[smaller]);
    const ofLarger = ofSmaller && histograms.map((value, index) => value - ofSmaller[index]!);
    for (const side of [0, 1] as const)
      grow(2 * node + 1 + side, halves[side], level + 1, side === smaller ? ofSmaller : ofLarger);
  }
  grow(0, rows, 0);
  return tree;
}

function drawnRows(count: number, share: number, random: () => number): Int32Array {
  const rows = new Int32Array(count);
  let drawn = 0;
  for (let row = 0; row < count; row++) if (share >= 1 || random() < share) rows[drawn++] = row;
  return rows.subarray(0, drawn);
}

/** Sums of gradient, curvature and rows, by bin, column after column. */
function histogramsOf(
  columns: readonly BinnedColumn[],
  seen: readonly number[],
  members: Int32Array,
  gradients: Float64Array,
  curvatures: Float64Array,
): Float64Array {
  const own = { gradients: new Float64Array(members.length), curvatures: new Float64Array(members.length) };
  for (let index = 0; index < members.length; index++) {
    own.gradients[index] = gradients[members[index]!]!;
    own.curvatures[index] = curvatures[members[index]!]!;
  }
  const sums = new Float64Array(3 * seen.reduce((count, feature) => count + binsOf(columns[feature]!), 0));
  let start = 0;
  for (const feature of seen) {
    const column = columns[feature]!;
    const add = column.isTwofold ? addTwofold : addBinned;
    add(sums, start, column.bins, members, own.gradients, own.curvatures);
    start += 3 * binsOf(column);
  }
  return sums;
}

const binsOf = ({ edges }: BinnedColumn): number => edges.length + 2;

function addBinned(
  sums: Float64Array,
  start: number,
  bins: Uint8Array,
  members: Int32Array,
  gradients: Float64Array,
  curvatures: Float64Array,
): void {
  for (let index = 0; index < members.length; index++) {
    const place = start + 3 * bins[members[index]!]!;
    sums[place] = sums[place]! + gradients[index]!;
    sums[place + 1] = sums[place + 1]! + curvatures[index]!;
    sums[place + 2] = sums[place + 2]! + 1;
  }
}

/** The same for a column whose bins are 1 and 2 alone, four times as fast: most columns are yes or no. */
function addTwofold(
  sums: Float64Array,
  start: number,
  bins: Uint8Array,
  members: Int32Array,
  gradients: Float64Array,
  curvatures: Float64Array,
): void {
  let [gradient, curvature, count] = [0, 0, 0];
  let [allGradients, allCurvatures] = [0, 0];
  for (let index = 0; index < members.length; index++) {
    const isUpper = bins[members[index]!]! - 1;
    gradient += isUpper * gradients[index]!;
    curvature += isUpper * curvatures[index]!;
    count += isUpper;
    allGradients += gradients[index]!;
    allCurvatures += curvatures[index]!;
  }
  sums[start + 3] = allGradients - gradient;
  sums[start + 4] = allCurvatures - curvature;
  sums[start + 5] = members.length - count;
  sums[start + 6] = gradient;
  sums[start + 7] = curvature;
  sums[start + 8] = count;
}

interface Sums {
  gradient: number;
  curvature: number;
  count: number;
}

function bestSplit(
  columns: readonly BinnedColumn[],
  seen: readonly number[],
  histograms: Float64Array,
  { gradient, curvature, count }: Sums,
  { minimumLeaf, ridge }: BoostingParameters,
): Split | undefined {
  const whole = gradient ** 2 / (curvature + ridge);
  let best: Split | undefined;
  let start = 0;
  for (const feature of seen) {
    const bins = binsOf(columns[feature]!);
    let leftGradient = 0;
    let leftCurvature = 0;
    let leftCount = 0;
    for (let bin = 0; bin < bins - 1; bin++) {
      const place = start + 3 * bin;
      leftGradient += histograms[place]!;
      leftCurvature += histograms[place + 1]!;
      leftCount += histograms[place + 2]!;
      if (leftCount < minimumLeaf) continue;
      if (count - leftCount < minimumLeaf) break;
      const gain =
        leftGradient ** 2 / (leftCurvature + ridge) +
        (gradient - leftGradient) ** 2 / (curvature - leftCurvature + ridge) -
        whole;
      if (gain > LEAST_GAIN && gain > (best?.gain ?? 0)) best = { gain, feature, bin, count: leftCount };
    }
    start += 3 * bins;
  }
  return best;
}

/** The value of the leaf every row falls into. */
export function treeValues(
  { features, thresholds, values }: Tree,
  columns: readonly Float64Array[],
  rows: number,
): Float64Array {
  const found = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let node = 0;
    while (features[node] !== LEAF) {
      const isAbove = columns[features[node]!]![row]! > thresholds[node]!;
      node = 2 * node + (isAbove ? 2 : 1);
    }
    found[row] = values[node]!;
  }
  return found;
}

/**
 * Adds to `contributions` what each feature does to a row's value: exact Shapley values, where a feature
 * left out sends the row both ways in proportion to the rows learned from. They sum to the row's value less
 * the returned mean value of the tree.
 *
 * @see Lundberg et al. (2020), "From local explanations to global understanding with explainable AI for
 *   trees", path-dependent TreeSHAP; summed leaf by leaf over the subsets of the few features of its path
 */
export function addTreeContributions(
  tree: Tree,
  row: ArrayLike<number>,
  contributions: Float64Array,
): number {
  let mean = 0;
  /** Per distinct feature of the path: whether the row goes there, and the share of rows that do. */
  function walk(node: number, path: readonly PathFeature[]): void {
    const feature = tree.features[node]!;
    if (feature === LEAF) {
      const value = tree.values[node]!;
      mean += value * path.reduce((share, step) => share * step.share, 1);
      for (let index = 0; index < path.length; index++)
        contributions[path[index]!.feature]! += value * shapleyValue(path, index);
      return;
    }
    const goesAbove = row[feature]! > tree.thresholds[node]!;
    for (const above of [false, true]) {
      const child = 2 * node + (above ? 2 : 1);
      const share = tree.covers[child]! / tree.covers[node]!;
      const known = path.find((step) => step.feature === feature);
      const step = {
        feature,
        followed: (known?.followed ?? true) && goesAbove === above,
        share: (known?.share ?? 1) * share,
      };
      walk(child, [...path.filter((other) => other !== known), step]);
    }
  }
  walk(0, []);
  return mean;
}

interface PathFeature {
  feature: number;
  followed: boolean;
  share: number;
}

/** The Shapley value of one feature in the game "how much of the row reaches this leaf". */
function shapleyValue(path: readonly PathFeature[], index: number): number {
  // reached[k]: summed over the sets of k known features, the share of the row that reaches the leaf.
  const reached = [1];
  for (let other = 0; other < path.length; other++) {
    if (other === index) continue;
    const { followed, share } = path[other]!;
    reached.push(0);
    for (let known = reached.length - 1; known >= 0; known--)
      reached[known] = reached[known]! * share + (followed && known > 0 ? reached[known - 1]! : 0);
  }
  const others = reached.length - 1;
  let weighted = 0;
  for (let known = 0; known <= others; known++)
    weighted += (reached[known]! * factorial(known) * factorial(others - known)) / factorial(path.length);
  const { followed, share } = path[index]!;
  return weighted * ((followed ? 1 : 0) - share);
}

const factorial = (value: number): number => (value <= 1 ? 1 : value * factorial(value - 1));
