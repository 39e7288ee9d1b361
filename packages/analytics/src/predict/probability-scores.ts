import { type Numbers, requireOpenShare, requireShare } from '../checks.ts';
import { meanInterval } from '../stats/mean-interval.ts';
import type { Estimate } from './auc.ts';
import { requireOutcome } from './features.ts';

/**
 * How far predicted chances are from what happened: the mean of (chance - outcome)², from 0 (sure and right) to 1; the
 * share s of ones for every case gets s (1 - s). Source: Brier, Monthly Weather Review 78 (1950). The interval is
 * Student's of the mean over cases. O(n).
 *
 * @throws AnalyticsError if a chance is outside [0, 1], an outcome is not 0 or 1, or there are fewer than two cases
 * @example brierScore([0.1, 0.9], [0, 1]).estimate; // 0.01
 */
export function brierScore(
  chances: Numbers,
  outcome: Numbers,
  { confidence = 0.95 }: { confidence?: number } = {},
): Estimate {
  return meanOver(chances, outcome, confidence, (chance, truth) => (chance - truth) ** 2);
}

/**
 * How surprised predicted chances were: the mean of -log(chance of what happened), 0 at best. A chance of 0 for what
 * did happen counts as 1e-15 rather than making the whole infinite. The interval is Student's of the mean over cases.
 * O(n).
 *
 * @throws AnalyticsError as `brierScore`
 * @example logLoss([0.1, 0.9], [0, 1]).estimate; // 0.1054
 */
export function logLoss(
  chances: Numbers,
  outcome: Numbers,
  { confidence = 0.95 }: { confidence?: number } = {},
): Estimate {
  return meanOver(chances, outcome, confidence, (chance, truth) =>
    truth === 1 ? -Math.log(Math.max(chance, 1e-15)) : -Math.log1p(-Math.min(chance, 1 - 1e-15)),
  );
}

function meanOver(
  chances: Numbers,
  outcome: Numbers,
  confidence: number,
  loss: (chance: number, truth: number) => number,
): Estimate {
  requireOpenShare('options.confidence', confidence);
  requireChances(chances);
  const bytes = requireOutcome('outcome', outcome, chances.length);
  const { mean, lower, upper } = meanInterval(
    Float64Array.from(chances, (chance, i) => loss(chance, bytes[i] as number)),
    confidence,
  );
  return { estimate: mean, lower: Math.max(0, lower), upper };
}

/** @throws AnalyticsError unless each is a number of [0, 1] */
export function requireChances(chances: Numbers): void {
  for (let i = 0; i < chances.length; i++) {
    const chance = chances[i] as number;
    if (!(chance >= 0 && chance <= 1)) requireShare(`chances[${i}]`, chance);
  }
}
