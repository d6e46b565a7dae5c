export {
  activeFeaturesAt,
  type ChurnFactor,
  type ChurnModel,
  type ChurnRefusal,
  type ChurnScore,
  judgeChurnModel,
  LAPSED_DAYS,
  rankChurn,
  scoreChurn,
  trainChurnModel,
} from './churn-model.ts';
export {
  type ChurnFeature,
  type CustomerHistory,
  churnFeatures,
  columnsOf,
  featuresAt,
  RECENT_DAYS,
} from './features.ts';
