/** Staffing: how many people it takes, what a roster will do, and how much work is coming. */

export type { Distribution } from './distribution.ts';
export { erlangA, type ImpatientQueuePerformance } from './erlang-a.ts';
export { erlangB } from './erlang-b.ts';
export { erlangC, erlangCPerformance, type QueuePerformance } from './erlang-c.ts';
export {
  type AgentRequirement,
  type Demand,
  requiredAgents,
  type StaffingTargets,
} from './required-agents.ts';
export { simulateQueues } from './simulate-queues.ts';
export {
  type ReplicatedFigure,
  type ReplicatedQueue,
  simulateReplications,
} from './simulate-replications.ts';
export type {
  QueueOutcome,
  SimulatedAgent,
  SimulatedQueue,
  Simulation,
  SimulationOutcome,
} from './simulation-types.ts';
