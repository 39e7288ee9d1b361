import type { Random } from '../stats/types.ts';
import { largestFlow, type SkillClass, skillMasks, smallestCut, staffOf } from './roster-coverage.ts';
import { type AgentFrame, type Cells, leastHours, type RosterFrame, restBetween } from './roster-frame.ts';
import { unpopularSharers } from './roster-model.ts';

/** How long to search, and from what. */
export interface SearchLimits {
  random: Random;
  /** Changes to try. */
  moves: number;
  /** 0 at the start to 1 when time is up; asked every thousand moves. */
  timeUsed: () => number;
}

const HOT = 6; // agent-hours: at first, a change for the worse by a day's work is taken now and then
const COLD = 0.02;

/**
 * Simulated annealing over rosters that keep every rule: changes a day of an agent, moves a working day within a week, or
 * lets two agents change a few days, and keeps what is better, or at first not much worse. Finds in seconds what a
 * solver needs minutes for, but cannot say how good it is. Source: Kirkpatrick, Gelatt, Vecchi, Science 220 (1983).
 * O(moves × (days + intervals of a shift)).
 *
 * @returns the best roster found, at least as good as `start`
 */
export function searchRoster(
  frame: RosterFrame,
  classes: readonly SkillClass[],
  start: Cells,
  { random, moves, timeUsed }: SearchLimits,
): Cells {
  const { days } = frame.problem;
  const count = frame.agents.length;
  const cells = start.slice();
  if (count === 0) return cells;
  const ledger = ledgerOf(frame, classes, cells);
  let best = cells.slice();
  let change = 0; // cost now less cost at the start
  let bestChange = 0;
  let temperature = HOT;
  const pick = (n: number): number => Math.floor(random() * n);
  const undo: [cell: number, shift: number][] = [];
  const set = (agent: number, day: number, shift: number): void => {
    const cell = agent * days + day;
    if (cells[cell] === shift) return;
    undo.push([cell, cells[cell] as number]);
    ledger.replace(agent, day, cells[cell] as number, shift);
    cells[cell] = shift;
  };
  const anyShift = (agent: AgentFrame): number => agent.shifts[pick(agent.shifts.length)] ?? -1;

  for (let move = 0; move < moves; move++) {
    if (move % 1000 === 0) {
      const used = Math.max(move / moves, timeUsed());
      if (used >= 1) break;
      temperature = HOT * (COLD / HOT) ** used;
    }
    const a = pick(count);
    const agent = frame.agents[a] as AgentFrame;
    const day = pick(days);
    const before = ledger.cost();
    const touched = [a];
    const kind = random();
    if (kind < 0.5) {
      set(a, day, random() < 0.3 ? -1 : anyShift(agent));
    } else if (kind < 0.8) {
      const week = day - (day % 7);
      const other = Math.min(days - 1, week + pick(7));
      const shift = cells[a * days + day] as number;
      const swapped = cells[a * days + other] as number;
      set(a, day, swapped);
      set(a, other, shift >= 0 && random() < 0.5 ? anyShift(agent) : shift);
    } else {
      const b = pick(count);
      const length = 1 + pick(7);
      touched.push(b);
      for (let d = day; d < Math.min(days, day + length); d++) {
        const mine = cells[a * days + d] as number;
        const theirs = cells[b * days + d] as number;
        set(a, d, theirs);
        set(b, d, mine);
      }
    }
    if (undo.length === 0) continue;
    const delta = ledger.cost() - before;
    const isTaken =
      (delta <= 0 || random() < Math.exp(-delta / temperature)) &&
      touched.every((each) => keepsRules(frame, each, cells));
    if (isTaken) {
      change += delta;
      if (change < bestChange - 1e-9) {
        bestChange = change;
        best = cells.slice();
      }
    } else {
      while (undo.length > 0) {
        const [cell, shift] = undo.pop() as [number, number];
        ledger.replace(Math.floor(cell / days), cell % days, cells[cell] as number, shift);
        cells[cell] = shift;
      }
    }
    undo.length = 0;
  }
  return best;
}

/** Whether an agent's row keeps every rule. O(days). */
function keepsRules(frame: RosterFrame, a: number, cells: Cells): boolean {
  const { days, shifts } = frame.problem;
  const { contract, away, before, shifts: allowed } = frame.agents[a] as AgentFrame;
  const row = a * days;
  let inARow = 0;
  for (let i = before.length - 1; i >= 0 && (before[i] as number) >= 0; i--) inARow++;
  let previous = before.at(-1) ?? -1;
  let hours = 0;
  for (let day = 0; day < days; day++) {
    if (day % 7 === 0) hours = 0;
    const shift = cells[row + day] as number;
    if (shift < 0) inARow = 0;
    else {
      if (++inARow > contract.mostDaysInARow || away.has(day)) return false;
      hours += shifts[shift]?.paidHours as number;
      if (hours > contract.mostHoursPerWeek + 1e-9) return false;
      if (previous >= 0 && restBetween(frame, previous, shift) < contract.restHours) return false;
      if (allowed.length < shifts.length && !allowed.includes(shift)) return false;
    }
    previous = shift;
  }
  let off = 0;
  for (const saturday of frame.weekends) {
    if ((cells[row + saturday] as number) < 0 && (cells[row + saturday + 1] as number) < 0) off++;
  }
  return off >= Math.min(contract.weekendsOff, frame.weekends.length);
}

/** The running cost of a roster, kept up to date cell by cell. */
interface Ledger {
  cost: () => number;
  replace: (agent: number, day: number, from: number, to: number) => void;
}

