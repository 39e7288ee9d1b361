import type { LinearModel } from './linear-model.ts';
import { addRow, addVariable } from './linear-model.ts';
import type { Cells, RosterFrame } from './roster-frame.ts';

/** Agents with the same skills: for coverage, it does not matter which of them works. */
export interface SkillClass {
  skills: readonly number[];
  /** Places of the agents. */
  agents: number[];
}

/** Agents by what they can do. O(agents). */
export function skillClassesOf(frame: RosterFrame): SkillClass[] {
  const classes = new Map<string, SkillClass>();
  for (const [a, agent] of frame.agents.entries()) {
    const key = agent.skills.join(' ');
    const found = classes.get(key);
    if (found) found.agents.push(a);
    else classes.set(key, { skills: agent.skills, agents: [a] });
  }
  return [...classes.values()];
}

/** Agents of a class at work in each interval of the roster, from how many are given each shift on each day. */
export function staffOf(frame: RosterFrame, given: (day: number, shift: number) => number): Float64Array {
  const { days, intervalsPerDay } = frame.problem;
  const staff = new Float64Array(days * intervalsPerDay);
  for (let day = 0; day < days; day++) {
    for (const [shift, covered] of frame.covers.entries()) {
      const count = given(day, shift);
      if (count === 0) continue;
      for (const interval of covered) {
        const at = day * intervalsPerDay + interval;
        if (at < staff.length) staff[at] = (staff[at] as number) + count;
      }
    }
  }
  return staff;
}

/**
 * Agent-intervals missing and surplus, with the versatile put where they help most: in each interval the largest flow
 * from classes to skills, by augmenting paths (Ford and Fulkerson). O(intervals × classes × skills²).
 */
export function coverageOf(
  frame: RosterFrame,
  classes: readonly SkillClass[],
  cells: Cells,
): { missing: number; surplus: number } {
  const { days, intervalsPerDay } = frame.problem;
  const staff = classes.map((group) =>
    staffOf(frame, (day, shift) =>
      group.agents.reduce((count, a) => count + (cells[a * days + day] === shift ? 1 : 0), 0),
    ),
  );
  let missing = 0;
  let surplus = 0;
  for (let t = 0; t < days * intervalsPerDay; t++) {
    const wanted = frame.demand.map((demand) => demand[t] as number);
    const free = staff.map((counts) => counts[t] as number);
    const served = largestFlow(classes, free, wanted);
    missing += wanted.reduce((a, b) => a + b, 0) - served;
    surplus += free.reduce((a, b) => a + b, 0) - served;
  }
  return { missing, surplus };
}

/**
 * As `largestFlow` for interval `t`, by the smallest cut: the least, over all sets of skills, of what these want plus
 * who can serve any other. For few skills, and many calls: it makes no lists. O(2^skills × (skills + classes)).
 */
export function smallestCut(
  masks: Int32Array,
  staff: readonly Float64Array[],
  demand: readonly Float64Array[],
  t: number,
): number {
  const all = 1 << demand.length;
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < all; set++) {
    let cut = 0;
    for (let k = 0; k < demand.length; k++) if (set & (1 << k)) cut += demand[k]?.[t] as number;
    for (let c = 0; c < masks.length; c++) if ((masks[c] as number) & ~set) cut += staff[c]?.[t] as number;
    if (cut < least) least = cut;
  }
  return least;
}

/** The skills of each class as bits. */
export function skillMasks(classes: readonly SkillClass[]): Int32Array {
  return Int32Array.from(classes, ({ skills }) => skills.reduce((mask, k) => mask | (1 << k), 0));
}

/**
 * The most of what is wanted that a supply of agents can serve in one interval, by class and skill.
 * O(classes × skills²) where the versatile have to be shuffled, else O(classes).
 */
