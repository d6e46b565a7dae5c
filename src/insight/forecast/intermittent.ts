import { weightAt } from './exponential-smoothing.ts';
import { minimise } from './nelder-mead.ts';

/** Weights of the Teunter-Syntetos-Babai method: of the newest sale's size, and of whether there was one. */
export interface IntermittentWeights {
  size: number;
  probability: number;
}

/** Fits the weights by the squared one-step errors. */
export function fitIntermittent(values: readonly number[]): IntermittentWeights {
  const weights = ([size, probability]: readonly number[]): IntermittentWeights => ({
    size: weightAt(0.5 * size!),
    probability: weightAt(0.5 * probability!),
  });
  return weights(
    minimise((at) => expectedDemand(values, weights(at)).squaredError, [0.2, 0.2], { evaluations: 60 }),
  );
}

/**
 * Demand that comes now and then: the probability that anything is sold in a period times the size of a
 * sale, each smoothed. Unlike Croston's method it falls when sales stop.
 *
 * @see Teunter, Syntetos & Babai (2011), "Intermittent demand: linking forecasting to inventory obsolescence"
 */
export function expectedDemand(
  values: readonly number[],
  { size: sizeWeight, probability: probabilityWeight }: IntermittentWeights,
): { demand: number; squaredError: number } {
  const sales = values.filter((value) => value !== 0);
  let probability = sales.length / values.length;
  let size = sales.length === 0 ? 0 : sales.reduce((sum, sale) => sum + sale, 0) / sales.length;
  let squaredError = 0;
  for (const value of values) {
    squaredError += (value - probability * size) ** 2;
    probability += probabilityWeight * ((value === 0 ? 0 : 1) - probability);
    if (value !== 0) size += sizeWeight * (value - size);
  }
  return { demand: probability * size, squaredError };
}
