import type { EventLog } from '../event-log.ts';
import { takeEvents } from '../filter/take.ts';

export interface LifecycleOptions {
  /** The attribute of events that says where in its life an activity is. Default `lifecycle:transition`. */
  transition?: string;
  /** The attribute that tells apart two works on the same activity at once, where known. Default `concept:instance`. */
  instance?: string;
}

export interface PairedLifecycle {
  log: EventLog;
  /** Starts joined with their completion. */
  pairs: number;
  /** Starts that nothing completes: kept as events of their own, with the time they were. */
  openStarts: number;
}

/**
 * Joins starts with completions: two events of a log, `start` and `complete` of one activity, become one, done when
 * the second was, begun when the first was. A completion takes, of its case and activity, the earliest start before
 * it that is still open: that of its instance if it has one. A completion without a start, and events of any other
 * transition (schedule, suspend, …), stay as they are. Case of letters does not matter. O(events × columns).
 *
 * @returns the log itself if it says nothing of transitions
 * @example const { log } = pairLifecycle((await readXes(file)).log); // bottlenecks(log) now tells waiting from working
 */
export function pairLifecycle(
  log: EventLog,
  { transition = 'lifecycle:transition', instance = 'concept:instance' }: LifecycleOptions = {},
): PairedLifecycle {
  const phases = log.eventAttributes.get(transition);
  if (phases?.type !== 'string') return { log, pairs: 0, openStarts: 0 };
  const meaning = phases.dictionary.map((name) => name.toLowerCase());
  const { values: instanceOf } = log.eventAttributes.get(instance) ?? { values: null };
  const size = log.activity.length;
  const keep = new Uint8Array(size).fill(1);
  const startTime = log.startTime?.slice() ?? new Float64Array(size).fill(Number.NaN);
  /** Open starts of the case in order, by activity and instance. */
  const open = new Map<string, number[]>();
  let pairs = 0;
  let starts = 0;
  for (let c = 0; c < log.caseIds.length; c++) {
    open.clear();
    for (let e = log.caseStart[c] as number; e < (log.caseStart[c + 1] as number); e++) {
      const phase = meaning[phases.values[e] as number];
      if (phase !== 'start' && phase !== 'complete') continue;
      const given = instanceOf === null ? -1 : (instanceOf[e] as number);
      const key = `${log.activity[e]} ${given < 0 || Number.isNaN(given) ? '' : given}`;
      const queue = open.get(key);
      if (phase === 'start') {
        starts++;
        if (queue === undefined) open.set(key, [e]);
        else queue.push(e);
        continue;
      }
      const begun = queue?.shift();
      if (begun === undefined) continue;
      keep[begun] = 0;
      startTime[e] = log.time[begun] as number;
      pairs++;
    }
  }
  return {
    log: pairs === 0 ? log : takeEvents({ ...log, startTime }, keep),
    pairs,
    openStarts: starts - pairs,
  };
}
