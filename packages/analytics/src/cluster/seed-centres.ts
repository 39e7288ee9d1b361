import type { Room } from './descend.ts';
import { countOf, type FlatPoints } from './points.ts';
import { squaredDistance } from './squared-distance.ts';

/** Points are drawn by weight: first a block by its sum, then the point within it. */
const BLOCK = 1024;

/**
 * Greedy k-means++ (Arthur and Vassilvitskii, 2007; greedy as in scikit-learn): the first centre is any point, each
 * further one the best of 2 + ⌊ln k⌋ candidates that are drawn with chance proportional to the squared distance from
 * the centres so far.
 *
 * A candidate q can only win points that are more than half as far from their centre a as a is from q (triangle
 * inequality), so most points are passed over without a look at their coordinates. O(n d k ln k) at worst.
 */
export function seedCentres(
  points: FlatPoints,
  clusters: number,
  random: () => number,
  room: Pick<Room, 'labels' | 'squared'>,
): Float64Array {
  const { values, dimensions } = points;
  const { labels, squared } = room;
  const count = countOf(points);
  const centres = new Float64Array(clusters * dimensions);
  const blockSums = new Float64Array(Math.ceil(count / BLOCK));
  const trials = 2 + Math.floor(Math.log(clusters));
  const candidates = new Float64Array(trials * dimensions);
  const gains = new Float64Array(trials);
  const reach = new Float64Array(trials * clusters);
  const leastReach = new Float64Array(clusters);

  copyPoint(values, Math.min(count - 1, Math.floor(random() * count)), centres, 0, dimensions);
  labels.fill(0);
  for (let i = 0; i < count; i++)
    squared[i] = squaredDistance(values, i * dimensions, centres, 0, dimensions);
  addBlocks(squared, blockSums);

  for (let made = 1; made < clusters; made++) {
    for (let t = 0; t < trials; t++) {
      copyPoint(values, drawByWeight(squared, blockSums, random()), candidates, t, dimensions);
      for (let a = 0; a < made; a++) {
        reach[t * clusters + a] =
          squaredDistance(candidates, t * dimensions, centres, a * dimensions, dimensions) / 4;
      }
    }
    leastReach.fill(Number.POSITIVE_INFINITY);
    for (let t = 0; t < trials; t++) {
      for (let a = 0; a < made; a++) {
        leastReach[a] = Math.min(leastReach[a] as number, reach[t * clusters + a] as number);
      }
    }
    gains.fill(0);
    for (let i = 0; i < count; i++) {
      const now = squared[i] as number;
      const label = labels[i] as number;
      if (now <= (leastReach[label] as number)) continue;
      for (let t = 0; t < trials; t++) {
        if (now <= (reach[t * clusters + label] as number)) continue;
        const then = squaredDistance(values, i * dimensions, candidates, t * dimensions, dimensions);
        if (then < now) gains[t] = (gains[t] as number) + (now - then);
      }
    }
    let best = 0;
    for (let t = 1; t < trials; t++) if ((gains[t] as number) > (gains[best] as number)) best = t;

    copyPoint(candidates, best, centres, made, dimensions);
    for (let i = 0; i < count; i++) {
      const now = squared[i] as number;
      if (now <= (reach[best * clusters + (labels[i] as number)] as number)) continue;
      const then = squaredDistance(values, i * dimensions, centres, made * dimensions, dimensions);
      if (then < now) {
        squared[i] = then;
        labels[i] = made;
      }
    }
    addBlocks(squared, blockSums);
  }
  return centres;
}

function addBlocks(weights: Float64Array, sums: Float64Array): void {
  for (let block = 0; block < sums.length; block++) {
    const end = Math.min(weights.length, (block + 1) * BLOCK);
    let sum = 0;
    for (let i = block * BLOCK; i < end; i++) sum += weights[i] as number;
    sums[block] = sum;
  }
}

/** A place drawn with chance proportional to its weight; any place if all weights are 0. */
function drawByWeight(weights: Float64Array, blockSums: Float64Array, uniform: number): number {
  let total = 0;
  for (const sum of blockSums) total += sum;
  if (!(total > 0)) return Math.min(weights.length - 1, Math.floor(uniform * weights.length));
  let left = uniform * total;
  let block = 0;
  while (block < blockSums.length - 1 && left >= (blockSums[block] as number)) {
    left -= blockSums[block] as number;
    block++;
  }
  let last = block * BLOCK;
  const end = Math.min(weights.length, last + BLOCK);
  for (let i = last; i < end; i++) {
    const weight = weights[i] as number;
    if (weight === 0) continue;
    last = i; // rounding can leave a rest after the last point of weight
    if (left < weight) break;
    left -= weight;
  }
  return last;
}

function copyPoint(
  from: Float64Array,
  place: number,
  to: Float64Array,
  at: number,
  dimensions: number,
): void {
  for (let j = 0; j < dimensions; j++) to[at * dimensions + j] = from[place * dimensions + j] as number;
}