function ledgerOf(frame: RosterFrame, classes: readonly SkillClass[], cells: Cells): Ledger {
  const { days, shifts, intervalsPerDay } = frame.problem;
  const { weights } = frame;
  const classOf = new Int32Array(frame.agents.length);
  for (const [c, group] of classes.entries()) for (const a of group.agents) classOf[a] = c;
  const staff = classes.map((group) =>
    staffOf(frame, (day, shift) =>
      group.agents.reduce((total, a) => total + (cells[a * days + day] === shift ? 1 : 0), 0),
    ),
  );
  const coverageCost = intervalCost(frame, classes, staff);
  const weeks = frame.weeks.length;
  const hours = new Float64Array(frame.agents.length * weeks);
  const least = new Float64Array(frame.agents.length * weeks);
  const burdens = new Int32Array(frame.agents.length);
  const sharers = unpopularSharers(frame);
  const shares = new Uint8Array(frame.agents.length);
  for (const a of sharers) shares[a] = 1;
  /** How many sharers carry each burden. */
  const burdenCounts = new Int32Array(days + 1);
  let running = 0;
  for (const [a, agent] of frame.agents.entries()) {
    for (const [w, week] of frame.weeks.entries()) least[a * weeks + w] = leastHours(agent, week);
    for (let day = 0; day < days; day++) {
      const shift = cells[a * days + day] as number;
      running += agent.wishCost(day, shift);
      if (shift < 0) continue;
      const at = a * weeks + Math.floor(day / 7);
      hours[at] = (hours[at] as number) + (shifts[shift]?.paidHours as number);
      if (shifts[shift]?.unpopular) burdens[a] = (burdens[a] as number) + 1;
    }
    if (shares[a]) burdenCounts[burdens[a] as number] = (burdenCounts[burdens[a] as number] as number) + 1;
  }
  for (let at = 0; at < hours.length; at++)
    running += weights.shortContract * Math.max(0, (least[at] as number) - (hours[at] as number));
  const costAt = Float64Array.from({ length: days * intervalsPerDay }, (_, t) => coverageCost(t));
  for (const cost of costAt) running += cost;

  const spread = (): number => {
    if (sharers.length < 2) return 0;
    let low = 0;
    let high = days;
    while (burdenCounts[low] === 0) low++;
    while (burdenCounts[high] === 0) high--;
    return high - low;
  };
  const staffShift = (c: number, day: number, shift: number, by: number): void => {
    const counts = staff[c] as Float64Array;
    const first = day * intervalsPerDay;
    for (const interval of frame.covers[shift] as number[]) {
      const t = first + interval;
      if (t >= counts.length) break;
      counts[t] = (counts[t] as number) + by;
      const cost = coverageCost(t);
      running += cost - (costAt[t] as number);
      costAt[t] = cost;
    }
  };
  return {
    cost: () => running + weights.unfairness * spread(),
    replace(a, day, from, to) {
      const agent = frame.agents[a] as AgentFrame;
      running += agent.wishCost(day, to) - agent.wishCost(day, from);
      const at = a * weeks + Math.floor(day / 7);
      const old = hours[at] as number;
      const next = old + (shifts[to]?.paidHours ?? 0) - (shifts[from]?.paidHours ?? 0);
      hours[at] = next;
      running +=
        weights.shortContract *
        (Math.max(0, (least[at] as number) - next) - Math.max(0, (least[at] as number) - old));
      const heavier = (shifts[to]?.unpopular ? 1 : 0) - (shifts[from]?.unpopular ? 1 : 0);
      if (heavier !== 0 && shares[a]) {
        const burden = burdens[a] as number;
        burdenCounts[burden] = (burdenCounts[burden] as number) - 1;
        burdenCounts[burden + heavier] = (burdenCounts[burden + heavier] as number) + 1;
        burdens[a] = burden + heavier;
      }
      if (from >= 0) staffShift(classOf[a] as number, day, from, -1);
      if (to >= 0) staffShift(classOf[a] as number, day, to, 1);
    },
  };
}

/** With more skills than this, trying all sets of them costs more than a flow. */
const MOST_SKILLS_FOR_CUTS = 5;

/** Cost of what is missing and surplus in an interval: quickly for one skill, by cuts for a few, else by a flow. */
function intervalCost(
  frame: RosterFrame,
  classes: readonly SkillClass[],
  staff: readonly Float64Array[],
): (t: number) => number {
  const { weights, hoursPerInterval, demand } = frame;
  if (classes.length === 1 && demand.length === 1 && classes[0]?.skills.length === 1) {
    const counts = staff[0] as Float64Array;
    const wanted = demand[0] as Float64Array;
    return (t) => {
      const lacking = (wanted[t] as number) - (counts[t] as number);
      return hoursPerInterval * (lacking > 0 ? lacking : -weights.surplus * lacking);
    };
  }
  const masks = skillMasks(classes);
  const served =
    demand.length <= MOST_SKILLS_FOR_CUTS
      ? (t: number) => smallestCut(masks, staff, demand, t)
      : (t: number) =>
          largestFlow(
            classes,
            staff.map((counts) => counts[t] as number),
            demand.map((list) => list[t] as number),
          );
  return (t) => {
    let missing = 0;
    let surplus = 0;
    for (const list of demand) missing += list[t] as number;
    for (const counts of staff) surplus += counts[t] as number;
    const both = served(t);
    return hoursPerInterval * (missing - both + weights.surplus * (surplus - both));
  };
}
