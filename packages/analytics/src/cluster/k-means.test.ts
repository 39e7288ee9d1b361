import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../special/random-stream.ts';
import { normals, seeded } from '../testing.ts';
import { descend, inertiaOf, roomFor } from './descend.ts';
import { adjustedRandIndex, assignClusters, type FlatPoints, kMeans, miniBatchKMeans } from './index.ts';
import { kMeansParallel } from './k-means-parallel.ts';
import { movePoints } from './move-points.ts';
import { pick } from './points.ts';
import { seedCentres } from './seed-centres.ts';

/** `groups` clouds of points around random centres, with the group of each point. */
function clouds(
  count: number,
  dimensions: number,
  groups: number,
  { spread = 1, seed = 1 } = {},
): { points: FlatPoints; truth: number[] } {
  const random = seeded(seed);
  const normal = normals(random);
  const centres = Array.from({ length: groups * dimensions }, () => 40 * random());
  const truth = Array.from({ length: count }, () => Math.floor(random() * groups));
  const values = new Float64Array(count * dimensions);
  for (const [i, group] of truth.entries()) {
    for (let j = 0; j < dimensions; j++) {
      values[i * dimensions + j] = (centres[group * dimensions + j] as number) + spread * normal();
    }
  }
  return { points: { values, dimensions }, truth };
}

/** Lloyd's iterations as the textbook has them. */
function plainLloyd(
  { values, dimensions }: FlatPoints,
  start: Float64Array,
): { centres: number[]; labels: number[] } {
  let centres = [...start];
  const count = values.length / dimensions;
  const clusters = centres.length / dimensions;
  let labels: number[] = [];
  for (;;) {
    const now = Array.from({ length: count }, (_, i) => {
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let c = 0; c < clusters; c++) {
        let sum = 0;
        for (let j = 0; j < dimensions; j++) {
          sum += ((values[i * dimensions + j] as number) - (centres[c * dimensions + j] as number)) ** 2;
        }
        if (sum < least) [best, least] = [c, sum];
      }
      return best;
    });
    if (now.every((label, i) => label === labels[i])) return { centres, labels };
    labels = now;
    centres = centres.map((centre, at) => {
      const c = Math.floor(at / dimensions);
      const own = labels.flatMap((label, i) =>
        label === c ? [values[i * dimensions + (at % dimensions)] as number] : [],
      );
      return own.length === 0 ? centre : own.reduce((a, b) => a + b, 0) / own.length;
    });
  }
}

/** The least inertia over all ways to put the numbers into `clusters` groups. */
function bruteForce(rows: readonly (readonly number[])[], clusters: number): number {
  let least = Number.POSITIVE_INFINITY;
  const labels = rows.map(() => 0);
  for (let code = 0; code < clusters ** rows.length; code++) {
    let rest = code;
    for (let i = 0; i < rows.length; i++) {
      labels[i] = rest % clusters;
      rest = Math.floor(rest / clusters);
    }
    let inertia = 0;
    for (let c = 0; c < clusters; c++) {
      const own = rows.filter((_, i) => labels[i] === c);
      for (let j = 0; j < (rows[0] as readonly number[]).length; j++) {
        const mean = own.reduce((sum, row) => sum + (row[j] as number), 0) / own.length;
        for (const row of own) inertia += ((row[j] as number) - mean) ** 2;
      }
    }
    least = Math.min(least, inertia);
  }
  return least;
}

const small = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 3,
  maxLength: 8,
});

