import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ColumnPlan,
  crossValidate,
  encodeFeatures,
  fitEncoder,
  givenFolds,
  gradientBoosting,
  logisticRegression,
  predict,
  predictScores,
  type RawTable,
} from '../src/predict/index.ts';
import { seeded } from '../src/testing.ts';
import { type Check, parseSimpleCsv } from './check.ts';

const NUMERIC = ['tenure', 'MonthlyCharges', 'TotalCharges'];

/** Small trees of a share of cases and features each: what most tables of some thousand cases want. */
const BOOSTING = {
  rounds: 800,
  learningRate: 0.03,
  depth: 3,
  leaves: 8,
  rowShare: 0.6,
  featureShare: 0.4,
  holdOut: { share: 0.2, patience: 60, refit: true },
} as const;

/** Churn of telephone customers on the given folds; encoders and models see the training part of each only. */
export function verifyPredict(dataDir: string): Check[] {
  const rows = parseSimpleCsv(readFileSync(join(dataDir, 'telco_churn.csv'), 'utf8'));
  const folds = parseSimpleCsv(readFileSync(join(dataDir, 'telco_folds_seed42.csv'), 'utf8'));
  const foldOf = new Map(folds.map((row) => [row.customerID, Number(row.fold)]));
  const splits = givenFolds(rows.map((row) => foldOf.get(row.customerID ?? '') ?? Number.NaN));
  const outcome = rows.map((row) => (row.Churn === 'Yes' ? 1 : 0));
  const words = Object.keys(rows[0] ?? {}).filter(
    (name) => ![...NUMERIC, 'customerID', 'Churn'].includes(name),
  );
  const part = (places: Int32Array): RawTable =>
    Object.fromEntries(
      [...NUMERIC, ...words].map((name) => [name, Array.from(places, (i) => rows[i]?.[name])]),
    );
  const linear: ColumnPlan[] = [
    ...NUMERIC.map((name) => ({ name, kind: 'numeric' as const, standardise: true })),
    ...words.map((name) => ({ name, kind: 'one-hot' as const })),
  ];
  const trees: ColumnPlan[] = [
    ...NUMERIC.map((name) => ({ name, kind: 'numeric' as const, missing: 'keep' as const })),
    ...words.map((name) => ({ name, kind: 'category' as const })),
  ];
  const truth = (places: Int32Array): number[] => Array.from(places, (i) => outcome[i] as number);

  const scores: Float64Array[] = [];
  const logistic = crossValidate(splits, outcome, (train, test, k) => {
    const encoder = fitEncoder(part(train), linear);
    const { model } = logisticRegression(encodeFeatures(encoder, part(train)), truth(train), { l2: 1 });
    const features = encodeFeatures(encoder, part(test));
    scores[k] = predictScores(model, features);
    return predict(model, features);
  });
  const together: Float64Array[] = [];
  const boosted = crossValidate(splits, outcome, (train, test, k) => {
    const encoder = fitEncoder(part(train), trees);
    const { model } = gradientBoosting(encodeFeatures(encoder, part(train)), truth(train), {
      ...BOOSTING,
      random: seeded(7),
    });
    const features = encodeFeatures(encoder, part(test));
    together[k] = predictScores(model, features).map((score, i) => (score + (scores[k]?.[i] as number)) / 2);
    return predict(model, features);
  });
  const both = crossValidate(splits, outcome, (_train, _test, k) =>
    (together[k] as Float64Array).map((score) => 1 / (1 + Math.exp(-score))),
  );
  const atMost = (name: string, actual: number, expected: number): Check => ({
    name: `churn: ${name}`,
    actual,
    expected,
    tolerance: 0,
    must: 'atMost',
  });
  const near = (name: string, actual: number, expected: number, tolerance: number): Check => ({
    name: `churn: ${name}`,
    actual,
    expected,
    tolerance,
  });
  return [
    near('AUC of logistic regression', logistic.auc.mean, 0.8452, 5e-4),
    near('Brier score of logistic regression', logistic.brier.mean, 0.1356, 2e-4),
    atMost('1 - AUC of boosting', 1 - boosted.auc.mean, 1 - 0.848),
    atMost('Brier score of boosting', boosted.brier.mean, 0.1344),
    atMost('1 - AUC of both', 1 - both.auc.mean, 1 - 0.848),
    atMost('Brier score of both', both.brier.mean, 0.1344),
  ];
}
