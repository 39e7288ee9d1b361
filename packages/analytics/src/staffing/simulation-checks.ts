import { requireFinite, requireNotNegative, requirePositive } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Simulation } from './simulation-types.ts';

/** @throws AnalyticsError if a queue, an agent or the time span is described wrongly */
export function checkSimulation({ queues, agents, duration, warmUp = 0 }: Simulation): void {
  requirePositive('simulation.duration', duration);
  requireNotNegative('simulation.warmUp', warmUp);
  if (warmUp >= duration)
    throw new AnalyticsError('simulation.warmUp', `must be below the duration (${duration})`);
  const ids = new Set(queues.map((queue) => queue.id));
  if (ids.size !== queues.length) throw new AnalyticsError('simulation.queues', 'must have different ids');
  for (const [q, queue] of queues.entries()) {
    const name = `simulation.queues[${q}]`;
    requireNotNegative(`${name}.targetTime`, queue.targetTime);
    if (queue.priority !== undefined) requireFinite(`${name}.priority`, queue.priority);
    let previous = Number.NEGATIVE_INFINITY;
    for (const [i, { from, rate }] of queue.arrivals.entries()) {
      requireNotNegative(`${name}.arrivals[${i}].from`, from);
      requireNotNegative(`${name}.arrivals[${i}].rate`, rate);
      if (from <= previous)
        throw new AnalyticsError(`${name}.arrivals[${i}].from`, 'must be later than the piece before');
      previous = from;
    }
  }
  for (const [a, agent] of agents.entries()) {
    const name = `simulation.agents[${a}]`;
    if (agent.pace !== undefined) requirePositive(`${name}.pace`, agent.pace);
    const unknown = agent.skills.find((id) => !ids.has(id));
    if (unknown !== undefined)
      throw new AnalyticsError(`${name}.skills`, `must be ids of queues, which ${unknown} is not`);
    if (new Set(agent.skills).size !== agent.skills.length)
      throw new AnalyticsError(`${name}.skills`, 'must not repeat');
    let end = 0;
    for (const [i, { from, to }] of (agent.spells ?? []).entries()) {
      requireNotNegative(`${name}.spells[${i}].from`, from);
      requireFinite(`${name}.spells[${i}].to`, to);
      if (to < from)
        throw new AnalyticsError(`${name}.spells[${i}].to`, `must not be before its start (${from})`);
      if (from < end)
        throw new AnalyticsError(
          `${name}.spells[${i}].from`,
          `must not be before the end of the spell before (${end})`,
        );
      end = to;
    }
  }
}