describe('kMeans', () => {
  it('finds the least inertia of all partitions of a few points', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 3 }), fc.nat(), (rows, clusters, seed) => {
        const { inertia } = kMeans(rows, { clusters, random: seeded(seed) });
        expect(inertia).toBeCloseTo(bruteForce(rows, clusters), 8);
      }),
      { numRuns: 150 },
    );
  });

  it('gives each point to its nearest centre, and puts each centre at the mean of its points', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 30, max: 200 }),
        fc.nat(),
        (dimensions, clusters, count, seed) => {
          const { points } = clouds(count, dimensions, 4, { spread: 6, seed });
          const result = kMeans(points, { clusters, random: seeded(seed), starts: 2 });
          const { labels, inertia } = assignClusters(points, result);
          expect(labels).toEqual(result.labels);
          expect(result.inertia).toBeCloseTo(inertia, 8);
          for (let c = 0; c < clusters; c++) {
            const places = [...labels.keys()].filter((i) => labels[i] === c);
            expect(places.length).toBe(result.sizes[c]);
            const own = pick(points, places).values;
            for (let j = 0; j < dimensions; j++) {
              const mean =
                own.filter((_, at) => at % dimensions === j).reduce((a, b) => a + b, 0) / places.length;
              expect(result.centres[c * dimensions + j]).toBeCloseTo(mean, 9);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('saves distances by bounds without going another way than plain iterations', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        (dimensions, clusters, seed) => {
          const { points } = clouds(300, dimensions, 5, { spread: 12, seed });
          const room = roomFor(300);
          const centres = seedCentres(points, clusters, randomStream(seed), room);
          const plain = plainLloyd(points, centres);
          descend(points, centres, room, { maxIterations: 1000, squaredShift: 0 });
          expect([...room.labels]).toEqual(plain.labels);
          for (const [at, value] of centres.entries())
            expect(value).toBeCloseTo(plain.centres[at] as number, 8);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('passes over points when seeding without missing one that a new centre wins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        (dimensions, clusters, seed) => {
          const { points } = clouds(200, dimensions, 5, { spread: 8, seed });
          const room = roomFor(200);
          const centres = seedCentres(points, clusters, randomStream(seed), room);
          const { labels, squaredDistances } = assignClusters(points, { centres, dimensions });
          expect(room.labels).toEqual(labels);
          expect(room.squared).toEqual(squaredDistances);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('escapes the local optimum in which a start is caught', () => {
    // Two pairs of clouds far apart: a start that puts three centres on one pair never leaves it by itself.
    const normal = normals(seeded(5));
    const rows = Array.from({ length: 400 }, (_, i) => [
      (i % 4 < 2 ? 0 : 1000) + (i % 2 === 0 ? 0 : 20) + normal(),
    ]);
    const centres = Float64Array.of(0, 19, 21, 1010);
    const points = { values: Float64Array.from(rows, ([x = 0]) => x), dimensions: 1 };
    const room = roomFor(400);
    descend(points, centres, room, { maxIterations: 300, squaredShift: 0 });
    expect(inertiaOf(points, centres, room.labels)).toBeGreaterThan(10_000);
    for (let seed = 0; seed < 50; seed++) {
      expect(kMeans(points, { clusters: 4, random: seeded(seed), starts: 1 }).inertia).toBeLessThan(500);
    }
  });

  it('moves a point whose centre is nearer, where its leaving and joining lower the inertia', () => {
    const centres = Float64Array.of(3, 11);
    const room = { ...roomFor(3), labels: Int32Array.of(0, 0, 1) };
    movePoints({ values: Float64Array.of(0, 6, 11), dimensions: 1 }, centres, room);
    expect(room.labels).toEqual(Int32Array.of(0, 1, 1));
    expect(centres).toEqual(Float64Array.of(0, 8.5));
  });

  it('finds separated clouds again, whatever the seed, and numbers clusters by falling size', () => {
    const { points, truth } = clouds(2000, 4, 6);
    const first = kMeans(points, { clusters: 6, random: seeded(1) });
    expect(adjustedRandIndex(truth, first.labels)).toBe(1);
    expect([...first.sizes]).toEqual([...first.sizes].sort((a, b) => b - a));
    for (let seed = 2; seed < 12; seed++) {
      expect(kMeans(points, { clusters: 6, random: seeded(seed) })).toMatchObject({
        labels: first.labels,
        centres: first.centres,
      });
    }
  });

  it('takes rows and flat points alike', () => {
    const rows = [
      [1, 1],
      [1, 2],
      [8, 8],
      [9, 8],
      [9, 9],
    ];
    const flat = { values: Float64Array.from(rows.flat()), dimensions: 2 };
    expect(kMeans(rows, { clusters: 2, random: seeded(1) })).toEqual(
      kMeans(flat, { clusters: 2, random: seeded(1) }),
    );
  });

  it('has an answer for one point, one cluster, a cluster a point, and equal points', () => {
    expect(kMeans([[3, 4]], { clusters: 1, random: seeded(1) })).toMatchObject({
      centres: Float64Array.of(3, 4),
      inertia: 0,
    });
    const one = kMeans([[1], [2], [6]], { clusters: 1, random: seeded(1) });
    expect(one).toMatchObject({ centres: Float64Array.of(3), inertia: 14 });
    const each = kMeans([[1], [2], [6]], { clusters: 3, random: seeded(1) });
    expect(each).toMatchObject({ inertia: 0, sizes: Int32Array.of(1, 1, 1) });
    const alike = kMeans([[7], [7], [7], [9]], { clusters: 3, random: seeded(1) });
    expect(alike).toMatchObject({ inertia: 0, sizes: Int32Array.of(3, 1, 0) });
    expect([7, 9]).toContain(alike.centres[2]);
  });

  it('fills a cluster that has lost its points', () => {
    const points = { values: Float64Array.of(0, 1, 2, 10, 11, 40), dimensions: 1 };
    const centres = Float64Array.of(1, 10, 500);
    const room = roomFor(6);
    descend(points, centres, room, { maxIterations: 100, squaredShift: 0 });
    expect([...centres].sort((a, b) => a - b)).toEqual([1, 10.5, 40]);
  });

  it.each<[string, () => unknown]>([
    ['points must have at least one point', () => kMeans([], { clusters: 1, random: seeded(1) })],
    [
      'points must have at least one point',
      () => kMeans({ values: new Float64Array(), dimensions: 2 }, { clusters: 1, random: seeded(1) }),
    ],
    [
      'points[1] must have as many coordinates',
      () => kMeans([[1], [1, 2]], { clusters: 1, random: seeded(1) }),
    ],
    ['points[0] must have at least one coordinate', () => kMeans([[]], { clusters: 1, random: seeded(1) })],
    [
      'points[1][0] must be a finite number',
      () => kMeans([[1], [Number.NaN]], { clusters: 1, random: seeded(1) }),
    ],
    [
      'points[0][1] must be a finite number',
      () => kMeans([[1, Number.NEGATIVE_INFINITY]], { clusters: 1, random: seeded(1) }),
    ],
    [
      'points[0][0] must be a finite number within',
      () => kMeans([[1e200]], { clusters: 1, random: seeded(1) }),
    ],
    [
      'points.values must hold 2 coordinates',
      () => kMeans({ values: new Float64Array(3), dimensions: 2 }, { clusters: 1, random: seeded(1) }),
    ],
    [
      'points.dimensions must be an integer',
      () => kMeans({ values: new Float64Array(3), dimensions: 0 }, { clusters: 1, random: seeded(1) }),
    ],
    ['options.clusters must not exceed', () => kMeans([[1], [2]], { clusters: 3, random: seeded(1) })],
    ['options.clusters must be an integer', () => kMeans([[1], [2]], { clusters: 0, random: seeded(1) })],
    ['options.starts', () => kMeans([[1]], { clusters: 1, starts: 0, random: seeded(1) })],
    ['options.maxIterations', () => kMeans([[1]], { clusters: 1, maxIterations: 1.5, random: seeded(1) })],
    ['options.tolerance', () => kMeans([[1]], { clusters: 1, tolerance: -1, random: seeded(1) })],
    [
      'options.clusters must not exceed',
      () => miniBatchKMeans([[1], [2]], { clusters: 3, random: seeded(1) }),
    ],
    ['options.batchSize', () => miniBatchKMeans([[1]], { clusters: 1, batchSize: 0, random: seeded(1) })],
    [
      'points must have 1 dimensions',
      () => assignClusters([[1, 2]], { centres: Float64Array.of(1), dimensions: 1 }),
    ],
    ['model.centres', () => assignClusters([[1]], { centres: new Float64Array(), dimensions: 1 })],
  ])('refuses: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});

describe('kMeans of many points', () => {
  // Enough that starts begin on samples and the improvement tries its moves on one.
  const { points, truth } = clouds(90_000, 5, 7, { spread: 2, seed: 3 });

  it('finds the clouds, with the inertia of the clouds themselves', () => {
    const { labels, inertia } = kMeans(points, { clusters: 7, random: seeded(1), starts: 3 });
    expect(adjustedRandIndex(truth, labels)).toBeGreaterThan(0.999);
    expect(inertia / (90_000 * 5 * 4)).toBeCloseTo(1, 2);
  });

  it('gives the same in threads to the bit', async () => {
    const options = { clusters: 6, starts: 5 };
    const alone = kMeans(points, { ...options, random: seeded(9) });
    expect(await kMeansParallel(points, { ...options, random: seeded(9) })).toEqual(alone);
    expect(await kMeansParallel(points, { ...options, random: seeded(9), workers: 1 })).toEqual(alone);
  });

  it('passes on what the arguments did wrong', async () => {
    await expect(kMeansParallel(points, { clusters: 6, workers: 0, random: seeded(1) })).rejects.toThrow(
      'options.workers',
    );
    await expect(kMeansParallel([[1]], { clusters: 2, random: seeded(1) })).rejects.toThrow(
      'options.clusters',
    );
  });

  it('comes near by mini-batches in a few steps', () => {
    const { inertia } = kMeans(points, { clusters: 7, random: seeded(1), starts: 2 });
    const batches = miniBatchKMeans(points, { clusters: 7, random: seeded(1) });
    expect(batches.inertia).toBeLessThan(1.05 * inertia);
    expect(batches.inertia).toBeGreaterThanOrEqual(inertia * (1 - 1e-4));
    expect(assignClusters(points, batches).labels).toEqual(batches.labels);
    expect(miniBatchKMeans(points, { clusters: 7, random: seeded(1) })).toEqual(batches);
  });
});

describe('miniBatchKMeans', () => {
  it('has an answer for one point and for equal points', () => {
    expect(miniBatchKMeans([[3, 4]], { clusters: 1, random: seeded(1) }).centres).toEqual(
      Float64Array.of(3, 4),
    );
    const alike = miniBatchKMeans([[7], [7], [7]], { clusters: 2, random: seeded(1) });
    expect(alike).toMatchObject({ inertia: 0, sizes: Int32Array.of(3, 0) });
  });
});

describe('assignClusters', () => {
  it('gives a point to its nearest centre, the lowest number of equals', () => {
    const model = { centres: Float64Array.of(0, 0, 4, 0), dimensions: 2 };
    const { labels, squaredDistances, inertia } = assignClusters(
      [
        [1, 0],
        [2, 0],
        [4, 3],
      ],
      model,
    );
    expect([...labels]).toEqual([0, 0, 1]);
    expect([...squaredDistances]).toEqual([1, 4, 9]);
    expect(inertia).toBe(14);
  });
});
