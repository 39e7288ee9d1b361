import { requireNotNegative, requirePositive } from '../checks.ts';
import type { Random } from '../stats/types.ts';
import type { LinearSolver } from './linear-model.ts';
import { boundModel } from './roster-bound.ts';
import { checkRosterProblem } from './roster-checks.ts';
import { costOf } from './roster-cost.ts';
import { type SkillClass, skillClassesOf } from './roster-coverage.ts';
import { type Cells, frameOf, type RosterFrame } from './roster-frame.ts';
import { partModel } from './roster-model.ts';
import { searchRoster } from './roster-search.ts';
import type { Roster, RosterProblem } from './roster-types.ts';

/** What `optimizeRoster` works with. */
export interface RosterOptions {
  /** From `loadHighs()`. */
  solve: LinearSolver;
  /** Source of chance; a seeded one gives the same roster again, if time does not run out. */
  random: Random;
  /** A clock in milliseconds (`performance.now`), to share the time out with. */
  now: () => number;
  /** Time to work, roughly; default 55. */
  seconds?: number;
  /** Stop when no roster can be better by more than this share; default 0.01. */
  relativeGap?: number;
  /** Called after each step that made it better, for showing progress. */
  onProgress?: (step: { cost: number; bound: number }) => void;
}

/** Agents whose days are opened together, all weeks at once. */
const AGENTS_AT_ONCE = 6;
/** Parts solved in a row without a better roster after which it is good enough; fewer where there are fewer parts. */
const MOST_PATIENCE = 12;
/** Changes tried for each day of an agent: enough to settle. */
const MOVES_PER_CELL = 500;

/**
 * Who works when: shifts for each agent and day that cover the demand as well as the contracts allow, unpopular shifts
 * shared out, wishes met where it costs little. With a bound on how much better any roster could be.
 *
 * First the agents are only counted, not named: a solver finds the least cost that this could have, which is the bound.
 * Then simulated annealing looks for a roster. Last the solver takes parts of it, a few agents over all weeks or a week
 * of all agents, and puts each right (large neighbourhood search: Shaw 1998; the models as in Van den Bergh et al.,
 * European J. of Operational Research 226, 2013). Rules are always kept; least hours as far as can be.
 *
 * @throws AnalyticsError if the problem is described wrongly or an option is out of range
 * @example optimizeRoster(problem, { solve: await loadHighs(), random, now: () => performance.now() });
 */
export function optimizeRoster(problem: RosterProblem, options: RosterOptions): Roster {
  const { solve, random, now, seconds = 55, relativeGap = 0.01, onProgress } = options;
  checkRosterProblem(problem);
  requirePositive('options.seconds', seconds);
  requireNotNegative('options.relativeGap', relativeGap);
  const frame = frameOf(problem);
  const classes = skillClassesOf(frame);
  const { days } = problem;
  const end = now() + 1000 * seconds;
  const secondsLeft = (): number => (end - now()) / 1000;

  const counted = solve(boundModel(frame), { seconds: seconds / 5, relativeGap: relativeGap / 4 });
  const bound = Math.max(0, counted.bound);
  let cells: Cells = new Int16Array(frame.agents.length * days).fill(-1);
  let best = costOf(frame, classes, cells).cost;
  const isGood = (): boolean => best - bound <= relativeGap * best + 1e-9;
  const take = (tried: Cells): boolean => {
    const { cost } = costOf(frame, classes, tried);
    if (cost >= best - 1e-9) return false;
    cells = tried;
    best = cost;
    onProgress?.({ cost, bound });
    return true;
  };

  const searchSeconds = secondsLeft() * 0.6;
  const begun = now();
  const timeUsed = (): number => (now() - begun) / 1000 / searchSeconds;
  take(searchRoster(frame, classes, cells, { random, moves: MOVES_PER_CELL * cells.length, timeUsed }));
  const groups = groupCount(frame);
  const patience = groups === 1 ? 1 : Math.min(MOST_PATIENCE, groups + frame.weeks.length);
  let failures = 0;
  for (let round = 0; failures < patience && !isGood() && secondsLeft() > 0.2; round++) {
    const limit = Math.min(seconds / 10, secondsLeft());
    const solved = solvePart(
      frame,
      classes,
      cells,
      neighbourhood(frame, round),
      solve,
      limit,
      relativeGap / 4,
    );
    failures = take(solved) ? 0 : failures + 1;
  }
  return rosterOf(frame, classes, cells, bound);
}

/**
 * The cells to open in a round: a few agents over all days, and every fifth time a week of everybody. Which agents go
 * together changes from lap to lap: they are dealt out by a stride that grows.
 */
function neighbourhood(frame: RosterFrame, round: number): (agent: number, day: number) => boolean {
  if (round % 5 === 4) {
    const week = Math.floor(round / 5) % frame.weeks.length;
    return (_agent, day) => Math.floor(day / 7) === week;
  }
  const groups = groupCount(frame);
  const turn = round - Math.floor(round / 5);
  const lap = Math.floor(turn / groups);
  const group = turn % groups;
  return (agent) => (agent + lap * Math.floor(agent / groups)) % groups === group;
}

/** Into how many parts the agents are dealt. */
function groupCount({ agents }: RosterFrame): number {
  return Math.max(1, Math.ceil(agents.length / AGENTS_AT_ONCE));
}

function solvePart(
  frame: RosterFrame,
  classes: readonly SkillClass[],
  cells: Cells,
  isFree: (agent: number, day: number) => boolean,
  solve: LinearSolver,
  seconds: number,
  relativeGap: number,
): Cells {
  const { model, choices } = partModel(frame, classes, cells, isFree);
  const start = {
    indices: choices.map(({ variable }) => variable),
    values: choices.map(({ cell, shift }) => (cells[cell] === shift ? 1 : 0)),
  };
  const { values } = solve(model, { seconds, relativeGap, start });
  if (values.length === 0) return cells;
  const solved = cells.slice();
  for (const { cell } of choices) solved[cell] = -1;
  for (const { cell, shift, variable } of choices)
    if ((values[variable] as number) > 0.5) solved[cell] = shift;
  return solved;
}

function rosterOf(frame: RosterFrame, classes: readonly SkillClass[], cells: Cells, bound: number): Roster {
  const { days, shifts } = frame.problem;
  const figures = costOf(frame, classes, cells);
  const lowest = Math.min(bound, figures.cost);
  return {
    ...figures,
    bound: lowest,
    gap: figures.cost <= 1e-9 ? 0 : (figures.cost - lowest) / figures.cost,
    assignment: frame.agents.map((_, a) =>
      Array.from(cells.subarray(a * days, (a + 1) * days), (shift) => shifts[shift]?.id ?? null),
    ),
  };
}
