import { requireNotNegative, requirePositive } from '../checks.ts';
import { poissonTerm } from '../special/discrete.ts';
import { lowerGammaSeries, regularizedGamma } from '../special/incomplete-gamma.ts';
import { erlangB } from './erlang-b.ts';
import type { QueuePerformance } from './erlang-c.ts';

/** What a queue is like whose customers hang up when their patience ends. */
export interface ImpatientQueuePerformance extends QueuePerformance {
  /** Share of contacts that give up waiting. */
  abandonment: number;
  /** `serviceLevel` is the share of all contacts that are served, and within the target time; this is of those served. */
  serviceLevelOfServed: number;
  /** Share of contacts whose wait, ended by service or by giving up, is within the target time. */
  waitWithinTarget: number;
}

/**
 * Erlang A: a queue in which patience is exponential, so that it is stable whatever the load. The model to use
 * where people hang up; Erlang C asks for too many agents there.
 *
 * With x = agents × patience / handling time and y = contacts in one patience, the time a patient customer would wait
 * exceeds t with probability P(x, y e^(-t / patience)) / P(x, y) given that there is a wait, P being the regularised
 * incomplete gamma function. Source: Palm (1957); Zeltyn and Mandelbaum, "The M/M/n + G queue" (2004); Garnett,
 * Mandelbaum, Reiman, MSOM 4 (2002). Agents need not be whole. O(sqrt(x)).
 *
 * @param queue.offered load in erlangs: contacts per time × mean handling time
 * @param queue.handleTime mean handling time; all times are in its unit
 * @param queue.patience mean time until a waiting customer gives up
 * @throws AnalyticsError if a number is negative or not finite, agents are 0, or a mean time is 0
 * @example erlangA({ offered: 48, agents: 50, handleTime: 60, patience: 120, targetTime: 20 }).abandonment; // 0.0309
 */
export function erlangA(queue: {
  offered: number;
  agents: number;
  handleTime: number;
  patience: number;
  targetTime: number;
}): ImpatientQueuePerformance {
  const { offered, agents, handleTime, patience, targetTime } = queue;
  requireNotNegative('queue.offered', offered);
  requirePositive('queue.agents', agents);
  requirePositive('queue.handleTime', handleTime);
  requirePositive('queue.patience', patience);
  requireNotNegative('queue.targetTime', targetTime);
  if (offered === 0) {
    const none = { waitProbability: 0, meanWait: 0, meanQueue: 0, occupancy: 0, abandonment: 0 };
    return { ...none, serviceLevel: 1, serviceLevelOfServed: 1, waitWithinTarget: 1 };
  }
  const load = offered / agents;
  const x = (agents * patience) / handleTime;
  const y = (offered * patience) / handleTime;
  const tail = waitTail(x, y, targetTime / patience);

  const blocking = erlangB(offered, agents);
  const waitProbability = blocking / (blocking + (1 - blocking) * tail.inverseScale);
  const abandonment = Math.max(0, waitProbability * (tail.inverseScale / load + 1 - 1 / load));
  const meanWait = abandonment * patience;
  const servedInTime =
    1 -
    waitProbability +
    (waitProbability / load) * (1 - tail.beyondTarget - tail.inverseScale + tail.scaledAtTarget);
  return {
    waitProbability,
    serviceLevel: servedInTime,
    meanWait,
    meanQueue: (meanWait * offered) / handleTime,
    occupancy: load * (1 - abandonment),
    abandonment,
    serviceLevelOfServed: servedInTime / (1 - abandonment),
    waitWithinTarget: 1 - waitProbability * tail.beyondTarget * Math.exp(-targetTime / patience),
  };
}

interface WaitTail {
  /** P(x, z) / P(x, y), with z = y e^-t: a patient customer's wait exceeds the target, given that there is one. */
  beyondTarget: number;
  /** d(x, y) / P(x, y), where d is y^x e^-y / Γ(x + 1). */
  inverseScale: number;
  /** d(x, z) / P(x, y). */
  scaledAtTarget: number;
}

/** The ratios above, each by the form that neither underflows nor cancels on its side of the load. */
function waitTail(x: number, y: number, t: number): WaitTail {
  const z = y * Math.exp(-t);
  if (y < x + 1) {
    const scale = lowerGammaSeries(x, y);
    const shrink = Math.exp(-x * t - y * Math.expm1(-t)); // d(x, z) / d(x, y)
    return {
      beyondTarget: (shrink * lowerGammaSeries(x, z)) / scale,
      inverseScale: 1 / scale,
      scaledAtTarget: shrink / scale,
    };
  }
  const whole = regularizedGamma(x, y).lower;
  return {
    beyondTarget: z === 0 ? 0 : regularizedGamma(x, z).lower / whole,
    inverseScale: poissonTerm(x, y) / whole,
    scaledAtTarget: poissonTerm(x, z) / whole,
  };
}
