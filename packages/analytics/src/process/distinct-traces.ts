import { AnalyticsError } from '../errors.ts';
import type { EventLog } from './event-log.ts';
import { TraceBag } from './trace-bag.ts';

/** What discovery and conformance read of a log: the order of activities of each case. */
export type Traces = Pick<EventLog, 'activities' | 'caseStart' | 'activity'>;

/** The different traces of a log. */
export interface DistinctTraces {
  /** Each as places in `activities`, in order of first appearance. */
  traces: readonly Int32Array[];
  /** Cases of each. */
  counts: readonly number[];
  /** Per case: which of `traces` is its own. */
  traceOfCase: Int32Array;
}

/**
 * Each order of activities once, as cases that went alike need to be looked at only once. O(events).
 *
 * @throws AnalyticsError if cases do not lie one after the other, or an event has no activity
 */
export function distinctTraces(argument: string, log: Traces): DistinctTraces {
  const { activities, caseStart, activity } = log;
  if (caseStart.length === 0 || caseStart[0] !== 0 || caseStart.at(-1) !== activity.length)
    throw new AnalyticsError(`${argument}.caseStart`, 'must begin with 0 and end with the number of events');
  for (let event = 0; event < activity.length; event++) {
    const place = activity[event] as number;
    if (place < 0 || place >= activities.length)
      throw new AnalyticsError(
        `${argument}.activity[${event}]`,
        `must be a place in activities, not ${place}`,
      );
  }
  const bag = new TraceBag();
  const traceOfCase = new Int32Array(caseStart.length - 1);
  for (let c = 0; c < traceOfCase.length; c++) {
    const [from, to] = [caseStart[c] as number, caseStart[c + 1] as number];
    if (to < from) throw new AnalyticsError(`${argument}.caseStart[${c + 1}]`, 'must not fall');
    traceOfCase[c] = bag.add(activity, from, to, 1);
  }
  return { traces: bag.traces, counts: bag.counts, traceOfCase };
}
