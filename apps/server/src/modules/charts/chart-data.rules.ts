import {
  betweenSubgroupsTest,
  binomialTail,
  type ChartPoint,
  cChart,
  chooseChart,
  cusumChart,
  ewmaChart,
  individualsChart,
  laneyPChart,
  laneyUChart,
  pChart,
  poissonTail,
  type SubgroupSummary,
  uChart,
  xbarSChartOfSummaries,
} from '@jingyun/analytics/spc';
import {
  type ChartKind,
  type ChartParameters,
  type ChartReason,
  type ChosenChartKind,
  chosenChartKinds,
  type MetricKind,
  type MetricUnit,
} from '@jingyun/contracts';

/** What the metrics layer keeps of one bucket. */
export interface ChartBucket {
  /** Epoch milliseconds, the end excluded. */
  start: number;
  end: number;
  /** The first day, `YYYY-MM-DD`. */
  date: string;
  /** Days from start to end. */
  days: number;
  value: number | null;
  count: number;
  sum: number;
  standardDeviation: number | null;
}

/** A bucket that something was measured in. */
export type MeasuredBucket = ChartBucket & { value: number };

/** What decides which chart fits. */
export interface MeasuredMetric {
  kind: MetricKind;
  unit: MetricUnit;
}

export interface DrawnPoint {
  location: ChartPoint;
  spread: ChartPoint | null;
  /** Of EWMA and CUSUM: what added up below the centre, null for EWMA. Their location is no value of the metric's own. */
  below?: number | null;
  /** Of CUSUM, which has two sums: the side that signals here, and the position where that shift began. */
  shift?: { side: 'above' | 'below'; since: number };
}

/** Evidence needed before bucket means are taken for single values. */
const betweenAlpha = 0.01;

/** True where the bucket gives a point: something was measured, or none is a number as well (counts, sums). */
export function isMeasured(bucket: ChartBucket): bucket is MeasuredBucket {
  return bucket.value !== null;
}

/**
 * The chart that fits a metric: shares of units get p, counts c (u where months differ in length), both Laney's where
 * they vary more than chance; means of measurements X̄-S, or single values where buckets differ among themselves by
 * more than the spread inside them; everything else single values.
 *
 * @param buckets at least one, those that limits are computed from
 */
export function chooseKind(
  metric: MeasuredMetric,
  buckets: readonly MeasuredBucket[],
): { kind: ChartKind; reason: ChartReason } {
  const counts = buckets.map(({ sum }) => sum);
  if (isShare(metric, buckets)) {
    const { kind } = chooseChart({
      type: 'defectives',
      counts,
      sizes: buckets.map(({ count }) => count),
    });
    return kind === 'laney-p'
      ? { kind, reason: 'more-variation-than-chance' }
      : { kind: 'p', reason: 'shares' };
  }
  if (metric.kind === 'count' && counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    const { kind } = chooseChart({ type: 'defects', counts, sizes: sizesOf(buckets) });
    if (kind === 'laney-u') return { kind, reason: 'more-variation-than-chance' };
    return kind === 'c'
      ? { kind, reason: 'counts-in-equal-samples' }
      : { kind: 'u', reason: 'rates-in-unequal-samples' };
  }
  if (metric.kind === 'distribution' && buckets.every(({ count }) => count > 1)) {
    return betweenSubgroupsTest(buckets.map(summaryOf)) < betweenAlpha
      ? { kind: 'i-mr', reason: 'more-variation-than-chance' }
      : { kind: 'xbar-s', reason: 'subgroups' };
  }
  return { kind: 'i-mr', reason: 'single-measurements' };
}

/** Shares count units that have something of units looked at; scores such as NPS are ratios, but no shares. */
function isShare({ kind, unit }: MeasuredMetric, buckets: readonly MeasuredBucket[]): boolean {
  return (
    kind === 'ratio' &&
    unit === 'ratio' &&
    buckets.every(({ sum, count }) => Number.isSafeInteger(sum) && sum >= 0 && sum <= count)
  );
}

/** True for kinds that people choose: what their points show has been gathering for a while. */
export function isChosen(kind: ChartKind): kind is ChosenChartKind {
  return (chosenChartKinds as readonly ChartKind[]).includes(kind);
}

/** True for charts of shares and counts: their zones are no sigmas of a bell shape. */
export function isAttributes(kind: ChartKind): boolean {
  return kind !== 'xbar-s' && kind !== 'i-mr' && !isChosen(kind);
}

/** True where the data can be drawn as a chart of this kind: frozen limits outlive what their metric was. */
export function fits(kind: ChartKind, buckets: readonly MeasuredBucket[]): boolean {
  const whole = buckets.every(({ sum }) => Number.isSafeInteger(sum) && sum >= 0);
  if (kind === 'p' || kind === 'laney-p')
    return whole && buckets.every(({ sum, count }) => count > 0 && sum <= count);
  if (isAttributes(kind)) return whole;
  return (
    kind !== 'xbar-s' ||
    buckets.every(({ count, standardDeviation }) => (standardDeviation === null) === (count === 1))
  );
}

/** True where limits can be estimated from the included buckets at all. */
export function canEstimate(
  kind: ChartKind,
  buckets: readonly MeasuredBucket[],
  excluded: readonly number[],
  least: number,
): boolean {
  const out = new Set(excluded);
  if (buckets.length - out.size < least) return false;
  const included = (i: number) => !out.has(i);
  if (kind === 'xbar-s') return buckets.some((bucket, i) => included(i) && bucket.standardDeviation !== null);
  if (kind === 'i-mr' || kind === 'laney-p' || kind === 'laney-u' || isChosen(kind))
    return buckets.some((_, i) => i > 0 && included(i) && included(i - 1));
  return true;
}

