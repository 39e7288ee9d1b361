/** Prediction: who is likely to leave and why, when, and what they will be worth. */

export { auc, aucDifference, type Estimate } from './auc.ts';
export { applyCalibration, type Calibrator, calibrate } from './calibrate.ts';
export { type CalibrationBin, calibrationCurve } from './calibration-curve.ts';
export { type AcrossFolds, type CrossValidation, crossValidate } from './cross-validate.ts';
export { type Drift, type DriftBin, drift } from './drift.ts';
export {
  type ColumnCode,
  type ColumnPlan,
  encodeFeatures,
  type FeatureEncoder,
  fitEncoder,
  type RawTable,
  type RawValue,
} from './feature-encoder.ts';
export { type Features, takeRows } from './features.ts';
export { givenFolds, type Split, stratifiedFolds, timeFolds } from './folds.ts';
export { type BoostingFit, type BoostingOptions, gradientBoosting } from './gradient-boosting.ts';
export { type LiftRow, liftTable } from './lift-table.ts';
export {
  type CoefficientEstimate,
  type LogisticFit,
  type LogisticOptions,
  logisticRegression,
} from './logistic-regression.ts';
export type { BoostedModel, LogisticModel, Model, Tree } from './models.ts';
export { averagePrecision, type PrecisionRecallCurve, precisionRecallCurve } from './precision-recall.ts';
export { predict, predictScores } from './predict.ts';
export { brierScore, logLoss } from './probability-scores.ts';
export { type CaseContributions, type CaseReason, contributionsOf, reasonsFor } from './reasons.ts';
