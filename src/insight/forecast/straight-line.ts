import { mean } from './accuracy.ts';

/**
 * The least-squares line through values at 0, 1, 2, …; flat through fewer than two.
 *
 * @param values at least one
 */
export function leastSquaresLine(values: ArrayLike<number>): { intercept: number; slope: number } {
  const middle = (values.length - 1) / 2;
  const centre = mean(values);
  let [cross, square] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    cross += (index - middle) * (values[index]! - centre);
    square += (index - middle) ** 2;
  }
  const slope = square === 0 ? 0 : cross / square;
  return { intercept: centre - slope * middle, slope };
}
