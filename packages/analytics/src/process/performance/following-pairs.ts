import type { EventLog } from '../event-log.ts';

/**
 * Visits, for each event with a time and each activity that comes after it in its case, the first event of that
 * activity which begins no earlier than the event ended; events that overlap it are passed over. From the last event
 * of a case to its first.
 *
 * Going backwards, the next event of each activity is at hand: O(events × activities of a case), however long cases
 * are, and more only where events overlap.
 */
export function visitFollowing(
  log: EventLog,
  visit: (caseIndex: number, event: number, following: number, time: number) => void,
): void {
  const { activity, caseStart, time, startTime } = log;
  const beginning = (e: number): number => {
    const started = startTime === null ? Number.NaN : (startTime[e] as number);
    return Number.isNaN(started) ? (time[e] as number) : started;
  };
  const seenIn = new Int32Array(log.activities.length).fill(-1);
  /** Per activity: its first event behind the one that is looked at. */
  const next = new Int32Array(log.activities.length);
  /** Per event: the next one of the same activity in the case, or -1. */
  const nextSame = new Int32Array(activity.length).fill(-1);
  for (let c = 0; c < caseStart.length - 1; c++) {
    const after: number[] = [];
    for (let e = (caseStart[c + 1] as number) - 1; e >= (caseStart[c] as number); e--) {
      const done = time[e] as number;
      if (!Number.isNaN(done)) {
        for (const b of after) {
          let following = next[b] as number;
          while (following >= 0 && !(beginning(following) >= done)) following = nextSame[following] as number;
          if (following >= 0) visit(c, e, following, beginning(following) - done);
        }
      }
      const a = activity[e] as number;
      if (seenIn[a] === c) nextSame[e] = next[a] as number;
      else {
        seenIn[a] = c;
        after.push(a);
      }
      next[a] = e;
    }
  }
}
