export {
  fitItemSimilarity,
  type ItemSimilarity,
  type Neighbour,
  type ScoredItem,
  scoreItems,
} from './item-similarity.ts';
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
