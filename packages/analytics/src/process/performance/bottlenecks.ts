import type { EventLog } from '../event-log.ts';
import { type DurationSummary, summarizeGroups } from './duration-summary.ts';
import { PairNumbers } from './pair-numbers.ts';

/** Where the time of cases goes. All times are in milliseconds. */
export interface Bottlenecks {
  /**
   * What the ranking is by: `waiting` if every event says when work on it began, else `sojourn` — waiting and working
   * together, as nothing tells them apart.
   */
  measured: 'waiting' | 'sojourn';
  /** Part of events that say when work on them began, 0 to 1. */
  started: number;
  /** Time lost in all cases together, by that measure. */
  total: number;
  /** The costliest first. */
  activities: ActivityDelay[];
  edges: EdgeDelay[];
}

interface Delay {
  count: number;
  /** From the end of the event before until work begins; of events that say when. */
  waiting: DurationSummary | null;
  /** From the end of the event before to the end of this one. */
  sojourn: DurationSummary | null;
  /** Time lost here in all cases together, by the measure, and its part of the total. */
  lost: number;
  share: number;
}

export interface ActivityDelay extends Delay {
  /** Place in the log's `activities`. */
  activity: number;
  name: string;
  /** From the start of the work to its end; of events that say when it began. */
  working: DurationSummary | null;
}

export interface EdgeDelay extends Delay {
  /** Places in the log's `activities`. */
  source: number;
  target: number;
}

/**
 * Where cases lose their time: before which activities, and on which ways to them. With start times, waiting is told
 * from working exactly; without, the time up to an event's end is all there is, and `measured` says so. The first
 * event of a case waits for nothing that the log knows. Negative times (work that began before the one before it
 * ended) count as 0 and are numbered. O(events + activities²).
 *
 * @example bottlenecks(log).edges.slice(0, 3).map(({ share }) => share);
 */
export function bottlenecks(log: EventLog): Bottlenecks {
  const { activity, caseStart, time, startTime } = log;
  const events = activity.length;
  const pairs = new PairNumbers(log.activities.length);
  const edgeCount: number[] = [];
  const edgeOf = new Int32Array(events).fill(-1);
  const waits = new Float64Array(events).fill(Number.NaN);
  const sojourns = new Float64Array(events).fill(Number.NaN);
  const workings = new Float64Array(events).fill(Number.NaN);
  const count = new Int32Array(log.activities.length);
  let withStart = 0;
  for (let c = 0; c < caseStart.length - 1; c++) {
    const from = caseStart[c] as number;
    for (let e = from; e < (caseStart[c + 1] as number); e++) {
      const a = activity[e] as number;
      count[a] = (count[a] as number) + 1;
      const started = startTime === null ? Number.NaN : (startTime[e] as number);
      if (!Number.isNaN(started)) withStart++;
      workings[e] = (time[e] as number) - started;
      if (e === from) continue;
      const edge = pairs.numberOf(activity[e - 1] as number, a);
      edgeCount[edge] = (edgeCount[edge] ?? 0) + 1;
      edgeOf[e] = edge;
      waits[e] = started - (time[e - 1] as number);
      sojourns[e] = (time[e] as number) - (time[e - 1] as number);
    }
  }
  const measured = events > 0 && withStart === events ? 'waiting' : 'sojourn';
  const byActivity = {
    waiting: summarizeGroups(log.activities.length, activity, waits),
    sojourn: summarizeGroups(log.activities.length, activity, sojourns),
    working: summarizeGroups(log.activities.length, activity, workings),
  };
  const byEdge = {
    waiting: summarizeGroups(pairs.count, edgeOf, waits),
    sojourn: summarizeGroups(pairs.count, edgeOf, sojourns),
  };
  let total = 0;
  for (const summary of byEdge[measured]) total += summary?.total ?? 0;
  const delayOf = (tables: typeof byEdge, i: number, n: number): Delay => {
    const lost = tables[measured][i]?.total ?? 0;
    return {
      count: n,
      waiting: tables.waiting[i] ?? null,
      sojourn: tables.sojourn[i] ?? null,
      lost,
      share: total === 0 ? 0 : lost / total,
    };
  };
  const activities: ActivityDelay[] = [];
  for (const [a, name] of log.activities.entries()) {
    if (count[a] === 0) continue;
    const working = byActivity.working[a] ?? null;
    activities.push({ activity: a, name, working, ...delayOf(byActivity, a, count[a] as number) });
  }
  return {
    measured,
    started: events === 0 ? 0 : withStart / events,
    total,
    activities: activities.sort((a, b) => b.lost - a.lost || a.activity - b.activity),
    edges: edgeCount
      .map((n, edge) => ({
        source: pairs.first(edge),
        target: pairs.second(edge),
        ...delayOf(byEdge, edge, n),
      }))
      .sort((a, b) => b.lost - a.lost || a.source - b.source || a.target - b.target),
  };
}
