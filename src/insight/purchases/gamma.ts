const coefficients = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/**
 * The natural logarithm of the gamma function for an argument above 0, to some 15 digits.
 *
 * @see Lanczos (1964), "A precision approximation of the gamma function", g = 7, n = 9
 */
export function logGamma(value: number): number {
  if (value < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * value)) - logGamma(1 - value);
  const shifted = value - 1;
  const series = coefficients.reduce(
    (sum, coefficient, index) => sum + coefficient / (shifted + index + 1),
    0.99999999999980993,
  );
  const end = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(end) - end + Math.log(series);
}

/** The logarithm of the beta function. */
export const logBeta = (one: number, other: number): number =>
  logGamma(one) + logGamma(other) - logGamma(one + other);

const MOST_TERMS = 20_000;

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for 0 ≤ z < 1 and positive a, b, c. Euler's transformation
 * is taken where it makes the series end sooner.
 *
 * @see Abramowitz & Stegun (1964), 15.1.1 and 15.3.3
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  const factor = c < a + b ? (1 - z) ** (c - a - b) : 1;
  const [first, second] = c < a + b ? [c - a, c - b] : [a, b];
  let [term, sum] = [1, 1];
  for (let index = 0; index < MOST_TERMS; index++) {
    term *= (((first + index) * (second + index)) / ((c + index) * (index + 1))) * z;
    sum += term;
    if (Math.abs(term) < 1e-15 * Math.abs(sum)) break;
  }
  return factor * sum;
}
