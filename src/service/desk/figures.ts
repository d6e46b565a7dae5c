import { shareOf } from '../../insight/index.ts';

/** A figure with its 95 % interval and what it rests on; null where there is nothing to count. */
export interface Figure {
  n: number;
  value: number | null;
  low95: number | null;
  high95: number | null;
}

/** A difference of two figures; null where one of them is missing its interval. */
export interface Change {
  value: number;
  low95: number;
  high95: number;
}

const NORMAL_QUANTILE_95 = 1.96;
const none: Figure = { n: 0, value: null, low95: null, high95: null };

/** A share with its score interval (Wilson 1927). */
export function shareFigure(successes: number, trials: number): Figure {
  return trials === 0 ? none : { n: trials, ...shareOf(successes, trials) };
}

/** A mean with its normal interval, which needs two values. */
export function meanFigure(values: readonly number[]): Figure {
  const n = values.length;
  if (n === 0) return none;
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  if (n === 1) return { n, value, low95: null, high95: null };
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  const spread = NORMAL_QUANTILE_95 * Math.sqrt(variance / n);
  return { n, value, low95: value - spread, high95: value + spread };
}

/**
 * A median with the interval between two order statistics, which holds for any distribution; it needs six
 * values, of which the smallest and the largest are the interval.
 * @see Conover (1999), "Practical Nonparametric Statistics", 3rd ed., section 3.2
 */
export function medianFigure(values: readonly number[]): Figure {
  const n = values.length;
  if (n === 0) return none;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.ceil((n - 1) / 2)]!) / 2;
  if (n < 6) return { n, value: middle, low95: null, high95: null };
  const reach = (NORMAL_QUANTILE_95 * Math.sqrt(n)) / 2;
  const low = Math.max(0, Math.floor(n / 2 - reach));
  const high = Math.min(n - 1, Math.ceil(n / 2 + reach));
  return { n, value: middle, low95: sorted[low]!, high95: sorted[high]! };
}

/**
 * How far a figure is from another, with the interval made of theirs.
 * @see Zou & Donner (2008), "Construction of confidence limits about effect measures"
 */
export function changeBetween(before: Figure, after: Figure): Change | null {
  const [one, other] = [boundsOf(before), boundsOf(after)];
  if (!one || !other) return null;
  const value = other.value - one.value;
  return {
    value,
    low95: value - Math.hypot(other.value - other.low, one.high - one.value),
    high95: value + Math.hypot(other.high - other.value, one.value - one.low),
  };
}

function boundsOf({ value, low95, high95 }: Figure): { value: number; low: number; high: number } | null {
  return value === null || low95 === null || high95 === null ? null : { value, low: low95, high: high95 };
}
