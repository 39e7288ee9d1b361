import type { EventLog } from '../event-log.ts';
import { type FilterOptions, filterCases } from './filter-cases.ts';
import { takeEvents } from './take.ts';

export interface ActivityFilterOptions extends FilterOptions {
  /**
   * What is kept: cases with any of the activities (default), with all of them, that begin or that end with one of
   * them; or, of every case, only the events of these activities.
   */
  keep?: 'any' | 'all' | 'first' | 'last' | 'events';
}

/**
 * Cases by the activities in them, or events by their activity. A name that the log does not know is in no case.
 * O(events × columns).
 *
 * @example filterActivities(log, ['Closed'], { keep: 'last' }); // only what is finished
 */
export function filterActivities(
  log: EventLog,
  names: readonly string[],
  { keep = 'any', exclude = false }: ActivityFilterOptions = {},
): EventLog {
  const { activity, caseStart } = log;
  const wanted = new Set(names);
  const isWanted = Uint8Array.from(log.activities, (name) => (wanted.has(name) ? 1 : 0));
  if (keep === 'events') {
    const mask = new Uint8Array(activity.length);
    for (let e = 0; e < mask.length; e++)
      if ((isWanted[activity[e] as number] === 1) !== exclude) mask[e] = 1;
    return takeEvents(log, mask);
  }
  const seen = new Int32Array(log.activities.length).fill(-1);
  const test = (c: number): boolean => {
    const from = caseStart[c] as number;
    const to = caseStart[c + 1] as number;
    if (keep === 'first') return isWanted[activity[from] as number] === 1;
    if (keep === 'last') return isWanted[activity[to - 1] as number] === 1;
    let different = 0;
    for (let e = from; e < to; e++) {
      const a = activity[e] as number;
      if (isWanted[a] !== 1 || seen[a] === c) continue;
      if (keep === 'any') return true;
      seen[a] = c;
      different++;
    }
    return keep === 'all' && different === wanted.size;
  };
  return filterCases(log, test, { exclude });
}
