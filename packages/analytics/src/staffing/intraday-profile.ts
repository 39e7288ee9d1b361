import { type Numbers, requireInteger, requireNotNegative, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** One day of history: what came in each interval. */
export interface ProfiledDay {
  /** 0 for Monday to 6 for Sunday, or any other kind of day (7 for holidays, say). */
  kind: number;
  counts: Numbers;
}

/** How a day's contacts spread over its intervals. */
export interface IntradayProfile {
  intervals: number;
  /** Share of the day in each interval, by kind of day; each sums to 1. */
  byKind: Map<number, Float64Array>;
  /** The same over all days: for kinds not seen. */
  overall: Float64Array;
}

/**
 * How a day's contacts spread over its intervals, for each kind of day. A kind with few contacts is drawn towards the
 * shape of all days together, so that one quiet Sunday makes no profile. Source: Dirichlet smoothing, as in Gelman et
 * al., Bayesian Data Analysis, 3.4. O(days × intervals).
 *
 * @param strength contacts of the common shape that are mixed into each kind; default 100
 * @returns shares; even ones where nothing was counted at all
 * @throws AnalyticsError if there is no day or interval, days differ in intervals, a kind is not a whole number, or a
 *   count is negative or not finite
 * @example intradayProfile([{ kind: 0, counts: [5, 20, 10] }]).byKind.get(0);
 */
export function intradayProfile(days: readonly ProfiledDay[], strength = 100): IntradayProfile {
  requireNotNegative('strength', strength);
  const intervals = days[0]?.counts.length ?? 0;
  if (days.length === 0) throw new AnalyticsError('days', 'must have at least 1 day, but is empty');
  if (intervals === 0) throw new AnalyticsError('days[0].counts', 'must have at least 1 interval');
  const sums = new Map<number, Float64Array>();
  const all = new Float64Array(intervals);
  for (const [d, { kind, counts }] of days.entries()) {
    requireInteger(`days[${d}].kind`, kind, 0);
    requireNumbers(`days[${d}].counts`, counts);
    if (counts.length !== intervals)
      throw new AnalyticsError(`days[${d}].counts`, `must have ${intervals} intervals, not ${counts.length}`);
    const sum = sums.get(kind) ?? new Float64Array(intervals);
    sums.set(kind, sum);
    for (let i = 0; i < intervals; i++) {
      const count = counts[i] as number;
      requireNotNegative(`days[${d}].counts[${i}]`, count);
      sum[i] = (sum[i] as number) + count;
      all[i] = (all[i] as number) + count;
    }
  }
  const overall = sharesOf(all, new Float64Array(intervals).fill(1 / intervals), 0);
  const byKind = new Map([...sums].map(([kind, sum]) => [kind, sharesOf(sum, overall, strength)]));
  return { intervals, byKind, overall };
}

/**
 * A day's forecast spread over its intervals; the parts sum to the whole. O(intervals).
 *
 * @throws AnalyticsError if the total is negative or not finite
 * @example spreadOverDay(1200, profile, 0); // Monday's 1,200 calls by interval
 */
export function spreadOverDay(total: number, profile: IntradayProfile, kind: number): Float64Array {
  requireNotNegative('total', total);
  return (profile.byKind.get(kind) ?? profile.overall).map((share) => total * share);
}

function sharesOf(sum: Float64Array, towards: Float64Array, strength: number): Float64Array {
  const total = sum.reduce((a, b) => a + b, 0);
  if (total + strength === 0) return towards.slice();
  return sum.map((count, i) => (count + strength * (towards[i] as number)) / (total + strength));
}
