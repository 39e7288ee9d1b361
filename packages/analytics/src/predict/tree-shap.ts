/** Shapley values of one tree, in time polynomial in its depth. */
import { goesLeft } from './boosted-tree.ts';
import type { Tree } from './models.ts';

/** The features met on the way to a node, with what their being known or not does to the way. */
interface Path {
  feature: Int32Array;
  /** Share of training cases that follow when the feature is unknown. */
  zero: Float64Array;
  /** 1 if the case itself follows, 0 if not. */
  one: Float64Array;
  /** Sum of the weights of the sets of known features, by their size. */
  weight: Float64Array;
}

/** Room for the paths of a tree of `depth`: one below the other, each one longer than that above. */
export function pathRoom(depth: number): Path {
  const size = ((depth + 2) * (depth + 3)) / 2 + depth + 3;
  return {
    feature: new Int32Array(size),
    zero: new Float64Array(size),
    one: new Float64Array(size),
    weight: new Float64Array(size),
  };
}

/** Greatest number of splits from root to leaf. */
export function depthOf({ feature, left, right }: Tree): number {
  const depths = new Int32Array(feature.length);
  let most = 0;
  for (let node = 0; node < feature.length; node++) {
    if ((feature[node] as number) < 0) continue;
    const below = (depths[node] as number) + 1;
    depths[left[node] as number] = below;
    depths[right[node] as number] = below;
    most = Math.max(most, below);
  }
  return most;
}

/** Mean of a tree's leaves over its training cases. */
export function expectedValue({ feature, value, cover }: Tree): number {
  const all = cover[0] as number;
  let sum = 0;
  for (let node = 0; node < feature.length; node++) {
    if ((feature[node] as number) < 0) sum += ((value[node] as number) * (cover[node] as number)) / all;
  }
  return sum;
}

/**
 * Adds to `contributions` what each feature contributes to the tree's value for a case: TreeSHAP, path-dependent
 * (Lundberg, Erion and Lee, arXiv 1802.03888, algorithm 2). O(leaves × depth²).
 */
export function addTreeShap(
  tree: Tree,
  valueAt: (feature: number) => number,
  contributions: Float64Array,
  room: Path,
): void {
  const visit = (
    node: number,
    above: number,
    depthAbove: number,
    zero: number,
    one: number,
    feature: number,
  ): void => {
    // This node's copy of the path stands right after that of its parent.
    const at = above + depthAbove + 1;
    let depth = depthAbove;
    copyPath(room, above, at, depth);
    extend(room, at, depth, zero, one, feature);
    const split = tree.feature[node] as number;
    if (split < 0) {
      const value = tree.value[node] as number;
      for (let i = 1; i <= depth; i++) {
        const by =
          unwoundSum(room, at, depth, i) * ((room.one[at + i] as number) - (room.zero[at + i] as number));
        const met = room.feature[at + i] as number;
        contributions[met] = (contributions[met] as number) + by * value;
      }
      return;
    }
    const left = tree.left[node] as number;
    const right = tree.right[node] as number;
    const followsLeft = goesLeft(tree, node, valueAt(split));
    const hot = followsLeft ? left : right;
    const cold = followsLeft ? right : left;
    let zeroBefore = 1;
    let oneBefore = 1;
    for (let i = 1; i <= depth; i++) {
      if (room.feature[at + i] !== split) continue;
      zeroBefore = room.zero[at + i] as number;
      oneBefore = room.one[at + i] as number;
      unwind(room, at, depth, i);
      depth--;
      break;
    }
    const cover = tree.cover[node] as number;
    visit(hot, at, depth + 1, (zeroBefore * (tree.cover[hot] as number)) / cover, oneBefore, split);
    visit(cold, at, depth + 1, (zeroBefore * (tree.cover[cold] as number)) / cover, 0, split);
  };
  visit(0, 0, 0, 1, 1, -1);
}

function copyPath({ feature, zero, one, weight }: Path, from: number, to: number, length: number): void {
  feature.copyWithin(to, from, from + length);
  zero.copyWithin(to, from, from + length);
  one.copyWithin(to, from, from + length);
  weight.copyWithin(to, from, from + length);
}

/** One more feature: every set of known features is counted with and without it. */
function extend(room: Path, at: number, depth: number, zero: number, one: number, feature: number): void {
  const { weight } = room;
  room.feature[at + depth] = feature;
  room.zero[at + depth] = zero;
  room.one[at + depth] = one;
  weight[at + depth] = depth === 0 ? 1 : 0;
  for (let i = depth - 1; i >= 0; i--) {
    const here = weight[at + i] as number;
    weight[at + i + 1] = (weight[at + i + 1] as number) + (one * here * (i + 1)) / (depth + 1);
    weight[at + i] = (zero * here * (depth - i)) / (depth + 1);
  }
}

/** Undoes `extend` for the feature at place `index`. */
function unwind(room: Path, at: number, depth: number, index: number): void {
  const { feature, zero, one, weight } = room;
  const oneHere = one[at + index] as number;
  const zeroHere = zero[at + index] as number;
  let next = weight[at + depth] as number;
  for (let i = depth - 1; i >= 0; i--) {
    const here = weight[at + i] as number;
    if (oneHere !== 0) {
      weight[at + i] = (next * (depth + 1)) / ((i + 1) * oneHere);
      next = here - ((weight[at + i] as number) * zeroHere * (depth - i)) / (depth + 1);
    } else weight[at + i] = (here * (depth + 1)) / (zeroHere * (depth - i));
  }
  for (let i = index; i < depth; i++) {
    feature[at + i] = feature[at + i + 1] as number;
    zero[at + i] = zero[at + i + 1] as number;
    one[at + i] = one[at + i + 1] as number;
  }
}

/** Sum of the weights that `unwind` would leave. */
function unwoundSum({ zero, one, weight }: Path, at: number, depth: number, index: number): number {
  const oneHere = one[at + index] as number;
  const zeroHere = zero[at + index] as number;
  let next = weight[at + depth] as number;
  let total = 0;
  for (let i = depth - 1; i >= 0; i--) {
    if (oneHere !== 0) {
      const here = next / ((i + 1) * oneHere);
      total += here;
      next = (weight[at + i] as number) - here * zeroHere * (depth - i);
    } else total += (weight[at + i] as number) / (zeroHere * (depth - i));
  }
  return total * (depth + 1);
}
