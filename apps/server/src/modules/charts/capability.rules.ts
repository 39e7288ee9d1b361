import { capability, defectsPerMillion, sigmaLevel } from '@jingyun/analytics/spc';
import type { ChartAnswer, ChartKind, ChartParameters } from '@jingyun/contracts';
import { isAttributes, type MeasuredBucket, type MeasuredMetric } from './chart-data.rules.ts';

/**
 * How well the newest phase keeps to the metric's target. Shares: defects per million are counted. Measurements: from
 * mean and spread, as if they were normal; σ within comes from the chart, σ overall from all of them together.
 *
 * @param buckets of the newest phase, at least one
 * @param parameters null where the phase has no limits: then nothing is said of capability
 */
export function capabilityOf(
  metric: MeasuredMetric & { direction: 'up' | 'down' },
  kind: ChartKind,
  buckets: readonly MeasuredBucket[],
  parameters: ChartParameters | null,
  target: number,
): NonNullable<ChartAnswer['capability']> {
  const up = metric.direction === 'up';
  const reached = buckets.filter(({ value }) => (up ? value >= target : value <= target)).length;
  const answer = { target, cpk: null, dpmo: null, sigmaLevel: null, reached, of: buckets.length };
  if (kind === 'p' || kind === 'laney-p') {
    const units = sumOf(buckets, ({ count }) => count);
    const good = sumOf(buckets, ({ sum }) => sum);
    if (units === 0) return answer;
    const dpmo = defectsPerMillion(up ? units - good : good, units);
    return { ...answer, dpmo, sigmaLevel: levelOf(dpmo) };
  }
  if (isAttributes(kind) || parameters === null || parameters.spread === 0) return answer;
  const process = kind === 'xbar-s' ? ofMeasurements(buckets) : ofMeans(buckets);
  if (process === null) return answer;
  const { cpkInterval, cpk, expectedDpmo } = capability(
    { ...process, sigmaWithin: parameters.spread },
    up ? { lower: target } : { upper: target },
  );
  const { lower, upper } = cpkInterval;
  return {
    ...answer,
    cpk: { value: cpk, lower, upper },
    dpmo: expectedDpmo,
    sigmaLevel: levelOf(expectedDpmo),
  };
}

/** Null for no defect or nothing but defects, which no level can be given. */
function levelOf(dpmo: number): number | null {
  const level = sigmaLevel(Math.min(1e6, dpmo));
  return Number.isFinite(level) ? level : null;
}

/** All measurements of all buckets: mean, and spread within and between together. */
function ofMeasurements(buckets: readonly MeasuredBucket[]) {
  const count = sumOf(buckets, (bucket) => bucket.count);
  if (count < 2) return null;
  const mean = sumOf(buckets, (bucket) => bucket.value * bucket.count) / count;
  const squares = sumOf(
    buckets,
    (bucket) =>
      (bucket.count - 1) * (bucket.standardDeviation ?? 0) ** 2 + bucket.count * (bucket.value - mean) ** 2,
  );
  return squares > 0 ? { mean, count, sigmaOverall: Math.sqrt(squares / (count - 1)) } : null;
}

/** Each bucket one value. */
function ofMeans(buckets: readonly MeasuredBucket[]) {
  const count = buckets.length;
  if (count < 2) return null;
  const mean = sumOf(buckets, ({ value }) => value) / count;
  const squares = sumOf(buckets, ({ value }) => (value - mean) ** 2);
  return squares > 0 ? { mean, count, sigmaOverall: Math.sqrt(squares / (count - 1)) } : null;
}

function sumOf(buckets: readonly MeasuredBucket[], of: (bucket: MeasuredBucket) => number): number {
  return buckets.reduce((total, bucket) => total + of(bucket), 0);
}
