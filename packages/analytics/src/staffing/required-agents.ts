import { requireNotNegative, requireOpenShare, requirePositive, requireShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { erlangA, type ImpatientQueuePerformance } from './erlang-a.ts';
import { erlangBOfWhole } from './erlang-b.ts';
import { performanceOfBlocking, type QueuePerformance } from './erlang-c.ts';

/** Work that comes in. All times in one unit, such as seconds. */
export interface Demand {
  /** Contacts in one interval. */
  contacts: number;
  interval: number;
  /** Mean handling time, wrap-up included. */
  handleTime: number;
  /** Mean time until a waiting customer gives up; without it everybody waits (Erlang C). */
  patience?: number;
}

/** What is promised; every one that is given has to be met. */
export interface StaffingTargets {
  /** Share of contacts to be answered within a time. */
  serviceLevel?: { share: number; within: number };
  /** Longest mean wait. */
  meanWait?: number;
  /** Largest share that may give up; needs `patience`. */
  abandonment?: number;
  /** Largest share of time that agents may be busy, so that they can breathe. */
  occupancy?: number;
}

/** How many people it takes. */
export interface AgentRequirement {
  /** Agents at work. */
  agents: number;
  /** People to roster, so that with shrinkage so many are at work. */
  rostered: number;
  /** Load in erlangs. */
  offered: number;
  performance: QueuePerformance | ImpatientQueuePerformance;
}

const MOST_AGENTS = 1_000_000;

/**
 * The fewest agents that keep every promise in one interval, by Erlang A where customers have patience and Erlang C
 * where they have not. Source: Koole, Call Center Optimization (2013). O(sqrt(agents) log agents).
 *
 * @param options.shrinkage share of paid time not at work (leave, training, breaks), from 0 to below 1; default 0
 * @throws AnalyticsError if a number is out of range, no target is given, `abandonment` comes without patience, or a
 *   target cannot be met by a million agents
 * @example requiredAgents({ contacts: 100, interval: 1800, handleTime: 180 }, { serviceLevel: { share: 0.8, within: 20 } }).agents; // 14
 */
export function requiredAgents(
  demand: Demand,
  targets: StaffingTargets,
  { shrinkage = 0 }: { shrinkage?: number } = {},
): AgentRequirement {
  const { contacts, interval, handleTime, patience } = demand;
  requireNotNegative('demand.contacts', contacts);
  requirePositive('demand.interval', interval);
  requirePositive('demand.handleTime', handleTime);
  if (patience !== undefined) requirePositive('demand.patience', patience);
  if (!(shrinkage >= 0 && shrinkage < 1)) {
    throw new AnalyticsError('options.shrinkage', `must lie from 0 to below 1, not ${shrinkage}`);
  }
  requireTargets(targets, patience);
  const offered = (contacts * handleTime) / interval;
  const targetTime = targets.serviceLevel?.within ?? 0;
  if (offered > MOST_AGENTS) throw new AnalyticsError('targets', `cannot be met by ${MOST_AGENTS} agents`);
  const blockingOf = erlangBOfWhole(offered);
  const performanceOf = (agents: number): QueuePerformance | ImpatientQueuePerformance =>
    patience === undefined
      ? performanceOfBlocking(blockingOf(agents), { offered, agents, handleTime, targetTime })
      : erlangA({ offered, agents, handleTime, patience, targetTime });
  if (contacts === 0) return { agents: 0, rostered: 0, offered, performance: performanceOf(1) };

  const agents = fewest(offered, (count) => meets(performanceOf(count), targets));
  // A hair below the quotient, so that 12 / (1 - 0.25) = 16.000000000000002 is not rounded up to 17.
  const rostered = Math.ceil((agents / (1 - shrinkage)) * (1 - 1e-12));
  return { agents, rostered, offered, performance: performanceOf(agents) };
}

function meets(performance: QueuePerformance | ImpatientQueuePerformance, targets: StaffingTargets): boolean {
  const { serviceLevel, meanWait, abandonment, occupancy } = targets;
  if (serviceLevel && performance.serviceLevel < serviceLevel.share) return false;
  if (meanWait !== undefined && performance.meanWait > meanWait) return false;
  if (abandonment !== undefined && 'abandonment' in performance && performance.abandonment > abandonment)
    return false;
  return occupancy === undefined || performance.occupancy <= occupancy;
}

/** The fewest that suffice, looked for around the load; more always suffice too. */
function fewest(load: number, suffices: (count: number) => boolean): number {
  let low = 0; // known not to suffice
  let high = Math.max(1, Math.ceil(load));
  for (let step = 1; !suffices(high); step *= 2) {
    low = high;
    high += step;
    if (high > MOST_AGENTS) throw new AnalyticsError('targets', `cannot be met by ${MOST_AGENTS} agents`);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function requireTargets(targets: StaffingTargets, patience: number | undefined): void {
  const { serviceLevel, meanWait, abandonment, occupancy } = targets;
  if (!serviceLevel && meanWait === undefined && abandonment === undefined && occupancy === undefined) {
    throw new AnalyticsError('targets', 'must name at least one promise');
  }
  if (serviceLevel) {
    requireOpenShare('targets.serviceLevel.share', serviceLevel.share);
    requireNotNegative('targets.serviceLevel.within', serviceLevel.within);
  }
  if (meanWait !== undefined) requireNotNegative('targets.meanWait', meanWait);
  if (occupancy !== undefined && !(occupancy > 0 && occupancy <= 1)) {
    throw new AnalyticsError('targets.occupancy', `must lie above 0 and up to 1, not ${occupancy}`);
  }
  if (abandonment === undefined) return;
  requireShare('targets.abandonment', abandonment);
  if (patience === undefined) {
    throw new AnalyticsError('targets.abandonment', 'needs demand.patience: without it nobody gives up');
  }
}
