import { type EaseSettings, fitEase } from './ease.ts';
import { buyersOfEach, type Interactions } from './interactions.ts';
import { fitLowRank, type LowRank } from './low-rank.ts';
import { fitNeighbours, type NeighbourSettings } from './neighbours.ts';
import { type Pace, unwatched, within } from './pace.ts';

/** What somebody has, and how much each says of what they want: 1 for a purchase, less for a look, below 0 for a dislike. */
export interface Profile {
  items: ArrayLike<number>;
  /** 1 each where absent. */
  weights?: ArrayLike<number>;
}

/** What ranks the items. */
export type RecommenderSettings =
  | { method: 'ease'; ease: EaseSettings; lowRankShare: number }
  | { method: 'cosine'; lowRankShare: number }
  | { method: 'popularity' };

/** One way of scoring items; the scale is its own. */
export interface ItemScorer {
  /** A score for every item. */
  score(profile: Profile): Float64Array;
  /** How much one item speaks for another. */
  support(item: number, other: number): number;
}

const keptNeighbours = 100;
/** Dimensions of the low-rank part. */
export const lowRankDimensions = 32;

/** Fits what the settings ask for. */
export async function fitRecommender(
  interactions: Interactions,
  settings: RecommenderSettings,
  pace: Pace = unwatched,
): Promise<ItemScorer> {
  if (settings.method === 'popularity') return popularityScorer(interactions);
  const linear =
    settings.method === 'ease'
      ? await easeScorer(interactions, settings.ease, within(pace, 0, 0.8))
      : await cosineScorer(interactions, undefined, within(pace, 0, 0.8));
  if (settings.lowRankShare === 0) return linear;
  const lowRank = lowRankScorer(await fitLowRank(interactions, lowRankDimensions, within(pace, 0.8, 1)));
  return blend(linear, lowRank, settings.lowRankShare);
}

/** Scores by how many bought each item, the same for everybody. */
export function popularityScorer(interactions: Interactions): ItemScorer {
  const buyers = Float64Array.from(buyersOfEach(interactions));
  return { score: () => buyers.slice(), support: () => 0 };
}

export async function easeScorer(
  interactions: Interactions,
  settings: EaseSettings,
  pace?: Pace,
): Promise<ItemScorer> {
  const { items, weights, offsets } = await fitEase(interactions, settings, pace);
  return {
    score(profile) {
      const scores = offsets.slice();
      each(profile, (item, weight) => {
        const row = item * items;
        for (let other = 0; other < items; other++) scores[other]! += weight * weights[row + other]!;
      });
      return scores;
    },
    support: (item, other) => weights[item * items + other]!,
  };
}

/** Scores by item-item cosine: the sum of the similarities to what somebody has. */
export async function cosineScorer(
  interactions: Interactions,
  settings: NeighbourSettings = { neighbours: keptNeighbours },
  pace?: Pace,
): Promise<ItemScorer> {
  const { starts, items, similarities } = await fitNeighbours(interactions, settings, pace);
  return {
    score(profile) {
      const scores = new Float64Array(interactions.items);
      each(profile, (item, weight) => {
        for (let at = starts[item]!; at < starts[item + 1]!; at++)
          scores[items[at]!]! += weight * similarities[at]!;
      });
      return scores;
    },
    support(item, other) {
      const at = items.subarray(starts[item], starts[item + 1]).indexOf(other);
      return at < 0 ? 0 : similarities[starts[item]! + at]!;
    },
  };
}

/** Scores by nearness in the space of the strongest patterns; nothing there says why. */
export function lowRankScorer({ rank, from, to }: LowRank): Pick<ItemScorer, 'score'> {
  const items = from.length / rank;
  return {
    score(profile) {
      const taste = new Float64Array(rank);
      each(profile, (item, weight) => {
        for (let at = 0; at < rank; at++) taste[at]! += weight * from[item * rank + at]!;
      });
      return Float64Array.from({ length: items }, (_, item) => {
        let sum = 0;
        for (let at = 0; at < rank; at++) sum += taste[at]! * to[item * rank + at]!;
        return sum;
      });
    },
  };
}

/** Adds a share of one scorer's standardised scores to another's. What speaks for an item is the first's. */
export const blend = (first: ItemScorer, second: Pick<ItemScorer, 'score'>, share: number): ItemScorer => ({
  score(profile) {
    if (share === 0) return first.score(profile);
    const scores = standardised(first.score(profile));
    const more = standardised(second.score(profile));
    return scores.map((score, item) => score + share * more[item]!);
  },
  support: first.support,
});

/** The same scores with mean nought and deviation one; all nought where they are all alike. */
export function standardised(scores: Float64Array): Float64Array {
  let sum = 0;
  let squares = 0;
  for (const score of scores) sum += score;
  const mean = sum / scores.length;
  for (const score of scores) squares += (score - mean) ** 2;
  const deviation = Math.sqrt(squares / scores.length);
  return scores.map((score) => (deviation > 0 ? (score - mean) / deviation : 0));
}

function each({ items, weights }: Profile, work: (item: number, weight: number) => void): void {
  for (let at = 0; at < items.length; at++) work(items[at]!, weights?.[at] ?? 1);
}
