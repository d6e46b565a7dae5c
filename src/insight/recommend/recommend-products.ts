import { type Share, shareOf } from '../statistics.ts';
import { fitItemSimilarity, type ItemSimilarity, scoreItems } from './item-similarity.ts';
import { type Popularity, rankByPopularity } from './popularity.ts';

/** One product bought by one customer at one time. */
export interface Purchase {
  customerId: string;
  productId: string;
  at: Date;
}

/** What was bought by whom, prepared for recommending. */
export interface RecommendationModel {
  owned: ReadonlyMap<string, readonly string[]>;
  similarity: ItemSimilarity<string>;
  popularity: readonly Popularity[];
}

/** Why a product is recommended, in numbers that can be checked against the orders. */
export type RecommendationReason =
  | { kind: 'bought_together'; productId: string; together: number; buyers: number }
  | { kind: 'popular'; recentBuyers: number; buyers: number };

export interface Recommendation {
  productId: string;
  score: number;
  reasons: RecommendationReason[];
}

export interface RecommendationOptions {
  limit: number;
  /** Leaves out what the customer already bought. */
  excludeOwned: boolean;
  /** Only these products may be recommended; all where absent. */
  allowed?: ReadonlySet<string>;
  /** What ranks the products; by default what is bought together. */
  basis?: 'co_purchase' | 'popularity';
}

/** How often the next new product of a customer stood among the first ten, in rehearsals on the past. */
export interface RecommendationBacktest {
  customers: number;
  hitRateAt10: Share;
  popularityHitRateAt10: Share;
}

const REASONS = 2;
const TOP = 10;
const FOLDS = 5;
const MAXIMUM_REHEARSALS = 2_000;

/** Learns from purchases, in any order. */
export function fitRecommendations(purchases: readonly Purchase[], now: Date): RecommendationModel {
  const owned = new Map<string, Set<string>>();
  for (const { customerId, productId } of purchases) {
    const products = owned.get(customerId) ?? new Set();
    owned.set(customerId, products.add(productId));
  }
  return {
    owned: new Map([...owned].map(([customerId, products]) => [customerId, [...products]])),
    similarity: fitItemSimilarity(owned.values()),
    popularity: rankByPopularity(purchases, now),
  };
}

/**
 * The products a customer may want next: first those bought together with what the customer owns,
 * then, where these do not fill the list, those most customers bought lately.
 *
 * @param owned what the customer bought so far; nothing for a stranger
 */
export function recommendProducts(
  model: RecommendationModel,
  owned: readonly string[],
  { limit, excludeOwned, allowed, basis = 'co_purchase' }: RecommendationOptions,
): Recommendation[] {
  const excluded = new Set(excludeOwned ? owned : []);
  const eligible = (productId: string): boolean =>
    !excluded.has(productId) && (allowed?.has(productId) ?? true);

  const together = (basis === 'co_purchase' ? scoreItems(model.similarity, owned) : [])
    .filter(({ item }) => eligible(item))
    .slice(0, limit)
    .map(
      ({ item, score, because }): Recommendation => ({
        productId: item,
        score,
        reasons: because.slice(0, REASONS).map(({ item: productId, together, buyers }) => ({
          kind: 'bought_together',
          productId,
          together,
          buyers,
        })),
      }),
    );
  const taken = new Set(together.map(({ productId }) => productId));
  const popular = model.popularity
    .filter(({ productId }) => eligible(productId) && !taken.has(productId))
    .slice(0, limit - together.length)
    .map(
      ({ productId, score, buyers, recentBuyers }): Recommendation => ({
        productId,
        score,
        reasons: [{ kind: 'popular', recentBuyers, buyers }],
      }),
    );
  return [...together, ...popular];
}

/**
 * Rehearses on the past: hides the product each customer of one fifth came to last, learns from the
 * rest and all other customers, and counts how often that product stands among the first ten, against
 * ranking by popularity alone. Up to 2,000 customers, evenly spread.
 *
 * @returns null where no customer bought two different products
 */
export function backtestRecommendations(
  purchases: readonly Purchase[],
  now: Date,
): RecommendationBacktest | null {
  const last = [...lastNewProducts(purchases)];
  if (last.length === 0) return null;
  const stride = Math.ceil(last.length / MAXIMUM_REHEARSALS);
  const rehearsed = last.filter((_, index) => index % stride === 0);

  let hits = 0;
  let popularityHits = 0;
  for (let fold = 0; fold < Math.min(FOLDS, rehearsed.length); fold++) {
    const hidden = new Map(rehearsed.filter((_, index) => index % FOLDS === fold));
    const known = purchases.filter(({ customerId, productId }) => hidden.get(customerId) !== productId);
    const model = fitRecommendations(known, now);
    for (const [customerId, productId] of hidden) {
      const owned = model.owned.get(customerId) ?? [];
      const finds = (basis: 'co_purchase' | 'popularity'): boolean =>
        recommendProducts(model, owned, { limit: TOP, excludeOwned: true, basis }).some(
          (recommendation) => recommendation.productId === productId,
        );
      if (finds('co_purchase')) hits++;
      if (finds('popularity')) popularityHits++;
    }
  }
  return {
    customers: rehearsed.length,
    hitRateAt10: shareOf(hits, rehearsed.length),
    popularityHitRateAt10: shareOf(popularityHits, rehearsed.length),
  };
}

/** Each customer's product with the latest first purchase, for customers with two products or more. */
function lastNewProducts(purchases: readonly Purchase[]): Map<string, string> {
  const firsts = new Map<string, Map<string, number>>();
  for (const { customerId, productId, at } of purchases) {
    const products = firsts.get(customerId) ?? new Map<string, number>();
    products.set(productId, Math.min(products.get(productId) ?? Number.POSITIVE_INFINITY, at.getTime()));
    firsts.set(customerId, products);
  }
  const last = new Map<string, string>();
  for (const [customerId, products] of firsts) {
    if (products.size < 2) continue;
    const [productId] = [...products].reduce((latest, entry) => (entry[1] > latest[1] ? entry : latest));
    last.set(customerId, productId);
  }
  return last;
}
