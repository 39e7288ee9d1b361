import { type Numbers, requireNotNegative, requireNumbers, requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';

/** How a duration varies; all in the simulation's unit of time. */
export type Distribution =
  /** Always the same. */
  | { kind: 'fixed'; value: number }
  /** Memoryless, as in the Erlang formulas. */
  | { kind: 'exponential'; mean: number }
  /** Skewed as handling times are; `variation` is standard deviation over mean. */
  | { kind: 'lognormal'; mean: number; variation: number }
  /** Drawn with replacement from what was seen. */
  | { kind: 'observed'; values: Numbers };

/**
 * A function that draws from the distribution. O(1) a draw.
 *
 * @param argument name to blame in errors
 * @throws AnalyticsError if a parameter is out of range
 */
export function samplerOf(argument: string, distribution: Distribution, random: Random): () => number {
  switch (distribution.kind) {
    case 'fixed': {
      const { value } = distribution;
      requireNotNegative(`${argument}.value`, value);
      return () => value;
    }
    case 'exponential': {
      const { mean } = distribution;
      requirePositive(`${argument}.mean`, mean);
      return () => -mean * Math.log(1 - random());
    }
    case 'lognormal': {
      const { mean, variation } = distribution;
      requirePositive(`${argument}.mean`, mean);
      requireNotNegative(`${argument}.variation`, variation);
      const logVariance = Math.log1p(variation * variation);
      const logMean = Math.log(mean) - logVariance / 2;
      const logSd = Math.sqrt(logVariance);
      return () => {
        const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
        return Math.exp(logMean + logSd * normal);
      };
    }
    case 'observed': {
      const { values } = distribution;
      requireNumbers(`${argument}.values`, values);
      for (let i = 0; i < values.length; i++)
        requireNotNegative(`${argument}.values[${i}]`, values[i] as number);
      return () => values[Math.floor(random() * values.length)] as number;
    }
    default:
      throw new AnalyticsError(`${argument}.kind`, 'must be fixed, exponential, lognormal or observed');
  }
}
