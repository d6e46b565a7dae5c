export {
  type ChurnFactor,
  type ChurnModel,
  type ChurnRefusal,
  type ChurnScore,
  LAPSED_DAYS,
  scoreChurn,
  trainChurnModel,
} from './churn-model.ts';
export { type ChurnFeature, type CustomerHistory, churnFeatures, RECENT_DAYS } from './features.ts';
export {
  type Explanation,
  explain,
  fitLogisticRegression,
  type LogisticRegression,
  sigmoid,
} from './logistic-regression.ts';
export { type ClassifierQuality, classifierQuality, crossValidate } from './validation.ts';
