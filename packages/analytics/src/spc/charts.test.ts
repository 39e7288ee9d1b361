import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { normals, seeded } from '../testing.ts';
import { cChart, laneyPChart, laneyUChart, npChart, pChart, uChart } from './attributes-charts.ts';
import { chooseChart } from './choose-chart.ts';
import { cusumChart } from './cusum-chart.ts';
import { ewmaChart } from './ewma-chart.ts';
import { hotellingChart } from './hotelling-chart.ts';
import { individualsChart } from './individuals-chart.ts';
import { chartByPhases } from './phases.ts';
import { c4, d2, d3 } from './unbiasing-constants.ts';
import { xbarRChart, xbarSChart } from './xbar-charts.ts';

/** Defective cans of frozen orange juice in 30 samples of 50: Montgomery, table 7.1. */
const juice = [
  12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
];
const fifties = juice.map(() => 50);

/** Viscosity of 15 batches: Montgomery, table 6.6, the individuals example of earlier editions. */
const viscosity = [
  33.75, 33.05, 34.0, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.2, 33.62, 33.0, 33.54, 33.12, 33.84,
];

/** Page's problem as in Montgomery, table 9.1: 20 values about 10, then 10 about 11. */
const shifted = [
  9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62,
  10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52,
];
const known = { centre: 10, sigma: 1 };

describe('charts of measurements', () => {
  const subgroups = [
    [10, 12, 14],
    [11, 11, 17],
    [9, 13, 11],
  ];

  it('X̄-R: limits from the mean range, by hand', () => {
    const { location, spread, parameters } = xbarRChart(subgroups);
    const sigma = (4 + 6 + 4) / 3 / d2(3);
    expect(parameters).toEqual({ centre: 12, sigma: expect.closeTo(sigma, 12) });
    expect(location[1]).toMatchObject({
      value: 13,
      upper: expect.closeTo(12 + (3 * sigma) / Math.sqrt(3), 12),
    });
    expect(spread[1]).toMatchObject({
      value: 6,
      lower: 0,
      upper: expect.closeTo((d2(3) + 3 * d3(3)) * sigma, 12),
    });
  });

  it('X̄-S: limits from the mean standard deviation, of unequal subgroups too', () => {
    const uneven = [
      [10, 12],
      [11, 11, 17],
    ];
    const { location, spread, parameters } = xbarSChart(uneven);
    const sigma = (Math.SQRT2 / c4(2) + Math.sqrt(12) / c4(3)) / 2;
    expect(parameters).toEqual({ centre: 61 / 5, sigma: expect.closeTo(sigma, 12) });
    expect(location[0]?.lower).toBeCloseTo(12.2 - (3 * sigma) / Math.SQRT2, 12);
    expect(spread[1]?.upper).toBeCloseTo(sigma * (c4(3) + 3 * Math.sqrt(1 - c4(3) ** 2)), 12);
  });

  it('I-MR: the published viscosity chart', () => {
    const { location, spread, parameters } = individualsChart(viscosity);
    expect(parameters.centre).toBeCloseTo(33.5233, 4);
    expect(spread[0]?.centre).toBeCloseTo(0.4807, 4);
    expect(location[0]?.upper).toBeCloseTo(34.802, 2);
    expect(location[0]?.lower).toBeCloseTo(32.245, 2);
    expect(spread).toHaveLength(14);
    expect(spread[0]?.upper).toBeCloseTo(1.571, 2);
  });

  it('use frozen limits as given, and leave excluded points out of new ones', () => {
    expect(individualsChart([50], { frozen: known }).location[0]).toEqual({
      value: 50,
      centre: 10,
      lower: 7,
      upper: 13,
      sigma: 1,
    });
    const spoiled = [...viscosity, 99];
    expect(individualsChart(spoiled, { exclude: [15] }).parameters).toEqual(
      individualsChart(viscosity).parameters,
    );
    expect(xbarRChart([...subgroups, [90, 91, 95]], { exclude: [3] }).parameters).toEqual(
      xbarRChart(subgroups).parameters,
    );
  });

  it('move and stretch with the unit', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(values, (list) => {
        const metres = individualsChart(list).location;
        const scaled = individualsChart(list.map((v) => 8 * v + 64)).location;
        for (const [i, point] of metres.entries())
          expect(scaled[i]?.upper).toBeCloseTo(8 * point.upper + 64, 6);
      }),
    );
  });

  it('collapse to the centre for constant data and refuse what cannot be charted', () => {
    expect(individualsChart([5, 5, 5]).location[0]).toEqual({
      value: 5,
      centre: 5,
      lower: 5,
      upper: 5,
      sigma: 0,
    });
    expect(() => individualsChart([5])).toThrow('values must have at least 2 elements');
    expect(() => xbarRChart([])).toThrow('subgroups must have at least 1 subgroup');
    expect(() => xbarRChart([[1, 2], [3]])).toThrow('subgroups[1] must have at least 2 elements, but has 1');
    expect(() => xbarSChart([[1, Number.NaN]])).toThrow('subgroups[0][1]');
    expect(() => individualsChart([1, 2, 3], { exclude: [1] })).toThrow('must leave at least two neighbours');
    expect(() => individualsChart([1, 2], { exclude: [2] })).toThrow('options.exclude[0] must be below');
    expect(() => xbarRChart([[1, 2]], { exclude: [0] })).toThrow('must leave at least 1 point');
    expect(() => individualsChart([1], { frozen: { centre: 1, sigma: -1 } })).toThrow('options.frozen.sigma');
  });
});

