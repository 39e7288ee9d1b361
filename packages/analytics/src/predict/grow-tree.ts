/** Growing one tree on binned features, best leaf first. */
import type { BinnedFeatures } from './feature-bins.ts';
import {
  bestSplit,
  fillHistogram,
  type Histogram,
  type Split,
  type SplitRules,
  subtractHistogram,
} from './histogram.ts';
import type { Tree } from './models.ts';

export interface GrowthRules extends SplitRules {
  leaves: number;
  depth: number;
  learningRate: number;
}

/** A tree with, beside each split, the bins that decide it; so cases that are binned need no values. */
export interface GrownTree extends Tree {
  bin: number[];
}

interface Leaf {
  node: number;
  depth: number;
  from: number;
  to: number;
  gradient: number;
  curvature: number;
  histogram: Histogram | null;
  split: Split | null;
}

/** Room that every tree of a model uses again. */
export interface Workshop {
  /** Cases of the tree; reordered so that those of a leaf are neighbours. */
  order: Int32Array;
  aside: Int32Array;
  /** Gradient and second derivative by place of `order`. */
  gradients: Float64Array;
  asideGradients: Float64Array;
  spare: Histogram[];
}

export function workshopFor(rows: number): Workshop {
  return {
    order: new Int32Array(rows),
    aside: new Int32Array(rows),
    gradients: new Float64Array(2 * rows),
    asideGradients: new Float64Array(2 * rows),
    spare: [],
  };
}

/**
 * Splits the leaf that gains most until no leaf gains or there are enough (Shi, 2007; as LightGBM does), with
 * histograms of the smaller child only. After it, `order` holds the cases leaf by leaf as `places` says.
 * O(rows × columns × depth).
 *
 * @param count how many places of `order` and `gradients` hold cases
 */
export function growTree(
  binned: BinnedFeatures,
  used: readonly number[],
  workshop: Workshop,
  count: number,
  rules: GrowthRules,
): { tree: GrownTree; places: { node: number; from: number; to: number }[] } {
  const tree: GrownTree = {
    feature: [],
    threshold: [],
    left: [],
    right: [],
    missingLeft: [],
    value: [],
    cover: [],
    categories: [],
    bin: [],
  };
  const total = sumOf(workshop.gradients, 0, count);
  const leaves = [openLeaf(tree, { depth: 0, from: 0, to: count, ...total })];
  const root = leaves[0] as Leaf;
  if (rules.leaves > 1) measure(root, binned, used, workshop, rules);
  while (leaves.length < rules.leaves) {
    const best = leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    if (!best.split || !best.histogram) break;
    const pair = splitLeaf(tree, best, binned, workshop);
    leaves[leaves.indexOf(best)] = pair[0];
    leaves.push(pair[1]);
    if (leaves.length < rules.leaves) measurePair(pair, best.histogram, binned, used, workshop, rules);
    else workshop.spare.push(best.histogram);
    best.histogram = null;
  }
  for (const leaf of leaves) {
    if (leaf.histogram) workshop.spare.push(leaf.histogram);
    tree.value[leaf.node] = (-rules.learningRate * leaf.gradient) / (leaf.curvature + rules.l2) || 0;
  }
  return { tree, places: leaves.map(({ node, from, to }) => ({ node, from, to })) };
}

/** Whether a binned case goes left at a split. */
export function binGoesLeft(tree: GrownTree, node: number, bin: number, size: number): boolean {
  const byDefault = tree.missingLeft[node] === 1;
  if (bin === size) return byDefault;
  const codes = tree.categories[node];
  if (codes) return codes.includes(bin) ? !byDefault : byDefault;
  return bin <= (tree.bin[node] as number);
}

function openLeaf(tree: GrownTree, leaf: Omit<Leaf, 'node' | 'histogram' | 'split'>): Leaf {
  const node = tree.feature.length;
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.left.push(0);
  tree.right.push(0);
  tree.missingLeft.push(0);
  tree.value.push(0);
  tree.cover.push(leaf.to - leaf.from);
  tree.categories.push(null);
  tree.bin.push(0);
  return { ...leaf, node, histogram: null, split: null };
}

function sumOf(gradients: Float64Array, from: number, to: number): { gradient: number; curvature: number } {
  let gradient = 0;
  let curvature = 0;
  for (let i = from; i < to; i++) {
    gradient += gradients[2 * i] as number;
    curvature += gradients[2 * i + 1] as number;
  }
  return { gradient, curvature };
}

