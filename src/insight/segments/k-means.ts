import { randomFrom } from '../../language/index.ts';

/** Rows in groups around centres. */
export interface Clustering {
  centres: readonly (readonly number[])[];
  /** Which centre each row is nearest to. */
  assigned: readonly number[];
  /** Mean silhouette, from −1 to 1: how much nearer rows are to their own group than to the next. */
  silhouette: number;
}

const seed = 20_260_305;
const starts = 5;
const mostRounds = 60;
/** The number of groups is chosen on so many rows, and their silhouettes are computed on so many. */
const sampleSize = 2_000;
const silhouetteSize = 600;

/**
 * Groups rows, in as many groups as have the highest mean silhouette, by k-means from k-means++ starts with a
 * fixed seed: the same rows in the same order make the same groups.
 *
 * @param rows standardised columns, without missing values
 * @param counts how many groups to try; those with fewer different rows than groups are left out
 * @returns null where all rows are alike, or there are fewer than three
 * @see Arthur & Vassilvitskii (2007), "k-means++"; Rousseeuw (1987), "Silhouettes"
 */
export function cluster(
  rows: readonly (readonly number[])[],
  counts: readonly number[] = [2, 3, 4, 5, 6, 7, 8],
): Clustering | null {
  const different = new Set(rows.map((row) => row.join())).size;
  const possible = counts.filter((count) => count <= different && count < rows.length);
  const random = randomFrom(seed);
  const sample = sampled(rows, sampleSize, random);
  const judged = sampled(sample, silhouetteSize, random);
  let best: Clustering | null = null;
  for (const count of possible) {
    const centres = bestCentres(sample, count, random);
    const silhouette = silhouetteOf(judged, nearestTo(judged, centres), count);
    if (best === null || silhouette > best.silhouette) best = { centres, assigned: [], silhouette };
  }
  if (!best) return null;
  const settled = settle(rows, best.centres);
  return { ...settled, silhouette: best.silhouette };
}

/** Columns with mean 0 and deviation 1; a column whose values are all alike becomes 0. */
export function standardised(rows: readonly (readonly number[])[]): number[][] {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => {
    const mean = rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[column]! - mean) ** 2, 0) / rows.length;
    const isFlat = variance <= 1e-18 * Math.max(1, mean ** 2);
    return { mean, scale: isFlat ? 0 : 1 / Math.sqrt(variance) };
  });
  return rows.map((row) =>
    row.map((value, column) => (value - columns[column]!.mean) * columns[column]!.scale),
  );
}

function bestCentres(rows: readonly (readonly number[])[], count: number, random: () => number) {
  let best: { centres: number[][]; inertia: number } | undefined;
  for (let start = 0; start < starts; start++) {
    const { centres, inertia } = settle(rows, firstCentres(rows, count, random));
    if (!best || inertia < best.inertia) best = { centres, inertia };
  }
  return best!.centres;
}

/** Each next centre is a row drawn with the odds of its squared distance from those there are. */
function firstCentres(rows: readonly (readonly number[])[], count: number, random: () => number) {
  const centres = [rows[Math.floor(random() * rows.length)]!];
  const distances = rows.map(() => Number.POSITIVE_INFINITY);
  while (centres.length < count) {
    const newest = centres.at(-1)!;
    rows.forEach((row, index) => {
      distances[index] = Math.min(distances[index]!, squaredDistance(row, newest));
    });
    let rest = random() * distances.reduce((sum, distance) => sum + distance, 0);
    const drawn = distances.findIndex((distance) => {
      rest -= distance;
      return distance > 0 && rest <= 0;
    });
    centres.push(rows[drawn < 0 ? distances.indexOf(Math.max(...distances)) : drawn]!);
  }
  return centres;
}

/** Lloyd's rounds until no row moves. */
function settle(rows: readonly (readonly number[])[], from: readonly (readonly number[])[]) {
  let centres = from.map((centre) => [...centre]);
  let assigned = nearestTo(rows, centres);
  for (let round = 0; round < mostRounds; round++) {
    centres = centresOf(rows, assigned, centres);
    const next = nearestTo(rows, centres);
    const isSettled = next.every((group, index) => group === assigned[index]);
    assigned = next;
    if (isSettled) break;
  }
  const inertia = rows.reduce((sum, row, index) => sum + squaredDistance(row, centres[assigned[index]!]!), 0);
  return { centres, assigned, inertia };
}

function centresOf(
  rows: readonly (readonly number[])[],
  assigned: readonly number[],
  before: readonly (readonly number[])[],
): number[][] {
  const sums = before.map((centre) => centre.map(() => 0));
  const counts = before.map(() => 0);
  rows.forEach((row, index) => {
    const group = assigned[index]!;
    counts[group]! += 1;
    row.forEach((value, column) => {
      sums[group]![column]! += value;
    });
  });
  return sums.map((sum, group) =>
    counts[group] === 0 ? [...before[group]!] : sum.map((value) => value / counts[group]!),
  );
}

const nearestTo = (rows: readonly (readonly number[])[], centres: readonly (readonly number[])[]): number[] =>
  rows.map((row) => {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    centres.forEach((centre, group) => {
      const distance = squaredDistance(row, centre);
      if (distance < least) [nearest, least] = [group, distance];
    });
    return nearest;
  });

function silhouetteOf(
  rows: readonly (readonly number[])[],
  assigned: readonly number[],
  count: number,
): number {
  const sizes = new Array<number>(count).fill(0);
  for (const group of assigned) sizes[group]! += 1;
  let total = 0;
  rows.forEach((row, index) => {
    const own = assigned[index]!;
    if (sizes[own] === 1) return;
    const sums = new Array<number>(count).fill(0);
    rows.forEach((other, at) => {
      sums[assigned[at]!]! += Math.sqrt(squaredDistance(row, other));
    });
    const within = sums[own]! / (sizes[own]! - 1);
    const beyond = Math.min(
      ...sums.flatMap((sum, group) => (group === own || sizes[group] === 0 ? [] : sum / sizes[group]!)),
    );
    const widest = Math.max(within, beyond);
    if (Number.isFinite(beyond) && widest > 0) total += (beyond - within) / widest;
  });
  return total / rows.length;
}

function squaredDistance(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let column = 0; column < one.length; column++) sum += (one[column]! - other[column]!) ** 2;
  return sum;
}

/** So many rows drawn without replacement, in their own order; all where there are no more. */
function sampled<Row>(rows: readonly Row[], size: number, random: () => number): readonly Row[] {
  if (rows.length <= size) return rows;
  let wanted = size;
  return rows.filter((_, index) => {
    const isTaken = random() < wanted / (rows.length - index);
    if (isTaken) wanted -= 1;
    return isTaken;
  });
}
