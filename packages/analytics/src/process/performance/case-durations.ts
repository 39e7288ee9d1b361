import type { EventLog } from '../event-log.ts';
import { type DurationSummary, summarizeInPlace } from './duration-summary.ts';

/**
 * How long each case took, in milliseconds: from the earliest time in it (of a start or an end) to the latest, so it
 * is never negative; 0 for a case of one event, NaN for one without any time. O(events).
 *
 * @example caseDurations(log)[0] / 3_600_000; // hours of the first case
 */
export function caseDurations(log: EventLog): Float64Array {
  const { caseStart, time, startTime } = log;
  const durations = new Float64Array(caseStart.length - 1);
  for (let c = 0; c < durations.length; c++) {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let e = caseStart[c] as number; e < (caseStart[c + 1] as number); e++) {
      const done = time[e] as number;
      if (done < first) first = done;
      if (done > last) last = done;
      if (startTime === null) continue;
      const started = startTime[e] as number;
      if (started < first) first = started;
      if (started > last) last = started;
    }
    durations[c] = last >= first ? last - first : Number.NaN;
  }
  return durations;
}

/** A log in a few numbers. */
export interface LogSummary {
  cases: number;
  events: number;
  /** Activities and resources that occur. */
  activities: number;
  resources: number;
  /** Earliest and latest time in the log, in epoch milliseconds; null if it has none. */
  from: number | null;
  to: number | null;
  /** Milliseconds from the first to the last event of a case; null if no case has a time. */
  caseDuration: DurationSummary | null;
  eventsPerCase: { mean: number; min: number; max: number } | null;
}

/**
 * How large a log is, what span of time it covers and how long its cases take. O(events).
 *
 * @example summarizeLog(log).caseDuration?.median;
 */
export function summarizeLog(log: EventLog): LogSummary {
  const { caseStart, time, startTime, activity, resource } = log;
  const cases = caseStart.length - 1;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const times of [time, startTime ?? new Float64Array(0)]) {
    for (let e = 0; e < times.length; e++) {
      const t = times[e] as number;
      if (t < from) from = t;
      if (t > to) to = t;
    }
  }
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let c = 0; c < cases; c++) {
    const size = (caseStart[c + 1] as number) - (caseStart[c] as number);
    if (size < min) min = size;
    if (size > max) max = size;
  }
  return {
    cases,
    events: activity.length,
    activities: occurring(activity, log.activities.length),
    resources: occurring(resource, log.resources.length),
    from: from <= to ? from : null,
    to: from <= to ? to : null,
    caseDuration: summarizeInPlace(caseDurations(log).filter((duration) => !Number.isNaN(duration))),
    eventsPerCase: cases === 0 ? null : { mean: activity.length / cases, min, max },
  };
}

function occurring(values: Int32Array, size: number): number {
  const seen = new Uint8Array(size);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < 0 || seen[value] === 1) continue;
    seen[value] = 1;
    count++;
  }
  return count;
}
