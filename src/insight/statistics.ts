/** A share with the bounds the data support, all from 0 to 1. */
export interface Share {
  value: number;
  low95: number;
  high95: number;
}

const NORMAL_QUANTILE_95 = 1.96;

/**
 * A share of successes with its 95 % score interval.
 *
 * @param successes 0 to `trials`
 * @param trials    at least 1
 * @see Wilson (1927), "Probable inference, the law of succession, and statistical inference"
 */
export function shareOf(successes: number, trials: number): Share {
  const z = NORMAL_QUANTILE_95;
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

/** A number to so many decimals, for showing. */
export const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));
