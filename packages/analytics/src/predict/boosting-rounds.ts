/** The rounds of boosting: gradients, a tree, new scores, until the rounds are over or cases held out gain no more. */
import type { Numbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';
import { type BinnedFeatures, binFeatures } from './feature-bins.ts';
import type { Features } from './features.ts';
import { binGoesLeft, type GrownTree, type GrowthRules, growTree, workshopFor } from './grow-tree.ts';
import type { Tree } from './models.ts';

export interface RoundRules extends GrowthRules {
  random: Random;
  loss: 'log' | 'squared';
  rounds: number;
  rowShare: number;
  featureShare: number;
}

export interface BoostedRounds {
  base: number;
  /** Up to the round at which cases held out did best. */
  trees: Tree[];
  trainingLoss: number[];
  heldOutLoss: number[];
}

/** Cases to learn from and to watch, in ascending order, and how many rounds without gain end it. */
export interface WatchedCases {
  learnt: Int32Array;
  held: Int32Array;
  patience: number;
}

/** Bins are cut by the cases to learn from only. O(rounds × rows × features × depth). */
export function boostRounds(
  features: Features,
  target: Float64Array,
  { learnt, held, patience }: WatchedCases,
  rules: RoundRules,
): BoostedRounds {
  const { random, loss, rounds, rowShare, featureShare } = rules;
  const binned = binFeatures(features, learnt, random);
  const base = baseScore(target, learnt, loss);
  const scores = new Float64Array(features.rows).fill(base);
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
    const count = drawRows(learnt, workshop.order, rowShare, random);
    const used = drawFeatures(everyFeature, featureShare, random);
    setGradients(target, expected, workshop.order, count, loss, workshop.gradients);
    const { tree, places } = growTree(binned, used, workshop, count, rules);
    // Nothing gains: with every case and feature in sight, nothing ever will.
    if (tree.feature.length === 1 && rowShare === 1 && featureShare === 1) break;
    if (rowShare < 1) addTree(scores, tree, binned, learnt);
    else {
      for (const { node, from, to } of places)
        addValue(scores, tree.value[node] as number, workshop.order, from, to);
    }
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
  return { base, trees: held.length > 0 ? trees.slice(0, best) : trees, trainingLoss, heldOutLoss };
}

function addValue(scores: Float64Array, value: number, order: Int32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const row = order[i] as number;
    scores[row] = (scores[row] as number) + value;
  }
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
