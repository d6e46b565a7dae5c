import type { Learned } from './learn.ts';
import type { Taste } from './profile.ts';
import { topItems } from './ranking.ts';
import type { RecommendationQuestion } from './recommending.ts';

/** What ranked the products of an answer. */
export type RankingMethod = 'ease' | 'item_item_cosine' | 'popularity' | 'content';

/** Products that may be recommended, best first, before anybody looked whether they are on sale. */
export interface Ranked {
  method: RankingMethod;
  candidates: { id: string; score: number }[];
  /** Products the reasons may name. */
  reasonsFrom: string[];
  /** What recommending by popularity alone would show. */
  popular: ReadonlySet<string>;
}

/** Twice as many and more than fit, as some are out of stock. */
const pool = 80;
/** A price limit leaves out many. */
const poolBelowPrice = 2_000;
const mostReasons = 50;
/** Bought again by so many of its buyers, a product counts as one that is used up. */
const returningShare = 0.3;
const fewestBuyers = 5;
/** What was bought within so many days is not needed again yet. */
const justBoughtDays = 30;

/** Ranks by taste where there is one, by recent popularity where there is none; `content` leaves it to the texts. */
export function rank(learned: Learned, taste: Taste, question: RecommendationQuestion, now: Date): Ranked {
  const { products, numbers, scorer, settings, popularity } = learned;
  const excluded = exclusions(learned, taste, question, now);
  const isExcluded = (item: number): boolean => excluded.has(products[item]!);
  const size = question.maxPrice === undefined ? pool : poolBelowPrice;
  const best = (scores: ArrayLike<number>, count: number) =>
    topItems(scores, count, isExcluded).map((item) => ({ id: products[item]!, score: scores[item]! }));
  const popular = new Set(best(popularity, question.limit).map(({ id }) => id));
  const reasonsFrom = taste.liked.slice(0, mostReasons);
  const isNew = taste.liked.length > 0 && !taste.liked.some((product) => numbers.has(product));
  if (isNew && question.basket.length > 0) return { method: 'content', candidates: [], reasonsFrom, popular };
  if (settings.method === 'popularity' || !taste.profile.weights || !hasWish(taste.profile.weights))
    return { method: 'popularity', candidates: best(popularity, size), reasonsFrom, popular };
  const method = settings.method === 'ease' ? 'ease' : 'item_item_cosine';
  return { method, candidates: best(scorer.score(taste.profile), size), reasonsFrom, popular };
}

function hasWish(weights: ArrayLike<number>): boolean {
  return Array.from(weights).some((weight) => weight > 0);
}

/** What is not recommended: what lies in the basket, is unwanted, or is had already and not used up. */
function exclusions(
  { numbers, returningBuyers, buyers }: Learned,
  { owned, unwanted }: Taste,
  { basket, includeOwned }: RecommendationQuestion,
  now: Date,
): Set<string> {
  const excluded = new Set([...basket, ...unwanted]);
  if (includeOwned) return excluded;
  for (const [product, last] of owned) {
    const item = numbers.get(product);
    const isUsedUp =
      item !== undefined &&
      buyers[item]! >= fewestBuyers &&
      returningBuyers[item]! >= returningShare * buyers[item]! &&
      now.getTime() - last.getTime() > justBoughtDays * 86_400_000;
    if (!isUsedUp) excluded.add(product);
  }
  return excluded;
}
