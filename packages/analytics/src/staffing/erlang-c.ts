import { requireNotNegative, requirePositive } from '../checks.ts';
import { erlangB } from './erlang-b.ts';

/** What a queue of patient customers is like. Times are in the unit of `handleTime`. */
export interface QueuePerformance {
  /** Share of contacts that wait at all. */
  waitProbability: number;
  /** Share answered within the target time. */
  serviceLevel: number;
  /** Average speed of answer: mean wait over all contacts; Infinity if the queue grows without end. */
  meanWait: number;
  /** Mean number waiting; Infinity if the queue grows without end. */
  meanQueue: number;
  /** Share of the agents' time that is spent on contacts. */
  occupancy: number;
}

/**
 * Erlang C: the share of contacts that wait, where everybody waits as long as it takes.
 *
 * C = B / (1 - (a / N)(1 - B)) with Erlang B, whose continuous extension it inherits. Source: Erlang (1917); Cooper,
 * Introduction to Queueing Theory (1981). O(sqrt(agents)).
 *
 * @param offered load in erlangs
 * @param agents need not be whole
 * @returns share from 0 to 1; 1 where agents do not exceed the load, because the queue grows without end
 * @throws AnalyticsError if a number is negative or not finite
 * @example erlangC(10, 12); // 0.4494
 */
export function erlangC(offered: number, agents: number): number {
  return waitProbabilityOf(erlangB(offered, agents), offered, agents);
}

function waitProbabilityOf(blocking: number, offered: number, agents: number): number {
  if (offered === 0) return 0;
  if (agents <= offered) return 1;
  return Math.min(1, blocking / (1 - (offered / agents) * (1 - blocking)));
}

/** A queue of patient customers. Times are in one unit. */
interface PatientQueue {
  offered: number;
  agents: number;
  handleTime: number;
  targetTime: number;
}

/**
 * Everything that Erlang C says of a queue. Source: as `erlangC`. O(sqrt(agents)).
 *
 *     service level = 1 - C e^(-(N - a) T / h),  mean wait = C h / (N - a)
 *
 * @param queue.offered load in erlangs: contacts per time × mean handling time
 * @param queue.handleTime mean handling time, wrap-up included
 * @param queue.targetTime in the same unit
 * @throws AnalyticsError if a number is negative, not finite, or the handling time is 0
 * @example erlangCPerformance({ offered: 10, agents: 12, handleTime: 180, targetTime: 20 }).serviceLevel; // 0.6402
 */
export function erlangCPerformance(queue: PatientQueue): QueuePerformance {
  requirePositive('queue.handleTime', queue.handleTime);
  requireNotNegative('queue.targetTime', queue.targetTime);
  return performanceOfBlocking(erlangB(queue.offered, queue.agents), queue);
}

/** As `erlangCPerformance`, of a queue known to be well-formed whose Erlang B is known. O(1). */
export function performanceOfBlocking(blocking: number, queue: PatientQueue): QueuePerformance {
  const { offered, agents, handleTime, targetTime } = queue;
  const waitProbability = waitProbabilityOf(blocking, offered, agents);
  if (offered === 0) return { waitProbability, serviceLevel: 1, meanWait: 0, meanQueue: 0, occupancy: 0 };
  const spare = agents - offered;
  if (spare <= 0) {
    const never = Number.POSITIVE_INFINITY;
    return { waitProbability, serviceLevel: 0, meanWait: never, meanQueue: never, occupancy: 1 };
  }
  const meanWait = (waitProbability * handleTime) / spare;
  return {
    waitProbability,
    serviceLevel: 1 - waitProbability * Math.exp((-spare * targetTime) / handleTime),
    meanWait,
    meanQueue: (meanWait * offered) / handleTime,
    occupancy: offered / agents,
  };
}
