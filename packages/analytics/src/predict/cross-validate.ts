import type { Numbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { auc } from './auc.ts';
import { requireOutcome, requireRows, takeValues } from './features.ts';
import type { Split } from './folds.ts';
import { brierScore, logLoss } from './probability-scores.ts';

/** A figure over the splits. */
export interface AcrossFolds {
  /** Of each split, in order. */
  values: number[];
  mean: number;
  /** Standard deviation across splits over the root of their number; splits share training cases, so it is a rough guide. */
  standardError: number;
}

export interface CrossValidation {
  /** Chance of each case from the split that tested it; NaN for cases that none did. */
  chances: Float64Array;
  auc: AcrossFolds;
  brier: AcrossFolds;
  logLoss: AcrossFolds;
}

/**
 * How good will a model be on cases it has not seen? Fits and tests it once a split. `fitAndPredict` gets the places to
 * learn from and those to predict, and must take everything it learns (encoder, model, calibration) from the former.
 * O(splits × fit).
 *
 * @throws AnalyticsError if two splits test the same case, a split tests cases of one outcome only, or the chances
 * returned are not one a case in [0, 1]
 * @example
 * crossValidate(stratifiedFolds(churned, 5, random), churned, (train, test) => {
 *   const { model } = logisticRegression(takeRows(features, train), takeValues(churned, train));
 *   return predict(model, takeRows(features, test));
 * }).auc.mean;
 */
export function crossValidate(
  splits: readonly Split[],
  outcome: Numbers,
  fitAndPredict: (train: Int32Array, test: Int32Array, split: number) => Numbers,
): CrossValidation {
  const bytes = requireOutcome('outcome', outcome, outcome.length);
  if (splits.length === 0) throw new AnalyticsError('splits', 'must be at least one');
  const chances = new Float64Array(bytes.length).fill(Number.NaN);
  const figures = { auc: [] as number[], brier: [] as number[], logLoss: [] as number[] };
  for (const [k, { train, test }] of splits.entries()) {
    requireRows(`splits[${k}].train`, train, bytes.length);
    requireRows(`splits[${k}].test`, test, bytes.length);
    const found = fitAndPredict(train, test, k);
    if (found.length !== test.length) {
      throw new AnalyticsError(
        'fitAndPredict',
        `must return one chance a case (${test.length}), not ${found.length}`,
      );
    }
    const truth = takeValues(bytes, test);
    if (truth.every((value) => value === truth[0])) {
      throw new AnalyticsError(`splits[${k}].test`, 'must have cases of both outcomes');
    }
    figures.auc.push(auc(found, truth).estimate);
    figures.brier.push(brierScore(found, truth).estimate);
    figures.logLoss.push(logLoss(found, truth).estimate);
    for (let i = 0; i < test.length; i++) {
      const place = test[i] as number;
      if (!Number.isNaN(chances[place])) {
        throw new AnalyticsError(
          `splits[${k}].test`,
          `must not test case ${place}, which another split does`,
        );
      }
      chances[place] = found[i] as number;
    }
  }
  return {
    chances,
    auc: across(figures.auc),
    brier: across(figures.brier),
    logLoss: across(figures.logLoss),
  };
}

function across(values: number[]): AcrossFolds {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value / count, 0);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { values, mean, standardError: count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1) / count) };
}
