import { AnalyticsError } from '../../errors.ts';
import type { EventLog } from '../event-log.ts';
import { caseDurations } from '../performance/case-durations.ts';
import { type FilterOptions, filterCases } from './filter-cases.ts';

export interface BetweenOptions extends FilterOptions {
  /** Both inclusive; default without bound. */
  min?: number;
  max?: number;
}

/**
 * Cases by how long they took, in milliseconds from the first time in them to the last, both bounds included. A case
 * without any time is in no range. O(events × columns).
 *
 * @throws AnalyticsError if a bound is NaN, or `min` is above `max`
 * @example filterDuration(log, { min: 30 * 86_400_000 }); // longer than 30 days
 */
export function filterDuration(log: EventLog, options: BetweenOptions): EventLog {
  const [min, max] = boundsOf(options);
  const durations = caseDurations(log);
  return filterCases(log, (c) => (durations[c] as number) >= min && (durations[c] as number) <= max, options);
}

/**
 * Cases by how many events they have, both bounds included. O(events × columns).
 *
 * @throws AnalyticsError if a bound is NaN, or `min` is above `max`
 * @example filterEventCount(log, { min: 2 }); // at least one step from one activity to another
 */
export function filterEventCount(log: EventLog, options: BetweenOptions): EventLog {
  const [min, max] = boundsOf(options);
  const size = (c: number) => (log.caseStart[c + 1] as number) - (log.caseStart[c] as number);
  return filterCases(log, (c) => size(c) >= min && size(c) <= max, options);
}

function boundsOf(options: BetweenOptions): [min: number, max: number] {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = options;
  if (!(min <= max))
    throw new AnalyticsError('options.min', `must be at most options.max (${max}), not ${min}`);
  return [min, max];
}
