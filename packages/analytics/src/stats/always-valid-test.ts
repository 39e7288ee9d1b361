import {
  requireFinite,
  requireOpenShare,
  requirePositive,
  requireProportion,
  requireShare,
} from '../checks.ts';
import type { Interval } from './types.ts';

/** What a running comparison shows so far. */
export interface Look {
  /** Estimated difference so far, in its own unit. */
  difference: number;
  /** Square of its standard error. */
  variance: number;
}

/** What can be said at one look. */
export interface AlwaysValidResult extends Interval {
  /** Holds however often and whenever it is looked at; never rises from look to look. */
  pValue: number;
  /** Evidence for a difference: how many times likelier the data are with one than without. */
  likelihoodRatio: number;
  decided: boolean;
}

/**
 * One look at a running pilot that may be stopped at any time: the mixture sequential probability ratio test.
 * A plain p-value looked at daily finds differences that are not there; this one keeps its promise over all
 * looks together. Source: Robbins (1970); Johari, Koomen, Pekelis, Walsh, "Always valid inference",
 * Operations Research 70 (2022), with a normal mixture N(0, tau²) over the difference:
 *
 *     ratio = sqrt(V / (V + tau²)) exp(tau² d² / (2 V (V + tau²))),  p = min(1, 1 / ratio)
 *     interval = d ± sqrt(V (V + tau²) / tau² (2 log(1 / alpha) + log((V + tau²) / V)))
 *
 * The interval is narrowed from look to look; `lower` above `upper` says that looks contradict one another, which
 * happens in at most `alpha` of all pilots.
 *
 * @param options.tau the size of difference that would matter, in its unit: any value is valid, this one is quickest
 * @param options.previous result of the look before, whose evidence is kept
 * @param options.alpha promised rate of false findings; default 0.05
 * @throws AnalyticsError if a number is out of range
 * @example let last; for (const look of looks) last = alwaysValidTest(look, { tau: 0.05, previous: last });
 */
export function alwaysValidTest(
  look: Look,
  options: { tau: number; alpha?: number; previous?: AlwaysValidResult | undefined },
): AlwaysValidResult {
  const { tau, alpha = 0.05, previous } = options;
  requireFinite('look.difference', look.difference);
  requirePositive('look.variance', look.variance);
  requirePositive('options.tau', tau);
  requireOpenShare('options.alpha', alpha);
  if (previous) requireShare('options.previous.pValue', previous.pValue);
  const { difference, variance } = look;
  const mixture = tau * tau;
  const widened = variance + mixture;
  const exponent = (mixture * difference * difference) / (2 * variance * widened);
  const likelihoodRatio = Math.sqrt(variance / widened) * Math.exp(Math.min(700, exponent));
  const half = Math.sqrt(
    ((variance * widened) / mixture) * (2 * Math.log(1 / alpha) + Math.log(widened / variance)),
  );
  const pValue = Math.min(1, 1 / likelihoodRatio, previous?.pValue ?? 1);
  return {
    pValue,
    likelihoodRatio,
    decided: pValue <= alpha,
    // The running intersection: each look's interval holds, so all of them do.
    lower: Math.max(difference - half, previous?.lower ?? Number.NEGATIVE_INFINITY),
    upper: Math.min(difference + half, previous?.upper ?? Number.POSITIVE_INFINITY),
  };
}

/**
 * The look of two shares (first less second), with one success and one failure added to each group, so that the
 * first few trials have a spread too. O(1).
 *
 * @throws AnalyticsError unless both counts are proportions
 * @example proportionLook(412, 1000, 380, 1000);
 */
export function proportionLook(
  successes1: number,
  trials1: number,
  successes2: number,
  trials2: number,
): Look {
  requireProportion('successes1', successes1, 'trials1', trials1);
  requireProportion('successes2', successes2, 'trials2', trials2);
  const smoothed1 = (successes1 + 1) / (trials1 + 2);
  const smoothed2 = (successes2 + 1) / (trials2 + 2);
  return {
    difference: successes1 / trials1 - successes2 / trials2,
    variance: (smoothed1 * (1 - smoothed1)) / trials1 + (smoothed2 * (1 - smoothed2)) / trials2,
  };
}
