import type { Contract, RosterAgent, RosterProblem, RosterWeights, ShiftType } from './roster-types.ts';

/** A roster as numbers: the place of a shift, or -1 for a day off, at `agent * days + day`. */
export type Cells = Int16Array;

/** A roster problem with everything looked up beforehand. */
export interface RosterFrame {
  problem: RosterProblem;
  weights: RosterWeights;
  hoursPerInterval: number;
  skills: string[];
  /** Demand by skill place and interval of the roster. */
  demand: Float64Array[];
  /** Intervals from the start of its day that a shift covers, by shift place. */
  covers: number[][];
  agents: AgentFrame[];
  weeks: { from: number; to: number }[];
  /** Saturday's day of each weekend that lies whole in the roster. */
  weekends: number[];
}

/** One agent with everything looked up. */
export interface AgentFrame {
  agent: RosterAgent;
  contract: Contract;
  away: Set<number>;
  /** Places of the shifts that may be given. */
  shifts: number[];
  /** Shift places of the days before the roster, the latest last; -1 for a day off. */
  before: number[];
  skills: number[];
  /** Cost of giving a shift (or -1) on a day, from wishes. */
  wishCost: (day: number, shift: number) => number;
}

/** The frame of a checked problem. */
export function frameOf(problem: RosterProblem): RosterFrame {
  const { days, firstWeekday, intervalsPerDay, shifts } = problem;
  const places = new Map(shifts.map((shift, s) => [shift.id, s]));
  const skills = Object.keys(problem.demand);
  const placeOf = (id: string | null): number => (id === null ? -1 : (places.get(id) as number));
  const weekends: number[] = [];
  for (let day = 0; day + 1 < days; day++) if ((firstWeekday + day) % 7 === 5) weekends.push(day);
  return {
    problem,
    weights: { surplus: 0.02, shortContract: 0.5, unfairness: 0.5, ...problem.weights },
    hoursPerInterval: 24 / intervalsPerDay,
    skills,
    demand: skills.map((skill) => Float64Array.from(problem.demand[skill] as ArrayLike<number>)),
    covers: shifts.map(coveredIntervals),
    agents: problem.agents.map((agent) => ({
      agent,
      contract: agent.contract,
      away: new Set(agent.away),
      shifts: shifts.flatMap((shift, s) => (agent.contract.shifts?.includes(shift.id) === false ? [] : [s])),
      before: (agent.before ?? []).map(placeOf),
      skills: skills.flatMap((skill, k) => (agent.skills.includes(skill) ? [k] : [])),
      wishCost: wishCosts(agent, placeOf),
    })),
    weeks: Array.from({ length: Math.ceil(days / 7) }, (_, w) => ({
      from: 7 * w,
      to: Math.min(days, 7 * w + 7),
    })),
    weekends,
  };
}

function coveredIntervals(shift: ShiftType): number[] {
  const breaks = new Set(shift.breaks);
  return Array.from({ length: shift.to - shift.from }, (_, i) => shift.from + i).filter(
    (interval) => !breaks.has(interval),
  );
}

function wishCosts(
  agent: RosterAgent,
  placeOf: (id: string | null) => number,
): (day: number, shift: number) => number {
  const byDay = new Map<number, { shift: number; weight: number }[]>();
  for (const { day, shift, weight } of agent.wishes ?? []) {
    byDay.set(day, [...(byDay.get(day) ?? []), { shift: placeOf(shift), weight }]);
  }
  return (day, shift) =>
    (byDay.get(day) ?? []).reduce((cost, wish) => cost + (wish.shift === shift ? 0 : wish.weight), 0);
}

/** Hours from the end of a shift to the start of another on the next day. */
export function restBetween(frame: RosterFrame, shift: number, next: number): number {
  const { shifts, intervalsPerDay } = frame.problem;
  const end = (shifts[shift] as ShiftType).to;
  const start = (shifts[next] as ShiftType).from + intervalsPerDay;
  return (start - end) * frame.hoursPerInterval;
}

/** Hours that a contract asks for in a week, less for days away. */
export function leastHours(agent: AgentFrame, week: { from: number; to: number }): number {
  let present = 0;
  for (let day = week.from; day < week.to; day++) if (!agent.away.has(day)) present++;
  return (agent.contract.leastHoursPerWeek * present) / 7;
}

/**
 * The most hours that an agent can be given in a week: what the contract allows, in whole shifts where all are of one
 * length, on the days present.
 */
export function mostHours(frame: RosterFrame, agent: AgentFrame, week: { from: number; to: number }): number {
  const lengths = agent.shifts.map((shift) => frame.problem.shifts[shift]?.paidHours as number);
  if (lengths.length === 0) return 0;
  const longest = Math.max(...lengths);
  const allowed = agent.contract.mostHoursPerWeek;
  const whole = Math.min(...lengths) === longest ? longest * Math.floor((allowed + 1e-9) / longest) : allowed;
  let present = 0;
  for (let day = week.from; day < week.to; day++) if (!agent.away.has(day)) present++;
  return Math.max(0, Math.min(whole, present * longest));
}
