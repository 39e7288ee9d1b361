/** The checks and the sorting that every function of durations begins with. */
import { type Numbers, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** Durations in ascending order: of all cases, and of those with the event. */
export interface SortedDurations {
  all: Float64Array;
  events: Float64Array;
}

/**
 * @param durations time from start until the event, or until the case was last seen without it
 * @param happened 1 where the event happened, 0 where it had not when last seen (censored)
 * @throws AnalyticsError if there is no case, a duration is negative or not finite, or `happened` is not 0 or 1
 */
export function sortedDurations(durations: Numbers, happened: Numbers): SortedDurations {
  requireDurations(durations, happened);
  const all = Float64Array.from(durations);
  const events = all.filter((_, i) => happened[i] === 1);
  return { all: all.sort(), events: events.sort() };
}

export function requireDurations(durations: Numbers, happened: Numbers): void {
  if (durations.length === 0)
    throw new AnalyticsError('durations', 'must have at least one case, but is empty');
  requireSameLength('durations', durations, 'happened', happened);
  for (let i = 0; i < durations.length; i++) {
    const duration = durations[i] as number;
    if (!(duration >= 0 && duration < Number.POSITIVE_INFINITY)) {
      throw new AnalyticsError(`durations[${i}]`, `must be a finite number from 0, not ${duration}`);
    }
    if (happened[i] !== 0 && happened[i] !== 1) {
      throw new AnalyticsError(`happened[${i}]`, `must be 0 or 1, not ${happened[i]}`);
    }
  }
}
