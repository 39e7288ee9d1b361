/**
 * Terms. A *shift* is a kind of working day (early, late); an agent works at most one a day. *Demand* is how many
 * agents a skill needs in each interval. A *contract* is what the law and the employer promise an agent. Cost is
 * counted in agent-hours that are missing: everything else is weighed against them.
 */

/** One kind of working day, in intervals from midnight; `to` may lie beyond midnight. */
export interface ShiftType {
  id: string;
  from: number;
  /** First interval after the shift. */
  to: number;
  /** Intervals within the shift in which nobody is covered for (meals). */
  breaks?: readonly number[];
  paidHours: number;
  /** True for shifts that are to be shared out fairly, such as nights. */
  unpopular?: boolean;
}

/** Rules that every roster keeps (all but `leastHoursPerWeek`, which it comes as close to as it can). */
export interface Contract {
  mostHoursPerWeek: number;
  leastHoursPerWeek: number;
  /** Between the end of a shift and the start of the next. */
  restHours: number;
  mostDaysInARow: number;
  /** Whole weekends (Saturday and Sunday) off in the roster, at least. */
  weekendsOff: number;
  /** Ids of the shifts that may be given; all, without it. */
  shifts?: readonly string[];
}

/** One person. */
export interface RosterAgent {
  id: string;
  skills: readonly string[];
  contract: Contract;
  /** Days (0 is the first) on which the agent is away. */
  away?: readonly number[];
  /** Shifts (null: day off) of the days just before the roster, the latest last: rest and days in a row reach back. */
  before?: readonly (string | null)[];
  /** Wishes; `weight` in missing agent-hours, above 0. `shift: null` wishes for a day off. */
  wishes?: readonly { day: number; shift: string | null; weight: number }[];
}

/** What is to be rostered. */
export interface RosterProblem {
  days: number;
  /** 0 if the first day is a Monday, to 6. Weeks are counted from the first day. */
  firstWeekday: number;
  intervalsPerDay: number;
  shifts: readonly ShiftType[];
  agents: readonly RosterAgent[];
  /** Agents needed for each skill in each interval of the roster, day by day; need not be whole. */
  demand: Readonly<Record<string, ArrayLike<number>>>;
  weights?: Partial<RosterWeights>;
}

/** What an hour of each kind weighs, where an agent-hour missing weighs 1. */
export interface RosterWeights {
  /** An agent-hour more than demand. Default 0.02. */
  surplus: number;
  /** An hour less than a contract's least. Default 0.5. */
  shortContract: number;
  /** One unpopular shift more for the most than for the least burdened agent. Default 0.5. */
  unfairness: number;
}

/** A roster and how good it is. */
export interface Roster {
  /** Shift id, or null for a day off, by agent and day. */
  assignment: (string | null)[][];
  cost: number;
  /** No roster that keeps the rules costs less than this. */
  bound: number;
  /** (cost - bound) / cost: how much better another roster could be at most, 0 to 1; 0 if cost is 0. */
  gap: number;
  missingHours: number;
  surplusHours: number;
  shortContractHours: number;
  /** Weight of the wishes not met. */
  wishesMissed: number;
  /** Most less least unpopular shifts of an agent. */
  unfairness: number;
}
