export { type Choice, chooseSettings, type RehearsalCase } from './choose-settings.ts';
export {
  boughtBoth,
  customersOfItem,
  type Interactions,
  itemsOfCustomer,
  layOut,
} from './interactions.ts';
export {
  fitItemSimilarity,
  type ItemSimilarity,
  scoreItems,
} from './item-similarity.ts';
export type { Pace } from './pace.ts';
export { ndcgAt10, topItems } from './ranking.ts';
export {
  backtestRecommendations,
  fitRecommendations,
  type Purchase,
  type Recommendation,
  type RecommendationBacktest,
  type RecommendationModel,
  type RecommendationReason,
  recommendProducts,
} from './recommend-products.ts';
export {
  cosineScorer,
  fitRecommender,
  type ItemScorer,
  type Profile,
  popularityScorer,
  type RecommenderSettings,
} from './recommender.ts';
