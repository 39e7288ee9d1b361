import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals, seeded } from '../testing.ts';
import { auc } from './auc.ts';
import { goesLeft } from './boosted-tree.ts';
import type { Features } from './features.ts';
import { gradientBoosting } from './gradient-boosting.ts';
import type { BoostedModel, Tree } from './models.ts';
import { predict, predictScores, shareOf } from './predict.ts';
import { contributionsOf, reasonsFor } from './reasons.ts';

const NONE = Number.NaN;

/** Cases with an interaction, a category, missing values that matter and a column of noise. */
function shopFeatures(
  rows: number,
  seed: number,
): { features: Features; score: number[]; outcome: number[] } {
  const random = seeded(seed);
  const normal = normals(random);
  const columns = [0, 1, 2, 3, 4].map(() => new Float64Array(rows));
  const [a, b, city, gap, noise] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const byCity = [1.5, -1, 0.2, -1.5, 1, 0];
  const score: number[] = [];
  for (let i = 0; i < rows; i++) {
    a[i] = normal();
    b[i] = Math.round(4 * random());
    city[i] = Math.floor(6 * random());
    gap[i] = random() < 0.3 ? NONE : normal();
    noise[i] = random();
    const missing = Number.isNaN(gap[i] as number) ? 1.5 : 0;
    score.push(
      (a[i] as number) * ((b[i] as number) > 2 ? 1.5 : -0.5) +
        (byCity[city[i] as number] as number) +
        missing -
        1,
    );
  }
  return {
    features: {
      rows,
      names: ['a', 'b', 'city', 'gap', 'noise'],
      columns,
      categorical: [false, false, true, false, false],
    },
    score,
    outcome: score.map((value) => (random() < shareOf(value) ? 1 : 0)),
  };
}

const shop = shopFeatures(4000, 1);
const unseen = shopFeatures(4000, 2);
const fit = gradientBoosting(shop.features, shop.outcome, {
  random: seeded(3),
  rounds: 100,
  learningRate: 0.1,
  depth: 4,
});

