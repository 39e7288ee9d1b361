/**
 * Terms. A *contact* arrives in a *queue*, waits there until an agent with the skill is free or its patience ends, and
 * is handled. An *agent* works in *spells*: the gaps between them are breaks and time off; a contact under way is
 * finished first. Times are numbers in any one unit, counted from the start of the simulation.
 */
import type { Distribution } from './distribution.ts';

/** One kind of work. */
export interface SimulatedQueue {
  id: string;
  /** Contacts per unit of time, constant within each piece, in order of time; 0 before the first piece. */
  arrivals: readonly { from: number; rate: number }[];
  handleTime: Distribution;
  /** Time until a waiting customer gives up; without it everybody waits. */
  patience?: Distribution;
  /** Smaller is served first; default 0. Equal priorities are served in order of arrival. */
  priority?: number;
  /** A wait up to this keeps the promise. */
  targetTime: number;
}

/** One person. */
export interface SimulatedAgent {
  id: string;
  /** Ids of the queues that the agent can serve. */
  skills: readonly string[];
  /** When at work, in order of time. Without it, all the time. */
  spells?: readonly { from: number; to: number }[];
  /** Handling time is multiplied by this; default 1. */
  pace?: number;
}

/** What is simulated. */
export interface Simulation {
  queues: readonly SimulatedQueue[];
  agents: readonly SimulatedAgent[];
  /** Contacts arrive until here; those waiting then are still served if an agent comes, or counted as left. */
  duration: number;
  /** Contacts that arrive before this are not counted; default 0. */
  warmUp?: number;
}

/** What happened to the contacts of a queue. */
export interface QueueOutcome {
  id: string;
  offered: number;
  served: number;
  /** Gave up waiting. */
  abandoned: number;
  /** Still waiting when nothing more could happen: nobody with the skill came to work again. */
  left: number;
  /** Served, and within the target time. */
  servedInTime: number;
  /** Served in time over offered; null if nothing was offered. */
  serviceLevel: number | null;
  /** Mean wait of all contacts, ended by service or by giving up; null if there were none. */
  meanWait: number | null;
  /** 50th, 90th and 95th percentile of the waits. */
  waitPercentiles: { p50: number; p90: number; p95: number } | null;
  longestQueue: number;
}

/** What a simulation shows. */
export interface SimulationOutcome {
  queues: QueueOutcome[];
  agents: { id: string; handled: number; busyTime: number; workTime: number; occupancy: number | null }[];
}
