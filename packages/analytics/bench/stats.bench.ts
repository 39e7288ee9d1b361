import { bootstrapInterval, mannWhitneyTest, mean, momentsOf, quantile } from '../src/stats/index.ts';
import { seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

/** Milliseconds of SciPy 1.17 and NumPy 2.4 for the same on two cores of a cloud machine. */
const STATED = { mannWhitney: 50, bootstrap: 30 };

export default function run(): Comparison[] {
  const random = seeded(2);
  const million = Float64Array.from({ length: 1_000_000 }, random);
  const first = million.slice(0, 100_000);
  const second = million.slice(100_000, 200_000);
  const thousand = million.slice(0, 1000);
  return [
    {
      name: 'stats: 90th percentile of 1 M values',
      ours: median(() => quantile(million, 0.9)),
      reference: median(() => million.toSorted()[900_000]),
      referenceName: 'sorting a typed array',
    },
    {
      name: 'stats: mean and moments of 1 M values',
      ours: median(() => mean(million) + momentsOf(million).squaredDeviations),
      reference: median(() => million.reduce((a, b) => a + b) + million.reduce((a, b) => a + b * b)),
      referenceName: 'two plain sums, which drift',
    },
    {
      name: 'stats: Mann–Whitney of 2 × 100 k values',
      ours: median(() => mannWhitneyTest(first, second), 3),
      reference: STATED.mannWhitney,
      referenceName: 'scipy.stats.mannwhitneyu (stated)',
    },
    {
      name: 'stats: BCa of a mean, 1 k values, 2 k resamples',
      ours: median(() => bootstrapInterval(thousand, mean, { random: seeded(3) }), 3),
      reference: STATED.bootstrap,
      referenceName: 'scipy.stats.bootstrap (stated)',
    },
  ];
}
