export {
  type Classifier,
  explainAt,
  explainRow,
  type FitOptions,
  fitClassifier,
  predict,
  splitsOf,
} from './classifier.ts';
export { findLeaks, type Leak } from './leakage.ts';
export { fitLogisticRegression, linearLogOdds, sigmoid } from './logistic-regression.ts';
export { type Matrix, matrixOf, rowsOf } from './matrix.ts';
export { areaUnderCurve, bestThreshold, type ClassifierQuality, classifierQuality, f1At } from './quality.ts';
export { encode, fitEncoder, type TextColumn } from './table.ts';
