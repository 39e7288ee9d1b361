import {
  type Numbers,
  requireInteger,
  requireNotNegative,
  requireNumbers,
  requirePositive,
} from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';
import { type BinnedFeatures, binFeatures } from './feature-bins.ts';
import { type Features, requireBothOutcomes, requireValues } from './features.ts';
import { binGoesLeft, type GrownTree, growTree, workshopFor } from './grow-tree.ts';
import { holdOut } from './hold-out.ts';
import type { BoostedModel, Tree } from './models.ts';

export interface BoostingOptions {
  /** Draws the cases held out, and those and the features that a tree sees. */
  random: Random;
  /** `log` for outcomes 0 and 1 (default), `squared` for numbers. */
  loss?: 'log' | 'squared';
  /** Most trees; default 200. */
  rounds?: number;
  /** By how much each tree's say is reduced; default 0.1. Smaller is better and needs more rounds. */
  learningRate?: number;
  /** Most leaves of a tree; default 31. With `leaves` 2^depth trees grow depth by depth. */
  leaves?: number;
  /** Most splits from root to leaf, up to 32; default 6. */
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
  /**
   * Stop when the loss on cases held out has not fallen for `patience` rounds, and keep the trees up to the best:
   * a share of the cases (drawn by outcome), or the places of those to hold out, such as the latest. Default none.
   */
  holdOut?: { share: number; patience?: number } | { rows: Numbers; patience?: number };
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
 * const { model } = gradientBoosting(features, churned, { random, learningRate: 0.05, holdOut: { share: 0.1 } });
 * predict(model, others);
 */
export function gradientBoosting(
  features: Features,
  outcome: Numbers,
  options: BoostingOptions,
): BoostingFit {
  const settings = checkedOptions(options);
  const { random, loss, learningRate, rounds } = settings;
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
  const { learnt, held, patience } = holdOut(features.rows, outcome, settings);
  const binned = binFeatures(features, learnt, random);
  const base = baseScore(outcome, learnt, loss);
  const scores = new Float64Array(features.rows).fill(base);
  const target = Float64Array.from(outcome);
  const expected = new Float64Array(features.rows);
  const workshop = workshopFor(learnt.length);
  const everyFeature = features.names.map((_, j) => j);
  const trees: Tree[] = [];
  const trainingLoss: number[] = [];
  const heldOutLoss: number[] = [];
  let best = 0;
  const lossOf = (rows: Int32Array): number => meanLoss(target, scores, expected, rows, loss);
  let bestLoss = held.length > 0 ? lossOf(held) : Number.POSITIVE_INFINITY;
  lossOf(learnt);
  for (let round = 0; round < rounds; round++) {
    const count = drawRows(learnt, workshop.order, settings.rowShare, random);
    const used = drawFeatures(everyFeature, settings.featureShare, random);
    setGradients(target, expected, workshop.order, count, loss, workshop.gradients);
    const { tree, places } = growTree(binned, used, workshop, count, settings);
    const stump = tree.feature.length === 1;
    // Nothing gains: with every case and feature in sight, nothing ever will.
    if (stump && settings.rowShare === 1 && settings.featureShare === 1) break;
    if (settings.rowShare === 1) {
      for (const { node, from, to } of places) {
        const value = tree.value[node] as number;
        for (let i = from; i < to; i++) {
          const row = workshop.order[i] as number;
          scores[row] = (scores[row] as number) + value;
        }
      }
    } else addTree(scores, tree, binned, learnt);
    addTree(scores, tree, binned, held);
    const { bin: _, ...plain } = tree;
    trees.push(plain);
    trainingLoss.push(lossOf(learnt));
    if (held.length === 0) continue;
    const now = lossOf(held);
    heldOutLoss.push(now);
    if (now < bestLoss) {
      bestLoss = now;
      best = trees.length;
    } else if (trees.length - best >= patience) break;
  }
  const model: BoostedModel = {
    kind: 'boosted',
    loss,
    names: [...features.names],
    categorical: binned.categorical,
    base,
    trees: held.length > 0 ? trees.slice(0, best) : trees,
  };
  if (!Number.isFinite(trainingLoss.at(-1) ?? 0)) {
    throw new AnalyticsError('options.learningRate', `(${learningRate}) made the loss diverge: lower it`);
  }
  return { model, trainingLoss, heldOutLoss };
}

function checkedOptions(options: BoostingOptions) {
  const settings = {
    loss: 'log' as const,
    rounds: 200,
    learningRate: 0.1,
    leaves: 31,
    depth: 6,
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

/** The best single score: log-odds of the share of ones, or the mean. */
function baseScore(outcome: Numbers, rows: Int32Array, loss: 'log' | 'squared'): number {
  let mean = 0;
  for (let i = 0; i < rows.length; i++) mean += ((outcome[rows[i] as number] as number) - mean) / (i + 1);
  if (loss === 'squared') return mean;
  if (mean <= 0 || mean >= 1) {
    throw new AnalyticsError('options.holdOut', `leaves only outcome ${mean <= 0 ? 0 : 1} to learn from`);
  }
  return Math.log(mean / (1 - mean));
}

/** By place of `order`: how far the score is off, and how fast that changes. */
function setGradients(
  target: Float64Array,
  expected: Float64Array,
  order: Int32Array,
  count: number,
  loss: 'log' | 'squared',
  gradients: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const row = order[i] as number;
    const value = expected[row] as number;
    gradients[2 * i] = value - (target[row] as number);
    gradients[2 * i + 1] = loss === 'squared' ? 1 : value * (1 - value);
  }
}

/** Mean loss of `rows`; sets `expected`, their chances or values, on the way. */
function meanLoss(
  target: Float64Array,
  scores: Float64Array,
  expected: Float64Array,
  rows: Int32Array,
  loss: 'log' | 'squared',
): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const score = scores[row] as number;
    const truth = target[row] as number;
    if (loss === 'squared') {
      expected[row] = score;
      sum += 0.5 * (score - truth) ** 2;
    } else {
      const small = Math.exp(-Math.abs(score));
      expected[row] = (score > 0 ? 1 : small) / (1 + small);
      sum += Math.log1p(small) + Math.max(score, 0) - truth * score;
    }
  }
  return sum / rows.length;
}

