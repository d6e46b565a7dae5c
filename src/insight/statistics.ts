/** A share with the bounds the data support, all from 0 to 1. */
export interface Share {
  value: number;
  low95: number;
  high95: number;
}

/** Two-sided quantiles of the normal distribution: how many deviations an interval spans to either side. */
export const normalQuantiles = { at80: 1.2816, at95: 1.96 };

/**
 * A share of successes with its 95 % score interval.
 *
 * @param successes 0 to `trials`
 * @param trials    at least 1
 * @see Wilson (1927), "Probable inference, the law of succession, and statistical inference"
 */
export function shareOf(successes: number, trials: number): Share {
  const z = normalQuantiles.at95;
  const value = successes / trials;
  const centre = value + z ** 2 / (2 * trials);
  const spread = z * Math.sqrt((value * (1 - value)) / trials + z ** 2 / (4 * trials ** 2));
  const scale = 1 + z ** 2 / trials;
  return {
    value,
    low95: Math.max(0, (centre - spread) / scale),
    high95: Math.min(1, (centre + spread) / scale),
  };
}

/** The middle value, or the mean of the two middle ones; NaN for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
}

/** A number to so many decimals, for showing. */
export const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));
