/** How a feature's values were spread: cut points and the share of values up to each, the last beyond all. */
export interface FeatureSpread {
  edges: readonly number[];
  /** One more than edges, then the share of missing values; they sum to 1. */
  shares: readonly number[];
}

const bins = 10;
/** Stands for an empty bin, whose logarithm there would be none of. */
const leastShare = 1e-4;

/** A feature's spread over deciles; NaN is a missing value. Empty where there are no rows. */
export function spreadOf(values: readonly number[]): FeatureSpread {
  const known = values.filter((value) => !Number.isNaN(value)).toSorted((one, other) => one - other);
  const deciles = Array.from(
    { length: bins - 1 },
    (_, index) => known[Math.floor(((index + 1) * known.length) / bins)]!,
  );
  const edges = known.length === 0 ? [] : [...new Set(deciles)];
  return { edges, shares: sharesOf(values, edges) };
}

/** Spreads of the columns of a table by their names. */
export const spreadsOf = (
  names: readonly string[],
  rows: readonly ArrayLike<number>[],
): Record<string, FeatureSpread> =>
  Object.fromEntries(names.map((name, column) => [name, spreadOf(rows.map((row) => row[column]!))]));

/**
 * The population stability index: how far values now are spread otherwise than they were. By the rule of
 * thumb of credit scoring, below 0.1 is the same, above 0.25 another population.
 *
 * @see Siddiqi (2006), "Credit Risk Scorecards", chapter 9
 */
export function populationStability({ edges, shares }: FeatureSpread, values: readonly number[]): number {
  if (values.length === 0) return 0;
  const now = sharesOf(values, edges);
  return shares.reduce((sum, share, bin) => {
    const [before, after] = [Math.max(share, leastShare), Math.max(now[bin]!, leastShare)];
    return sum + (after - before) * Math.log(after / before);
  }, 0);
}

/** What an index says. */
export const driftVerdict = (index: number): 'stable' | 'moved' | 'drifted' =>
  index < 0.1 ? 'stable' : index <= 0.25 ? 'moved' : 'drifted';

function sharesOf(values: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 2).fill(0);
  for (const value of values) {
    const beyond = edges.findIndex((edge) => value < edge);
    const bin = Number.isNaN(value) ? edges.length + 1 : beyond < 0 ? edges.length : beyond;
    counts[bin]! += 1;
  }
  return counts.map((count) => count / Math.max(1, values.length));
}
