import { assign, type DescentLimits, descend, inertiaOf, type Room, roomFor } from './descend.ts';
import type { Descent } from './k-means-steps.ts';
import { movePoints } from './move-points.ts';
import { countOf, type FlatPoints, pick, sampleOf } from './points.ts';
import { seedCentres } from './seed-centres.ts';
import { squaredDistance } from './squared-distance.ts';

/** Up to this many points are all looked at; of more, so many are drawn to find out which moves are worth while. */
export const EXACT_COUNT = 20_000;
/** How many moves are tried before the solution counts as good. */
const TRIES = 20;
const ROUNDS = 10;
/** What is asked of a move: the part of its loss that its gain is at least, and the share of the inertia won. */
const OF_ALL = { promise: 0, gain: 1e-9 };
/** Of a sample, small gains are chance; and on many points a descent is too dear for a move of little promise. */
const OF_SAMPLE = { promise: 0.25, gain: 1e-3 };

/** A centre taken from one cluster and given to another, which is split. */
interface Move {
  from: number;
  split: number;
  /** Inertia lost by the removal less that won by the split, before anything is adapted. */
  cost: number;
}

/**
 * Takes a solution out of a local optimum: a centre that is little missed is moved into a cluster that is better
 * split, the moves that promise most first, and kept if descending from there ends lower; until none does. It is
 * what restarts leave undone when two centres share one group while another pair of groups shares a centre
 * (compare Fränti, "Efficiency of random swap clustering", Journal of Big Data 5, 2018).
 *
 * Never ends above the inertia that it began with. O(n k) for the estimates and a descent a try, on the sample.
 */
export function improve(
  points: FlatPoints,
  start: Descent,
  limits: DescentLimits,
  random: () => number,
  room: Room,
): Descent {
  const sample = sampleOf(points, EXACT_COUNT, random);
  const whole = sample === points;
  const least = whole ? OF_ALL : OF_SAMPLE;
  const sampleRoom = whole ? room : roomFor(countOf(sample));
  let best = settle(sample, start.centres.slice(), limits, sampleRoom);
  let moved = false;
  for (let round = 0; round < ROUNDS; round++) {
    const better = firstBetter(sample, best, least, limits, random, sampleRoom);
    if (!better) break;
    best = better;
    moved = true;
  }
  if (!moved && !whole) return start;
  if (!whole) best = settle(points, best.centres, limits, room);
  best.iterations += start.iterations;
  return best.inertia < start.inertia ? best : start;
}

function firstBetter(
  points: FlatPoints,
  now: Descent,
  least: typeof OF_ALL,
  limits: DescentLimits,
  random: () => number,
  room: Room,
): Descent | null {
  const { dimensions } = points;
  assign(points, now.centres, room);
  const labels = room.labels.slice();
  const { moves, splits } = promisingMoves(points, now.centres, labels, least.promise, random);
  for (const { from, split } of moves) {
    const centres = now.centres.slice();
    const pair = splits[split] as Float64Array;
    centres.set(pair.subarray(0, dimensions), split * dimensions);
    centres.set(pair.subarray(dimensions), from * dimensions);
    const tried = settle(points, centres, limits, room);
    if (tried.inertia < now.inertia * (1 - least.gain)) return tried;
  }
  return null;
}

function settle(points: FlatPoints, centres: Float64Array, limits: DescentLimits, room: Room): Descent {
  const iterations = descend(points, centres, room, limits);
  if (room.labels.length <= EXACT_COUNT) movePoints(points, centres, room);
  return { centres, iterations, inertia: inertiaOf(points, centres, room.labels) };
}

/** The moves of least cost, and for each cluster the two centres that would split it. */
function promisingMoves(
  points: FlatPoints,
  centres: Float64Array,
  labels: Int32Array,
  promise: number,
  random: () => number,
): { moves: Move[]; splits: Float64Array[] } {
  const { values, dimensions } = points;
  const clusters = centres.length / dimensions;
  const inertia = new Float64Array(clusters);
  const losses = new Float64Array(clusters);
  const members: number[][] = Array.from({ length: clusters }, () => []);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    let second = Number.POSITIVE_INFINITY;
    for (let c = 0; c < clusters; c++) {
      if (c === label) continue;
      const distance = squaredDistance(values, i * dimensions, centres, c * dimensions, dimensions);
      if (distance < second) second = distance;
    }
    const own = squaredDistance(values, i * dimensions, centres, label * dimensions, dimensions);
    inertia[label] = (inertia[label] as number) + own;
    losses[label] = (losses[label] as number) + second - own;
    (members[label] as number[]).push(i);
  }
  const halves = members.map((places) => splitInTwo(points, places, random));
  const moves: Move[] = [];
  for (let from = 0; from < clusters; from++) {
    for (let split = 0; split < clusters; split++) {
      const half = halves[split];
      if (from === split || !half) continue;
      const gain = (inertia[split] as number) - half.inertia;
      const loss = losses[from] as number;
      if (gain >= promise * loss) moves.push({ from, split, cost: loss - gain });
    }
  }
  moves.sort((a, b) => a.cost - b.cost || a.from - b.from || a.split - b.split);
  return {
    moves: moves.slice(0, TRIES),
    splits: halves.map((half) => half?.centres ?? new Float64Array(2 * dimensions)),
  };
}

/** Two centres for the points of one cluster; null if all lie at one place. */
function splitInTwo(points: FlatPoints, places: readonly number[], random: () => number): Descent | null {
  if (places.length < 2) return null;
  const own = pick(points, places);
  const room = roomFor(places.length);
  const centres = seedCentres(own, 2, random, room);
  const iterations = descend(own, centres, room, { maxIterations: 20, squaredShift: 0 });
  return { centres, iterations, inertia: inertiaOf(own, centres, room.labels) };
}
