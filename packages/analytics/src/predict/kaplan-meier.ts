import { type Numbers, requireFinite, requireOpenShare } from '../checks.ts';
import { normalQuantile } from '../special/normal.ts';
import { sortedDurations } from './survival-checks.ts';

/** A survival curve: a step down at each time of an event. Arrays by distinct time, ascending. */
export interface SurvivalCurve {
  times: Float64Array;
  /** Cases still in sight just before the time. */
  atRisk: Float64Array;
  events: Float64Array;
  /** Cases last seen at the time, without event. */
  censored: Float64Array;
  /** Share without event up to and including the time. */
  survival: Float64Array;
  /** Greenwood's standard error of `survival`; NaN once survival is 0, where it has none. */
  standardError: Float64Array;
  /** Pointwise band. */
  lower: Float64Array;
  upper: Float64Array;
  /** First time at which at most half are left, with its interval; Infinity where that is never reached. */
  median: { time: number; lower: number; upper: number };
}

/**
 * What share is still there after a time, when some cases have not been watched to the end? The product-limit estimate
 * Π (1 - events / at risk) (Kaplan and Meier, JASA 53, 1958). A case last seen at the time of an event counts as at
 * risk there.
 *
 * The band is Greenwood's on the scale log(-log survival), so that it stays inside [0, 1] (Kalbfleisch and Prentice,
 * 1980); before the first event it is [1, 1], and where survival is 0 it goes from 0 to the upper end before. The
 * median's interval holds the times at which the band includes one half (Brookmeyer and Crowley, Biometrics 38, 1982).
 * O(n log n).
 *
 * @throws AnalyticsError if there is no case, a duration is negative or not finite, or `happened` is not 0 or 1
 * @example kaplanMeier(daysAsCustomer, left).median.time; // half have left after so many days
 */
export function kaplanMeier(
  durations: Numbers,
  happened: Numbers,
  { confidence = 0.95 }: { confidence?: number } = {},
): SurvivalCurve {
  requireOpenShare('options.confidence', confidence);
  const sorted = sortedDurations(durations, happened);
  const { all } = sorted;
  let distinct = 1;
  for (let i = 1; i < all.length; i++) if (all[i] !== all[i - 1]) distinct++;
  const column = (): Float64Array => new Float64Array(distinct);
  const curve = {
    times: column(),
    atRisk: column(),
    events: column(),
    censored: column(),
    survival: column(),
    standardError: column(),
    lower: column(),
    upper: column(),
  };
  const z = normalQuantile((1 + confidence) / 2);
  let survival = 1;
  let greenwood = 0;
  let [lower, upper] = [1, 1];
  for (let k = 0, seen = 0, event = 0; k < distinct; k++) {
    const time = all[seen] as number;
    const atRisk = all.length - seen;
    while (seen < all.length && all[seen] === time) seen++;
    const before = event;
    while (event < sorted.events.length && sorted.events[event] === time) event++;
    const events = event - before;
    if (events > 0) {
      survival = events === atRisk ? 0 : survival * ((atRisk - events) / atRisk);
      greenwood += events / (atRisk * (atRisk - events));
      [lower, upper] = survival === 0 ? [0, upper] : bandOf(survival, greenwood, z);
    }
    curve.times[k] = time;
    curve.atRisk[k] = atRisk;
    curve.events[k] = events;
    curve.censored[k] = atRisk - (all.length - seen) - events;
    curve.survival[k] = survival;
    curve.standardError[k] = survival === 0 ? Number.NaN : survival * Math.sqrt(greenwood);
    curve.lower[k] = lower;
    curve.upper[k] = upper;
  }
  return {
    ...curve,
    median: {
      time: firstAtMostHalf(curve.times, curve.survival),
      lower: firstAtMostHalf(curve.times, curve.lower),
      upper: firstAtMostHalf(curve.times, curve.upper),
    },
  };
}

/**
 * The share left at a time: the value of the last step up to it. Beyond the last case, nothing is known: the last value
 * is kept. O(log steps).
 *
 * @throws AnalyticsError unless the time is a finite number
 */
export function survivalAt(
  curve: SurvivalCurve,
  time: number,
): { survival: number; lower: number; upper: number } {
  requireFinite('time', time);
  let low = 0;
  let high = curve.times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((curve.times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return { survival: 1, lower: 1, upper: 1 };
  const step = low - 1;
  return {
    survival: curve.survival[step] as number,
    lower: curve.lower[step] as number,
    upper: curve.upper[step] as number,
  };
}

function bandOf(survival: number, greenwood: number, z: number): [number, number] {
  const scale = Math.exp((z * Math.sqrt(greenwood)) / -Math.log(survival));
  return [survival ** scale, survival ** (1 / scale)];
}

/** Shares such as 0.5 may come out a rounding above themselves. */
function firstAtMostHalf(times: Float64Array, shares: Float64Array): number {
  const step = shares.findIndex((share) => share <= 0.5 + 1e-12);
  return step < 0 ? Number.POSITIVE_INFINITY : (times[step] as number);
}
