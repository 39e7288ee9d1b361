import { requireInteger, requireOpenShare } from '../checks.ts';
import { meanInterval } from '../stats/mean-interval.ts';
import type { Interval, Random } from '../stats/types.ts';
import { simulateQueues } from './simulate-queues.ts';
import type { QueueOutcome, Simulation } from './simulation-types.ts';

/** A figure over several simulated runs: its mean, and the interval of that mean. */
export interface ReplicatedFigure extends Interval {
  mean: number;
}

/** What several runs show of one queue; a figure is null if a run had no contact in the queue. */
export interface ReplicatedQueue {
  id: string;
  serviceLevel: ReplicatedFigure | null;
  meanWait: ReplicatedFigure | null;
  abandonment: ReplicatedFigure | null;
}

/**
 * The same days simulated several times over, and how sure the answer is: one run is an anecdote. Source: Law,
 * Simulation Modeling and Analysis (2015), replication/deletion. O(runs × one simulation).
 *
 * @param options.runs at least 2; default 20
 * @throws AnalyticsError as `simulateQueues` does, or if an option is out of range
 * @example simulateReplications({ queues, agents, duration: 28_800 }, { random }).find((queue) => queue.id === 'vip');
 */
export function simulateReplications(
  simulation: Simulation,
  options: { random: Random; runs?: number; confidence?: number },
): ReplicatedQueue[] {
  const { random, runs = 20, confidence = 0.95 } = options;
  requireInteger('options.runs', runs, 2);
  requireOpenShare('options.confidence', confidence);
  const outcomes = Array.from({ length: runs }, () => simulateQueues(simulation, random).queues);
  return simulation.queues.map((queue, q) => {
    const figure = (read: (outcome: QueueOutcome) => number | null): ReplicatedFigure | null => {
      const values = outcomes.map((run) => read(run[q] as QueueOutcome));
      return values.every((value) => value !== null) ? meanInterval(values, confidence) : null;
    };
    return {
      id: queue.id,
      serviceLevel: figure((outcome) => outcome.serviceLevel),
      meanWait: figure((outcome) => outcome.meanWait),
      abandonment: figure((outcome) => (outcome.offered === 0 ? null : outcome.abandoned / outcome.offered)),
    };
  });
}
