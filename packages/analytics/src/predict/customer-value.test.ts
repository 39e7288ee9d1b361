import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digamma } from '../special/digamma.ts';
import { logGamma } from '../special/gamma.ts';
import { gaussLegendre } from '../special/gauss-legendre.ts';
import { normals, seeded } from '../testing.ts';
import { type BgNbdModel, bgNbd, bgNbdLogLikelihood, type PurchaseSummary } from './bg-nbd.ts';
import { conditionalPurchases, expectedPurchases, probabilityAlive } from './bg-nbd-expectations.ts';
import { expectedValue, gammaGamma } from './gamma-gamma.ts';
import { purchaseSummaries } from './purchase-summaries.ts';
import { retentionCohorts } from './retention-cohorts.ts';

/** Fader, Hardie and Lee's estimates for the customers of CDNOW, in weeks. */
const CDNOW: BgNbdModel = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };

/** Gamma distributed numbers (Marsaglia and Tsang, 2000). */
function gammas(random: () => number): (shape: number) => number {
  const normal = normals(random);
  const draw = (shape: number): number => {
    if (shape < 1) return draw(shape + 1) * random() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const z = normal();
      const v = (1 + z / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return draw;
}

function simulate({ r, alpha, a, b }: BgNbdModel, customers: number, seed: number) {
  const random = seeded(seed);
  const gamma = gammas(random);
  const result = { frequency: [] as number[], recency: [] as number[], age: [] as number[] };
  for (let i = 0; i < customers; i++) {
    const rate = gamma(r) / alpha;
    const [up, down] = [gamma(a), gamma(b)];
    const stop = up / (up + down);
    const age = 27 + 12 * random();
    let [time, last, count] = [0, 0, 0];
    for (;;) {
      time -= Math.log(1 - random()) / rate;
      if (time > age) break;
      count++;
      last = time;
      if (random() < stop) break;
    }
    result.frequency.push(count);
    result.recency.push(last);
    result.age.push(age);
  }
  return result;
}

/** Mean of f(rate, stop) over customers of a model, by quadrature on the logarithm and the log-odds. */
function overCustomers({ r, alpha, a, b }: BgNbdModel, f: (rate: number, stop: number) => number): number {
  const rateDensity = (u: number): number =>
    Math.exp(r * (u + Math.log(alpha)) - alpha * Math.exp(u) - logGamma(r));
  const stopDensity = (w: number): number =>
    Math.exp(
      logGamma(a + b) -
        logGamma(a) -
        logGamma(b) -
        a * Math.log1p(Math.exp(-w)) -
        b * Math.log1p(Math.exp(w)),
    );
  const pieces = (ends: readonly [number, number, number][], g: (x: number) => number): number =>
    ends.reduce((sum, [from, to, panels]) => sum + gaussLegendre(from, to, panels, g), 0);
  const stops: [number, number, number][] = [
    [-70, -10, 5],
    [-10, 10, 8],
    [10, 50, 4],
  ];
  const rates: [number, number, number][] = [
    [-110, -10, 8],
    [-10, 5, 12],
  ];
  return pieces(rates, (u) => {
    const weight = rateDensity(u);
    if (weight < 1e-20) return 0;
    const rate = Math.exp(u);
    return weight * pieces(stops, (w) => stopDensity(w) * f(rate, 1 / (1 + Math.exp(-w))));
  });
}

const alive =
  ({ frequency: x, age }: PurchaseSummary) =>
  (rate: number, stop: number): number =>
    (1 - stop) ** x * rate ** x * Math.exp(-rate * age);
const gone =
  ({ frequency: x, recency }: PurchaseSummary) =>
  (rate: number, stop: number): number =>
    x === 0 ? 0 : stop * (1 - stop) ** (x - 1) * rate ** x * Math.exp(-rate * recency);

const customers: PurchaseSummary[] = [
  { frequency: 0, recency: 0, age: 30 },
  { frequency: 1, recency: 2, age: 38 },
  { frequency: 2, recency: 30.43, age: 38.86 },
  { frequency: 7, recency: 20, age: 25 },
];
const models: BgNbdModel[] = [
  CDNOW,
  { r: 1.3, alpha: 8, a: 1, b: 2 },
  { r: 0.6, alpha: 3, a: 4.5, b: 3 },
  { r: 2, alpha: 5, a: 0.4, b: 0.5 },
  { r: 8, alpha: 20, a: 0.4, b: 0.5 },
  { r: 30, alpha: 60, a: 1, b: 3 },
];

describe('BG/NBD', () => {
  it('has the published expectations of CDNOW', () => {
    const published: [number, number][] = [
      [0.1429, 0.0078],
      [1, 0.0532],
      [3, 0.1506],
      [31.8571, 1.0405],
      [32, 1.0437],
      [78, 1.8576],
    ];
    for (const [time, purchases] of published)
      expect(expectedPurchases(CDNOW, time)).toBeCloseTo(purchases, 3);
    const customer = { frequency: 2, recency: 30.43, age: 38.86 };
    expect(conditionalPurchases(CDNOW, customer, 39)).toBeCloseTo(1.226, 3);
  });

  it('agrees with integration over customers', () => {
    for (const model of models) {
      expect(expectedPurchases(model, 20)).toBeCloseTo(
        overCustomers(model, (rate, stop) => -Math.expm1(-rate * stop * 20) / stop),
        6,
      );
      for (const customer of customers) {
        const living = overCustomers(model, alive(customer));
        const whole = living + overCustomers(model, gone(customer));
        expect(bgNbdLogLikelihood(model, customer)).toBeCloseTo(Math.log(whole), 7);
        expect(probabilityAlive(model, customer)).toBeCloseTo(living / whole, 7);
        const future = overCustomers(
          model,
          (rate, stop) => (alive(customer)(rate, stop) * -Math.expm1(-rate * stop * 26)) / stop,
        );
        expect(conditionalPurchases(model, customer, 26)).toBeCloseTo(future / whole, 6);
      }
    }
  });

  it('has no jump where its formula does', () => {
    const at = (a: number): number =>
      conditionalPurchases({ ...CDNOW, a }, { frequency: 2, recency: 20, age: 30 }, 40);
    expect(at(1 + 1e-9)).toBeCloseTo(at(1), 7);
    expect(at(1 - 1e-9)).toBeCloseTo(at(1), 7);
    // From a = 3.243 on the series itself is summed.
    expect(at(3.243 - 1e-12)).toBeCloseTo(at(3.243 + 1e-12), 9);
    expect(expectedPurchases({ r: 0.5, alpha: 2, a: 0.3, b: 0.4 }, 10)).toBeGreaterThan(0);
  });

  it('expects more of a longer time, never more than a customer who does not stop would buy', () => {
    const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        positive,
        positive,
        positive,
        fc.integer({ min: 0, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        positive,
        (r, alpha, a, b, frequency, when, time) => {
          const model = { r, alpha, a, b };
          const customer = { frequency, recency: frequency === 0 ? 0 : 30 * when, age: 30 };
          const chance = probabilityAlive(model, customer);
          expect(chance > 0 && chance <= 1).toBe(true);
          const near = conditionalPurchases(model, customer, time);
          const far = conditionalPurchases(model, customer, 2 * time);
          expect(near).toBeGreaterThanOrEqual(0);
          expect(far).toBeGreaterThanOrEqual(near * (1 - 1e-9));
          expect(near).toBeLessThanOrEqual(((r + frequency) / (alpha + 30)) * time * (1 + 1e-9));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('recovers the parameters that made the data, at a point without slope', () => {
    const data = simulate(CDNOW, 8000, 5);
    const { model, logLikelihood, atBound } = bgNbd(data.frequency, data.recency, data.age);
    expect(atBound).toEqual([]);
    expect(model.r).toBeCloseTo(CDNOW.r, 1);
    expect(Math.abs(model.alpha - CDNOW.alpha)).toBeLessThan(0.5);
    expect(Math.abs(model.a / (model.a + model.b) - CDNOW.a / (CDNOW.a + CDNOW.b))).toBeLessThan(0.02);
    const at = (point: BgNbdModel): number =>
      data.frequency.reduce(
        (sum, frequency, i) =>
          sum +
          bgNbdLogLikelihood(point, {
            frequency,
            recency: data.recency[i] as number,
            age: data.age[i] as number,
          }),
        0,
      );
    expect(at(model)).toBeCloseTo(logLikelihood, 5);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      const slope =
        (at({ ...model, [name]: model[name] * 1.001 }) - at({ ...model, [name]: model[name] * 0.999 })) /
        0.002;
      expect(Math.abs(slope)).toBeLessThan(0.01);
    }
  }, 30_000);

  it('does not depend on the unit of time', () => {
    const data = simulate(CDNOW, 1500, 6);
    const weeks = bgNbd(data.frequency, data.recency, data.age).model;
    const days = bgNbd(
      data.frequency,
      data.recency.map((t) => 7 * t),
      data.age.map((t) => 7 * t),
    ).model;
    expect(days.alpha / weeks.alpha).toBeCloseTo(7, 5);
    expect(days.a).toBeCloseTo(weeks.a, 5);
  });

  it('says what the data do not determine', () => {
    // Everyone buys to the end: nothing speaks for anyone ever stopping.
    const { model, atBound } = bgNbd([9, 10, 11, 8], [29.9, 29.9, 29.8, 29.9], [30, 30, 30, 30]);
    expect(atBound.length).toBeGreaterThan(0);
    expect(probabilityAlive(model, { frequency: 9, recency: 29.9, age: 30 })).toBeGreaterThan(0.99);
    expect(Number.isFinite(conditionalPurchases(model, { frequency: 9, recency: 29.9, age: 30 }, 10))).toBe(
      true,
    );
    expect(Number.isFinite(expectedPurchases(model, 10))).toBe(true);
  });

  it('refuses figures that contradict each other', () => {
    expect(() => bgNbd([0, 0], [0, 0], [5, 6])).toThrow('nobody bought again');
    expect(() => bgNbd([1], [6], [5])).toThrow('recency[0] must not exceed the age');
    expect(() => bgNbd([0, 1], [2, 2], [5, 5])).toThrow('recency[0] must be 0');
    expect(() => bgNbd([1.5], [2], [5])).toThrow('frequency[0]');
    expect(() => bgNbd([1], [0], [0])).toThrow('age[0]');
    expect(() => bgNbd([], [], [])).toThrow('nobody bought again');
    expect(() => expectedPurchases({ ...CDNOW, r: 0 }, 1)).toThrow('model.r');
    expect(() => expectedPurchases(CDNOW, -1)).toThrow('time');
    expect(expectedPurchases(CDNOW, 0)).toBe(0);
  });
});

describe('gamma-gamma', () => {
  const model = { p: 6.25, q: 3.74, v: 15.44 };

  it('has the published expectations of CDNOW', () => {
    // The first customers of the authors' spreadsheet; they print more digits of the parameters than the paper.
    expect(expectedValue(model, { frequency: 2, meanValue: 22.35 })).toBeCloseTo(24.65, 1);
    expect(Math.abs(expectedValue(model, { frequency: 0, meanValue: 0 }) - 35.17)).toBeLessThan(0.1);
  });

  it('recovers the parameters that made the data, at a point without slope', () => {
    const gamma = gammas(seeded(7));
    const frequency = Array.from({ length: 8000 }, (_, i) => 1 + (i % 8));
    const meanValue = frequency.map((x) => {
      const rate = gamma(model.q) / model.v;
      return gamma(model.p * x) / (rate * x);
    });
    const fit = gammaGamma(frequency, meanValue);
    expect(fit.atBound).toEqual([]);
    expect(Math.abs(fit.correlation)).toBeLessThan(0.03);
    // Shape and rate make up for each other; what they say of a purchase is much surer.
    expect(Math.abs(fit.model.p / model.p - 1)).toBeLessThan(0.25);
    const all = { frequency: 0, meanValue: 0 };
    expect(expectedValue(fit.model, all) / expectedValue(model, all)).toBeCloseTo(1, 1);
    const at = ({ p, q, v }: typeof model): number =>
      frequency.reduce((sum, x, i) => {
        const m = meanValue[i] as number;
        return (
          sum +
          logGamma(p * x + q) -
          logGamma(p * x) -
          logGamma(q) +
          q * Math.log(v) +
          (p * x - 1) * Math.log(m) +
          p * x * Math.log(x) -
          (p * x + q) * Math.log(v + x * m)
        );
      }, 0);
    expect(at(fit.model)).toBeCloseTo(fit.logLikelihood, 4);
    for (const name of ['p', 'q', 'v'] as const) {
      const moved = (by: number) => at({ ...fit.model, [name]: fit.model[name] * by });
      expect(Math.abs(moved(1.0001) - moved(0.9999)) / 0.0002).toBeLessThan(0.02);
    }
  });

  it('lies between the customer and all, nearer to the customer the more they bought', () => {
    const all = expectedValue(model, { frequency: 0, meanValue: 0 });
    let before = all;
    for (const frequency of [1, 2, 5, 20, 1000]) {
      const now = expectedValue(model, { frequency, meanValue: 80 });
      expect(now).toBeGreaterThan(before);
      expect(now).toBeLessThan(80);
      before = now;
    }
  });

  it('has an answer where all spend the same, and refuses what is no value', () => {
    const { model: same } = gammaGamma([1, 2, 3], [10, 10, 10]);
    expect(expectedValue(same, { frequency: 2, meanValue: 10 })).toBeCloseTo(10, 2);
    expect(expectedValue({ p: 1, q: 0.5, v: 3 }, { frequency: 0, meanValue: 0 })).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(() => gammaGamma([1, 0], [5, 5])).toThrow('frequency[1]');
    expect(() => gammaGamma([1, 1], [5, 0])).toThrow('meanValue[1]');
    expect(() => gammaGamma([1], [5])).toThrow('at least 2');
  });
});

describe('purchase summaries', () => {
  it('count repeats, and same times once', () => {
    const found = purchaseSummaries(['a', 'b', 'a', 'a', 'a'], [3, 5, 1, 7, 7], {
      end: 10,
      values: [20, 9, 99, 30, 10],
    });
    expect(found.customers).toEqual(['a', 'b']);
    expect([...found.frequency]).toEqual([2, 0]);
    expect([...found.recency]).toEqual([6, 0]);
    expect([...found.age]).toEqual([9, 5]);
    expect([...found.meanValue]).toEqual([30, 0]);
    expect(() => purchaseSummaries(['a'], [3], { end: 2 })).toThrow('after the end');
    expect(() => purchaseSummaries([], [])).toThrow('times');
  });
});

describe('retention cohorts', () => {
  it('are the triangle of who was seen again', () => {
    const who = ['a', 'a', 'a', 'b', 'b', 'c', 'd', 'd', 'd'];
    const { cohorts, overall } = retentionCohorts(who, [1, 2, 4, 1, 3, 3, 3, 4, 4]);
    expect(cohorts).toEqual([
      { period: 1, size: 2, active: [2, 1, 1, 1], shares: [1, 0.5, 0.5, 0.5] },
      { period: 3, size: 2, active: [2, 1], shares: [1, 0.5] },
    ]);
    expect(overall.map(({ customers: seen, active }) => [seen, active])).toEqual([
      [4, 4],
      [4, 2],
      [2, 1],
      [2, 1],
    ]);
    expect(overall[1]?.lower).toBeCloseTo(0.15, 2);
  });

  it('do not depend on the order of events', () => {
    const event = fc.record({
      customer: fc.integer({ min: 0, max: 9 }),
      period: fc.integer({ min: -3, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 40 }), (events) => {
        const of = (list: typeof events) =>
          retentionCohorts(
            list.map((e) => e.customer),
            list.map((e) => e.period),
          );
        const once = of(events);
        expect(of(events.toReversed())).toEqual(once);
        expect(once.cohorts.reduce((sum, { size }) => sum + size, 0)).toBe(
          new Set(events.map((e) => e.customer)).size,
        );
        for (const { shares } of once.cohorts) expect(shares.every((share) => share <= 1)).toBe(true);
      }),
    );
  });

  it('refuse periods that are none', () => {
    expect(() => retentionCohorts([], [])).toThrow('periods');
    expect(() => retentionCohorts(['a'], [1.5])).toThrow('periods[0]');
    expect(() => retentionCohorts(['a'], [5], { last: 4 })).toThrow('after the last');
    expect(() => retentionCohorts(['a', 'a'], [0, 1e9])).toThrow('span');
    expect(retentionCohorts(['a'], [2], { last: 4 }).cohorts[0]?.active).toEqual([1, 0, 0]);
  });
});

it('digamma is the slope of log gamma', () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
  expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 13);
  expect(digamma(10)).toBeCloseTo(2.251752589066721, 14);
  for (const x of [0.01, 0.7, 3.3, 42, 1e5]) expect(digamma(x + 1)).toBeCloseTo(digamma(x) + 1 / x, 11);
  expect(() => digamma(0)).toThrow('x');
});
