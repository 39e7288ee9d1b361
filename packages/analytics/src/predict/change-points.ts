import {
  type Numbers,
  requireInteger,
  requireNotNegative,
  requireOpenShare,
  requireSameLength,
} from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { regularizedBeta } from '../special/incomplete-beta.ts';
import type { Interval } from '../stats/types.ts';
import { poissonRate } from './poisson-rate.ts';

/** A stretch in which the rate stays the same. */
export interface RateSegment {
  /** First place and the one after the last. */
  from: number;
  to: number;
  events: number;
  exposure: number;
  /** Events per exposure with the exact Poisson interval. */
  rate: Interval & { rate: number };
  /** The rate over that of all other stretches together; Infinity where those have no event. */
  ratio: number;
  /**
   * Whether the rate is above that of all others, one-sided exact test at 1 - confidence: a window of risk. The test
   * takes the stretches as given, so it is a description of what was found rather than a proof.
   */
  elevated: boolean;
}

/**
 * When does the rate change? Cuts a series of counts into stretches of constant rate: the division with the greatest
 * Poisson likelihood, less a penalty for each change, found exactly by dynamic programming with pruning (PELT; Killick,
 * Fearnhead and Eckley, JASA 107, 2012). With `hazardByDay` it finds windows of risk since the start.
 *
 * The penalty on twice the log-likelihood is by default 3 ln n (Zhang and Siegmund's modified BIC, Biometrics 63, 2007,
 * for n places): a rate and a place are two parameters, and of many places the luckiest is chosen.
 * O(n) where changes are common, O(n²) at worst.
 *
 * @param events how many happened at each place
 * @param exposure what they could have happened to: cases present, hours worked
 * @param options.least fewest places of a stretch; default 1
 * @throws AnalyticsError if lengths differ or are 0, a count is not whole or is negative, an exposure is negative, or
 * there are events where there was no exposure
 * @example
 * const days = hazardByDay(durations, left, { days: 90 });
 * changePoints(days.map((d) => d.events), days.map((d) => d.exposure)).filter(({ elevated }) => elevated);
 */
export function changePoints(
  events: Numbers,
  exposure: Numbers,
  { penalty, least = 1, confidence = 0.95 }: { penalty?: number; least?: number; confidence?: number } = {},
): RateSegment[] {
  requireSameLength('events', events, 'exposure', exposure);
  requireInteger('options.least', least, 1);
  requireOpenShare('options.confidence', confidence);
  if (penalty !== undefined) requireNotNegative('options.penalty', penalty);
  const count = events.length;
  if (count === 0) throw new AnalyticsError('events', 'must have at least one place, but is empty');
  const happened = new Float64Array(count + 1);
  const exposed = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    const own = events[i] as number;
    const under = exposure[i] as number;
    requireInteger(`events[${i}]`, own, 0);
    requireNotNegative(`exposure[${i}]`, under);
    if (own > 0 && under === 0)
      throw new AnalyticsError(`exposure[${i}]`, `must be above 0 where there are events`);
    happened[i + 1] = (happened[i] as number) + own;
    exposed[i + 1] = (exposed[i] as number) + under;
  }
  const starts = bestStarts(happened, exposed, penalty ?? 3 * Math.log(count), least);
  const all = { events: happened[count] as number, exposure: exposed[count] as number };
  return starts.map((from, k) => {
    const to = starts[k + 1] ?? count;
    const own = (happened[to] as number) - (happened[from] as number);
    const under = (exposed[to] as number) - (exposed[from] as number);
    return {
      from,
      to,
      events: own,
      exposure: under,
      rate: poissonRate(own, under, confidence),
      ...against(own, under, all.events - own, all.exposure - under, confidence),
    };
  });
}

/** Given how many happened in all, those of a stretch are binomial by its share of the exposure. */
function against(
  own: number,
  under: number,
  others: number,
  otherExposure: number,
  confidence: number,
): { ratio: number; elevated: boolean } {
  if (under === 0 || otherExposure === 0) return { ratio: Number.NaN, elevated: false };
  const ratio =
    others === 0
      ? own === 0
        ? Number.NaN
        : Number.POSITIVE_INFINITY
      : own / under / (others / otherExposure);
  // Chance of at least `own` of all events: the lower half of a beta distribution.
  const chance = own === 0 ? 1 : regularizedBeta(own, others + 1, under / (under + otherExposure)).lower;
  return { ratio, elevated: chance < 1 - confidence };
}

/** Places where the stretches of the best division begin. */
function bestStarts(happened: Float64Array, exposed: Float64Array, penalty: number, least: number): number[] {
  const count = happened.length - 1;
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(count + 1);
  best[0] = -penalty;
  // Minus twice the log-likelihood, but for what every division shares.
  const costOf = (start: number, end: number): number => {
    const own = (happened[end] as number) - (happened[start] as number);
    if (own === 0) return 0;
    return 2 * own * (1 - Math.log(own / ((exposed[end] as number) - (exposed[start] as number))));
  };
  // Starts still worth trying, in order; those found worse than a cut at `end` are dropped once such a cut may be used.
  const candidates = new Int32Array(count + 1);
  const until = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const values = new Float64Array(count + 1);
  let open = 0;
  for (let end = 1; end <= count; end++) {
    if (end >= least && Number.isFinite(best[end - least])) candidates[open++] = end - least;
    let kept = 0;
    for (let k = 0; k < open; k++) {
      const start = candidates[k] as number;
      if ((until[start] as number) > end) candidates[kept++] = start;
    }
    open = kept;
    for (let k = 0; k < open; k++) {
      const start = candidates[k] as number;
      const value = (best[start] as number) + costOf(start, end);
      values[k] = value;
      if (value + penalty >= (best[end] as number)) continue;
      best[end] = value + penalty;
      from[end] = start;
    }
    for (let k = 0; k < open; k++) {
      const start = candidates[k] as number;
      if ((values[k] as number) > (best[end] as number))
        until[start] = Math.min(until[start] as number, end + least);
    }
  }
  if (count < least) return [0];
  const starts: number[] = [];
  for (let end = count; end > 0; end = from[end] as number) starts.push(from[end] as number);
  return starts.reverse();
}
