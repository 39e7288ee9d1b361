import { addRow, addVariable, emptyModel, type LinearModel } from './linear-model.ts';
import { addCoverage, type SkillClass } from './roster-coverage.ts';
import { type AgentFrame, type Cells, leastHours, type RosterFrame, restBetween } from './roster-frame.ts';

/** A model of part of a roster: the free cells are open, the rest stays as it is. */
export interface PartModel {
  model: LinearModel;
  /** For each free cell and shift: the variable that says whether the shift is given. */
  choices: { cell: number; shift: number; variable: number }[];
}

const INFINITE = Number.POSITIVE_INFINITY;

/**
 * The roster problem for the cells that are free, everything else fixed as in `cells`. O(free cells × shifts²).
 *
 * Why parts: all agents and days together are some 20,000 yes/no variables, too many to solve in a minute; one week, or
 * a dozen agents over all weeks, are solved in seconds, one after another, each never worse than before.
 */
export function partModel(
  frame: RosterFrame,
  classes: readonly SkillClass[],
  cells: Cells,
  isFree: (agent: number, day: number) => boolean,
): PartModel {
  const model = emptyModel();
  const choices: PartModel['choices'] = [];
  const { days, shifts } = frame.problem;
  const variables: (number[] | null)[] = Array.from({ length: cells.length }, () => null);
  for (const [a, agent] of frame.agents.entries()) {
    for (let day = 0; day < days; day++) {
      if (!isFree(a, day) || agent.away.has(day)) continue;
      const off = agent.wishCost(day, -1);
      variables[a * days + day] = shifts.map((_, shift) => {
        if (!agent.shifts.includes(shift)) return -1;
        const variable = addVariable(model, agent.wishCost(day, shift) - off, 0, 1, true);
        choices.push({ cell: a * days + day, shift, variable });
        return variable;
      });
    }
    addAgentRules(model, frame, a, cells, variables);
  }
  addFairness(model, frame, cells, variables);

  const given = classes.map((group) =>
    Array.from({ length: days }, (_, day) =>
      shifts.map((_shift, shift) => {
        let fixed = 0;
        const open: number[] = [];
        for (const a of group.agents) {
          const at = variables[a * days + day];
          if (at === null || at === undefined) fixed += cells[a * days + day] === shift ? 1 : 0;
          else if ((at[shift] as number) >= 0) open.push(at[shift] as number);
        }
        if (fixed === 0 && open.length === 0) return -1;
        const count = addVariable(model, 0, 0, fixed + open.length);
        addRow(model, fixed, fixed, [count, ...open], [1, ...open.map(() => -1)]);
        return count;
      }),
    ),
  );
  addCoverage(model, frame, classes, given);
  return { model, choices };
}

/** Sums over an agent's days, with what is fixed already taken to the other side. */
function addAgentRules(
  model: LinearModel,
  frame: RosterFrame,
  a: number,
  cells: Cells,
  variables: readonly (number[] | null)[],
): void {
  const { days, shifts } = frame.problem;
  const agent = frame.agents[a] as AgentFrame;
  const { contract, before } = agent;
  const open = (day: number): number[] | null => (day < 0 ? null : (variables[a * days + day] ?? null));
  const fixedShift = (day: number): number =>
    day < 0 ? (before.at(day) ?? -1) : (cells[a * days + day] as number);
  const onDay = (day: number): number[] => (open(day) ?? []).filter((variable) => variable >= 0);
  const worksFixed = (day: number): number => (open(day) === null && fixedShift(day) >= 0 ? 1 : 0);
  const atMost = (most: number, columns: readonly number[], coefficients = columns.map(() => 1)): void => {
    if (columns.length > 0) addRow(model, Number.NEGATIVE_INFINITY, most, columns, coefficients);
  };

  for (let day = 0; day < days; day++) if (open(day)) atMost(1, onDay(day));
  for (let day = -1; day + 1 < days; day++)
    addRest(model, frame, contract.restHours, open(day), fixedShift(day), open(day + 1), fixedShift(day + 1));
  for (let day = -contract.mostDaysInARow; day + contract.mostDaysInARow < days; day++) {
    const window = Array.from({ length: contract.mostDaysInARow + 1 }, (_, i) => day + i);
    const fixed = window.reduce((count, each) => count + worksFixed(each), 0);
    atMost(contract.mostDaysInARow - fixed, window.flatMap(onDay));
  }
  for (const week of frame.weeks) {
    const columns: number[] = [];
    const hours: number[] = [];
    let fixed = 0;
    for (let day = week.from; day < week.to; day++) {
      const at = open(day);
      if (at === null) fixed += fixedShift(day) < 0 ? 0 : (shifts[fixedShift(day)]?.paidHours as number);
      for (const [shift, variable] of (at ?? []).entries()) {
        if (variable < 0) continue;
        columns.push(variable);
        hours.push(shifts[shift]?.paidHours as number);
      }
    }
    if (columns.length === 0) continue;
    atMost(contract.mostHoursPerWeek - fixed, columns, hours);
    const short = addVariable(model, frame.weights.shortContract, 0, INFINITE);
    addRow(model, leastHours(agent, week) - fixed, INFINITE, [...columns, short], [...hours, 1]);
  }
  const owed = Math.min(contract.weekendsOff, frame.weekends.length);
  if (owed === 0) return;
  const weekendsOff = frame.weekends.map((saturday) => {
    const both = [saturday, saturday + 1];
    const off = addVariable(model, 0, 0, both.some((day) => worksFixed(day) === 1) ? 0 : 1);
    for (const day of both) atMost(1, open(day) ? [off, ...onDay(day)] : []);
    return off;
  });
  addRow(
    model,
    owed,
    INFINITE,
    weekendsOff,
    weekendsOff.map(() => 1),
  );
}

