import { AnalyticsError } from '../errors.ts';
import { checkRosterProblem } from './roster-checks.ts';
import type { RosterAgent, RosterProblem, ShiftType } from './roster-types.ts';

/** A rule that a roster breaks. */
export interface RosterViolation {
  agent: string;
  /** The day (the last, of several) on which it is broken; for a week or the weekends, the last of these. */
  day: number;
  rule: 'away' | 'shift-not-allowed' | 'rest' | 'days-in-a-row' | 'hours-per-week' | 'weekends-off';
}

/**
 * The rules that a roster breaks, for rosters changed by hand as for computed ones. Counts for itself and shares
 * nothing with the optimiser. O(agents × days × days in a row).
 *
 * @param assignment shift id, or null for a day off, by agent and day
 * @returns none if all rules are kept; in order of agents, then rules
 * @throws AnalyticsError if the problem is described wrongly, or the assignment has other agents, days or shifts
 * @example rosterViolations(problem, roster.assignment); // []
 */
export function rosterViolations(
  problem: RosterProblem,
  assignment: readonly (readonly (string | null)[])[],
): RosterViolation[] {
  checkRosterProblem(problem);
  if (assignment.length !== problem.agents.length) {
    throw new AnalyticsError(
      'assignment',
      `must have ${problem.agents.length} agents, not ${assignment.length}`,
    );
  }
  const shifts = new Map(problem.shifts.map((shift) => [shift.id, shift]));
  return problem.agents.flatMap((agent, a) => {
    const row = assignment[a] as readonly (string | null)[];
    if (row.length !== problem.days)
      throw new AnalyticsError(`assignment[${a}]`, `must have ${problem.days} days, not ${row.length}`);
    const given = row.map((id, day) => {
      if (id === null) return null;
      const shift = shifts.get(id);
      if (!shift)
        throw new AnalyticsError(`assignment[${a}][${day}]`, `must be the id of a shift or null, not ${id}`);
      return shift;
    });
    const before = (agent.before ?? []).map((id) => (id === null ? null : (shifts.get(id) as ShiftType)));
    return violationsOf(problem, agent, before, given);
  });
}

function violationsOf(
  problem: RosterProblem,
  agent: RosterAgent,
  before: readonly (ShiftType | null)[],
  given: readonly (ShiftType | null)[],
): RosterViolation[] {
  const { days, intervalsPerDay, firstWeekday } = problem;
  const { contract } = agent;
  const found: RosterViolation[] = [];
  const report = (rule: RosterViolation['rule'], day: number): void => {
    found.push({ agent: agent.id, day, rule });
  };
  for (const [day, shift] of given.entries()) {
    if (!shift) continue;
    if (agent.away?.includes(day)) report('away', day);
    if (contract.shifts && !contract.shifts.includes(shift.id)) report('shift-not-allowed', day);
  }
  const line = [...before, ...given];
  let inARow = 0;
  for (const [i, shift] of line.entries()) {
    const day = i - before.length;
    inARow = shift ? inARow + 1 : 0;
    if (day < 0) continue;
    if (inARow > contract.mostDaysInARow) report('days-in-a-row', day);
    const previous = line[i - 1];
    if (!shift || !previous) continue;
    const rest = ((shift.from + intervalsPerDay - previous.to) * 24) / intervalsPerDay;
    if (rest < contract.restHours) report('rest', day);
  }
  for (let from = 0; from < days; from += 7) {
    const week = given.slice(from, from + 7);
    const hours = week.reduce((total, shift) => total + (shift?.paidHours ?? 0), 0);
    if (hours > contract.mostHoursPerWeek + 1e-9) report('hours-per-week', from + week.length - 1);
  }
  let weekends = 0;
  let off = 0;
  for (let day = 0; day + 1 < days; day++) {
    if ((firstWeekday + day) % 7 !== 5) continue;
    weekends++;
    if (!given[day] && !given[day + 1]) off++;
  }
  if (off < Math.min(contract.weekendsOff, weekends)) report('weekends-off', days - 1);
  return found;
}