/** Draws a chart of one kind over some buckets. @param given parameters, else those of the data are estimated */
export function draw(
  kind: ChartKind,
  buckets: readonly MeasuredBucket[],
  { given, exclude = [] }: { given?: ChartParameters; exclude?: readonly number[] },
): { parameters: ChartParameters; points: DrawnPoint[] } {
  const counts = buckets.map(({ sum }) => sum);
  const rate = {
    exclude,
    ...(given === undefined ? {} : { frozen: { centre: given.centre, dispersion: given.spread } }),
  };
  const process = {
    exclude,
    ...(given === undefined ? {} : { frozen: { centre: given.centre, sigma: given.spread } }),
  };
  switch (kind) {
    case 'p':
    case 'laney-p': {
      const sizes = buckets.map(({ count }) => count);
      return ofRates((kind === 'p' ? pChart : laneyPChart)(counts, sizes, rate));
    }
    case 'c':
      return ofRates(cChart(counts, rate));
    case 'u':
      return ofRates(uChart(counts, sizesOf(buckets), rate));
    case 'laney-u':
      return ofRates(laneyUChart(counts, sizesOf(buckets), rate));
    case 'xbar-s': {
      const { parameters, location, spread } = xbarSChartOfSummaries(buckets.map(summaryOf), process);
      return {
        parameters: { centre: parameters.centre, spread: parameters.sigma },
        points: location.map((point, i) => ({ location: point, spread: spread[i] ?? null })),
      };
    }
    case 'i-mr': {
      const values = buckets.map(({ value }) => value);
      const { parameters, location, spread } = individualsChart(values, process);
      return {
        parameters: { centre: parameters.centre, spread: parameters.sigma },
        // The first point has no neighbour before it.
        points: location.map((point, i) => ({ location: point, spread: spread[i - 1] ?? null })),
      };
    }
    case 'ewma': {
      const { parameters, points } = ewmaChart(valuesOf(buckets, given, exclude), process);
      return {
        parameters: { centre: parameters.centre, spread: parameters.sigma },
        points: points.map((location) => ({ location, spread: null, below: null })),
      };
    }
    case 'cusum':
      return drawCusum(valuesOf(buckets, given, exclude), process);
  }
}

/** Values in time order. With limits given, an excluded one counts as the centre: it must not go on being added up. */
function valuesOf(
  buckets: readonly MeasuredBucket[],
  given: ChartParameters | undefined,
  exclude: readonly number[],
): number[] {
  const out = new Set(exclude);
  return buckets.map(({ value }, i) => (given !== undefined && out.has(i) ? given.centre : value));
}

/** Both sums from the centre outwards, in the metric's unit, so that they lie on one picture with it. */
function drawCusum(
  values: readonly number[],
  options: { exclude: readonly number[]; frozen?: { centre: number; sigma: number } },
): { parameters: ChartParameters; points: DrawnPoint[] } {
  const { parameters, decision, points } = cusumChart(values, options);
  const { centre, sigma } = parameters;
  const at = (sums: number) => (sums === 0 ? centre : centre + sums * sigma);
  return {
    parameters: { centre, spread: sigma },
    points: points.map(({ upper, lower, signal, since }) => ({
      location: { value: at(upper), centre, lower: at(-decision), upper: at(decision), sigma },
      spread: null,
      below: at(-lower),
      ...(signal === null || since === null ? {} : { shift: { side: signal, since } }),
    })),
  };
}

function ofRates({
  parameters,
  points,
}: {
  parameters: { centre: number; dispersion: number };
  points: readonly ChartPoint[];
}) {
  return {
    parameters: { centre: parameters.centre, spread: parameters.dispersion },
    points: points.map((location) => ({ location, spread: null })),
  };
}

/** Days and weeks are alike; months differ in length, so that theirs are counts per day. */
function sizesOf(buckets: readonly ChartBucket[]): number[] {
  const months = buckets.some(({ days }) => days > 7);
  return buckets.map(({ days }) => (months ? days : 1));
}

function summaryOf({ count, value, standardDeviation }: MeasuredBucket): SubgroupSummary {
  return { count, mean: value, standardDeviation };
}

/** Beyond its limits a count must be this improbable by its exact distribution as well. */
const mostProbable = 0.01;
/** From here on a count lies as often above its mean as below. */
const leastExpected = 5;

/** How a bucket's count behaves if nothing but chance is at work; null on charts that count nothing. */
export interface CountShape {
  /** True where a count beyond the limits is as improbable as limits of three sigma promise, or nearly. */
  isRare: boolean;
  /** True where counts fall as often on either side of the centre, so that runs mean something. */
  isEven: boolean;
}

/**
 * Three sigma and runs assume a bell shape. Small samples of rare events have none: of two answers, one bad one lies
 * beyond the limits, and most points lie above the centre. Laney's charts are chosen for large samples alone.
 */
export function countShape(kind: ChartKind, bucket: MeasuredBucket, centre: number): CountShape | null {
  if (kind === 'p') {
    const { sum, count } = bucket;
    return {
      isRare: binomialTail(sum, count, centre) <= mostProbable,
      isEven: count * Math.min(centre, 1 - centre) >= leastExpected,
    };
  }
  if (kind === 'c' || kind === 'u') {
    const expected = centre * (kind === 'u' && bucket.days > 7 ? bucket.days : 1);
    return { isRare: poissonTail(bucket.sum, expected) <= mostProbable, isEven: expected >= leastExpected };
  }
  return null;
}