/** A shift today rules out those of tomorrow that begin too soon after it. */
function addRest(
  model: LinearModel,
  frame: RosterFrame,
  restHours: number,
  today: number[] | null,
  todayFixed: number,
  tomorrow: number[] | null,
  tomorrowFixed: number,
): void {
  const tooSoon = (shift: number, next: number): boolean => restBetween(frame, shift, next) < restHours;
  const forbid = (columns: readonly number[]): void => {
    if (columns.length > 0)
      addRow(
        model,
        0,
        0,
        columns,
        columns.map(() => 1),
      );
  };
  if (today && tomorrow) {
    for (const [shift, variable] of today.entries()) {
      const clash = tomorrow.filter((next, s) => next >= 0 && tooSoon(shift, s));
      if (variable >= 0 && clash.length > 0)
        addRow(model, Number.NEGATIVE_INFINITY, 1, [variable, ...clash], [1, ...clash.map(() => 1)]);
    }
  } else if (tomorrow && todayFixed >= 0)
    forbid(tomorrow.filter((next, s) => next >= 0 && tooSoon(todayFixed, s)));
  else if (today && tomorrowFixed >= 0)
    forbid(today.filter((variable, s) => variable >= 0 && tooSoon(s, tomorrowFixed)));
}

/** The most and the least burdened agent may not drift apart for nothing. */
function addFairness(
  model: LinearModel,
  frame: RosterFrame,
  cells: Cells,
  variables: readonly (number[] | null)[],
): void {
  const { days, shifts } = frame.problem;
  const sharing = unpopularSharers(frame);
  if (sharing.length < 2) return;
  const most = addVariable(model, frame.weights.unfairness, 0, INFINITE);
  const least = addVariable(model, -frame.weights.unfairness, 0, INFINITE);
  for (const a of sharing) {
    let fixed = 0;
    const columns: number[] = [];
    for (let day = 0; day < days; day++) {
      const at = variables[a * days + day];
      if (at) columns.push(...at.filter((variable, s) => variable >= 0 && shifts[s]?.unpopular));
      else if (shifts[cells[a * days + day] as number]?.unpopular) fixed++;
    }
    addRow(model, fixed, INFINITE, [most, ...columns], [1, ...columns.map(() => -1)]);
    addRow(model, Number.NEGATIVE_INFINITY, fixed, [least, ...columns], [1, ...columns.map(() => -1)]);
  }
}

/** Places of the agents who may be given an unpopular shift: those among whom it is to be fair. */
export function unpopularSharers(frame: RosterFrame): number[] {
  const { shifts } = frame.problem;
  return frame.agents.flatMap((agent, a) =>
    agent.shifts.some((shift) => shifts[shift]?.unpopular) ? [a] : [],
  );
}
