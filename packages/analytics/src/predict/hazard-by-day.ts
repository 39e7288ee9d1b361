import { type Numbers, requireInteger, requireOpenShare } from '../checks.ts';
import type { Interval } from '../stats/types.ts';
import { poissonRate } from './poisson-rate.ts';
import { requireDurations } from './survival-checks.ts';

/** What happened on one day since the start. */
export interface HazardDay {
  /** 1 for the first day: from the start up to and including its end. */
  day: number;
  events: number;
  /** Days that cases spent in it: one for each that was there all day. */
  exposure: number;
  /** Events per case and day, with the exact Poisson interval; NaN where nobody was left. */
  hazard: Interval & { rate: number };
}

/**
 * On which day after the start do cases leave? Events per case and day, day by day; day d takes durations above d - 1 up
 * to d, so that durations in whole days count their last day in full. An event at duration 0 counts on day 1.
 * O(n + days).
 *
 * @param durations in days
 * @param options.days how many days to look at; default up to the longest duration, at most 3,660
 * @throws AnalyticsError if there is no case, a duration is negative or not finite, or `happened` is not 0 or 1
 * @example hazardByDay(daysSinceFirstOrder, left, { days: 30 })[3]?.hazard.rate; // of those there on day 4, who leave
 */
export function hazardByDay(
  durations: Numbers,
  happened: Numbers,
  { days, confidence = 0.95 }: { days?: number; confidence?: number } = {},
): HazardDay[] {
  requireDurations(durations, happened);
  requireOpenShare('options.confidence', confidence);
  if (days !== undefined) requireInteger('options.days', days, 1);
  let longest = 1;
  for (let i = 0; i < durations.length; i++) longest = Math.max(longest, Math.ceil(durations[i] as number));
  const count = days ?? Math.min(longest, 3660);
  const events = new Float64Array(count + 1);
  const ending = new Float64Array(count + 1);
  const parts = new Float64Array(count + 1);
  let present = durations.length;
  for (let i = 0; i < durations.length; i++) {
    const duration = durations[i] as number;
    const day = Math.max(1, Math.ceil(duration));
    if (day > count) continue;
    ending[day] = (ending[day] as number) + 1;
    parts[day] = (parts[day] as number) + duration - (day - 1);
    if (happened[i] === 1) events[day] = (events[day] as number) + 1;
  }
  return Array.from({ length: count }, (_, i) => {
    const day = i + 1;
    present -= ending[day] as number;
    const exposure = present + (parts[day] as number);
    const own = events[day] as number;
    return { day, events: own, exposure, hazard: poissonRate(own, exposure, confidence) };
  });
}
