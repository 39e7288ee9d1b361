/** One tree of a boosted model: which way a case goes. */
import { AnalyticsError } from '../errors.ts';
import type { BoostedModel, Tree } from './models.ts';

/** Whether a case with this value of the node's feature goes left there. */
export function goesLeft(tree: Tree, node: number, value: number): boolean {
  const byDefault = tree.missingLeft[node] === 1;
  if (Number.isNaN(value)) return byDefault;
  const codes = tree.categories[node];
  if (codes) return codes.includes(value) ? !byDefault : byDefault;
  return value <= (tree.threshold[node] as number);
}

/** @throws AnalyticsError unless every tree of a stored model ends: children lie after their parent, inside the tree */
export function requireTrees({ trees, names }: BoostedModel): void {
  for (const [t, { feature, left, right, cover }] of trees.entries()) {
    for (let node = 0; node < feature.length; node++) {
      const split = feature[node] as number;
      if (split < 0) continue;
      const children = [left[node] as number, right[node] as number];
      const sound = children.every(
        (child) => child > node && child < feature.length && (cover[child] as number) > 0,
      );
      if (!sound || split >= names.length) {
        throw new AnalyticsError(`model.trees[${t}]`, `is damaged at node ${node}`);
      }
    }
  }
}
