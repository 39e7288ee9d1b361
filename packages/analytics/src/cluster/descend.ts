import { countOf, type FlatPoints } from './points.ts';
import { squaredDistance } from './squared-distance.ts';

/** When to stop moving centres. */
export interface DescentLimits {
  maxIterations: number;
  /** Stop when the centres' squared moves sum to at most this. */
  squaredShift: number;
}

/** Arrays as long as the points, used again from start to start. */
export interface Room {
  labels: Int32Array;
  squared: Float64Array;
  gaps: Float64Array;
}

export function roomFor(count: number): Room {
  return {
    labels: new Int32Array(count),
    squared: new Float64Array(count),
    gaps: new Float64Array(count),
  };
}

/**
 * Lloyd's iterations with Hamerly's bounds (SIAM Data Mining 2010): moves `centres` to the means of their points and
 * points to their nearest centre until the centres rest. Leaves in `room.labels` the cluster of each point.
 *
 * Each point has an upper bound of the distance to its centre and a lower bound of that to any other. Instead of
 * loosening both by the centres' moves for every point, what the centres have moved in all is kept per centre, and
 * the point keeps its bounds as of the start of that count; a point that cannot change then costs one comparison.
 * Elkan's bounds, one a centre, would save some more distances in exchange for n × k numbers to be read each time.
 *
 * A cluster that loses all its points gets the point farthest from its centre, if any is apart from it.
 *
 * @returns the number of iterations; `centres` and `room` are changed
 */
export function descend(
  points: FlatPoints,
  centres: Float64Array,
  room: Room,
  { maxIterations, squaredShift }: DescentLimits,
): number {
  const { values, dimensions } = points;
  const { labels, gaps, squared: uppers } = room;
  const count = countOf(points);
  const clusters = centres.length / dimensions;
  const sums = new Float64Array(clusters * dimensions);
  const sizes = new Float64Array(clusters);
  const moved = new Float64Array(clusters);
  /** Sum of the moves of a centre, and of the greatest move among all other centres. */
  const ownMoves = new Float64Array(clusters);
  const otherMoves = new Float64Array(clusters);
  /** Half the distance to the nearest other centre: a point closer than that to its centre stays. */
  const halves = new Float64Array(clusters);
  /** What `gaps` and `uppers` of a point are compared with, by its centre. */
  const neededGap = new Float64Array(clusters);
  const safeUpper = new Float64Array(clusters);

  for (let i = 0; i < count; i++) {
    const from = i * dimensions;
    let nearest = 0;
    let first = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let c = 0; c < clusters; c++) {
      const distance = squaredDistance(values, from, centres, c * dimensions, dimensions);
      if (distance < first) {
        second = first;
        first = distance;
        nearest = c;
      } else if (distance < second) second = distance;
    }
    labels[i] = nearest;
    const upper = Math.sqrt(first);
    uppers[i] = upper;
    gaps[i] = Math.sqrt(second) - upper;
    sizes[nearest] = (sizes[nearest] as number) + 1;
    const to = nearest * dimensions;
    for (let j = 0; j < dimensions; j++)
      sums[to + j] = (sums[to + j] as number) + (values[from + j] as number);
  }

  let iterations = 0;
  while (iterations < maxIterations) {
    iterations++;
    for (let c = 0; c < clusters; c++) {
      if (sizes[c] === 0) refill(points, centres, room, sums, sizes, c, ownMoves, otherMoves);
    }
    const shift = moveCentres(centres, sums, sizes, moved, dimensions);
    if (shift <= squaredShift) break;
    addMoves(moved, ownMoves, otherMoves);
    nearestHalves(centres, dimensions, halves);
    for (let c = 0; c < clusters; c++) {
      neededGap[c] = (ownMoves[c] as number) + (otherMoves[c] as number);
      safeUpper[c] = (halves[c] as number) - (ownMoves[c] as number);
    }
    for (let i = 0; i < count; i++) {
      const label = labels[i] as number;
      if ((gaps[i] as number) >= (neededGap[label] as number)) continue;
      if ((uppers[i] as number) <= (safeUpper[label] as number)) continue;
      const from = i * dimensions;
      const lower = (gaps[i] as number) + (uppers[i] as number) - (otherMoves[label] as number);
      const own = squaredDistance(values, from, centres, label * dimensions, dimensions);
      const distance = Math.sqrt(own);
      if (distance <= lower || distance <= (halves[label] as number)) {
        const upper = distance - (ownMoves[label] as number);
        gaps[i] = lower + (otherMoves[label] as number) - upper;
        uppers[i] = upper;
        continue;
      }
      let nearest = label;
      let first = own;
      let second = Number.POSITIVE_INFINITY;
      for (let c = 0; c < clusters; c++) {
        if (c === label) continue;
        const other = squaredDistance(values, from, centres, c * dimensions, dimensions);
        if (other < first) {
          second = first;
          first = other;
          nearest = c;
        } else if (other < second) second = other;
      }
      const upper = Math.sqrt(first) - (ownMoves[nearest] as number);
      uppers[i] = upper;
      gaps[i] = Math.sqrt(second) + (otherMoves[nearest] as number) - upper;
      if (nearest !== label) {
        labels[i] = nearest;
        changeCluster(values, from, sums, sizes, label, nearest, dimensions);
      }
    }
  }
  return iterations;
}

