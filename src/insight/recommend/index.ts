export { type Choice, chooseSettings, type RehearsalCase } from './choose-settings.ts';
export {
  boughtBoth,
  customersOfItem,
  type Interactions,
  itemsOfCustomer,
  layOut,
} from './interactions.ts';
export { isAmong, ndcgAt10, topItems } from './ranking.ts';
export {
  cosineScorer,
  fitRecommender,
  type ItemScorer,
  type Profile,
  popularityScorer,
} from './recommender.ts';
export { createRecommending, type RecommendationQuestion, type Recommending } from './recommending.ts';
