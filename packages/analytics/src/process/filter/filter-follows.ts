import { AnalyticsError } from '../../errors.ts';
import type { EventLog } from '../event-log.ts';
import { type FilterOptions, filterCases } from './filter-cases.ts';

export interface FollowsFilterOptions extends FilterOptions {
  /** Only where the second comes right after the first. Default false: at any time after. */
  directly?: boolean;
  /** Only where the second is done within so many milliseconds of the first; events without a time are not. */
  within?: number;
}

/**
 * Cases in which one activity follows another: right after it, or at any time after; if asked, within a time.
 * O(events × columns).
 *
 * @throws AnalyticsError if `within` is NaN or negative
 * @example filterFollows(log, 'Resolve ticket', 'Take in charge ticket'); // reopened
 */
export function filterFollows(
  log: EventLog,
  first: string,
  second: string,
  { directly = false, within = Number.POSITIVE_INFINITY, exclude = false }: FollowsFilterOptions = {},
): EventLog {
  if (!(within >= 0))
    throw new AnalyticsError('options.within', `must be milliseconds from 0, not ${within}`);
  const { activity, caseStart, time } = log;
  const a = log.activities.indexOf(first);
  const b = log.activities.indexOf(second);
  const timed = within !== Number.POSITIVE_INFINITY;
  const test = (c: number): boolean => {
    if (a < 0 || b < 0) return false;
    let before = -1;
    /** The latest time of the first activity so far: the nearest to any second that comes. */
    let latest = Number.NaN;
    for (let e = caseStart[c] as number; e < (caseStart[c + 1] as number); e++) {
      const now = activity[e] as number;
      if (now === b && before >= 0 && (!directly || before === e - 1)) {
        const from = directly ? (time[e - 1] as number) : latest;
        if (!timed || (time[e] as number) - from <= within) return true;
      }
      if (now === a) {
        before = e;
        const t = time[e] as number;
        if (!(t <= latest) && !Number.isNaN(t)) latest = t;
      }
    }
    return false;
  };
  return filterCases(log, test, { exclude });
}