describe('gradient boosting', () => {
  it('finds thresholds, interactions, categories and what missing values mean', () => {
    const best = auc(unseen.score, unseen.outcome).estimate;
    const found = auc(predict(fit.model, unseen.features), unseen.outcome).estimate;
    expect(found).toBeGreaterThan(best - 0.02);
    expect(fit.trainingLoss.every((loss, i) => i === 0 || loss < (fit.trainingLoss[i - 1] as number))).toBe(
      true,
    );
  });

  it('is the best tree that there is, by trying every split', () => {
    const random = seeded(5);
    for (let trial = 0; trial < 30; trial++) {
      const rows = 12;
      const x = Array.from({ length: rows }, () => (random() < 0.2 ? NONE : Math.floor(6 * random())));
      const y = Array.from({ length: rows }, () => Math.round(10 * random()));
      const l2 = trial % 3;
      const { model } = gradientBoosting({ rows, names: ['x'], columns: [x] }, y, {
        random,
        loss: 'squared',
        rounds: 1,
        learningRate: 1,
        leaves: 2,
        leastRows: 1,
        l2,
      });
      const mean = y.reduce((sum, value) => sum + value / rows, 0);
      const gainOf = (left: boolean[]): number =>
        [true, false].reduce((sum, side) => {
          const own = y.filter((_, i) => left[i] === side);
          return own.length === 0
            ? -1e9
            : sum + own.reduce((s, v) => s + v - mean, 0) ** 2 / (own.length + l2);
        }, 0);
      let best = 0;
      for (const cut of [-1, 0, 1, 2, 3, 4, 5]) {
        for (const missing of [true, false]) {
          best = Math.max(best, gainOf(x.map((value) => (Number.isNaN(value) ? missing : value <= cut))));
        }
      }
      const tree = model.trees[0] as Tree | undefined;
      const found = tree ? gainOf(x.map((value) => goesLeft(tree, 0, value))) : 0;
      expect(found).toBeCloseTo(best, 9);
    }
  });

  it('groups categories as the best of all divisions does', () => {
    const random = seeded(6);
    for (let trial = 0; trial < 20; trial++) {
      const rows = 60;
      const x = Array.from({ length: rows }, () => Math.floor(6 * random()));
      const y = x.map((value) => ([3, -1, 4, 1, -5, 9][value] as number) + random());
      const { model } = gradientBoosting({ rows, names: ['x'], columns: [x], categorical: [true] }, y, {
        random,
        loss: 'squared',
        rounds: 1,
        leaves: 2,
        leastRows: 1,
        l2: 0,
        categorySmoothing: 0,
      });
      const tree = model.trees[0] as Tree;
      const errorOf = (left: (value: number) => boolean): number =>
        [true, false].reduce((sum, side) => {
          const own = y.filter((_, i) => left(x[i] as number) === side);
          const mean = own.reduce((s, v) => s + v / own.length, 0);
          return sum + own.reduce((s, v) => s + (v - mean) ** 2, 0);
        }, 0);
      let best = Number.POSITIVE_INFINITY;
      for (let set = 1; set < 63; set++)
        best = Math.min(
          best,
          errorOf((value) => ((set >> value) & 1) === 1),
        );
      expect(errorOf((value) => goesLeft(tree, 0, value))).toBeCloseTo(best, 9);
    }
  });

  it('fits numbers, and gives leaves their means when nothing holds it back', () => {
    const { model } = gradientBoosting(
      { rows: 6, names: ['x'], columns: [[1, 1, 2, 2, NONE, NONE]] },
      [5, 7, 1, 1, 20, 30],
      {
        random: seeded(1),
        loss: 'squared',
        rounds: 1,
        learningRate: 1,
        leastRows: 1,
        l2: 0,
      },
    );
    const expected = [6, 6, 1, 1, 25, 25];
    const found = predict(model, { rows: 6, names: ['x'], columns: [[1, 1, 2, 2, NONE, NONE]] });
    for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 12);
  });

  it('is the same again to the bit with the same random numbers, and through JSON', () => {
    const options = { rounds: 20, rowShare: 0.6, featureShare: 0.6, holdOut: { share: 0.2, patience: 5 } };
    const once = gradientBoosting(shop.features, shop.outcome, { ...options, random: seeded(4) });
    const again = gradientBoosting(shop.features, shop.outcome, { ...options, random: seeded(4) });
    expect(again).toEqual(once);
    const restored = JSON.parse(JSON.stringify(once.model)) as BoostedModel;
    expect(predict(restored, unseen.features)).toEqual(predict(once.model, unseen.features));
  });

  it('stops where cases held out no longer gain', () => {
    const { model, heldOutLoss } = gradientBoosting(shop.features, shop.outcome, {
      random: seeded(8),
      rounds: 1000,
      learningRate: 0.3,
      holdOut: { share: 0.2, patience: 10 },
    });
    expect(model.trees.length).toBe(heldOutLoss.indexOf(Math.min(...heldOutLoss)) + 1);
    expect(heldOutLoss.length).toBe(model.trees.length + 10);
    const again = gradientBoosting(shop.features, shop.outcome, {
      random: seeded(8),
      rounds: 1000,
      learningRate: 0.3,
      holdOut: { share: 0.2, patience: 10, refit: true },
    });
    expect(again.model.trees.length).toBe(model.trees.length);
    expect(again.model.trees[0]?.cover[0]).toBe(4000);
    const { model: late } = gradientBoosting(shop.features, shop.outcome, {
      random: seeded(8),
      rounds: 50,
      holdOut: { rows: Array.from({ length: 500 }, (_, i) => 3500 + i) },
    });
    expect(late.trees[0]?.cover[0]).toBe(3500);
  });

  it('keeps its rules of growth', () => {
    const { model } = gradientBoosting(shop.features, shop.outcome, {
      random: seeded(9),
      rounds: 5,
      leaves: 7,
      depth: 3,
      leastRows: 50,
    });
    for (const { feature, cover } of model.trees) {
      expect(feature.filter((split) => split < 0).length).toBeLessThanOrEqual(7);
      expect(Math.min(...cover)).toBeGreaterThanOrEqual(50);
    }
  });

  it('has an answer where there is nothing to learn', () => {
    const constant = { rows: 4, names: ['x'], columns: [[1, 1, 1, 1]] };
    const { model } = gradientBoosting(constant, [1, 0, 0, 0], { random: seeded(1), leastRows: 1 });
    expect(predict(model, constant)).toEqual(new Float64Array(4).fill(0.25));
    const none = gradientBoosting({ rows: 2, names: [], columns: [] }, [1, 0], { random: seeded(1) });
    expect(predictScores(none.model, { rows: 1, names: [], columns: [] })[0]).toBe(0);
    const missing = { rows: 4, names: ['x'], columns: [[NONE, NONE, NONE, NONE]] };
    expect(gradientBoosting(missing, [1, 0, 0, 0], { random: seeded(1), leastRows: 1 }).model.trees).toEqual(
      [],
    );
    const one = gradientBoosting({ rows: 1, names: ['x'], columns: [[3]] }, [7], {
      random: seeded(1),
      loss: 'squared',
    });
    expect(one.model.base).toBe(7);
  });

  it('takes the ends of the number line', () => {
    const x = [-Number.MAX_VALUE, -1, 0, 1, Number.MAX_VALUE, Number.MIN_VALUE];
    const features = { rows: 6, names: ['x'], columns: [x] };
    const { model } = gradientBoosting(features, [0, 0, 0, 1, 1, 1], {
      random: seeded(1),
      leastRows: 1,
      rounds: 30,
    });
    const chances = predict(model, features);
    expect(Math.min(chances[3] as number, chances[4] as number)).toBeGreaterThan(
      Math.max(chances[0] as number, chances[2] as number),
    );
  });

  it('refuses what it cannot use', () => {
    const x = { rows: 3, names: ['x'], columns: [[1, 2, 3]] };
    const random = seeded(1);
    expect(() => gradientBoosting(x, [0, 1, 2], { random })).toThrow('outcome[2] must be 0 or 1');
    expect(() => gradientBoosting(x, [0, 0, 0], { random })).toThrow('both outcomes');
    expect(() => gradientBoosting(x, [1, 2], { random, loss: 'squared' })).toThrow('one value a case');
    expect(() =>
      gradientBoosting({ ...x, columns: [[1, 2, Number.POSITIVE_INFINITY]] }, [0, 1, 0], { random }),
    ).toThrow('finite');
    expect(() => gradientBoosting(x, [0, 1, 0], { random, depth: 33 })).toThrow('options.depth');
    expect(() => gradientBoosting(x, [0, 1, 0], { random, rowShare: 0 })).toThrow('options.rowShare');
    expect(() => gradientBoosting(x, [0, 1, 0], { random, holdOut: { rows: [0, 1, 2] } })).toThrow(
      'both sides',
    );
    expect(() => gradientBoosting(x, [0, 1, 0], { random, holdOut: { rows: [1] } })).toThrow(
      'only outcome 0',
    );
    expect(() =>
      gradientBoosting({ ...x, categorical: [true], columns: [[0, 1, 255]] }, [0, 1, 0], { random }),
    ).toThrow('255 categories');
    expect(() =>
      gradientBoosting({ ...x, categorical: [true], columns: [[0, 1.5, 2]] }, [0, 1, 0], { random }),
    ).toThrow('code of a category');
    expect(() => predict(fit.model, { ...unseen.features, categorical: [] as boolean[] })).toThrow(
      'categorical',
    );
  });
});

