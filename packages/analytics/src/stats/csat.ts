import { type Numbers, requireInteger, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { meanInterval } from './mean-interval.ts';
import type { Interval } from './types.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Customer satisfaction of a sample: as the share of the satisfied, and as the mean. */
export interface CustomerSatisfaction {
  satisfied: number;
  total: number;
  /** Share of the satisfied, 0 to 1, with Wilson's interval. */
  share: number;
  shareInterval: Interval;
  /** Mean rating, with Student's interval cut to the scale (null for one rating, which has no spread). */
  mean: number;
  meanInterval: Interval | null;
}

/**
 * Customer satisfaction (CSAT): how many are satisfied (the top two points of the scale), and the mean. O(n).
 *
 * @param ratings whole numbers from 1 to `scale`
 * @param options.scale points of the scale; default 5
 * @param options.satisfiedFrom least rating of the satisfied; default `scale - 1`
 * @throws AnalyticsError if there is no rating, one is off the scale, or an option is out of range
 * @example csat([5, 4, 3, 5]).share; // 0.75
 */
export function csat(
  ratings: Numbers,
  options: { scale?: number; satisfiedFrom?: number; confidence?: number } = {},
): CustomerSatisfaction {
  const { scale = 5, confidence = 0.95 } = options;
  requireInteger('options.scale', scale, 2);
  const satisfiedFrom = options.satisfiedFrom ?? scale - 1;
  requireInteger('options.satisfiedFrom', satisfiedFrom, 1);
  if (satisfiedFrom > scale)
    throw new AnalyticsError('options.satisfiedFrom', `must not exceed the scale (${scale})`);
  requireRatings(ratings, scale);
  let satisfied = 0;
  for (let i = 0; i < ratings.length; i++) if ((ratings[i] as number) >= satisfiedFrom) satisfied++;
  const total = ratings.length;
  const shareInterval = wilsonInterval(satisfied, total, confidence);
  const centre = meanOnScale(ratings, scale, confidence);
  return { satisfied, total, share: satisfied / total, shareInterval, ...centre };
}

/** @throws AnalyticsError unless every rating is a whole number from 1 to `scale`, and there is one */
export function requireRatings(ratings: Numbers, scale: number): void {
  requireNumbers('ratings', ratings);
  for (let i = 0; i < ratings.length; i++) {
    const rating = ratings[i] as number;
    if (!(Number.isInteger(rating) && rating >= 1 && rating <= scale)) {
      throw new AnalyticsError(`ratings[${i}]`, `must be a whole number from 1 to ${scale}, not ${rating}`);
    }
  }
}

/** Mean of ratings with Student's interval, which is cut to the scale. */
export function meanOnScale(
  ratings: Numbers,
  scale: number,
  confidence: number,
): { mean: number; meanInterval: Interval | null } {
  if (ratings.length === 1) return { mean: ratings[0] as number, meanInterval: null };
  const { mean, lower, upper } = meanInterval(ratings, confidence);
  return { mean, meanInterval: { lower: Math.max(1, lower), upper: Math.min(scale, upper) } };
}
