import { AnalyticsError } from '../errors.ts';
import { goesLeft, requireTrees } from './boosted-tree.ts';
import { type Features, requireSameNames, requireValues } from './features.ts';
import type { BoostedModel, LogisticModel, Model, Tree } from './models.ts';

/**
 * What a model expects of each case: the chance of outcome 1, or the value itself for a model of numbers.
 * O(rows × columns), for trees O(rows × trees × depth).
 *
 * @throws AnalyticsError if the features are not those that the model learnt from, in that order, or a value is
 * infinite (or missing, for logistic regression)
 * @example predict(model, encodeFeatures(encoder, customers)); // chance of leaving, by customer
 */
export function predict(model: Model, features: Features): Float64Array {
  const scores = predictScores(model, features);
  if (model.kind === 'boosted' && model.loss === 'squared') return scores;
  return scores.map(shareOf);
}

/** As `predict`, but log-odds instead of chances: the scale on which contributions add up. */
export function predictScores(model: Model, features: Features): Float64Array {
  requireSameNames(features, model.names);
  if (model.kind === 'logistic') {
    requireValues('features', features, 'refused');
    return logisticScores(model, features);
  }
  requireKinds(model, features);
  requireTrees(model);
  requireValues('features', features, 'allowed');
  return boostedScores(model, features);
}

/** @throws AnalyticsError unless the same columns hold codes of categories as in training */
export function requireKinds(model: BoostedModel, features: Features): void {
  for (const [j, coded] of model.categorical.entries()) {
    if ((features.categorical?.[j] ?? false) === coded) continue;
    throw new AnalyticsError(`features.categorical[${j}]`, `must be ${coded}, as in training`);
  }
}

/** The logistic function, without overflow. */
export function shareOf(score: number): number {
  if (score >= 0) return 1 / (1 + Math.exp(-score));
  const small = Math.exp(score);
  return small / (1 + small);
}

function logisticScores(
  { intercept, coefficients }: LogisticModel,
  { rows, columns }: Features,
): Float64Array {
  const scores = new Float64Array(rows).fill(intercept);
  for (const [j, column] of columns.entries()) {
    const coefficient = coefficients[j] as number;
    if (coefficient === 0) continue;
    for (let i = 0; i < rows; i++) scores[i] = (scores[i] as number) + coefficient * (column[i] as number);
  }
  return scores;
}

function boostedScores({ base, trees }: BoostedModel, features: Features): Float64Array {
  const scores = new Float64Array(features.rows).fill(base);
  for (const tree of trees) {
    for (let i = 0; i < features.rows; i++) scores[i] = (scores[i] as number) + leafValue(tree, features, i);
  }
  return scores;
}

function leafValue(tree: Tree, { columns }: Features, row: number): number {
  let node = 0;
  for (let feature = tree.feature[0] as number; feature >= 0; feature = tree.feature[node] as number) {
    const value = columns[feature]?.[row] as number;
    node = (goesLeft(tree, node, value) ? tree.left[node] : tree.right[node]) as number;
  }
  return tree.value[node] as number;
}
