export {
  type Classifier,
  type Explanation,
  explainAt,
  explainRow,
  type FitOptions,
  fitClassifier,
  predict,
  splitsOf,
} from './classifier.ts';
export { findLeaks, type Leak, type LeakReason } from './leakage.ts';
export { fitLogisticRegression, linearLogOdds, sigmoid } from './logistic-regression.ts';
export { type Matrix, matrixOf, rowsOf } from './matrix.ts';
export { areaUnderCurve, bestThreshold, type ClassifierQuality, classifierQuality, f1At } from './quality.ts';
export { type Encoder, encode, fitEncoder, isMissing, type TextColumn } from './table.ts';
