import { addRow, addVariable, emptyModel, type LinearModel } from './linear-model.ts';
import { addCoverage, type SkillClass, skillClassesOf } from './roster-coverage.ts';
import { type AgentFrame, leastHours, mostHours, type RosterFrame, restBetween } from './roster-frame.ts';

/**
 * The roster problem with agents of one contract and skill set counted rather than named: every roster that keeps the
 * rules is a solution of it, so its least cost is a bound for all of them. Fairness and wishes, which cost nothing at
 * best, are left out. O(groups × days × shifts²).
 */
export function boundModel(frame: RosterFrame): LinearModel {
  const model = emptyModel();
  const { days, shifts } = frame.problem;
  const classes = skillClassesOf(frame);
  const given: number[][][] = classes.map(() => Array.from({ length: days }, () => shifts.map(() => -1)));
  for (const [c, group] of classes.entries()) {
    const parts = contractGroups(frame, group).map((agents) => addGroup(model, frame, agents));
    for (let day = 0; day < days; day++) {
      for (const shift of shifts.keys()) {
        const variables = parts
          .map((part) => part[day]?.[shift] as number)
          .filter((variable) => variable >= 0);
        if (variables.length === 0) continue;
        const sum =
          variables.length === 1
            ? (variables[0] as number)
            : addVariable(model, 0, 0, Number.POSITIVE_INFINITY);
        if (variables.length > 1) addRow(model, 0, 0, [sum, ...variables], [1, ...variables.map(() => -1)]);
        ((given[c] as number[][])[day] as number[])[shift] = sum;
      }
    }
  }
  addCoverage(model, frame, classes, given);
  return model;
}

/** Agents of a class by contract. */
function contractGroups(frame: RosterFrame, { agents }: SkillClass): AgentFrame[][] {
  const groups = new Map<string, AgentFrame[]>();
  for (const a of agents) {
    const agent = frame.agents[a] as AgentFrame;
    const key = JSON.stringify(agent.contract);
    groups.set(key, [...(groups.get(key) ?? []), agent]);
  }
  return [...groups.values()];
}

/** Variables that count the group's agents on each shift of each day, with the sums of the rules of its contract. */
function addGroup(model: LinearModel, frame: RosterFrame, agents: readonly AgentFrame[]): number[][] {
  const { days, shifts } = frame.problem;
  const { contract, shifts: allowed } = agents[0] as AgentFrame;
  const size = agents.length;
  const here = Array.from(
    { length: days },
    (_, day) => agents.filter((agent) => !agent.away.has(day)).length,
  );
  const counts = here.map((present) =>
    shifts.map((_, s) => (allowed.includes(s) ? addVariable(model, 0, 0, present, true) : -1)),
  );
  const on = (day: number): number[] => (counts[day] as number[]).filter((variable) => variable >= 0);
  const ones = (columns: readonly number[]): number[] => columns.map(() => 1);
  const atMost = (most: number, columns: readonly number[]): void =>
    addRow(model, Number.NEGATIVE_INFINITY, most, columns, ones(columns));

  for (let day = 0; day < days; day++) {
    atMost(here[day] as number, on(day));
    if (day + 1 === days) continue;
    for (const shift of allowed) {
      const clash = allowed.filter((next) => restBetween(frame, shift, next) < contract.restHours);
      if (clash.length === 0) continue;
      atMost(size, [
        counts[day]?.[shift] as number,
        ...clash.map((next) => counts[day + 1]?.[next] as number),
      ]);
    }
  }
  for (let day = 0; day + contract.mostDaysInARow < days; day++) {
    const window = Array.from({ length: contract.mostDaysInARow + 1 }, (_, i) => on(day + i)).flat();
    atMost(size * contract.mostDaysInARow, window);
  }
  for (const week of frame.weeks) {
    const columns: number[] = [];
    const hours: number[] = [];
    for (let day = week.from; day < week.to; day++) {
      for (const shift of allowed) {
        columns.push(counts[day]?.[shift] as number);
        hours.push(shifts[shift]?.paidHours as number);
      }
    }
    const short = addVariable(model, frame.weights.shortContract, 0, Number.POSITIVE_INFINITY);
    const least = agents.reduce((total, agent) => total + leastHours(agent, week), 0);
    addRow(model, least, Number.POSITIVE_INFINITY, [...columns, short], [...hours, 1]);
    const most = agents.reduce((total, agent) => total + mostHours(frame, agent, week), 0);
    addRow(model, Number.NEGATIVE_INFINITY, most, columns, hours);
  }
  // Weekends off: each weekend has at most so many free as are not at work on either of its days.
  const free = frame.weekends.map((saturday) => {
    const variable = addVariable(model, 0, 0, size);
    for (const day of [saturday, saturday + 1]) atMost(size, [variable, ...on(day)]);
    return variable;
  });
  const owed = size * Math.min(contract.weekendsOff, frame.weekends.length);
  if (owed > 0) addRow(model, owed, Number.POSITIVE_INFINITY, free, ones(free));
  return counts;
}
