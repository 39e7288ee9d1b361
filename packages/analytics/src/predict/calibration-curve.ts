import { type Numbers, requireInteger, requireNumbers, requireOpenShare } from '../checks.ts';
import type { Interval } from '../stats/types.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import { requireOutcome } from './features.ts';
import { requireChances } from './probability-scores.ts';
import { tiedGroups } from './tied-groups.ts';

/** Cases that were given about the same chance. */
export interface CalibrationBin {
  cases: number;
  /** Mean of the chances given. */
  predicted: number;
  /** Share in which it happened, with Wilson's interval: if it does not hold `predicted`, the chances are off. */
  observed: Interval & { share: number };
}

/**
 * Does "30 %" happen in 30 of 100 cases? Cases in groups of about equal size by predicted chance (equal chances stay
 * together), with the share that came true. `expectedError` is the mean distance of the two, weighted by cases (Naeini,
 * Cooper and Hauskrecht, AAAI 2015); it is above 0 by chance alone where groups are small. O(n log n).
 *
 * @throws AnalyticsError if there is no case, a chance is outside [0, 1] or an outcome is not 0 or 1
 */
export function calibrationCurve(
  chances: Numbers,
  outcome: Numbers,
  { bins = 10, confidence = 0.95 }: { bins?: number; confidence?: number } = {},
): { bins: CalibrationBin[]; expectedError: number } {
  requireNumbers('chances', chances);
  requireChances(chances);
  requireInteger('options.bins', bins, 1);
  requireOpenShare('options.confidence', confidence);
  const bytes = requireOutcome('outcome', outcome, chances.length);
  const found = tiedGroups(chances, bytes, bins).map(({ cases, ones, sum }) => ({
    cases,
    predicted: sum / cases,
    observed: { share: ones / cases, ...wilsonInterval(ones, cases, confidence) },
  }));
  const expectedError = found.reduce(
    (error, { cases, predicted, observed }) =>
      error + (Math.abs(predicted - observed.share) * cases) / chances.length,
    0,
  );
  return { bins: found, expectedError };
}
