/** Prediction: who is likely to leave and why, when, and what they will be worth. */

export { auc, aucDifference, type Estimate } from './auc.ts';
export { type BgNbdFit, type BgNbdModel, bgNbd, bgNbdLogLikelihood, type PurchaseSummary } from './bg-nbd.ts';
export { conditionalPurchases, expectedPurchases, probabilityAlive } from './bg-nbd-expectations.ts';
export { applyCalibration, type Calibrator, calibrate } from './calibrate.ts';
export { type CalibrationBin, calibrationCurve } from './calibration-curve.ts';
export { changePoints, type RateSegment } from './change-points.ts';
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
export { expectedValue, type GammaGammaFit, type GammaGammaModel, gammaGamma } from './gamma-gamma.ts';
export { type BoostingFit, type BoostingOptions, gradientBoosting } from './gradient-boosting.ts';
export { type HazardDay, hazardByDay } from './hazard-by-day.ts';
export type { HoldOut } from './hold-out.ts';
export { kaplanMeier, type SurvivalCurve, survivalAt } from './kaplan-meier.ts';
export { type LiftRow, liftTable } from './lift-table.ts';
export { type LogRankResult, logRankTest } from './log-rank-test.ts';
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
export { type PurchaseSummaries, purchaseSummaries } from './purchase-summaries.ts';
export { type CaseContributions, type CaseReason, contributionsOf, reasonsFor } from './reasons.ts';
export { type Cohort, type RetentionCohorts, retentionCohorts } from './retention-cohorts.ts';
