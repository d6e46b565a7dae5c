/** How well groups match labels: each from 0 to 1. */
export interface GroupingScores {
  /** The share of items that are right when every group stands for the one label that suits all best. */
  acc: number;
  /** Normalised mutual information, by the mean of both entropies. */
  nmi: number;
}

/** For each item, the label its group stands for under the best one-to-one match; undefined for a group too many. */
export function bestMatch(
  groups: readonly string[],
  labels: readonly string[],
): ReadonlyMap<string, string | undefined> {
  const [groupNames, labelNames] = [[...new Set(groups)], [...new Set(labels)]];
  const table = tableOf(groups, labels, groupNames, labelNames);
  const size = Math.max(groupNames.length, labelNames.length);
  const costs = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_unused, column) => -(table[row]?.[column] ?? 0)),
  );
  const columns = assign(costs);
  return new Map(groupNames.map((name, row) => [name, labelNames[columns[row]!]]));
}

/** ACC and NMI of groups found without labels. @throws RangeError where there is nothing to score */
export function scoreGrouping(groups: readonly string[], labels: readonly string[]): GroupingScores {
  if (groups.length === 0 || groups.length !== labels.length)
    throw new RangeError(`${groups.length} groups for ${labels.length} labels`);
  const match = bestMatch(groups, labels);
  const right = groups.filter((group, index) => match.get(group) === labels[index]).length;
  return { acc: right / labels.length, nmi: mutualInformation(groups, labels) };
}

function mutualInformation(groups: readonly string[], labels: readonly string[]): number {
  const [groupNames, labelNames] = [[...new Set(groups)], [...new Set(labels)]];
  const table = tableOf(groups, labels, groupNames, labelNames);
  const total = labels.length;
  const rows = table.map((row) => sum(row) / total);
  const columns = labelNames.map((_, column) => sum(table.map((row) => row[column]!)) / total);
  let shared = 0;
  for (const [row, counts] of table.entries())
    for (const [column, count] of counts.entries()) {
      const share = count / total;
      if (share > 0) shared += share * Math.log(share / (rows[row]! * columns[column]!));
    }
  const mean = (entropy(rows) + entropy(columns)) / 2;
  return mean === 0 ? 1 : shared / mean;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const entropy = (shares: readonly number[]): number =>
  -sum(shares.map((share) => (share > 0 ? share * Math.log(share) : 0)));

function tableOf(
  groups: readonly string[],
  labels: readonly string[],
  groupNames: readonly string[],
  labelNames: readonly string[],
): number[][] {
  const row = new Map(groupNames.map((name, index) => [name, index]));
  const column = new Map(labelNames.map((name, index) => [name, index]));
  const table = groupNames.map(() => labelNames.map(() => 0));
  for (const [index, group] of groups.entries()) table[row.get(group)!]![column.get(labels[index]!)!]! += 1;
  return table;
}

/**
 * The column for each row of a square table that makes the sum of costs least (the Hungarian method with
 * potentials, O(n³)).
 *
 * @see Kuhn (1955), "The Hungarian method for the assignment problem"
 */
export function assign(costs: readonly (readonly number[])[]): number[] {
  const size = costs.length;
  const rowPotentials = new Float64Array(size + 1);
  const columnPotentials = new Float64Array(size + 1);
  // Row and column 0 stand for "none yet".
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    const cameFrom = new Int32Array(size + 1);
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(size + 1);
    let column = 0;
    rowOf[0] = row;
    while (rowOf[column] !== 0) {
      visited[column] = 1;
      const current = rowOf[column]!;
      let [least, next] = [Number.POSITIVE_INFINITY, 0];
      for (let other = 1; other <= size; other++) {
        if (visited[other]) continue;
        const reduced = costs[current - 1]![other - 1]! - rowPotentials[current]! - columnPotentials[other]!;
        if (reduced < slack[other]!) {
          slack[other] = reduced;
          cameFrom[other] = column;
        }
        if (slack[other]! < least) [least, next] = [slack[other]!, other];
      }
      for (let other = 0; other <= size; other++) {
        if (visited[other]) {
          rowPotentials[rowOf[other]!]! += least;
          columnPotentials[other]! -= least;
        } else slack[other]! -= least;
      }
      column = next;
    }
    while (column !== 0) {
      rowOf[column] = rowOf[cameFrom[column]!]!;
      column = cameFrom[column]!;
    }
  }
  const columns = Array.from({ length: size }, () => 0);
  for (let column = 1; column <= size; column++) columns[rowOf[column]! - 1] = column - 1;
  return columns;
}
