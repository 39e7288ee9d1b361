import type { EventLog } from '../event-log.ts';
import { visitFollowing } from './following-pairs.ts';
import { PairNumbers } from './pair-numbers.ts';

/** How long it usually takes from one activity to another. */
export interface TemporalProfile {
  /** The names that the numbers of `entries` stand for. */
  activities: readonly string[];
  /** Pairs in which the second follows the first in some case, at any distance; by source, then target. */
  entries: TemporalEntry[];
}

export interface TemporalEntry {
  source: number;
  target: number;
  count: number;
  /** Milliseconds from the end of the source to the start of the target, where it is known, else to its end. */
  mean: number;
  /** Sample standard deviation in milliseconds (divisor n - 1); 0 for a single observation. */
  deviation: number;
}

/**
 * The temporal profile of a log (Stertz, Mangler, Rinderle-Ma, 2020): mean and standard deviation of the time between
 * every two activities of which one follows the other, directly or not. Of several events of the target, the first
 * that begins after the source ended counts; events that overlap say nothing, events without a time neither.
 * O(events × activities of a case + activities²).
 *
 * @example temporalProfile(log).entries.find(({ source, target }) => source === open && target === close)?.mean;
 */
export function temporalProfile(log: EventLog): TemporalProfile {
  const pairs = new PairNumbers(log.activities.length);
  const count: number[] = [];
  const mean: number[] = [];
  const squares: number[] = [];
  visitFollowing(log, (_case, event, following, time) => {
    const pair = pairs.numberOf(log.activity[event] as number, log.activity[following] as number);
    if (pair === count.length) {
      count.push(0);
      mean.push(0);
      squares.push(0);
    }
    // Welford's recurrence, so that times of years do not swallow differences of seconds.
    const n = (count[pair] as number) + 1;
    const delta = time - (mean[pair] as number);
    count[pair] = n;
    mean[pair] = (mean[pair] as number) + delta / n;
    squares[pair] = (squares[pair] as number) + delta * (time - (mean[pair] as number));
  });
  const entries = count
    .map((n, pair) => ({
      source: pairs.first(pair),
      target: pairs.second(pair),
      count: n,
      mean: mean[pair] as number,
      deviation: n > 1 ? Math.sqrt((squares[pair] as number) / (n - 1)) : 0,
    }))
    .sort((a, b) => a.source - b.source || a.target - b.target);
  return { activities: log.activities, entries };
}
