/** Staffing: how many people it takes, what a roster will do, and how much work is coming. */

export {
  averageOf,
  type BacktestOptions,
  type BacktestResult,
  backtest,
  rankForecasters,
} from './backtest.ts';
export { type CalendarEvents, eventWindow, mergeEvents } from './calendar-dates.ts';
export { type CalendarFit, type CalendarOptions, calendarRegression } from './calendar-regression.ts';
export type { Distribution } from './distribution.ts';
export { erlangA, type ImpatientQueuePerformance } from './erlang-a.ts';
export { erlangB } from './erlang-b.ts';
export { erlangC, erlangCPerformance, type QueuePerformance } from './erlang-c.ts';
export { exponentialSmoothing, type SmoothingFit, type SmoothingOptions } from './exponential-smoothing.ts';
export type { Forecaster, ForecastPoint, ForecastScale } from './forecast-types.ts';
export {
  type IntradayProfile,
  intradayProfile,
  type ProfiledDay,
  spreadOverDay,
} from './intraday-profile.ts';
export type { LinearModel, LinearSolution, LinearSolver } from './linear-model.ts';
export { optimizeRoster, type RosterOptions } from './optimize-roster.ts';
export {
  type AgentRequirement,
  type Demand,
  requiredAgents,
  type StaffingTargets,
} from './required-agents.ts';
export type {
  Contract,
  Roster,
  RosterAgent,
  RosterProblem,
  RosterWeights,
  ShiftType,
} from './roster-types.ts';
export { type RosterViolation, rosterViolations } from './roster-violations.ts';
export { seasonalNaive } from './seasonal-naive.ts';
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
