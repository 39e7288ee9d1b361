import {
  auc,
  type BgNbdModel,
  bgNbd,
  bgNbdLogLikelihood,
  contributionsOf,
  type Features,
  gradientBoosting,
  kaplanMeier,
  logisticRegression,
} from '../src/predict/index.ts';
import { nelderMead } from '../src/special/nelder-mead.ts';
import { normals, seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

/**
 * Milliseconds of scikit-learn's HistGradientBoostingClassifier for the same on two cores, reckoned from what its
 * kernels do in C: 0.5 s for the bins, and a round four looks at each of 20 M bins at 1.5 ns, shared by two.
 */
const RECKONED_BOOSTING = 1100;

export default function run(): Comparison[] {
  const large = cases(1_000_000, 20);
  const middle = cases(100_000, 20);
  const small = cases(5000, 8);
  const random = seeded(5);
  const scores = middle.features.columns[0] as Float64Array;
  const durations = Float64Array.from({ length: 300_000 }, () => Math.floor(-200 * Math.log(1 - random())));
  const happened = Uint8Array.from({ length: 300_000 }, () => (random() < 0.7 ? 1 : 0));
  const buyers = customers(5000);
  const trees = gradientBoosting(small.features, small.outcome, { random, rounds: 20, depth: 4 }).model;
  return [
    {
      name: 'predict: boosting 1 M × 20, 10 rounds of 31 leaves',
      ours: median(() => boost(large, 10, 31), 1),
      reference: RECKONED_BOOSTING,
      referenceName: 'scikit-learn on two cores (reckoned)',
    },
    {
      name: 'predict: boosting 5 k × 8, 5 rounds of 4 leaves',
      ours: median(() => boost(small, 5, 4), 3),
      reference: median(() => plainBoosting(small, 5), 1),
      referenceName: 'sorting the cases of each leaf',
    },
    {
      name: 'predict: logistic regression, 100 k × 20',
      ours: median(() => logisticRegression(middle.features, middle.outcome), 3),
      reference: median(() => plainLogistic(middle), 1),
      referenceName: "Newton's method on arrays of rows",
    },
    {
      name: 'predict: AUC with DeLong of 100 k cases',
      ours: median(() => auc(scores, middle.outcome)),
      reference: median(() => plainAuc(scores, middle.outcome), 3),
      referenceName: 'sorting objects, AUC alone',
    },
    {
      name: 'predict: reasons of 20 cases, 20 trees of 8 features',
      ours: median(() => repeat(20, (row) => contributionsOf(trees, small.features, row).base)),
      reference: median(() => repeat(20, (row) => bySets(trees, small.features, row)), 3),
      referenceName: 'every set of features',
    },
    {
      name: 'predict: Kaplan–Meier of 300 k cases',
      ours: median(() => kaplanMeier(durations, happened)),
      reference: median(() => plainKaplanMeier(durations, happened), 3),
      referenceName: 'sorting objects, the curve alone',
    },
    {
      name: 'predict: BG/NBD of 5 k customers',
      ours: median(() => bgNbd(buyers.frequency, buyers.recency, buyers.age), 3),
      reference: median(() => plainBgNbd(buyers), 1),
      referenceName: 'Nelder and Mead on the likelihood',
    },
  ];
}

interface Cases {
  features: Features;
  outcome: Uint8Array;
}

function cases(rows: number, width: number): Cases {
  const random = seeded(rows);
  const normal = normals(random);
  const columns = Array.from({ length: width }, () => Float64Array.from({ length: rows }, normal));
  const [a, b, c] = columns as [Float64Array, Float64Array, Float64Array];
  const outcome = Uint8Array.from(a, (value, i) =>
    random() < 1 / (1 + Math.exp(-value + (b[i] as number) * (c[i] as number))) ? 1 : 0,
  );
  return { features: { rows, names: columns.map((_, j) => `x${j}`), columns }, outcome };
}

function boost({ features, outcome }: Cases, rounds: number, leaves: number): number {
  const { model } = gradientBoosting(features, outcome, { random: seeded(1), rounds, leaves, depth: 16 });
  return model.trees.length;
}

function repeat(times: number, run: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < times; i++) sum += run(i);
  return sum;
}

