/** A point of the unit cube and the value found there. */
interface Vertex {
  at: readonly number[];
  value: number;
}

/** How a search goes: the size of its first simplex, and how often it may look. */
export interface SimplexSearch {
  step?: number;
  evaluations?: number;
}

const TOLERANCE = 1e-5;

/**
 * Looks for the smallest value of a function on the unit cube by the downhill simplex method, with points
 * outside pulled back to the nearest face. Deterministic; values that are not finite count as the worst.
 *
 * @param objective  takes as many coordinates as `start` has, each from 0 to 1
 * @param start      where the search begins, at least one coordinate
 * @returns the best point seen
 * @see Nelder & Mead (1965), "A simplex method for function minimization"
 */
export function minimise(
  objective: (at: readonly number[]) => number,
  start: readonly number[],
  { step = 0.2, evaluations = 120 }: SimplexSearch = {},
): number[] {
  const size = start.length;
  let left = evaluations;
  const look = (point: readonly number[]): Vertex => {
    const at = point.map((coordinate) => Math.min(1, Math.max(0, coordinate)));
    const found = objective(at);
    left--;
    return { at, value: Number.isFinite(found) ? found : Number.MAX_VALUE };
  };
  const vertices = [look(start)];
  for (let axis = 0; axis < size; axis++) {
    const away = start[axis]! + step > 1 ? -step : step;
    vertices.push(look(start.map((coordinate, index) => (index === axis ? coordinate + away : coordinate))));
  }
  vertices.sort(byValue);
  while (left > 0) {
    const best = vertices[0]!;
    const worst = vertices[size]!;
    if (worst.value - best.value <= TOLERANCE * (Math.abs(best.value) + Number.EPSILON)) break;
    const centre = start.map((_, axis) => {
      let sum = 0;
      for (let index = 0; index < size; index++) sum += vertices[index]!.at[axis]!;
      return sum / size;
    });
    const along = (factor: number): Vertex =>
      look(centre.map((middle, axis) => middle + factor * (worst.at[axis]! - middle)));

    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      vertices[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < vertices[size - 1]!.value) {
      vertices[size] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) vertices[size] = contracted;
      else {
        for (let index = 1; index <= size; index++) {
          vertices[index] = look(
            vertices[index]!.at.map((coordinate, axis) => (coordinate + best.at[axis]!) / 2),
          );
        }
      }
    }
    vertices.sort(byValue);
  }
  return [...vertices[0]!.at];
}

const byValue = (left: Vertex, right: Vertex): number => left.value - right.value;
