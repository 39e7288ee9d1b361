/** How sure a rate is, from a count and what it was exposed to. */
import { chiSquareQuantile } from '../special/incomplete-gamma.ts';
import type { Interval } from '../stats/types.ts';

/**
 * Events per exposure with the exact interval of a Poisson count (Garwood, Biometrika 28, 1936); from 0 to infinity,
 * and a rate of NaN, where there was no exposure.
 */
export function poissonRate(
  events: number,
  exposure: number,
  confidence: number,
): Interval & { rate: number } {
  if (exposure === 0) return { rate: Number.NaN, lower: 0, upper: Number.POSITIVE_INFINITY };
  const tail = (1 - confidence) / 2;
  return {
    rate: events / exposure,
    lower: events === 0 ? 0 : chiSquareQuantile(tail, 2 * events) / 2 / exposure,
    upper: chiSquareQuantile(1 - tail, 2 * (events + 1)) / 2 / exposure,
  };
}