/** Trees of two levels by sorting every column in every leaf. */
function plainBoosting({ features, outcome }: Cases, rounds: number): number {
  const rows = Array.from({ length: features.rows }, (_, i) => i);
  const scores = rows.map(() => 0);
  const grow = (own: number[], depth: number): void => {
    const g = (i: number): number => 1 / (1 + Math.exp(-(scores[i] as number))) - (outcome[i] as number);
    let best = { gain: 0, feature: 0, at: 0 };
    for (const [feature, column] of features.columns.entries()) {
      const sorted = own.toSorted((x, y) => (column[x] as number) - (column[y] as number));
      const total = sorted.reduce((sum, i) => sum + g(i), 0);
      let left = 0;
      for (const [k, i] of sorted.entries()) {
        left += g(i);
        const gain = left ** 2 / (k + 1) + (total - left) ** 2 / (sorted.length - k);
        if (gain > best.gain) best = { gain, feature, at: column[i] as number };
      }
    }
    const column = features.columns[best.feature] as Float64Array;
    const sides = [
      own.filter((i) => (column[i] as number) <= best.at),
      own.filter((i) => (column[i] as number) > best.at),
    ];
    for (const side of sides) {
      if (side.length === 0) continue;
      if (depth > 1) grow(side, depth - 1);
      else {
        const value = (-0.4 * side.reduce((sum, i) => sum + g(i), 0)) / side.length;
        for (const i of side) scores[i] = (scores[i] as number) + value;
      }
    }
  };
  for (let round = 0; round < rounds; round++) grow(rows, 2);
  return scores[0] as number;
}

function plainLogistic({ features, outcome }: Cases): number {
  const rows = Array.from({ length: features.rows }, (_, i) => [
    1,
    ...features.columns.map((column) => column[i] as number),
  ]);
  const size = features.columns.length + 1;
  const b = Array.from({ length: size }, () => 0);
  for (let step = 0; step < 7; step++) {
    const system = b.map(() => Array.from({ length: size + 1 }, () => 0));
    for (const [i, row] of rows.entries()) {
      const share = 1 / (1 + Math.exp(-row.reduce((sum, x, j) => sum + x * (b[j] as number), 0)));
      for (const [j, line] of system.entries()) {
        const x = row[j] as number;
        for (let k = 0; k < size; k++)
          line[k] = (line[k] as number) + share * (1 - share) * x * (row[k] as number);
        line[size] = (line[size] as number) + ((outcome[i] as number) - share) * x;
      }
    }
    for (const [j, step] of eliminate(system).entries()) b[j] = (b[j] as number) + step;
  }
  return b[0] as number;
}

/** Gauss and Jordan. */
function eliminate(system: number[][]): number[] {
  const size = system.length;
  for (const [j, line] of system.entries()) {
    const pivot = line[j] as number;
    for (let k = j; k <= size; k++) line[k] = (line[k] as number) / pivot;
    for (const other of system) {
      const factor = other === line ? 0 : (other[j] as number);
      for (let k = j; k <= size; k++) other[k] = (other[k] as number) - factor * (line[k] as number);
    }
  }
  return system.map((line) => line[size] as number);
}

function plainAuc(scores: Float64Array, outcome: Uint8Array): number {
  const sorted = Array.from(scores, (score, i) => ({ score, one: outcome[i] === 1 })).sort(
    (a, b) => a.score - b.score,
  );
  let [zeros, sum] = [0, 0];
  for (const { one } of sorted) {
    if (one) sum += zeros;
    else zeros++;
  }
  return sum / zeros / (sorted.length - zeros);
}

type Trees = ReturnType<typeof gradientBoosting>['model'];

/** Shapley values of one case by their definition. */
function bySets({ trees, names }: Trees, { columns }: Features, row: number): number {
  const count = names.length;
  const worth = Array.from({ length: 1 << count }, (_, set) =>
    trees.reduce((sum, { feature, threshold, left, right, value, cover }) => {
      const visit = (node: number): number => {
        const split = feature[node] as number;
        if (split < 0) return value[node] as number;
        const [a, b] = [left[node] as number, right[node] as number];
        if (((set >> split) & 1) === 1)
          return visit((columns[split]?.[row] as number) <= (threshold[node] as number) ? a : b);
        return (visit(a) * (cover[a] as number) + visit(b) * (cover[b] as number)) / (cover[node] as number);
      };
      return sum + visit(0);
    }, 0),
  );
  return (worth.at(-1) as number) - (worth[0] as number);
}

function plainKaplanMeier(durations: Float64Array, happened: Uint8Array): number {
  const sorted = Array.from(durations, (time, i) => ({ time, event: happened[i] as number })).sort(
    (a, b) => a.time - b.time,
  );
  return sorted.reduce((survival, { event }, i) => survival * (1 - event / (sorted.length - i)), 1);
}

function customers(count: number) {
  const random = seeded(8);
  const frequency = Array.from({ length: count }, () => Math.floor(-2 * Math.log(1 - random())));
  return {
    frequency,
    recency: frequency.map((x) => (x === 0 ? 0 : 30 * random())),
    age: frequency.map(() => 31 + 8 * random()),
  };
}

function plainBgNbd({ frequency, recency, age }: ReturnType<typeof customers>): number {
  return nelderMead(
    (point) => {
      const [r, alpha, a, b] = point.map(Math.exp) as [number, number, number, number];
      const model: BgNbdModel = { r, alpha, a, b };
      return -frequency.reduce(
        (sum, x, i) =>
          sum +
          bgNbdLogLikelihood(model, { frequency: x, recency: recency[i] as number, age: age[i] as number }),
        0,
      );
    },
    [0, 1, 0, 0],
  ).value;
}
