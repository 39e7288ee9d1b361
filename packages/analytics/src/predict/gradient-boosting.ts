import {
  type Numbers,
  requireInteger,
  requireNotNegative,
  requireNumbers,
  requirePositive,
} from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';
import { boostRounds } from './boosting-rounds.ts';
import { type Features, requireBothOutcomes, requireValues } from './features.ts';
import { type HoldOut, holdOut } from './hold-out.ts';
import type { BoostedModel } from './models.ts';

export interface BoostingOptions {
  /** Draws the cases held out, and those and the features that a tree sees. */
  random: Random;
  /** `log` for outcomes 0 and 1 (default), `squared` for numbers. */
  loss?: 'log' | 'squared';
  /** Most trees; default 100. */
  rounds?: number;
  /** By how much each tree's say is reduced; default 0.1. Smaller is better and needs more rounds. */
  learningRate?: number;
  /** Most leaves of a tree; default 8. From 2^depth on, only `depth` bounds it. Hundreds of thousands of cases bear 31. */
  leaves?: number;
  /** Most splits from root to leaf, up to 32; default 3: as many features act together at most. */
  depth?: number;
  /** Fewest cases of a leaf; default 20. */
  leastRows?: number;
  /** Least sum of second derivatives in a leaf; default 0.001. */
  leastCurvature?: number;
  /** Penalty on the squared values of leaves; default 1. */
  l2?: number;
  /** Pull of rare categories to the middle when categories are put in order; default 10. */
  categorySmoothing?: number;
  /** Share of the cases that a tree sees, drawn anew each time; default 1. */
  rowShare?: number;
  /** Share of the features that a tree sees, drawn anew each time; default 1. */
  featureShare?: number;
  /** Cases held out to say when to stop; default none. */
  holdOut?: HoldOut;
}

export interface BoostingFit {
  model: BoostedModel;
  /** Mean loss of the cases learnt from, after each round (the mean log loss, or half the mean squared error). */
  trainingLoss: number[];
  /** Mean loss of the cases held out, after each round; empty without. */
  heldOutLoss: number[];
}

/**
 * Learns a sum of small trees, each correcting what those before it got wrong: finds thresholds, interactions and
 * where missing values belong by itself. Histogram-based gradient boosting with second derivatives (Friedman, Annals
 * of Statistics 29, 2001; Chen and Guestrin, KDD 2016; Ke and others, NIPS 2017): features in at most 255 bins, the
 * leaf that gains most is split first, histograms of one child by subtraction, categories grouped by their gradients.
 * The same `random` gives the same model to the bit. O(rounds × rows × features × depth).
 *
 * @throws AnalyticsError if a value is infinite, an outcome does not suit the loss or does not vary, an option is out
 * of range, or a column has more than 255 categories
 * @example
 * const { model } = gradientBoosting(features, churned, { random, rounds: 1000, learningRate: 0.05, holdOut: { share: 0.15 } });
 * predict(model, others);
 */
export function gradientBoosting(
  features: Features,
  outcome: Numbers,
  options: BoostingOptions,
): BoostingFit {
  const settings = checkedOptions(options);
  const { loss, learningRate } = settings;
  requireValues('features', features, 'allowed');
  if (loss === 'log') requireBothOutcomes('outcome', outcome, features.rows);
  else {
    requireNumbers('outcome', outcome);
    if (outcome.length !== features.rows) {
      throw new AnalyticsError(
        'outcome',
        `must have one value a case (${features.rows}), not ${outcome.length}`,
      );
    }
  }
  const target = Float64Array.from(outcome);
  const { learnt, held, patience, refit } = holdOut(features.rows, outcome, settings);
  const first = boostRounds(features, target, { learnt, held, patience }, settings);
  let last = first;
  if (refit && first.trees.length > 0) {
    const all = Int32Array.from({ length: features.rows }, (_, i) => i);
    const rounds = first.trees.length;
    last = boostRounds(
      features,
      target,
      { learnt: all, held: held.subarray(0, 0), patience },
      { ...settings, rounds },
    );
  }
  const model: BoostedModel = {
    kind: 'boosted',
    loss,
    names: [...features.names],
    categorical: features.names.map((_, j) => features.categorical?.[j] ?? false),
    base: last.base,
    trees: last.trees,
  };
  if (!Number.isFinite(last.trainingLoss.at(-1) ?? 0)) {
    throw new AnalyticsError('options.learningRate', `(${learningRate}) made the loss diverge: lower it`);
  }
  return { model, trainingLoss: last.trainingLoss, heldOutLoss: first.heldOutLoss };
}

function checkedOptions(options: BoostingOptions) {
  const settings = {
    loss: 'log' as const,
    rounds: 100,
    learningRate: 0.1,
    leaves: 8,
    depth: 3,
    leastRows: 20,
    leastCurvature: 1e-3,
    l2: 1,
    categorySmoothing: 10,
    rowShare: 1,
    featureShare: 1,
    ...options,
  };
  requireInteger('options.rounds', settings.rounds, 1);
  requirePositive('options.learningRate', settings.learningRate);
  requireInteger('options.leaves', settings.leaves, 2);
  requireInteger('options.depth', settings.depth, 1);
  requireInteger('options.leastRows', settings.leastRows, 1);
  requireNotNegative('options.leastCurvature', settings.leastCurvature);
  requireNotNegative('options.l2', settings.l2);
  requireNotNegative('options.categorySmoothing', settings.categorySmoothing);
  if (settings.depth > 32)
    throw new AnalyticsError('options.depth', `must be at most 32, not ${settings.depth}`);
  if (settings.loss !== 'log' && settings.loss !== 'squared') {
    throw new AnalyticsError(
      'options.loss',
      `must be 'log' or 'squared', not ${JSON.stringify(settings.loss)}`,
    );
  }
  for (const name of ['rowShare', 'featureShare'] as const) {
    if (!(settings[name] > 0 && settings[name] <= 1)) {
      throw new AnalyticsError(`options.${name}`, `must lie in (0, 1], not ${settings[name]}`);
    }
  }
  return settings;
}
