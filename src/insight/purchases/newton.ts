import type { Minimum } from './simplex.ts';

const MOST_ITERATIONS = 200;
const GRADIENT_STEP = 1e-5;
const LEAST_GAIN = 1e-13;

/**
 * Finds a minimum by the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno with differences for
 * derivatives: the second opinion on what the simplex found, by another way.
 *
 * @see Nocedal & Wright (2006), "Numerical Optimization", algorithm 6.1
 */
export function minimiseByGradient(
  objective: (at: readonly number[]) => number,
  start: readonly number[],
): Minimum {
  const gradientAt = (at: readonly number[]) =>
    at.map((_, axis) => {
      const moved = (step: number) => objective(at.map((one, index) => (index === axis ? one + step : one)));
      return (moved(GRADIENT_STEP) - moved(-GRADIENT_STEP)) / (2 * GRADIENT_STEP);
    });
  const size = start.length;
  const identity = () => start.map((_, row) => start.map((_value, column) => Number(row === column)));
  let inverse = identity();
  let at = [...start];
  let lowest = objective(at);
  let gradient = gradientAt(at);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    let direction = inverse.map((line) => -dot(line, gradient));
    if (dot(direction, gradient) >= 0) {
      inverse = identity();
      direction = gradient.map((slope) => -slope);
    }
    let scale = Math.min(1, 1 / Math.hypot(...direction));
    let next = at.map((one, axis) => one + scale * direction[axis]!);
    let reached = objective(next);
    while (!(reached <= lowest + 1e-4 * scale * dot(direction, gradient)) && scale > 1e-12) {
      scale /= 2;
      next = at.map((one, axis) => one + scale * direction[axis]!);
      reached = objective(next);
    }
    const gained = lowest - reached;
    if (!(gained > LEAST_GAIN * (1 + Math.abs(lowest)))) break;
    const slope = gradientAt(next);
    const step = next.map((one, axis) => one - at[axis]!);
    const change = slope.map((one, axis) => one - gradient[axis]!);
    const curvature = dot(step, change);
    if (curvature > 0) {
      const image = inverse.map((line) => dot(line, change));
      const stretch = (1 + dot(change, image) / curvature) / curvature;
      inverse = inverse.map((line, row) =>
        line.map(
          (one, column) =>
            one +
            stretch * step[row]! * step[column]! -
            (image[row]! * step[column]! + step[row]! * image[column]!) / curvature,
        ),
      );
    }
    [at, lowest, gradient] = [next, reached, slope];
  }
  return { at: at.slice(0, size), value: lowest };
}

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * right[index]!, 0);
