import { randomFrom } from '../../language/index.ts';

/** A product near the cut, with what people made of it so far. */
export interface Arm {
  /** How likely it is thought to be taken, before anything was said of it; above 0 and below 1. */
  chance: number;
  accepted: number;
  rejected: number;
}

/** How many opinions the first guess is worth. */
const priorWeight = 10;
const propensityDraws = 200;

/**
 * Thompson sampling: draws for each arm how likely it is to be taken, given its acceptances and rejections, and
 * takes the arm with the highest draw. The same seed draws the same.
 *
 * @returns the arm taken, and how likely it was to be taken here, for an estimate of other policies later
 * @see Thompson (1933), "On the likelihood that one unknown probability exceeds another"; Chapelle & Li (2011)
 */
export function explore(arms: readonly Arm[], seed: number): { taken: number; propensity: number } {
  const random = randomFrom(seed);
  const taken = draw(arms, random);
  let times = 1;
  for (let round = 1; round < propensityDraws; round++) if (draw(arms, random) === taken) times++;
  return { taken, propensity: times / propensityDraws };
}

function draw(arms: readonly Arm[], random: () => number): number {
  let best = 0;
  let highest = -1;
  for (const [index, { chance, accepted, rejected }] of arms.entries()) {
    const yes = gamma(priorWeight * chance + accepted, random);
    const no = gamma(priorWeight * (1 - chance) + rejected, random);
    const drawn = yes / (yes + no);
    if (drawn > highest) {
      highest = drawn;
      best = index;
    }
  }
  return best;
}

/** A gamma variate of this shape, scale one. @see Marsaglia & Tsang (2000), with the boost for shapes below one */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const core = shape - 1 / 3;
  const scale = 1 / Math.sqrt(9 * core);
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const cube = (1 + scale * normal) ** 3;
    if (cube <= 0) continue;
    if (Math.log(1 - random()) < normal ** 2 / 2 + core - core * cube + core * Math.log(cube))
      return core * cube;
  }
}