function takeHistogram({ spare }: Workshop, places: number): Histogram {
  return spare.pop() ?? { sums: new Float64Array(2 * places), counts: new Int32Array(places) };
}

function measure(
  leaf: Leaf,
  binned: BinnedFeatures,
  used: readonly number[],
  workshop: Workshop,
  rules: GrowthRules,
): void {
  if (!splittable(leaf, rules)) return;
  leaf.histogram = takeHistogram(workshop, binned.places);
  fillHistogram(leaf.histogram, binned, used, { ...workshop, from: leaf.from, to: leaf.to });
  decide(leaf, binned, used, workshop, rules);
}

function splittable({ depth, from, to }: Leaf, rules: GrowthRules): boolean {
  return depth < rules.depth && to - from >= 2 * rules.leastRows;
}

function decide(
  leaf: Leaf,
  binned: BinnedFeatures,
  used: readonly number[],
  workshop: Workshop,
  rules: GrowthRules,
): void {
  if (!leaf.histogram) return;
  const { gradient, curvature, from, to } = leaf;
  leaf.split = bestSplit(leaf.histogram, binned, used, { gradient, curvature, rows: to - from }, rules);
  if (leaf.split) return;
  workshop.spare.push(leaf.histogram);
  leaf.histogram = null;
}

/** Looks at the cases of the smaller child only; the larger one's histogram is what is left of the parent's. */
function measurePair(
  pair: readonly [Leaf, Leaf],
  parent: Histogram,
  binned: BinnedFeatures,
  used: readonly number[],
  workshop: Workshop,
  rules: GrowthRules,
): void {
  const [smaller, larger] =
    pair[0].to - pair[0].from <= pair[1].to - pair[1].from ? pair : [pair[1], pair[0]];
  if (!splittable(larger, rules)) {
    workshop.spare.push(parent);
    return; // then the smaller one is not splittable, either
  }
  const histogram = takeHistogram(workshop, binned.places);
  fillHistogram(histogram, binned, used, { ...workshop, from: smaller.from, to: smaller.to });
  subtractHistogram(parent, histogram);
  larger.histogram = parent;
  decide(larger, binned, used, workshop, rules);
  if (splittable(smaller, rules)) {
    smaller.histogram = histogram;
    decide(smaller, binned, used, workshop, rules);
  } else workshop.spare.push(histogram);
}

/** Moves the cases that go left to the front, each side in its order, with their gradients. */
function splitLeaf(tree: GrownTree, leaf: Leaf, binned: BinnedFeatures, workshop: Workshop): [Leaf, Leaf] {
  const split = leaf.split as Split;
  const { node, from, to, depth } = leaf;
  const cuts = binned.cuts[split.feature] as Float64Array;
  tree.feature[node] = split.feature;
  tree.bin[node] = split.bin;
  tree.missingLeft[node] = split.missingLeft ? 1 : 0;
  tree.categories[node] = split.codes;
  // Right of the last cut are only missing values; every number is below the greatest one.
  tree.threshold[node] = split.codes
    ? 0
    : split.bin < cuts.length
      ? (cuts[split.bin] as number)
      : Number.MAX_VALUE;
  const size = binned.sizes[split.feature] as number;
  const left = Uint8Array.from({ length: size + 1 }, (_, bin) =>
    binGoesLeft(tree, node, bin, size) ? 1 : 0,
  );
  const { order, gradients, aside, asideGradients } = workshop;
  const bins = binned.bins[split.feature] as Uint8Array;
  let kept = from;
  let moved = 0;
  let gradient = 0;
  let curvature = 0;
  for (let i = from; i < to; i++) {
    const row = order[i] as number;
    const g = gradients[2 * i] as number;
    const h = gradients[2 * i + 1] as number;
    if (left[bins[row] as number] === 1) {
      order[kept] = row;
      gradients[2 * kept] = g;
      gradients[2 * kept + 1] = h;
      gradient += g;
      curvature += h;
      kept++;
    } else {
      aside[moved] = row;
      asideGradients[2 * moved] = g;
      asideGradients[2 * moved + 1] = h;
      moved++;
    }
  }
  order.set(aside.subarray(0, moved), kept);
  gradients.set(asideGradients.subarray(0, 2 * moved), 2 * kept);
  const rest = sumOf(gradients, kept, to);
  const first = openLeaf(tree, { depth: depth + 1, from, to: kept, gradient, curvature });
  const second = openLeaf(tree, { depth: depth + 1, from: kept, to, ...rest });
  tree.left[node] = first.node;
  tree.right[node] = second.node;
  return [first, second];
}