describe('reasons', () => {
  /** Value of a tree if only the features in `known` are known: Lundberg's definition, by recursion. */
  function valueIf(tree: Tree, node: number, known: (feature: number) => number | undefined): number {
    const split = tree.feature[node] as number;
    if (split < 0) return tree.value[node] as number;
    const [left, right] = [tree.left[node] as number, tree.right[node] as number];
    const value = known(split);
    if (value !== undefined) return valueIf(tree, goesLeft(tree, node, value) ? left : right, known);
    const cover = tree.cover[node] as number;
    return [left, right].reduce(
      (sum, child) => sum + (valueIf(tree, child, known) * (tree.cover[child] as number)) / cover,
      0,
    );
  }

  /** Shapley values from their definition: over every set of the other features. */
  function bruteForce(model: BoostedModel, values: number[]): number[] {
    const count = values.length;
    const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
    const worth = Array.from({ length: 1 << count }, (_, set) =>
      model.trees.reduce(
        (sum, tree) => sum + valueIf(tree, 0, (f) => (((set >> f) & 1) === 1 ? values[f] : undefined)),
        0,
      ),
    );
    return values.map((_, feature) => {
      let sum = 0;
      for (let set = 0; set < 1 << count; set++) {
        if (((set >> feature) & 1) === 1) continue;
        const size = set.toString(2).replaceAll('0', '').length;
        const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count);
        sum += weight * ((worth[set | (1 << feature)] as number) - (worth[set] as number));
      }
      return sum;
    });
  }

  it('for trees equal Shapley values by brute force', () => {
    const small = { ...fit.model, trees: fit.model.trees.slice(0, 12) };
    for (let row = 0; row < 40; row++) {
      const values = unseen.features.columns.map((column) => column[row] as number);
      const { contributions } = contributionsOf(small, unseen.features, row);
      for (const [j, value] of bruteForce(small, values).entries())
        expect(contributions[j]).toBeCloseTo(value, 10);
    }
  });

  it('for trees equal Shapley values by brute force on deep trees that split on a feature again and again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const { features, outcome } = shopFeatures(120, seed);
        const { model } = gradientBoosting(features, outcome, {
          random: seeded(seed),
          rounds: 3,
          leaves: 40,
          depth: 12,
          leastRows: 1,
          l2: 0.1,
        });
        const { contributions } = contributionsOf(model, unseen.features, seed % 4000);
        const values = unseen.features.columns.map((column) => column[seed % 4000] as number);
        for (const [j, value] of bruteForce(model, values).entries())
          expect(contributions[j]).toBeCloseTo(value, 9);
      }),
      { numRuns: 20 },
    );
  });

  it('add up to the score', () => {
    const scores = predictScores(fit.model, unseen.features);
    for (let row = 0; row < 200; row++) {
      const { base, contributions } = contributionsOf(fit.model, unseen.features, row);
      expect(contributions.reduce((a, b) => a + b, base)).toBeCloseTo(scores[row] as number, 9);
    }
  });

  it('name the strongest first', () => {
    const reasons = reasonsFor(fit.model, unseen.features, 0, 3);
    expect(reasons.length).toBe(3);
    expect(Math.abs(reasons[0]?.contribution as number)).toBeGreaterThanOrEqual(
      Math.abs(reasons[1]?.contribution as number),
    );
    const { contributions } = contributionsOf(fit.model, unseen.features, 0);
    expect(reasons[0]?.contribution).toBe(contributions[fit.model.names.indexOf(reasons[0]?.name as string)]);
  });

  it('for logistic regression are measured from the average case', () => {
    const model = {
      kind: 'logistic' as const,
      names: ['x', 'y', 'z'],
      intercept: 1,
      coefficients: [2, -1, 0],
      means: [3, 5, 9],
    };
    const features = { rows: 1, names: ['x', 'y', 'z'], columns: [[4], [10], [1]] };
    expect(contributionsOf(model, features, 0)).toEqual({
      base: 2,
      contributions: Float64Array.of(2, -5, 0),
    });
    expect(reasonsFor(model, features, 0)).toEqual([
      { name: 'y', value: 10, contribution: -5 },
      { name: 'x', value: 4, contribution: 2 },
    ]);
  });

  it('refuse a case that is none and a model that is damaged', () => {
    expect(() => contributionsOf(fit.model, unseen.features, 4000)).toThrow('row[0]');
    const tree = fit.model.trees[0] as Tree;
    const looping = { ...fit.model, trees: [{ ...tree, left: tree.left.map(() => 0) }] };
    expect(() => contributionsOf(looping, unseen.features, 0)).toThrow('damaged');
    expect(() => predict(looping, unseen.features)).toThrow('damaged');
  });
});
