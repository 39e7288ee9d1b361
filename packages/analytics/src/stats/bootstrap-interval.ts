import { type Numbers, requireInteger, requireNumbers, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalCdf, normalQuantile } from '../special/normal.ts';
import { quantileOfSorted } from './quantile.ts';
import type { Interval, Random } from './types.ts';

/** What `bootstrapInterval` needs beside the sample. */
export interface BootstrapOptions {
  /** Source of the resampling; a seeded one gives the same interval again. */
  random: Random;
  /** How many resamples; default 2000. */
  resamples?: number;
  /** Default 0.95. */
  confidence?: number;
}

const MAX_JACKKNIFE_GROUPS = 1000;

/**
 * The interval of any statistic of a sample (a median, a 90th percentile, a ratio), for which there is no
 * formula: bias-corrected and accelerated bootstrap (BCa). Source: Efron, JASA 82 (1987) 171. The acceleration
 * is from the jackknife, by interleaved groups beyond 1000 values. O(resamples × cost of the statistic).
 *
 * @param statistic called with a Float64Array it must not keep; has to return a finite number
 * @returns the estimate and its interval, both ends equal if every resample gives the same
 * @throws AnalyticsError if there are fewer than two values, one is not finite, an option is out of range, or the
 *   statistic is not finite
 * @example bootstrapInterval(minutes, (sample) => quantile(sample, 0.9), { random });
 */
export function bootstrapInterval(
  values: Numbers,
  statistic: (sample: Float64Array) => number,
  options: BootstrapOptions,
): Interval & { estimate: number } {
  const { random, resamples = 2000, confidence = 0.95 } = options;
  requireNumbers('values', values, 2);
  requireInteger('options.resamples', resamples, 100);
  requireOpenShare('options.confidence', confidence);
  const original = new Float64Array(values);
  const estimate = evaluate(statistic, original.slice());
  const replicates = resample(original, statistic, random, resamples).sort();

  // Ties with the estimate count half; half a count keeps the correction finite when all lie on one side.
  let below = 0;
  for (const replicate of replicates) below += replicate < estimate ? 1 : replicate === estimate ? 0.5 : 0;
  const bias = normalQuantile((below + 0.5) / (resamples + 1));
  const acceleration = jackknifeAcceleration(original, statistic);
  const end = (tail: number): number => {
    const shifted = bias + normalQuantile(tail);
    const room = 1 - acceleration * shifted;
    const share = room <= 0 ? (shifted > 0 ? 1 : 0) : normalCdf(bias + shifted / room);
    return quantileOfSorted(replicates, share);
  };
  return { estimate, lower: end((1 - confidence) / 2), upper: end((1 + confidence) / 2) };
}

function resample(
  original: Float64Array,
  statistic: (sample: Float64Array) => number,
  random: Random,
  resamples: number,
): Float64Array {
  const size = original.length;
  const drawn = new Float64Array(size);
  const replicates = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < size; i++) drawn[i] = original[Math.floor(random() * size)] as number;
    replicates[r] = evaluate(statistic, drawn);
  }
  return replicates;
}

/** Skewness of the estimates with one group left out at a time, over six. */
function jackknifeAcceleration(original: Float64Array, statistic: (sample: Float64Array) => number): number {
  const groups = Math.min(original.length, MAX_JACKKNIFE_GROUPS);
  const estimates = new Float64Array(groups);
  const rest = new Float64Array(original.length);
  for (let group = 0; group < groups; group++) {
    let kept = 0;
    for (let from = 0, without = group; from < original.length; without += groups) {
      const run = original.subarray(from, without);
      rest.set(run, kept);
      kept += run.length;
      from = without + 1;
    }
    estimates[group] = evaluate(statistic, rest.subarray(0, kept));
  }
  const centre = estimates.reduce((total, estimate) => total + estimate / groups, 0);
  let squares = 0;
  let cubes = 0;
  for (const estimate of estimates) {
    squares += (centre - estimate) ** 2;
    cubes += (centre - estimate) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function evaluate(statistic: (sample: Float64Array) => number, sample: Float64Array): number {
  const result = statistic(sample);
  if (!Number.isFinite(result)) {
    throw new AnalyticsError('statistic', `must return a finite number for every resample, not ${result}`);
  }
  return result;
}
