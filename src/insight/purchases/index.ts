export {
  explainExpectedPurchases,
  featuresOf,
  type PurchaseFeature,
  type PurchaseFeatures,
  purchaseFeatures,
} from './explain-purchases.ts';
export {
  expectedPurchases,
  fitRepeatPurchases,
  fitRepeatPurchasesBySimplex,
  nextPurchaseIn,
  type PurchaseSummary,
  probabilityAlive,
  type RepeatPurchaseModel,
} from './repeat-purchases.ts';
export { expectedSpend, fitSpend, type SpendModel, type SpendSummary } from './spend.ts';
