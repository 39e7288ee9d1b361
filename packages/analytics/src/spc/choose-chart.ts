import { type Numbers, requireInteger, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { chiSquareUpperTail } from '../special/incomplete-gamma.ts';
import { requireCounts } from './chart-checks.ts';

/** What kind of data a metric gives. */
export type ChartData =
  /** Something measured (minutes, scores): how many at each point. */
  | { type: 'measurements'; subgroupSizes: Numbers }
  /** Units that passed or failed: how many failed of how many, at each point. */
  | { type: 'defectives'; counts: Numbers; sizes: Numbers }
  /** Events that may happen any number of times: how many, in how much opportunity. */
  | { type: 'defects'; counts: Numbers; sizes: Numbers };

/** A chart and why it fits. */
export interface ChartChoice {
  kind: 'xbar-r' | 'xbar-s' | 'i-mr' | 'p' | 'np' | 'c' | 'u' | 'laney-p' | 'laney-u';
  reason:
    | 'single-measurements'
    | 'small-equal-subgroups'
    | 'large-or-unequal-subgroups'
    | 'shares'
    | 'counts-in-equal-samples'
    | 'rates-in-unequal-samples'
    | 'more-variation-than-chance';
}

/** Subgroups above this size are charted by standard deviation: the range wastes information there. */
const LARGEST_RANGE_SUBGROUP = 10;
/** Evidence needed before limits are widened. */
const DISPERSION_ALPHA = 0.01;
const LEAST_POINTS_FOR_DISPERSION = 10;

/**
 * The control chart that fits the data's kind. Counts whose rate wanders significantly more than chance (dispersion
 * test at 1 %, on ten points or more, in samples large enough to expect five events each) get Laney's limits: with
 * large samples plain ones signal nearly everywhere. Source: Montgomery, Introduction to Statistical Quality
 * Control, 6.3 and 7.3; Laney (2002). O(n).
 *
 * @throws AnalyticsError if there is no point, lengths differ or a number is out of range
 * @example chooseChart({ type: 'measurements', subgroupSizes: [5, 5, 5] }).kind; // 'xbar-r'
 */
export function chooseChart(data: ChartData): ChartChoice {
  if (data.type === 'measurements') return chooseForMeasurements(data.subgroupSizes);
  requireCounts(data.counts, data.sizes);
  const { counts, sizes } = data;
  if (data.type === 'defectives') {
    for (let i = 0; i < counts.length; i++) {
      if ((counts[i] as number) > (sizes[i] as number))
        throw new AnalyticsError(`data.counts[${i}]`, `must not exceed its size (${sizes[i]})`);
    }
    return isOverdispersed(counts, sizes, true)
      ? { kind: 'laney-p', reason: 'more-variation-than-chance' }
      : { kind: 'p', reason: 'shares' };
  }
  if (isOverdispersed(counts, sizes, false)) return { kind: 'laney-u', reason: 'more-variation-than-chance' };
  return allEqual(sizes)
    ? { kind: 'c', reason: 'counts-in-equal-samples' }
    : { kind: 'u', reason: 'rates-in-unequal-samples' };
}

function chooseForMeasurements(sizes: Numbers): ChartChoice {
  requireNumbers('data.subgroupSizes', sizes);
  let largest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < sizes.length; i++) {
    requireInteger(`data.subgroupSizes[${i}]`, sizes[i] as number, 1);
    largest = Math.max(largest, sizes[i] as number);
    smallest = Math.min(smallest, sizes[i] as number);
  }
  // A single value among subgroups has no spread of its own, so all are charted as single values (their means).
  if (smallest === 1) return { kind: 'i-mr', reason: 'single-measurements' };
  return largest === smallest && largest <= LARGEST_RANGE_SUBGROUP
    ? { kind: 'xbar-r', reason: 'small-equal-subgroups' }
    : { kind: 'xbar-s', reason: 'large-or-unequal-subgroups' };
}

/** Pearson's dispersion test of the standardised counts. */
function isOverdispersed(counts: Numbers, sizes: Numbers, binomial: boolean): boolean {
  if (counts.length < LEAST_POINTS_FOR_DISPERSION) return false;
  let total = 0;
  let size = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i] as number;
    size += sizes[i] as number;
  }
  const rate = total / size;
  if (rate === 0 || (binomial && rate === 1)) return false;
  let statistic = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = rate * (sizes[i] as number);
    if (expected < 5) return false;
    statistic += ((counts[i] as number) - expected) ** 2 / (binomial ? expected * (1 - rate) : expected);
  }
  return chiSquareUpperTail(statistic, counts.length - 1) < DISPERSION_ALPHA;
}

function allEqual(values: Numbers): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
