import { logGamma } from './gamma.ts';
import { minimise } from './simplex.ts';

/** What a customer spent: on how many purchases, and how much a purchase on average. */
export interface SpendSummary {
  purchases: number;
  /** Above 0. */
  average: number;
}

/**
 * Gamma-Gamma: a customer's purchases vary by a gamma distribution (shape p) around their own mean, whose
 * scale differs between customers by another (shape q, scale γ).
 */
export interface SpendModel {
  p: number;
  q: number;
  gamma: number;
  /** The mean of all customers' averages, in money. */
  mean: number;
}

/** Needed to tell how customers differ from how their own purchases do. */
const LEAST_CUSTOMERS = 10;

/**
 * Fits the model by maximum likelihood; null where fewer than ten customers bought for money, or all spend
 * alike.
 *
 * @see Fader & Hardie (2013), "The Gamma-Gamma model of monetary value", eq. 1
 */
export function fitSpend(customers: readonly SpendSummary[]): SpendModel | null {
  if (customers.length < LEAST_CUSTOMERS) return null;
  const mean = customers.reduce((sum, { average }) => sum + average, 0) / customers.length;
  if (customers.every(({ average }) => average === customers[0]!.average)) return null;
  const objective = (at: readonly number[]): number => {
    if (at.some((value) => Math.abs(value) > 12)) return Number.POSITIVE_INFINITY;
    const [p, q, gamma] = at.map(Math.exp) as [number, number, number];
    return -customers.reduce((sum, { purchases: x, average }) => {
      const z = average / mean;
      return (
        sum +
        logGamma(p * x + q) -
        logGamma(p * x) -
        logGamma(q) +
        q * Math.log(gamma) +
        (p * x - 1) * Math.log(z) +
        p * x * Math.log(x) -
        (p * x + q) * Math.log(gamma + x * z)
      );
    }, 0);
  };
  const found = minimise(objective, [1, 1, 0]);
  const [p, q, gamma] = found.at.map(Math.exp) as [number, number, number];
  return { p, q, gamma: gamma * mean, mean };
}

/** What a customer is expected to spend on a purchase: their own average drawn towards that of all. */
export function expectedSpend({ p, q, gamma, mean }: SpendModel, customer: SpendSummary): number {
  const { purchases: x, average } = customer;
  if (q <= 1) return x > 0 ? average : mean;
  const all = (p * gamma) / (q - 1);
  if (x === 0) return all;
  const own = (p * x) / (p * x + q - 1);
  return (1 - own) * all + own * average;
}
