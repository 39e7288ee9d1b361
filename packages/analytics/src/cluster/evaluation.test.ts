import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals, seeded } from '../testing.ts';
import { adjustedRandIndex, chooseClusterCount, clusterStability, silhouette } from './index.ts';

/** Rows around `groups` corners that lie `apart` from one another. */
function corners(
  count: number,
  groups: number,
  apart: number,
  seed = 1,
): { rows: number[][]; truth: number[] } {
  const normal = normals(seeded(seed));
  const truth = Array.from({ length: count }, (_, i) => i % groups);
  const rows = truth.map((group) => [
    (group % 2) * apart + normal(),
    Math.floor(group / 2) * apart + normal(),
  ]);
  return { rows, truth };
}

const labelled = fc
  .array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 2, maxLength: 30 })
  .map((pairs) => ({ first: pairs.map(([a]) => a), second: pairs.map(([, b]) => b) }));

describe('adjustedRandIndex', () => {
  it.each([
    [[0, 0, 1, 2], [0, 0, 1, 1], 4 / 7],
    [[0, 0, 1, 1], [0, 1, 0, 1], -0.5],
    [[0, 0, 1, 1], [5, 5, 3, 3], 1],
    [[0, 0, 0, 0], [0, 1, 2, 3], 0],
    [[0, 0, 0], [1, 1, 1], 1],
    [[0, 1, 2], [2, 1, 0], 1],
    [[0], [3], 1],
    [[], [], 1],
  ])('of %j and %j is %f', (first, second, expected) => {
    expect(adjustedRandIndex(first, second)).toBeCloseTo(expected, 12);
  });

  it('is what counting pairs gives', () => {
    fc.assert(
      fc.property(labelled, ({ first, second }) => {
        let both = 0;
        let inFirst = 0;
        let inSecond = 0;
        let all = 0;
        for (let i = 0; i < first.length; i++) {
          for (let j = 0; j < i; j++) {
            const a = first[i] === first[j] ? 1 : 0;
            const b = second[i] === second[j] ? 1 : 0;
            both += a * b;
            inFirst += a;
            inSecond += b;
            all++;
          }
        }
        const expected = (inFirst * inSecond) / all;
        const most = (inFirst + inSecond) / 2;
        fc.pre(Math.abs(most - expected) > 1e-9);
        expect(adjustedRandIndex(first, second)).toBeCloseTo((both - expected) / (most - expected), 10);
        expect(adjustedRandIndex(second, first)).toBeCloseTo(adjustedRandIndex(first, second), 12);
      }),
    );
  });

  it('refuses labels that are no whole numbers from 0, and other lengths', () => {
    expect(() => adjustedRandIndex([0, 1.5], [0, 1])).toThrow('first[1]');
    expect(() => adjustedRandIndex([0, 1], [0, -1])).toThrow('second[1]');
    expect(() => adjustedRandIndex([0, 1], [0])).toThrow('second must have as many elements as first (2)');
  });

  it('takes millions of labels', () => {
    const labels = Int32Array.from({ length: 3_000_000 }, (_, i) => i % 5);
    expect(adjustedRandIndex(labels, labels)).toBe(1);
  });
});

