import { type Numbers, requireInteger, requireNumbers, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalQuantile } from '../special/normal.ts';
import type { Interval } from './types.ts';

/** Net promoter score of a sample. */
export interface NetPromoterScore extends Interval {
  /** -100 to 100. */
  score: number;
  promoters: number;
  passives: number;
  detractors: number;
}

/**
 * Net promoter score: percentage of 9 and 10 less percentage of 0 to 6. Source: Reichheld, HBR 81 (2003). O(n).
 *
 * @param ratings whole numbers 0 to 10
 * @throws AnalyticsError if there is no rating, one is not a whole number 0 to 10 or confidence is outside (0, 1)
 * @example nps([10, 9, 7, 6]).score; // 25
 */
export function nps(ratings: Numbers, confidence = 0.95): NetPromoterScore {
  requireNumbers('ratings', ratings);
  let promoters = 0;
  let detractors = 0;
  for (let i = 0; i < ratings.length; i++) {
    const rating = ratings[i] as number;
    if (!(Number.isInteger(rating) && rating >= 0 && rating <= 10)) {
      throw new AnalyticsError(`ratings[${i}]`, `must be a whole number from 0 to 10, not ${rating}`);
    }
    if (rating >= 9) promoters++;
    else if (rating <= 6) detractors++;
  }
  return npsFromCounts(promoters, ratings.length - promoters - detractors, detractors, confidence);
}

/** Added to promoters and to detractors each before the interval is computed; the sample grows by four times it. */
const ADDED = 0.75;

/**
 * Net promoter score from counts. The interval is the adjusted Wald interval, with 3/4 of a respondent added to
 * promoters and to detractors and 3 to the total, so that it behaves in small samples; where the score itself lies
 * outside (all answers alike) it is widened to hold it. Source: Rocks, Communications in Statistics: Theory and
 * Methods 45 (2016). O(1).
 *
 * @throws AnalyticsError if a count is not whole, all are 0 or confidence is outside (0, 1)
 * @example npsFromCounts(60, 25, 15).score; // 45
 */
export function npsFromCounts(
  promoters: number,
  passives: number,
  detractors: number,
  confidence = 0.95,
): NetPromoterScore {
  for (const [name, count] of Object.entries({ promoters, passives, detractors }))
    requireInteger(name, count, 0);
  requireOpenShare('confidence', confidence);
  const total = promoters + passives + detractors;
  if (total === 0)
    throw new AnalyticsError('promoters', 'must not all be 0 together with passives and detractors');
  const padded = total + 4 * ADDED;
  const up = (promoters + ADDED) / padded;
  const down = (detractors + ADDED) / padded;
  const centre = up - down;
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt((up + down - centre * centre) / padded);
  const score = (100 * (promoters - detractors)) / total;
  return {
    score,
    promoters,
    passives,
    detractors,
    lower: Math.max(-100, Math.min(score, 100 * (centre - half))),
    upper: Math.min(100, Math.max(score, 100 * (centre + half))),
  };
}
