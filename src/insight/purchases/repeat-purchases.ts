import { hypergeometric, logBeta, logGamma } from './gamma.ts';
import { minimiseByGradient } from './newton.ts';
import { type Minimum, minimise } from './simplex.ts';

/** What is known of a customer who bought at least once. One unit of time for all three. */
export interface PurchaseSummary {
  /** Purchases after the first. */
  repeats: number;
  /** From the first purchase to the last; 0 without repeats. */
  lastAt: number;
  /** From the first purchase to now. */
  age: number;
}

/**
 * BG/NBD: while alive, customers buy at a rate drawn from a gamma distribution (shape r, rate α); after each
 * purchase they leave with a probability drawn from a beta distribution (a, b).
 */
export interface RepeatPurchaseModel {
  r: number;
  alpha: number;
  a: number;
  b: number;
  logLikelihood: number;
}

const starts = [
  [0, 1, 0, 1],
  [-1, 0, -1, 1],
  [1, 3, 0, 0],
] as const;

/**
 * Fits the four parameters by maximum likelihood, from several starts, on the scale of their logarithms.
 *
 * @param summaries  at least one customer; times are scaled within, α comes back in their unit
 * @param search     the optimiser: BFGS, or the simplex method to check it by
 * @see Fader, Hardie & Lee (2005), "“Counting your customers” the easy way: an alternative to the
 *   Pareto/NBD model", Marketing Science 24(2), eq. 6
 */
export function fitRepeatPurchases(
  summaries: readonly PurchaseSummary[],
  search: (
    objective: (at: readonly number[]) => number,
    start: readonly number[],
  ) => Minimum = minimiseByGradient,
): RepeatPurchaseModel {
  const scale = 10 / summaries.reduce((longest, { age }) => Math.max(longest, age), Number.MIN_VALUE);
  const groups = groupAlike(summaries, scale);
  const objective = (at: readonly number[]): number => {
    if (at.some((value) => Math.abs(value) > 12)) return Number.POSITIVE_INFINITY;
    const [r, alpha, a, b] = at.map(Math.exp) as [number, number, number, number];
    return -logLikelihoodOf(groups, { r, alpha, a, b });
  };
  const found = starts.map((start) => search(objective, start));
  const best = found.reduce((one, other) => (other.value < one.value ? other : one));
  const [r, alpha, a, b] = best.at.map(Math.exp) as [number, number, number, number];
  const repeats = summaries.reduce((sum, customer) => sum + customer.repeats, 0);
  return { r, alpha: alpha / scale, a, b, logLikelihood: -best.value + repeats * Math.log(scale) };
}

/** The same fit by another optimiser: where both agree the optimum is no accident of one of them. */
export const fitRepeatPurchasesBySimplex = (summaries: readonly PurchaseSummary[]): RepeatPurchaseModel =>
  fitRepeatPurchases(summaries, minimise);

/** The probability that a customer has not left. @see Fader & Hardie (2008), note 021, "Computing P(alive)" */
export function probabilityAlive({ r, alpha, a, b }: RepeatPurchaseModel, customer: PurchaseSummary): number {
  const { repeats, lastAt, age } = customer;
  if (repeats === 0) return 1;
  const odds = (a / (b + repeats - 1)) * ((alpha + age) / (alpha + lastAt)) ** (r + repeats);
  return 1 / (1 + odds);
}

/**
 * How many purchases a customer is expected to make in the time to come.
 *
 * @param horizon  in the unit of the customer's times, 0 or more
 * @see Fader, Hardie & Lee (2005), eq. 10
 */
export function expectedPurchases(
  model: RepeatPurchaseModel,
  customer: PurchaseSummary,
  horizon: number,
): number {
  const { r, alpha, a, b } = model;
  const { repeats: x, age } = customer;
  const z = horizon / (alpha + age + horizon);
  const whole = (a + b + x - 1) / (a - 1);
  const rest =
    ((alpha + age) / (alpha + age + horizon)) ** (r + x) * hypergeometric(r + x, b + x, a + b + x - 1, z);
  return whole * (1 - rest) * probabilityAlive(model, customer);
}

/**
 * The time by which a living customer will have bought again with a given probability: their purchases
 * come at a rate that is gamma distributed, given what they bought.
 *
 * @param share  above 0, below 1; one half gives the median
 */
export function nextPurchaseIn(
  { r, alpha }: RepeatPurchaseModel,
  { repeats, age }: PurchaseSummary,
  share: number,
): number {
  return (alpha + age) * ((1 - share) ** (-1 / (r + repeats)) - 1);
}

type Group = PurchaseSummary & { count: number };

function logLikelihoodOf(
  groups: readonly Group[],
  { r, alpha, a, b }: Omit<RepeatPurchaseModel, 'logLikelihood'>,
): number {
  const start = r * Math.log(alpha) - logGamma(r) - logBeta(a, b);
  const byRepeats = new Map<number, { bought: number; stayed: number; left: number }>();
  const partsOf = (x: number) => {
    const parts = {
      bought: start + logGamma(r + x),
      stayed: logBeta(a, b + x),
      left: x === 0 ? Number.NEGATIVE_INFINITY : logBeta(a + 1, b + x - 1),
    };
    byRepeats.set(x, parts);
    return parts;
  };
  let sum = 0;
  for (const { repeats: x, lastAt, age, count } of groups) {
    const { bought, stayed, left } = byRepeats.get(x) ?? partsOf(x);
    const alive = stayed - (r + x) * Math.log(alpha + age);
    const gone = left - (r + x) * Math.log(alpha + lastAt);
    sum += count * (bought + Math.max(alive, gone) + Math.log1p(Math.exp(-Math.abs(alive - gone))));
  }
  return sum;
}

/** Customers with the same history count once, with their number. */
function groupAlike(summaries: readonly PurchaseSummary[], scale: number): Group[] {
  const groups = new Map<string, Group>();
  for (const { repeats, lastAt, age } of summaries) {
    const key = `${repeats}/${lastAt}/${age}`;
    const known = groups.get(key);
    if (known) known.count++;
    else groups.set(key, { repeats, lastAt: lastAt * scale, age: age * scale, count: 1 });
  }
  return [...groups.values()];
}
