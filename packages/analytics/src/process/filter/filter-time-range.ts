import { AnalyticsError } from '../../errors.ts';
import type { EventLog } from '../event-log.ts';
import { type FilterOptions, filterCases } from './filter-cases.ts';
import { takeEvents } from './take.ts';

export interface TimeRangeOptions extends FilterOptions {
  /** Epoch milliseconds, inclusive. Default: since ever. */
  from?: number;
  /** Epoch milliseconds, exclusive. Default: for ever. */
  to?: number;
  /**
   * What is kept: cases that lie wholly in the range (default), that have time in common with it, whose first or
   * whose last event is in it; or, of every case, only the events in it.
   */
  keep?: 'within' | 'touching' | 'starting' | 'ending' | 'events';
}

/**
 * Cases or events by when they were. Times are those of completion; a case without any time is in no range, and an
 * event without a time neither. O(events × columns).
 *
 * @throws AnalyticsError if a bound is NaN, or `from` is not before `to`
 * @example filterTimeRange(log, { from: Date.UTC(2026, 0), to: Date.UTC(2026, 1), keep: 'starting' });
 */
export function filterTimeRange(
  log: EventLog,
  {
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
    keep = 'within',
    exclude = false,
  }: TimeRangeOptions = {},
): EventLog {
  if (!(from < to))
    throw new AnalyticsError('options.from', `must be before options.to (${to}), not ${from}`);
  const { caseStart, time } = log;
  if (keep === 'events') {
    const mask = new Uint8Array(time.length);
    for (let e = 0; e < mask.length; e++) {
      const t = time[e] as number;
      if ((t >= from && t < to) !== exclude) mask[e] = 1;
    }
    return takeEvents(log, mask);
  }
  const test = (c: number): boolean => {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let e = caseStart[c] as number; e < (caseStart[c + 1] as number); e++) {
      const t = time[e] as number;
      if (t < first) first = t;
      if (t > last) last = t;
    }
    if (first > last) return false;
    if (keep === 'within') return first >= from && last < to;
    if (keep === 'touching') return last >= from && first < to;
    const t = keep === 'starting' ? first : last;
    return t >= from && t < to;
  };
  return filterCases(log, test, { exclude });
}
