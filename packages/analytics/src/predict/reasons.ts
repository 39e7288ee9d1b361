import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { requireTrees } from './boosted-tree.ts';
import { type Features, requireRows, requireSameNames, requireValues } from './features.ts';
import type { Model } from './models.ts';
import { requireKinds } from './predict.ts';
import { addTreeShap, depthOf, expectedValue, pathRoom } from './tree-shap.ts';

/** What each feature adds to one case's score, from that of an average case. */
export interface CaseContributions {
  /** Score of an average case: log-odds, or the value for a model of numbers. */
  base: number;
  /** By feature, on the same scale; base plus all of them is the case's score. */
  contributions: Float64Array;
}

/** One reason for a case's score. */
export interface CaseReason {
  name: string;
  /** The feature's value; NaN if missing. */
  value: number;
  /** What it adds to the score: above 0 raises it. */
  contribution: number;
}

/**
 * Why does this case score as it does? The exact contribution of each feature to its score, as Shapley values: the one
 * division that adds up, treats features alike and gives nothing to a feature without effect.
 *
 * Linear: b (x - mean). Trees: the expected score over training cases that reach a node stands for an unknown feature
 * (TreeSHAP, path-dependent; Lundberg and others, Nature Machine Intelligence 2, 2020). Correlated features share
 * their effect, so a contribution is a reason of the model, not a proof of a cause. O(trees × leaves × depth²).
 *
 * @throws AnalyticsError if the row is none of the cases, the features are not the model's, or the model is damaged
 */
export function contributionsOf(model: Model, features: Features, row: number): CaseContributions {
  requireSameNames(features, model.names);
  requireRows('row', [row], features.rows);
  if (model.kind === 'boosted') requireKinds(model, features);
  const own: Features = {
    ...features,
    rows: 1,
    columns: features.columns.map((column) => [column[row] as number]),
  };
  requireValues('features', own, model.kind === 'boosted' ? 'allowed' : 'refused');
  const valueAt = (feature: number): number => features.columns[feature]?.[row] as number;
  if (model.kind === 'logistic') {
    const { coefficients, means, intercept } = model;
    const contributions = Float64Array.from(coefficients, (b, j) =>
      b === 0 ? 0 : b * (valueAt(j) - (means[j] as number)),
    );
    const base = coefficients.reduce((sum, b, j) => sum + b * (means[j] as number), intercept);
    return { base, contributions };
  }
  requireTrees(model);
  const contributions = new Float64Array(model.names.length);
  let base = model.base;
  let room = pathRoom(0);
  let roomDepth = 0;
  for (const tree of model.trees) {
    base += expectedValue(tree);
    const depth = depthOf(tree);
    if (depth > 64) throw new AnalyticsError('model.trees', `must be at most 64 deep, not ${depth}`);
    if (depth > roomDepth) {
      room = pathRoom(depth);
      roomDepth = depth;
    }
    addTreeShap(tree, valueAt, contributions, room);
  }
  return { base, contributions };
}

/**
 * The features that move a case's score most, strongest first; those without effect are left out. O(trees × leaves ×
 * depth²).
 *
 * @param most how many at most; default 5
 * @throws AnalyticsError as `contributionsOf`, or unless `most` is a whole number from 1
 * @example reasonsFor(model, features, 17, 3)[0]; // { name: 'tenure', value: 2, contribution: 0.83 }
 */
export function reasonsFor(model: Model, features: Features, row: number, most = 5): CaseReason[] {
  requireInteger('most', most, 1);
  const { contributions } = contributionsOf(model, features, row);
  return model.names
    .map((name, j) => ({
      name,
      value: features.columns[j]?.[row] as number,
      contribution: contributions[j] as number,
    }))
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, most);
}
