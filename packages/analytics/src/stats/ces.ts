import { type Numbers, requireInteger } from '../checks.ts';
import { meanOnScale, requireRatings } from './csat.ts';
import type { Interval } from './types.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Customer effort of a sample. */
export interface CustomerEffort {
  total: number;
  /** Mean agreement with "it was easy"; higher is less effort. */
  mean: number;
  /** Student's interval cut to the scale; null for one rating. */
  meanInterval: Interval | null;
  /** Share that agree at all (above the middle of the scale), with Wilson's interval. */
  easyShare: number;
  easyInterval: Interval;
}

/**
 * Customer effort score (CES 2.0): mean agreement with "the company made it easy", 1 to 7. Source: Dixon, Freeman,
 * Toman, HBR 88 (2010), and their revision of 2013. O(n).
 *
 * @param ratings whole numbers from 1 (strongly disagree) to `scale` (strongly agree)
 * @throws AnalyticsError if there is no rating, one is off the scale, or an option is out of range
 * @example ces([7, 6, 4, 5]).mean; // 5.5
 */
export function ces(ratings: Numbers, options: { scale?: number; confidence?: number } = {}): CustomerEffort {
  const { scale = 7, confidence = 0.95 } = options;
  requireInteger('options.scale', scale, 2);
  requireRatings(ratings, scale);
  const middle = (scale + 1) / 2;
  let easy = 0;
  for (let i = 0; i < ratings.length; i++) if ((ratings[i] as number) > middle) easy++;
  return {
    total: ratings.length,
    ...meanOnScale(ratings, scale, confidence),
    easyShare: easy / ratings.length,
    easyInterval: wilsonInterval(easy, ratings.length, confidence),
  };
}