export function largestFlow(
  classes: readonly SkillClass[],
  supply: readonly number[],
  wanted: readonly number[],
): number {
  const left = [...supply];
  const need = [...wanted];
  const flow = classes.map(() => wanted.map(() => 0));
  let total = 0;
  const push = (c: number, k: number, amount: number): void => {
    const row = flow[c] as number[];
    row[k] = (row[k] as number) + amount;
  };
  /** Sends up to `amount` from class `c` to any needy skill, moving others aside if it must; returns what was sent. */
  const send = (c: number, amount: number, seen: Set<number>): number => {
    for (const k of (classes[c] as SkillClass).skills) {
      if (seen.has(k)) continue;
      seen.add(k);
      const direct = Math.min(amount, need[k] as number);
      if (direct > 0) {
        need[k] = (need[k] as number) - direct;
        push(c, k, direct);
        return direct;
      }
      for (const [other, row] of flow.entries()) {
        if (other === c || !((row[k] as number) > 0)) continue;
        const moved = send(other, Math.min(amount, row[k] as number), seen);
        if (moved > 0) {
          push(other, k, -moved);
          push(c, k, moved);
          return moved;
        }
      }
    }
    return 0;
  };
  for (const c of classes.keys()) {
    while ((left[c] as number) > 1e-9) {
      const sent = send(c, left[c] as number, new Set());
      if (sent <= 1e-9) break;
      left[c] = (left[c] as number) - sent;
      total += sent;
    }
  }
  return total;
}

/** Variables that serve a skill in an interval. */
interface ServedTerms {
  columns: number[];
  coefficients: number[];
}

/**
 * Adds coverage to a model: what is missing and what is surplus in each interval costs, and the versatile are put
 * where they help most. `given[c][day][shift]` is the variable that counts the agents of class c on a shift.
 */
export function addCoverage(
  model: LinearModel,
  frame: RosterFrame,
  classes: readonly SkillClass[],
  given: readonly (readonly (readonly number[])[])[],
): void {
  const { days, intervalsPerDay } = frame.problem;
  const { hoursPerInterval, weights } = frame;
  const infinite = Number.POSITIVE_INFINITY;
  const total = days * intervalsPerDay;
  const served: ServedTerms[][] = frame.demand.map(() =>
    Array.from({ length: total }, () => ({ columns: [], coefficients: [] })),
  );
  for (const [c, { skills }] of classes.entries()) {
    const working = workingVariables(frame, given[c] as (readonly number[])[]);
    for (let t = 0; t < total; t++) {
      const columns = working[t] as number[];
      if (columns.length === 0) continue;
      // Σ at work = Σ serving each skill + surplus.
      const surplus = addVariable(model, weights.surplus * hoursPerInterval, 0, infinite);
      const serving = skills.flatMap((k) => {
        if (frame.demand[k]?.[t] === 0) return [];
        const variable = addVariable(model, 0, 0, infinite);
        served[k]?.[t]?.columns.push(variable);
        served[k]?.[t]?.coefficients.push(1);
        return [variable];
      });
      addRow(
        model,
        0,
        0,
        [...columns, surplus, ...serving],
        [...columns.map(() => 1), -1, ...serving.map(() => -1)],
      );
    }
  }
  for (const [k, demand] of frame.demand.entries()) {
    for (let t = 0; t < total; t++) {
      const wanted = demand[t] as number;
      if (wanted === 0) continue;
      const missing = addVariable(model, hoursPerInterval, 0, infinite);
      const { columns, coefficients } = (served[k] as ServedTerms[])[t] as ServedTerms;
      addRow(model, wanted, wanted, [...columns, missing], [...coefficients, 1]);
    }
  }
}

/** The variables of shifts that cover each interval of the roster. */
function workingVariables(frame: RosterFrame, given: readonly (readonly number[])[]): number[][] {
  const { days, intervalsPerDay } = frame.problem;
  const working: number[][] = Array.from({ length: days * intervalsPerDay }, () => []);
  for (const [day, shifts] of given.entries()) {
    for (const [shift, variable] of shifts.entries()) {
      if (variable < 0) continue;
      for (const interval of frame.covers[shift] as number[])
        working[day * intervalsPerDay + interval]?.push(variable);
    }
  }
  return working;
}
