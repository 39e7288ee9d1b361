import { type Numbers, requireNotNegative, requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { includedPoints, requireCounts } from './chart-checks.ts';
import {
  type AttributesChart,
  type ChartOptions,
  type ChartPoint,
  LIMIT_SIGMAS,
  type RateParameters,
} from './chart-types.ts';
import { d2 } from './unbiasing-constants.ts';

type Options = ChartOptions<RateParameters>;

/**
 * p chart: share of defective units in samples of any sizes. Limits p̄ ± 3 sqrt(p̄ (1 - p̄) / n), cut to [0, 1].
 * Source: Montgomery, Introduction to Statistical Quality Control, 7.2. O(n).
 *
 * @param counts defective units of each sample
 * @param sizes units looked at in each sample
 * @throws AnalyticsError if there is no sample, lengths differ, or a count is not whole or exceeds its size
 * @example pChart([12, 15, 8], [50, 50, 50]).parameters.centre; // 0.2333
 */
export function pChart(counts: Numbers, sizes: Numbers, options: Options = {}): AttributesChart {
  requireDefectives(counts, sizes);
  const parameters = rateParameters(counts, sizes, options, shareSigma, false);
  return { kind: 'p', parameters, points: ratePoints(counts, sizes, parameters, shareSigma, 1) };
}

/**
 * np chart: number of defective units in samples. The same as a p chart, times the sample size.
 * Source: Montgomery, 7.2. O(n).
 *
 * @throws AnalyticsError as `pChart` does
 * @example npChart([12, 15, 8], [50, 50, 50]).points[0]?.centre; // 11.67
 */
export function npChart(counts: Numbers, sizes: Numbers, options: Options = {}): AttributesChart {
  const { parameters, points } = pChart(counts, sizes, options);
  return {
    kind: 'np',
    parameters,
    points: points.map((point, i) => scaled(point, sizes[i] as number, counts[i] as number)),
  };
}

/**
 * c chart: number of defects in equal areas of opportunity. Limits c̄ ± 3 sqrt(c̄), cut at 0.
 * Source: Montgomery, 7.3. O(n).
 *
 * @throws AnalyticsError if there is no count or one is not a whole number from 0
 * @example cChart([3, 5, 2, 6]).parameters.centre; // 4
 */
export function cChart(counts: Numbers, options: Options = {}): AttributesChart {
  const ones = new Float64Array(counts.length).fill(1);
  return { ...uChart(counts, ones, options), kind: 'c' };
}

/**
 * u chart: defects for each unit of opportunity, which may differ from sample to sample. Limits
 * ū ± 3 sqrt(ū / n), cut at 0. Source: Montgomery, 7.3. O(n).
 *
 * @param sizes opportunity of each sample, above 0; need not be whole
 * @throws AnalyticsError if there is no sample, lengths differ, a count is not whole or a size not above 0
 * @example uChart([10, 12], [5, 4]).parameters.centre; // 2.4444
 */
export function uChart(counts: Numbers, sizes: Numbers, options: Options = {}): AttributesChart {
  requireCounts(counts, sizes);
  const parameters = rateParameters(counts, sizes, options, eventSigma, false);
  return {
    kind: 'u',
    parameters,
    points: ratePoints(counts, sizes, parameters, eventSigma, Number.POSITIVE_INFINITY),
  };
}

/**
 * Laney's p′ chart: a p chart for large samples, whose rate wanders more than a binomial's from sample to sample,
 * so that plain limits would cry wolf. They are widened by the short-term spread of the standardised shares, mean
 * moving range / d2(2). Source: Laney, Quality Engineering 14 (2002). O(n).
 *
 * @throws AnalyticsError as `pChart` does, and for fewer than two samples
 * @example laneyPChart(counts, sizes).parameters.dispersion; // 1 if nothing but chance
 */
export function laneyPChart(counts: Numbers, sizes: Numbers, options: Options = {}): AttributesChart {
  requireDefectives(counts, sizes);
  const parameters = rateParameters(counts, sizes, options, shareSigma, true);
  return { kind: 'laney-p', parameters, points: ratePoints(counts, sizes, parameters, shareSigma, 1) };
}

/**
 * Laney's u′ chart: a u chart for large counts whose rate wanders more than a Poisson's. Source: Laney (2002). O(n).
 *
 * @throws AnalyticsError as `uChart` does, and for fewer than two samples
 * @example laneyUChart(counts, sizes).parameters.dispersion;
 */
export function laneyUChart(counts: Numbers, sizes: Numbers, options: Options = {}): AttributesChart {
  requireCounts(counts, sizes);
  const parameters = rateParameters(counts, sizes, options, eventSigma, true);
  return {
    kind: 'laney-u',
    parameters,
    points: ratePoints(counts, sizes, parameters, eventSigma, Number.POSITIVE_INFINITY),
  };
}

type RateSigma = (rate: number, size: number) => number;
const shareSigma: RateSigma = (rate, size) => Math.sqrt((rate * (1 - rate)) / size);
const eventSigma: RateSigma = (rate, size) => Math.sqrt(rate / size);

function rateParameters(
  counts: Numbers,
  sizes: Numbers,
  { frozen, exclude }: Options,
  sigmaOf: RateSigma,
  estimateDispersion: boolean,
): RateParameters {
  const included = includedPoints(counts.length, exclude);
  if (frozen) {
    requireNotNegative('options.frozen.centre', frozen.centre);
    requirePositive('options.frozen.dispersion', frozen.dispersion);
    if (sigmaOf === shareSigma && frozen.centre > 1)
      throw new AnalyticsError('options.frozen.centre', 'must not exceed 1');
    return frozen;
  }
  let total = 0;
  let size = 0;
  for (let i = 0; i < counts.length; i++) {
    if (!included(i)) continue;
    total += counts[i] as number;
    size += sizes[i] as number;
  }
  const centre = total / size;
  return {
    centre,
    dispersion: estimateDispersion ? dispersionOf(counts, sizes, centre, sigmaOf, included) : 1,
  };
}

/** Short-term spread of the standardised rates; 1 where no rate can vary, because all are 0 or all are 1. */
function dispersionOf(
  counts: Numbers,
  sizes: Numbers,
  centre: number,
  sigmaOf: RateSigma,
  included: (index: number) => boolean,
): number {
  let ranges = 0;
  let rangeCount = 0;
  let previous: number | undefined;
  for (let i = 0; i < counts.length; i++) {
    if (!included(i)) {
      previous = undefined;
      continue;
    }
    const size = sizes[i] as number;
    const sigma = sigmaOf(centre, size);
    const standardised = sigma === 0 ? 0 : ((counts[i] as number) / size - centre) / sigma;
    if (previous !== undefined) {
      ranges += Math.abs(standardised - previous);
      rangeCount++;
    }
    previous = standardised;
  }
  if (rangeCount === 0)
    throw new AnalyticsError(
      'counts',
      'must have at least two neighbouring samples, to estimate the dispersion from',
    );
  return ranges === 0 ? 1 : ranges / rangeCount / d2(2);
}

function ratePoints(
  counts: Numbers,
  sizes: Numbers,
  { centre, dispersion }: RateParameters,
  sigmaOf: RateSigma,
  most: number,
): ChartPoint[] {
  return Array.from({ length: counts.length }, (_, i) => {
    const size = sizes[i] as number;
    const sigma = sigmaOf(centre, size) * dispersion;
    return {
      value: (counts[i] as number) / size,
      centre,
      lower: Math.max(0, centre - LIMIT_SIGMAS * sigma),
      upper: Math.min(most, centre + LIMIT_SIGMAS * sigma),
      sigma,
    };
  });
}

function scaled(point: ChartPoint, by: number, value: number): ChartPoint {
  return {
    value,
    centre: point.centre * by,
    lower: point.lower * by,
    upper: point.upper * by,
    sigma: point.sigma * by,
  };
}

function requireDefectives(counts: Numbers, sizes: Numbers): void {
  requireCounts(counts, sizes);
  for (let i = 0; i < counts.length; i++) {
    if ((counts[i] as number) > (sizes[i] as number)) {
      throw new AnalyticsError(
        `counts[${i}]`,
        `must not exceed the size of its sample (${sizes[i]}), but is ${counts[i]}`,
      );
    }
  }
}
