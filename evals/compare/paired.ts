import { createRandom } from '../company/random.ts';
import { type Interval, mean, quantile } from '../statistics.ts';

/**
 * The chance of a split at least as uneven as this among the items only one side has right, were both sides
 * equally good (two-sided exact binomial test).
 *
 * @param onlyFirst   items the first side alone has right
 * @param onlySecond  items the second side alone has right
 * @see McNemar (1947), "Note on the sampling error of the difference between correlated proportions"
 */
export function mcNemarExact(onlyFirst: number, onlySecond: number): number {
  const trials = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  let logTerm = -trials * Math.LN2;
  let tail = 0;
  for (let successes = 0; successes <= fewer; successes++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(trials - successes) - Math.log(successes + 1);
  }
  return Math.min(1, 2 * tail);
}

const resamples = 10_000;

/**
 * The mean difference of paired scores by resampling the pairs: its 95 % percentile interval, and the
 * two-sided chance of the difference being none.
 *
 * @param differences  second less first, one an item, at least one
 * @see Efron & Tibshirani (1993), "An Introduction to the Bootstrap", section 13.3
 */
export function pairedBootstrap(
  differences: readonly number[],
  seed: number,
): { interval: Interval; p: number } {
  const random = createRandom(seed, 'paired');
  const count = differences.length;
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn++) sum += differences[random.integer(0, count - 1)]!;
    return sum / count;
  }).sort();
  const below = means.filter((value) => value <= 0).length;
  const above = means.filter((value) => value >= 0).length;
  const p = Math.min(1, (2 * (Math.min(below, above) + 1)) / (resamples + 1));
  return {
    interval: [quantile([...means], 0.025), quantile([...means], 0.975)],
    p: mean(differences) === 0 ? 1 : p,
  };
}
