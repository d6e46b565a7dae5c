export {
  expectedPurchases,
  fitRepeatPurchases,
  fitRepeatPurchasesByGradient,
  nextPurchaseIn,
  type PurchaseSummary,
  probabilityAlive,
  type RepeatPurchaseModel,
} from './repeat-purchases.ts';
export { expectedSpend, fitSpend, type SpendModel, type SpendSummary } from './spend.ts';