describe('silhouette', () => {
  it('is what the definition says, by hand', () => {
    const { values, clusters, mean, standardError } = silhouette([[0], [1], [10], [30]], [0, 0, 1, 2]);
    // Of 0: own 1, nearest other 10; of 1: own 1, other 9; the two others are alone.
    expect([...values]).toEqual([0.9, 8 / 9, 0, 0]);
    expect(clusters).toEqual([(0.9 + 8 / 9) / 2, 0, 0]);
    expect(mean).toBeCloseTo((0.9 + 8 / 9) / 4, 15);
    expect(standardError).toBe(0);
  });

  it('is between −1 and 1, and the same measured one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 40 }), fc.nat(), (count, seed) => {
        const { rows } = corners(count, 3, 2, seed);
        const labels = rows.map((_, i) => (i * 7) % 4);
        const { values } = silhouette(rows, labels);
        const distance = (i: number, j: number): number =>
          Math.hypot(...(rows[i] as number[]).map((x, k) => x - (rows[j]?.[k] as number)));
        for (const [i, value] of values.entries()) {
          const meanTo = (label: number): number => {
            const others = labels.flatMap((own, j) => (own === label && j !== i ? [distance(i, j)] : []));
            return others.reduce((a, b) => a + b, 0) / others.length;
          };
          const own = labels[i] as number;
          const alone = labels.filter((label) => label === own).length === 1;
          const a = meanTo(own);
          const b = Math.min(...[0, 1, 2, 3].filter((c) => c !== own && labels.includes(c)).map(meanTo));
          expect(value).toBeCloseTo(alone ? 0 : (b - a) / Math.max(a, b), 10);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of a sample covers the mean of all about as often as it says', () => {
    const { rows, truth } = corners(600, 4, 3);
    const whole = silhouette(rows, truth).mean;
    let covered = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { interval, places } = silhouette(rows, truth, { sample: 80, random: seeded(seed) });
      expect(new Set(places).size).toBe(80);
      if (interval.lower <= whole && whole <= interval.upper) covered++;
    }
    expect(covered).toBeGreaterThan(180);
    expect(covered).toBeLessThan(200);
  });

  it('is 0 where all points are equal, and exact where the sample is not smaller', () => {
    expect(silhouette([[1], [1], [1], [1]], [0, 0, 1, 1]).mean).toBe(0);
    expect(silhouette([[1], [2], [4]], [0, 0, 1], { sample: 3 }).standardError).toBe(0);
  });

  it.each<[string, () => unknown]>([
    ['labels must name at least two clusters', () => silhouette([[1], [2]], [0, 0])],
    ['labels must have one element a point', () => silhouette([[1], [2]], [0])],
    ['labels must be below the number of points', () => silhouette([[1], [2]], [0, 1e9])],
    ['labels[1]', () => silhouette([[1], [2]], [0, -1])],
    ['points[0][0]', () => silhouette([[Number.NaN], [2]], [0, 1])],
    ['options.sample', () => silhouette([[1], [2]], [0, 1], { sample: 1, random: seeded(1) })],
    ['options.random', () => silhouette([[1], [2], [3]], [0, 1, 1], { sample: 2 })],
  ])('refuses: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});

describe('clusterStability', () => {
  it('is near 1 for separated corners and far lower for too many clusters', () => {
    const { rows } = corners(300, 4, 12);
    const right = clusterStability(rows, { clusters: 4, random: seeded(1), starts: 3 });
    expect(right.mean).toBeGreaterThan(0.99);
    expect(Math.min(...right.jaccard)).toBeGreaterThan(0.99);
    const wrong = clusterStability(rows, { clusters: 7, random: seeded(1), starts: 3 });
    expect(wrong.mean).toBeLessThan(0.93);
    expect(Math.min(...wrong.jaccard)).toBeLessThan(0.7);
  });

  it('can draw with repetition', () => {
    const { rows } = corners(100, 2, 12);
    const { mean, values } = clusterStability(rows, {
      clusters: 2,
      random: seeded(1),
      draw: 'bootstrap',
      rounds: 5,
    });
    expect(values).toHaveLength(5);
    expect(mean).toBeGreaterThan(0.95);
  });

  it('refuses parts without enough points', () => {
    const options = { clusters: 3, random: seeded(1) };
    expect(() => clusterStability([[1], [2], [3], [4]], options)).toThrow('options.share');
    expect(() => clusterStability([[1], [2], [3]], { ...options, share: 1 })).toThrow('options.share');
    expect(() => clusterStability([[1], [2], [3]], { ...options, rounds: 1 })).toThrow('options.rounds');
  });
});

describe('chooseClusterCount', () => {
  it('finds the number of separated corners', () => {
    for (const groups of [2, 3, 4]) {
      const { rows } = corners(240, groups, 9, groups);
      const choice = chooseClusterCount(rows, { random: seeded(1), to: 6, rounds: 5 });
      expect(choice.clusters).toBe(groups);
      expect(choice.stable).toBe(true);
      expect(choice.evidence.map(({ clusters }) => clusters)).toEqual([2, 3, 4, 5, 6]);
    }
  });

  it('tries no more clusters than there are distinct points', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 3]);
    expect(chooseClusterCount(rows, { random: seeded(1), rounds: 3 }).clusters).toBe(3);
  });

  it('refuses points that have no clusters', () => {
    const random = seeded(1);
    expect(() => chooseClusterCount([[1], [2], [3]], { random })).toThrow('points must be at least 4');
    expect(() => chooseClusterCount([[1], [1], [1], [1]], { random })).toThrow(
      'points must not all be equal',
    );
    expect(() => chooseClusterCount([[1], [2], [3], [4]], { random, from: 3, to: 2 })).toThrow('options.to');
  });
});
