import { createRandom } from './company/random.ts';

/** The bounds of a 95 % interval. */
export type Interval = readonly [low: number, high: number];

const normalQuantile95 = 1.959964;

/**
 * The 95 % score interval of a share of successes. Unlike the textbook interval it stays within 0 and 1 and
 * holds its level for few trials and for shares near the ends.
 *
 * @param successes  0 to `trials`
 * @param trials     0 or more; nothing is known of none, so the interval is then 0 to 1
 * @throws RangeError where the counts do not fit
 * @see Wilson (1927), "Probable inference, the law of succession, and statistical inference"
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (!(Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials)) {
    throw new RangeError(`${successes} of ${trials} is no count of successes`);
  }
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const squared = normalQuantile95 ** 2;
  const centre = (share + squared / (2 * trials)) / (1 + squared / trials);
  const spread =
    (normalQuantile95 * Math.sqrt((share * (1 - share)) / trials + squared / (4 * trials ** 2))) /
    (1 + squared / trials);
  return [successes === 0 ? 0 : centre - spread, successes === trials ? 1 : centre + spread];
}

export interface BootstrapOptions {
  resamples?: number;
  seed?: number;
}

/**
 * The 95 % percentile interval of a statistic over independent items, by resampling them with replacement.
 * Too narrow below some twenty items: report n beside it.
 *
 * @param statistic  must take any sample of the items with repetitions, as long as the whole
 * @throws RangeError where there are no items
 * @see Efron & Tibshirani (1993), "An Introduction to the Bootstrap", section 13.3
 */
export function bootstrapInterval<Item>(
  items: readonly Item[],
  statistic: (sample: readonly Item[]) => number,
  { resamples = 2_000, seed = 1 }: BootstrapOptions = {},
): Interval {
  if (items.length === 0) throw new RangeError('a bootstrap needs items');
  const random = createRandom(seed, 'bootstrap');
  const values = Array.from({ length: resamples }, () => statistic(items.map(() => random.pick(items))));
  values.sort((left, right) => left - right);
  return [quantile(values, 0.025), quantile(values, 0.975)];
}

/**
 * The chance that k trials of one task all pass, estimated without bias from its trials.
 *
 * @param successes  0 to `trials`
 * @param k          1 to `trials`
 * @see Yao et al. (2024), "τ-bench", section 3: C(successes, k) / C(trials, k)
 */
export function passPowerK(successes: number, trials: number, k: number): number {
  if (!(k >= 1 && k <= trials)) throw new RangeError(`k must be from 1 to ${trials}, not ${k}`);
  return Array.from({ length: k }, (_, drawn) => Math.max(0, successes - drawn) / (trials - drawn)).reduce(
    (product, factor) => product * factor,
    1,
  );
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value below which a share of the sorted values lies, interpolated between neighbours. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
  return low + (high - low) * (position - Math.floor(position));
}
