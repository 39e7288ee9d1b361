import { requireInteger } from '../../checks.ts';
import type { EventLog } from '../event-log.ts';
import { type DurationSummary, summarizeGroups } from './duration-summary.ts';
import { PairNumbers } from './pair-numbers.ts';

/** Who hands work to whom. */
export interface Handovers {
  /** From one resource to another or to itself, the most frequent first. */
  pairs: HandoverPair[];
  /** The same moves by the activities they join: how many change hands. */
  activityPairs: ActivityHandover[];
  /** Resources that are in the same cases, whatever the order; each pair once. */
  together: { first: number; second: number; cases: number }[];
  /** Cases with more different resources than `largestTeam`, which `together` passes over. */
  tooLarge: number;
  /** Moves from event to event with both resources known, and those of them that change hands. */
  moves: number;
  changes: number;
}

export interface HandoverPair {
  /** Places in the log's `resources`; the same twice where work stays in one hand. */
  from: number;
  to: number;
  count: number;
  /** From the end of the one's work to the start of the other's, where it is known, else to its end. */
  waiting: DurationSummary | null;
}

export interface ActivityHandover {
  /** Places in the log's `activities`. */
  source: number;
  target: number;
  /** Moves with both resources known. */
  count: number;
  /** Those between different resources, and their part. */
  changes: number;
  share: number;
}

/**
 * Hand-overs of work (van der Aalst, Reijers, Song, CSCW 14, 2005): the resource of each event and of the next one
 * of the case. An event whose resource is unknown joins nothing. Waiting is in milliseconds, negative ones count as
 * 0 and are numbered. O(events + resources², and per case the square of its resources).
 *
 * @param largestTeam cases with more resources are passed over for `together`; default 200
 * @throws AnalyticsError if `largestTeam` is no integer from 1
 * @example handovers(log).pairs.filter(({ from, to }) => from !== to)[0];
 */
export function handovers(log: EventLog, { largestTeam = 200 }: { largestTeam?: number } = {}): Handovers {
  requireInteger('options.largestTeam', largestTeam, 1);
  const { activity, resource, caseStart, time, startTime } = log;
  const pairs = new PairNumbers(log.resources.length);
  const pairCount: number[] = [];
  const moves = new PairNumbers(log.activities.length);
  const moveCount: number[] = [];
  const moveChanges: number[] = [];
  const pairOf = new Int32Array(activity.length).fill(-1);
  const waits = new Float64Array(activity.length).fill(Number.NaN);
  let all = 0;
  let changes = 0;
  for (let c = 0; c < caseStart.length - 1; c++) {
    for (let e = (caseStart[c] as number) + 1; e < (caseStart[c + 1] as number); e++) {
      const from = resource[e - 1] as number;
      const to = resource[e] as number;
      if (from < 0 || to < 0) continue;
      const pair = pairs.numberOf(from, to);
      pairCount[pair] = (pairCount[pair] ?? 0) + 1;
      pairOf[e] = pair;
      const started = startTime === null ? Number.NaN : (startTime[e] as number);
      waits[e] = (Number.isNaN(started) ? (time[e] as number) : started) - (time[e - 1] as number);
      const move = moves.numberOf(activity[e - 1] as number, activity[e] as number);
      moveCount[move] = (moveCount[move] ?? 0) + 1;
      const changed = from === to ? 0 : 1;
      moveChanges[move] = (moveChanges[move] ?? 0) + changed;
      changes += changed;
      all++;
    }
  }
  const waiting = summarizeGroups(pairs.count, pairOf, waits);
  return {
    pairs: pairCount
      .map((count, pair) => ({
        from: pairs.first(pair),
        to: pairs.second(pair),
        count,
        waiting: waiting[pair] ?? null,
      }))
      .sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to),
    activityPairs: moveCount
      .map((count, move) => {
        const changed = moveChanges[move] as number;
        return {
          source: moves.first(move),
          target: moves.second(move),
          count,
          changes: changed,
          share: changed / count,
        };
      })
      .sort((a, b) => b.changes - a.changes || a.source - b.source || a.target - b.target),
    ...workingTogether(log, largestTeam),
    moves: all,
    changes,
  };
}

function workingTogether(log: EventLog, largestTeam: number): Pick<Handovers, 'together' | 'tooLarge'> {
  const { resource, caseStart } = log;
  const pairs = new PairNumbers(log.resources.length);
  const cases: number[] = [];
  const seenIn = new Int32Array(log.resources.length).fill(-1);
  let tooLarge = 0;
  for (let c = 0; c < caseStart.length - 1; c++) {
    const team: number[] = [];
    for (
      let e = caseStart[c] as number;
      e < (caseStart[c + 1] as number) && team.length <= largestTeam;
      e++
    ) {
      const r = resource[e] as number;
      if (r < 0 || seenIn[r] === c) continue;
      seenIn[r] = c;
      team.push(r);
    }
    if (team.length > largestTeam) {
      tooLarge++;
      continue;
    }
    for (let i = 1; i < team.length; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [team[i] as number, team[j] as number];
        const pair = pairs.numberOf(Math.min(a, b), Math.max(a, b));
        cases[pair] = (cases[pair] ?? 0) + 1;
      }
    }
  }
  const together = cases
    .map((count, pair) => ({ first: pairs.first(pair), second: pairs.second(pair), cases: count }))
    .sort((a, b) => b.cases - a.cases || a.first - b.first || a.second - b.second);
  return { together, tooLarge };
}
