import {
  requireFinite,
  requireInteger,
  requireNotNegative,
  requireNumbers,
  requirePositive,
} from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { RosterAgent, RosterProblem } from './roster-types.ts';

/** @throws AnalyticsError if a shift, an agent, the demand or the time span is described wrongly */
export function checkRosterProblem(problem: RosterProblem): void {
  const { days, firstWeekday, intervalsPerDay, shifts, agents, demand, weights = {} } = problem;
  requireInteger('problem.days', days, 1);
  requireInteger('problem.firstWeekday', firstWeekday, 0);
  if (firstWeekday > 6)
    throw new AnalyticsError('problem.firstWeekday', `must be 0 (Monday) to 6, not ${firstWeekday}`);
  requireInteger('problem.intervalsPerDay', intervalsPerDay, 1);
  for (const [name, weight] of Object.entries(weights)) requireNotNegative(`problem.weights.${name}`, weight);
  if (shifts.length === 0) throw new AnalyticsError('problem.shifts', 'must have at least 1 shift');
  const ids = new Set(shifts.map((shift) => shift.id));
  if (ids.size !== shifts.length) throw new AnalyticsError('problem.shifts', 'must have different ids');
  for (const [s, shift] of shifts.entries()) {
    const name = `problem.shifts[${s}]`;
    requireInteger(`${name}.from`, shift.from, 0);
    if (shift.from >= intervalsPerDay)
      throw new AnalyticsError(`${name}.from`, `must be below ${intervalsPerDay}, not ${shift.from}`);
    requireInteger(`${name}.to`, shift.to, shift.from + 1);
    if (shift.to > shift.from + intervalsPerDay)
      throw new AnalyticsError(`${name}.to`, 'must not be more than a day after its start');
    requirePositive(`${name}.paidHours`, shift.paidHours);
  }
  for (const [skill, required] of Object.entries(demand)) {
    const name = `problem.demand.${skill}`;
    requireNumbers(name, required);
    if (required.length !== days * intervalsPerDay) {
      throw new AnalyticsError(name, `must have ${days * intervalsPerDay} intervals, not ${required.length}`);
    }
    for (let t = 0; t < required.length; t++) requireNotNegative(`${name}[${t}]`, required[t] as number);
  }
  for (const [a, agent] of agents.entries()) checkAgent(`problem.agents[${a}]`, agent, ids, problem);
}

function checkAgent(
  name: string,
  agent: RosterAgent,
  ids: ReadonlySet<string>,
  { days, demand }: RosterProblem,
): void {
  const { contract, skills, away = [], before = [], wishes = [] } = agent;
  const shiftNamed = (argument: string, id: string | null): void => {
    if (id !== null && !ids.has(id))
      throw new AnalyticsError(argument, `must be the id of a shift, which ${id} is not`);
  };
  const dayNamed = (argument: string, day: number): void => {
    requireInteger(argument, day, 0);
    if (day >= days)
      throw new AnalyticsError(argument, `must be below the number of days (${days}), not ${day}`);
  };
  for (const skill of skills) {
    if (!(skill in demand))
      throw new AnalyticsError(`${name}.skills`, `must be skills with a demand, which ${skill} is not`);
  }
  requireNotNegative(`${name}.contract.leastHoursPerWeek`, contract.leastHoursPerWeek);
  requireFinite(`${name}.contract.mostHoursPerWeek`, contract.mostHoursPerWeek);
  if (contract.mostHoursPerWeek < contract.leastHoursPerWeek) {
    throw new AnalyticsError(
      `${name}.contract.mostHoursPerWeek`,
      `must not be below the least (${contract.leastHoursPerWeek})`,
    );
  }
  requireNotNegative(`${name}.contract.restHours`, contract.restHours);
  requireInteger(`${name}.contract.mostDaysInARow`, contract.mostDaysInARow, 1);
  requireInteger(`${name}.contract.weekendsOff`, contract.weekendsOff, 0);
  for (const id of contract.shifts ?? []) shiftNamed(`${name}.contract.shifts`, id);
  for (const [i, day] of away.entries()) dayNamed(`${name}.away[${i}]`, day);
  for (const [i, id] of before.entries()) shiftNamed(`${name}.before[${i}]`, id);
  for (const [i, wish] of wishes.entries()) {
    dayNamed(`${name}.wishes[${i}].day`, wish.day);
    shiftNamed(`${name}.wishes[${i}].shift`, wish.shift);
    requirePositive(`${name}.wishes[${i}].weight`, wish.weight);
  }
}
