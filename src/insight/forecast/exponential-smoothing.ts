export interface Smoothing {
  /** Weight of the newest value, above 0 and below 1. */
  alpha: number;
  /** The level after the last value: the forecast for every later step. */
  level: number;
}

const GRID = Array.from({ length: 20 }, (_, index) => 0.025 + 0.05 * index);
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const TOLERANCE = 1e-4;

/**
 * Simple exponential smoothing whose weight and start level minimise the squared one-step errors.
 * For a given weight the errors are linear in the start level, so its optimum is exact; the weight
 * comes from a grid refined by golden-section search.
 *
 * @param values at least one, oldest first
 */
export function smoothExponentially(values: readonly number[]): Smoothing {
  const coarse = GRID.reduce((best, alpha) =>
    fit(values, alpha).error < fit(values, best).error ? alpha : best,
  );
  let low = Math.max(TOLERANCE, coarse - 0.05);
  let high = Math.min(1 - TOLERANCE, coarse + 0.05);
  while (high - low > TOLERANCE) {
    const left = high - GOLDEN * (high - low);
    const right = low + GOLDEN * (high - low);
    if (fit(values, left).error <= fit(values, right).error) high = right;
    else low = left;
  }
  const alpha = (low + high) / 2;
  return { alpha, level: fit(values, alpha).level };
}

function fit(values: readonly number[], alpha: number): { error: number; level: number } {
  let fromZero = 0;
  let startWeight = 1;
  let cross = 0;
  let square = 0;
  let total = 0;
  for (const value of values) {
    const error = value - fromZero;
    cross += error * startWeight;
    square += startWeight ** 2;
    total += error ** 2;
    fromZero += alpha * error;
    startWeight *= 1 - alpha;
  }
  const start = cross / square;
  return { error: total - cross * start, level: fromZero + startWeight * start };
}
