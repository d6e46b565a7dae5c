/** Where a search ended. */
export interface Minimum {
  at: readonly number[];
  value: number;
}

const MOST_EVALUATIONS = 4_000;
const TOLERANCE = 1e-12;

/**
 * Finds a minimum of a smooth function without its derivatives, by the simplex method of Nelder and Mead,
 * begun anew from where it ended until that gains nothing.
 *
 * @param objective  may return Infinity outside its domain
 * @param start      within the domain
 * @see Nelder & Mead (1965), "A simplex method for function minimization"
 */
export function minimise(objective: (at: readonly number[]) => number, start: readonly number[]): Minimum {
  let best = descend(objective, start);
  for (let round = 0; round < 5; round++) {
    const again = descend(objective, best.at);
    const gained = best.value - again.value;
    best = again;
    if (gained <= TOLERANCE * (1 + Math.abs(best.value))) break;
  }
  return best;
}

function descend(objective: (at: readonly number[]) => number, start: readonly number[]): Minimum {
  let evaluations = 0;
  const corner = (at: readonly number[]) => {
    evaluations++;
    return { at, value: objective(at) };
  };
  let simplex = [
    start,
    ...start.map((_, axis) => start.map((value, index) => value + (index === axis ? 0.25 : 0))),
  ].map(corner);
  const size = start.length;
  while (evaluations < MOST_EVALUATIONS) {
    simplex.sort((one, other) => one.value - other.value);
    const [lowest, worst] = [simplex[0]!, simplex[size]!];
    if (worst.value - lowest.value <= TOLERANCE * (1 + Math.abs(lowest.value))) break;
    const others = simplex.slice(0, size);
    const centre = start.map((_, axis) => others.reduce((sum, { at }) => sum + at[axis]! / size, 0));
    const along = (step: number) =>
      corner(centre.map((value, axis) => value + step * (worst.at[axis]! - value)));
    const reflected = along(-1);
    if (reflected.value < lowest.value) {
      const expanded = along(-2);
      simplex[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < others.at(-1)!.value) simplex[size] = reflected;
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[size] = contracted;
      else
        simplex = [
          lowest,
          ...simplex
            .slice(1)
            .map(({ at }) => corner(at.map((value, axis) => (value + lowest.at[axis]!) / 2))),
        ];
    }
  }
  simplex.sort((one, other) => one.value - other.value);
  return simplex[0]!;
}