describe('charts of counts', () => {
  it('p: the published orange juice chart, with 15 and 23 out', () => {
    const { points, parameters } = pChart(juice, fifties);
    expect(parameters.centre).toBeCloseTo(0.2313333, 7);
    expect(points[0]?.lower).toBeCloseTo(0.0524275, 6);
    expect(points[0]?.upper).toBeCloseTo(0.4102391, 6);
    expect(points.flatMap((point, i) => (point.value > point.upper ? [i + 1] : []))).toEqual([15, 23]);
  });

  it('np: the same times the size', () => {
    const { points } = npChart(juice, fifties);
    expect(points[0]).toMatchObject({ value: 12, centre: expect.closeTo(347 / 30, 10) });
    expect(points[0]?.upper).toBeCloseTo(50 * 0.4102391, 4);
  });

  it('c and u: limits of the Poisson rate', () => {
    expect(cChart([3, 5, 2, 6]).points[1]).toEqual({ value: 5, centre: 4, lower: 0, upper: 10, sigma: 2 });
    const { points } = uChart([10, 12], [5, 4]);
    expect(points[1]).toMatchObject({
      value: 3,
      centre: 22 / 9,
      upper: expect.closeTo(22 / 9 + 3 * Math.sqrt(22 / 9 / 4), 12),
    });
  });

  it('limits follow the sample size and stay where shares can be', () => {
    const sample = fc
      .integer({ min: 1, max: 500 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(fc.array(sample, { minLength: 2, maxLength: 20 }), (samples) => {
        const counts = samples.map(([count]) => count);
        const sizes = samples.map(([, size]) => size);
        for (const chart of [pChart(counts, sizes), laneyPChart(counts, sizes)]) {
          for (const { lower, centre, upper } of chart.points) {
            expect(lower).toBeGreaterThanOrEqual(0);
            expect(lower).toBeLessThanOrEqual(centre);
            expect(upper).toBeGreaterThanOrEqual(centre);
            expect(upper).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('Laney: plain limits times the dispersion, which is near 1 for binomial counts and larger for wandering ones', () => {
    const random = seeded(4);
    const normal = normals(random);
    const sizes = Array.from({ length: 200 }, () => 5000 + Math.floor(random() * 5000));
    const honest = sizes.map((n) => Math.round(n * 0.1 + Math.sqrt(n * 0.09) * normal()));
    const wandering = sizes.map((n) => Math.round(n * (0.1 + 0.02 * normal())));
    expect(laneyPChart(honest, sizes).parameters.dispersion).toBeCloseTo(1, 0);
    const wide = laneyPChart(wandering, sizes);
    expect(wide.parameters.dispersion).toBeGreaterThan(4);
    const plain = pChart(wandering, sizes);
    expect(wide.points[7]?.sigma).toBeCloseTo(
      (plain.points[7]?.sigma as number) * wide.parameters.dispersion,
      12,
    );
    const out = (chart: { points: { value: number; upper: number; lower: number }[] }) =>
      chart.points.filter((point) => point.value > point.upper || point.value < point.lower).length;
    expect(out(plain)).toBeGreaterThan(50);
    expect(out(wide)).toBeLessThan(5);
    expect(laneyUChart(wandering, sizes).parameters.dispersion).toBeGreaterThan(3);
  });

  it('have stated answers for all and nothing, and refuse the impossible', () => {
    expect(pChart([0, 0], [5, 5]).points[0]).toEqual({ value: 0, centre: 0, lower: 0, upper: 0, sigma: 0 });
    expect(laneyPChart([5, 5], [5, 5]).parameters).toEqual({ centre: 1, dispersion: 1 });
    expect(() => pChart([6], [5])).toThrow('counts[0] must not exceed the size of its sample (5), but is 6');
    expect(() => uChart([1], [0])).toThrow('sizes[0] must be a finite number above 0, not 0');
    expect(() => cChart([1.5])).toThrow('counts[0]');
    expect(() => cChart([])).toThrow('counts must have at least 1 element');
    expect(() => pChart([1], [2], { frozen: { centre: 2, dispersion: 1 } })).toThrow('options.frozen.centre');
    expect(() => laneyUChart([1], [2])).toThrow(AnalyticsError);
  });
});

describe('charts with memory', () => {
  it('CUSUM: the published table signals upwards at 29, with the shift dated to 23', () => {
    const { points } = cusumChart(shifted, { frozen: known });
    expect(points[28]?.upper).toBeCloseTo(5.28, 2);
    expect(points.findIndex((point) => point.signal !== null) + 1).toBe(29);
    expect(points[28]).toMatchObject({ signal: 'above', since: 22 });
  });

  it('CUSUM: mirrors, and sees a shift sooner from a head start', () => {
    const mirrored = cusumChart(
      shifted.map((v) => 20 - v),
      { frozen: known },
    );
    expect(mirrored.points[28]).toMatchObject({ signal: 'below', since: 22 });
    const late = cusumChart([11, 11, 11, 11, 11, 11, 11, 11], { frozen: known, decision: 3 }).points;
    const soon = cusumChart([11, 11, 11, 11, 11, 11, 11, 11], {
      frozen: known,
      decision: 3,
      headStart: 1.5,
    }).points;
    expect(soon.findIndex((p) => p.signal)).toBeLessThan(late.findIndex((p) => p.signal));
    expect(() => cusumChart([1], { frozen: known, headStart: 5 })).toThrow('options.headStart must be below');
  });

  it('EWMA: the published chart (weight 0.1, 2.7 sigma) first goes out at 29', () => {
    const { points } = ewmaChart(shifted, { frozen: known, weight: 0.1, limitSigmas: 2.7 });
    expect(points[0]).toMatchObject({ value: expect.closeTo(9.945, 10), upper: expect.closeTo(10.27, 10) });
    expect(points[1]?.value).toBeCloseTo(9.7495, 10);
    expect(points[29]?.upper).toBeCloseTo(10.62, 2);
    expect(points[27]?.value).toBeCloseTo(10.5731, 3);
    expect(points.findIndex((point) => point.value > point.upper) + 1).toBe(29);
  });

  it('EWMA: with weight 1 is the individuals chart', () => {
    const plain = individualsChart(viscosity).location;
    const { points } = ewmaChart(viscosity, { weight: 1, limitSigmas: 3 });
    for (const [i, point] of points.entries()) {
      expect(point.value).toBeCloseTo(plain[i]?.value as number, 10);
      expect(point.upper).toBeCloseTo(plain[i]?.upper as number, 10);
    }
    expect(() => ewmaChart([1, 2], { weight: 0 })).toThrow('options.weight');
  });

  it('both: means of subgroups are judged by their own, smaller error', () => {
    const single = cusumChart([10.5], { frozen: known }).points[0]?.upper;
    const ofFour = cusumChart([10.5], { frozen: known, subgroupSize: 4 }).points[0]?.upper;
    expect([single, ofFour]).toEqual([0, 0.5]);
    expect(ewmaChart([10], { frozen: known, subgroupSize: 4 }).points[0]?.sigma).toBeCloseTo(0.1, 12);
  });
});

describe('hotellingChart', () => {
  const rows = [
    [85.4, 14.8],
    [84.9, 15.1],
    [85.2, 14.7],
    [84.8, 15.3],
    [85.0, 15.0],
    [85.3, 14.9],
  ];

  it('measures distance in units of the covariance, with Tracy’s limits', () => {
    const { points, parameters } = hotellingChart(rows);
    const want = [
      2.0013123359579454, 0.7611548556430697, 3.1036745406825936, 2.3950131233595653, 0.34776902887147265,
      1.3910761154853537,
    ];
    for (const [i, point] of points.entries()) expect(point.value).toBeCloseTo(want[i] as number, 8);
    expect(points[0]?.upper).toBeCloseTo(4.0858753657904705, 8);
    expect(hotellingChart([[85, 15]], { frozen: parameters }).points[0]?.upper).toBeCloseTo(
      106.42921900909316,
      7,
    );
    // T² less the squared standardised distance of the other variable alone (SciPy and NumPy).
    expect(points[3]?.contributions).toEqual([
      expect.closeTo(0.01406074240718036, 8),
      expect.closeTo(0.7878702662165993, 8),
    ]);
  });

  it('sees an odd combination of ordinary values, in any units', () => {
    const normal = normals(seeded(8));
    const together = Array.from({ length: 60 }, () => {
      const x = normal();
      return [x, 1000 * (x + 0.1 * normal())];
    });
    const { parameters } = hotellingChart(together);
    const odd = hotellingChart([[1, -1000]], { frozen: parameters }).points[0];
    const ordinary = hotellingChart([[1, 1000]], { frozen: parameters }).points[0];
    expect([odd?.signal, ordinary?.signal]).toEqual([true, false]);
  });

  it('refuses variables that determine one another, and too few rows', () => {
    const copies = [
      [1, 2],
      [2, 4],
      [3, 6],
      [4, 8],
      [7, 14],
    ];
    expect(() => hotellingChart(copies)).toThrow(
      'must not have a variable that is constant or follows from the others',
    );
    expect(() => hotellingChart(rows.slice(0, 3))).toThrow('observations must have at least 4 rows');
    expect(() => hotellingChart([])).toThrow('observations must have at least 1 row');
    expect(() => hotellingChart([[1, 2], [1]])).toThrow('observations[1] must have 2 variables, not 1');
  });
});

describe('chartByPhases', () => {
  it('gives each phase its own limits', () => {
    const phases = chartByPhases([1, 2, 1, 9, 8, 9, 8], [3], (part) => individualsChart(part));
    expect(phases.map(({ start, end, chart }) => [start, end, chart.parameters.centre])).toEqual([
      [0, 3, 4 / 3],
      [3, 7, 8.5],
    ]);
    expect(() => chartByPhases([1], [1], () => null)).toThrow('starts[0] must be below');
    expect(() => chartByPhases([1, 2, 3], [2, 2], () => null)).toThrow('starts[1] must be above');
    expect(() => chartByPhases([], [], () => null)).toThrow('data');
  });
});

describe('chooseChart', () => {
  it.each([
    [[1, 1, 1], 'i-mr'],
    [[5, 5, 5], 'xbar-r'],
    [[12, 12], 'xbar-s'],
    [[4, 5], 'xbar-s'],
    [[1, 5], 'i-mr'],
  ])('measurements in subgroups of %j: %s', (subgroupSizes, kind) => {
    expect(chooseChart({ type: 'measurements', subgroupSizes }).kind).toBe(kind);
  });

  it('counts: by opportunity and by how much they wander', () => {
    expect(chooseChart({ type: 'defectives', counts: [1, 2], sizes: [10, 20] }).kind).toBe('p');
    expect(chooseChart({ type: 'defects', counts: [1, 2], sizes: [1, 1] }).kind).toBe('c');
    expect(chooseChart({ type: 'defects', counts: [1, 2], sizes: [1, 2] }).kind).toBe('u');
    const wild = Array.from({ length: 12 }, (_, i) => (i % 2 ? 500 : 300));
    expect(chooseChart({ type: 'defectives', counts: wild, sizes: wild.map(() => 5000) }).kind).toBe(
      'laney-p',
    );
    expect(chooseChart({ type: 'defects', counts: wild, sizes: wild.map(() => 10) }).kind).toBe('laney-u');
    expect(
      chooseChart({ type: 'defects', counts: wild.map(() => 400), sizes: wild.map(() => 10) }).kind,
    ).toBe('c');
    expect(() => chooseChart({ type: 'defectives', counts: [3], sizes: [2] })).toThrow('data.counts[0]');
  });
});
