import { emptyMoments, type Moments, mergeMoments, sampleVariance } from '@jingyun/analytics/stats';
import type { CheckDays, CheckSample } from '@jingyun/contracts';
import { type ChartBucket, isMeasured, type MeasuredMetric } from '../charts/index.ts';
import { daysOf } from './check-windows.rules.ts';

/** A metric over a window: its numbers, and the value of each of its days. */
export interface Sample {
  numbers: CheckSample;
  /** Days of counts and sums that nothing is known of are days on which nothing happened: they count as 0. */
  dayValues: number[];
  buckets: (ChartBucket & { value: number })[];
}

/**
 * Sums up the days of a window as the metric's kind asks for: counts and sums per day, ratios and means over all that
 * was measured, levels as the mean of the days. O(days).
 *
 * @param days one bucket a day, in order; those outside the window do not count
 */
export function sampleOf(metric: MeasuredMetric, days: readonly ChartBucket[], window: CheckDays): Sample {
  const buckets = days.filter(({ date }) => date >= window.from && date <= window.to).filter(isMeasured);
  const length = daysOf(window);
  const adds = metric.kind === 'count' || metric.kind === 'sum';
  const dayValues = buckets.map(({ value }) => value);
  if (adds) for (let i = buckets.length; i < length; i++) dayValues.push(0);
  const count = buckets.reduce((total, bucket) => total + bucket.count, 0);
  const sum = buckets.reduce((total, bucket) => total + bucket.sum, 0);
  const variance = metric.kind === 'distribution' ? sampleVariance(momentsOfDays(buckets)) : null;
  return {
    numbers: {
      ...window,
      days: length,
      value: sampleValue(metric, { count, sum, length, dayValues }),
      count,
      sum,
      standardDeviation: variance === null ? null : Math.sqrt(variance),
      measuredDays: metric.kind === 'level' ? buckets.length : buckets.filter((day) => day.count > 0).length,
    },
    dayValues,
    buckets,
  };
}

function sampleValue(
  { kind }: MeasuredMetric,
  { count, sum, length, dayValues }: { count: number; sum: number; length: number; dayValues: number[] },
): number | null {
  if (kind === 'count' || kind === 'sum') return sum / length;
  if (kind !== 'level') return count === 0 ? null : sum / count;
  return dayValues.length === 0
    ? null
    : dayValues.reduce((total, value) => total + value, 0) / dayValues.length;
}

/** Count, mean and spread of all measurements of some days, from those of each day. */
function momentsOfDays(buckets: readonly ChartBucket[]): Moments {
  return buckets.reduce((all, { count, sum, standardDeviation }) => {
    if (count === 0) return all;
    const mean = sum / count;
    const squaredDeviations = (standardDeviation ?? 0) ** 2 * (count - 1);
    return mergeMoments(all, { count, mean, squaredDeviations, min: mean, max: mean });
  }, emptyMoments());
}
