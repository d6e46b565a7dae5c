/** What is said of a whole or a part of it, and how far such forecasts were off: a variance. */
export interface Estimate {
  values: readonly number[];
  variance: number;
}

/**
 * Makes parts add up to the whole: what is missing between them is shared out by the variances of their
 * errors, so that what is forecast well is moved least. No part is moved below `least`.
 *
 * @param least  the lowest a part may go, such as 0 for sales
 * @returns the parts; their sum is the whole
 * @see Wickramasuriya, Athanasopoulos & Hyndman (2019), "Optimal forecast reconciliation …": MinT with
 *   variance scaling, solved for two levels
 */
export function reconcile(
  whole: Estimate,
  parts: readonly Estimate[],
  least = Number.NEGATIVE_INFINITY,
): number[][] {
  const spread = parts.reduce((sum, { variance }) => sum + variance, 0);
  const total = spread + whole.variance;
  return parts.map(({ values, variance }) =>
    values.map((value, step) => {
      const sum = parts.reduce((added, part) => added + part.values[step]!, 0);
      const missing = whole.values[step]! - sum;
      return Math.max(least, total > 0 ? value + (missing * variance) / total : value);
    }),
  );
}