/** Nearest centre of each point and the squared distance to it, into `room`. @returns the sum of these: the inertia */
export function assign(
  points: FlatPoints,
  centres: Float64Array,
  room: Pick<Room, 'labels' | 'squared'>,
): number {
  const { values, dimensions } = points;
  const { labels, squared } = room;
  const count = countOf(points);
  const clusters = centres.length / dimensions;
  let inertia = 0;
  for (let i = 0; i < count; i++) {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < clusters; c++) {
      const distance = squaredDistance(values, i * dimensions, centres, c * dimensions, dimensions);
      if (distance < least) {
        least = distance;
        nearest = c;
      }
    }
    labels[i] = nearest;
    squared[i] = least;
    inertia += least;
  }
  return inertia;
}

/** Sum of the squared distances of the points to the centres that they are labelled with. */
export function inertiaOf(points: FlatPoints, centres: Float64Array, labels: Int32Array): number {
  const { values, dimensions } = points;
  let inertia = 0;
  for (let i = 0; i < labels.length; i++) {
    inertia += squaredDistance(
      values,
      i * dimensions,
      centres,
      (labels[i] as number) * dimensions,
      dimensions,
    );
  }
  return inertia;
}

/** Puts each centre at the mean of its points. @returns the sum of the squared moves; each move goes to `moved` */
function moveCentres(
  centres: Float64Array,
  sums: Float64Array,
  sizes: Float64Array,
  moved: Float64Array,
  dimensions: number,
): number {
  let total = 0;
  for (let c = 0; c < sizes.length; c++) {
    const size = sizes[c] as number;
    let squared = 0;
    for (let at = c * dimensions; size > 0 && at < (c + 1) * dimensions; at++) {
      const mean = (sums[at] as number) / size;
      squared += (mean - (centres[at] as number)) ** 2;
      centres[at] = mean;
    }
    moved[c] = Math.sqrt(squared);
    total += squared;
  }
  return total;
}

function addMoves(moved: Float64Array, ownMoves: Float64Array, otherMoves: Float64Array): void {
  let most = 0;
  let next = 0;
  let farthest = -1;
  for (let c = 0; c < moved.length; c++) {
    const move = moved[c] as number;
    if (move > most) {
      next = most;
      most = move;
      farthest = c;
    } else if (move > next) next = move;
  }
  for (let c = 0; c < moved.length; c++) {
    ownMoves[c] = (ownMoves[c] as number) + (moved[c] as number);
    otherMoves[c] = (otherMoves[c] as number) + (c === farthest ? next : most);
  }
}

function nearestHalves(centres: Float64Array, dimensions: number, halves: Float64Array): void {
  halves.fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < halves.length; a++) {
    for (let b = a + 1; b < halves.length; b++) {
      const half =
        Math.sqrt(squaredDistance(centres, a * dimensions, centres, b * dimensions, dimensions)) / 2;
      if (half < (halves[a] as number)) halves[a] = half;
      if (half < (halves[b] as number)) halves[b] = half;
    }
  }
}

function changeCluster(
  values: Float64Array,
  from: number,
  sums: Float64Array,
  sizes: Float64Array,
  old: number,
  now: number,
  dimensions: number,
): void {
  sizes[old] = (sizes[old] as number) - 1;
  sizes[now] = (sizes[now] as number) + 1;
  const back = old * dimensions;
  const to = now * dimensions;
  for (let j = 0; j < dimensions; j++) {
    const value = values[from + j] as number;
    sums[back + j] = (sums[back + j] as number) - value;
    sums[to + j] = (sums[to + j] as number) + value;
  }
}

/** Gives the empty cluster `empty` the point that is farthest from its centre. */
function refill(
  points: FlatPoints,
  centres: Float64Array,
  room: Room,
  sums: Float64Array,
  sizes: Float64Array,
  empty: number,
  ownMoves: Float64Array,
  otherMoves: Float64Array,
): void {
  const { values, dimensions } = points;
  const { labels, squared: uppers, gaps } = room;
  let farthest = -1;
  let most = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if ((sizes[label] as number) < 2) continue;
    const distance = squaredDistance(values, i * dimensions, centres, label * dimensions, dimensions);
    if (distance > most) {
      most = distance;
      farthest = i;
    }
  }
  if (farthest < 0) return; // fewer distinct points than clusters
  sums.fill(0, empty * dimensions, (empty + 1) * dimensions); // what rounding left of points added and taken away
  changeCluster(values, farthest * dimensions, sums, sizes, labels[farthest] as number, empty, dimensions);
  labels[farthest] = empty;
  // The centre has yet to move there, so that the point's upper bound is how far it is from where the centre stands.
  const upper =
    Math.sqrt(squaredDistance(values, farthest * dimensions, centres, empty * dimensions, dimensions)) -
    (ownMoves[empty] as number);
  uppers[farthest] = upper;
  gaps[farthest] = (otherMoves[empty] as number) - upper;
}