/** Puts the cases of the next tree into `order`, in their order; each is in with chance `share`. */
function drawRows(learnt: Int32Array, order: Int32Array, share: number, random: Random): number {
  if (share === 1) {
    order.set(learnt);
    return learnt.length;
  }
  let count = 0;
  for (let i = 0; i < learnt.length; i++) if (random() < share) order[count++] = learnt[i] as number;
  if (count === 0) order[count++] = learnt[Math.floor(random() * learnt.length)] as number;
  return count;
}

function drawFeatures(every: readonly number[], share: number, random: Random): readonly number[] {
  if (share === 1) return every;
  const wanted = Math.max(1, Math.round(share * every.length));
  const drawn = [...every];
  for (let i = 0; i < Math.min(wanted, drawn.length); i++) {
    const other = i + Math.floor(random() * (drawn.length - i));
    [drawn[i], drawn[other]] = [drawn[other] as number, drawn[i] as number];
  }
  return drawn.slice(0, wanted).sort((a, b) => a - b);
}

function addTree(scores: Float64Array, tree: GrownTree, binned: BinnedFeatures, rows: Int32Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    let node = 0;
    for (let feature = tree.feature[0] as number; feature >= 0; feature = tree.feature[node] as number) {
      const bin = binned.bins[feature]?.[row] as number;
      const left = binGoesLeft(tree, node, bin, binned.sizes[feature] as number);
      node = (left ? tree.left[node] : tree.right[node]) as number;
    }
    scores[row] = (scores[row] as number) + (tree.value[node] as number);
  }
}
