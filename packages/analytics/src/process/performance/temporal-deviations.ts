import { requireInteger, requireNotNegative } from '../../checks.ts';
import type { EventLog } from '../event-log.ts';
import { visitFollowing } from './following-pairs.ts';
import type { TemporalEntry, TemporalProfile } from './temporal-profile.ts';

/** Two events of a case that are further apart, or closer together, than usual. */
export interface TemporalDeviation {
  /** Place of the case in the log. */
  case: number;
  /** Places of the events in the log. */
  source: number;
  target: number;
  /** Milliseconds between them, and what is usual. */
  time: number;
  mean: number;
  deviation: number;
  /** How many standard deviations the time is from the mean; Infinity where there is usually no difference at all. */
  score: number;
}

export interface TemporalDeviations {
  /** How many there are in all, and in how many cases. */
  count: number;
  cases: number;
  /** The greatest scores first, equal ones in order of the log; at most `limit`. */
  deviations: TemporalDeviation[];
}

/**
 * What in a log is not as a temporal profile says: times beyond mean ± zeta standard deviations. Pairs that the
 * profile does not know are passed over. The profile may be of another log: activities are compared by name.
 * O(events × activities of a case + d log d) for d deviations.
 *
 * @param zeta how many standard deviations are usual; default 6
 * @param limit at most so many are listed; default 10,000
 * @throws AnalyticsError if `zeta` is negative or not finite, or `limit` is no integer from 0
 * @example temporalDeviations(thisWeek, temporalProfile(lastYear), { zeta: 3 }).deviations[0];
 */
export function temporalDeviations(
  log: EventLog,
  profile: TemporalProfile,
  { zeta = 6, limit = 10_000 }: { zeta?: number; limit?: number } = {},
): TemporalDeviations {
  requireNotNegative('options.zeta', zeta);
  requireInteger('options.limit', limit, 0);
  const known = entriesIn(log, profile);
  const size = log.activities.length;
  let found: TemporalDeviation[] = [];
  let count = 0;
  const deviates = new Uint8Array(log.caseIds.length);
  visitFollowing(log, (caseIndex, event, following, time) => {
    const entry = known.get((log.activity[event] as number) * size + (log.activity[following] as number));
    if (entry === undefined) return;
    const distance = Math.abs(time - entry.mean);
    if (!(distance > zeta * entry.deviation)) return;
    count++;
    deviates[caseIndex] = 1;
    const score = distance / entry.deviation;
    const { mean, deviation } = entry;
    found.push({ case: caseIndex, source: event, target: following, time, mean, deviation, score });
    if (found.length > 4 * limit + 1024) found = greatest(found, limit);
  });
  let cases = 0;
  for (let c = 0; c < deviates.length; c++) cases += deviates[c] as number;
  return { count, cases, deviations: greatest(found, limit) };
}

/** Entries of the profile by source and target as this log numbers them. */
function entriesIn(log: EventLog, profile: TemporalProfile): Map<number, TemporalEntry> {
  const place = new Map(log.activities.map((name, a) => [name, a]));
  const known = new Map<number, TemporalEntry>();
  for (const entry of profile.entries) {
    const source = place.get(profile.activities[entry.source] as string);
    const target = place.get(profile.activities[entry.target] as string);
    if (source !== undefined && target !== undefined)
      known.set(source * log.activities.length + target, entry);
  }
  return known;
}

function greatest(found: TemporalDeviation[], limit: number): TemporalDeviation[] {
  return found
    .sort(
      (a, b) => (a.score === b.score ? 0 : b.score - a.score) || a.source - b.source || a.target - b.target,
    )
    .slice(0, limit);
}
