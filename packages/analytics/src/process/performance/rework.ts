import type { EventLog } from '../event-log.ts';

/** Work that is done again. */
export interface Rework {
  /** Cases in which any activity is repeated, and their part of all cases. */
  cases: number;
  share: number;
  /** Per case: events that repeat an activity which the case had before. */
  repeatsPerCase: Int32Array;
  /** Activities that are repeated in any case, the most repeated first. */
  activities: ReworkedActivity[];
}

export interface ReworkedActivity {
  /** Place in the log's `activities`. */
  activity: number;
  name: string;
  /** Events beyond the first in their case. */
  repeats: number;
  /** Cases with more than one such event, and their part of the cases with any. */
  cases: number;
  share: number;
  /** Times it directly follows itself, and cases in which it does. */
  selfLoops: number;
  casesWithSelfLoop: number;
  /** The most often it is done in one case. */
  most: number;
}

/**
 * What is done more than once in a case: sent back, reopened, asked again. An activity right after itself is a self
 * loop; one that comes back later is not. O(events + activities).
 *
 * @returns share 0 for a log without cases
 * @example rework(log).activities.find(({ name }) => name === 'Resolve ticket')?.share; // how often solved twice
 */
export function rework(log: EventLog): Rework {
  const { activity, caseStart, activities } = log;
  const caseCount = caseStart.length - 1;
  const size = activities.length;
  const inCase = new Int32Array(size);
  const seenIn = new Int32Array(size).fill(-1);
  const loopedIn = new Int32Array(size).fill(-1);
  const tally = () => new Int32Array(size);
  const [having, repeats, cases, selfLoops, casesWithSelfLoop, most] = [
    tally(),
    tally(),
    tally(),
    tally(),
    tally(),
    tally(),
  ];
  const add = (counts: Int32Array, a: number) => {
    counts[a] = (counts[a] as number) + 1;
  };
  const repeatsPerCase = new Int32Array(caseCount);
  let reworked = 0;
  for (let c = 0; c < caseCount; c++) {
    const from = caseStart[c] as number;
    let again = 0;
    for (let e = from; e < (caseStart[c + 1] as number); e++) {
      const a = activity[e] as number;
      if (seenIn[a] !== c) {
        seenIn[a] = c;
        inCase[a] = 0;
        add(having, a);
      }
      add(inCase, a);
      const times = inCase[a] as number;
      if (times > (most[a] as number)) most[a] = times;
      if (times > 1) {
        again++;
        add(repeats, a);
        if (times === 2) add(cases, a);
      }
      if (e > from && activity[e - 1] === a) {
        add(selfLoops, a);
        if (loopedIn[a] !== c) {
          loopedIn[a] = c;
          add(casesWithSelfLoop, a);
        }
      }
    }
    repeatsPerCase[c] = again;
    if (again > 0) reworked++;
  }
  const list: ReworkedActivity[] = [];
  for (let a = 0; a < size; a++) {
    if (repeats[a] === 0) continue;
    list.push({
      activity: a,
      name: activities[a] as string,
      repeats: repeats[a] as number,
      cases: cases[a] as number,
      share: (cases[a] as number) / (having[a] as number),
      selfLoops: selfLoops[a] as number,
      casesWithSelfLoop: casesWithSelfLoop[a] as number,
      most: most[a] as number,
    });
  }
  return {
    cases: reworked,
    share: caseCount === 0 ? 0 : reworked / caseCount,
    repeatsPerCase,
    activities: list.sort((a, b) => b.repeats - a.repeats),
  };
}
