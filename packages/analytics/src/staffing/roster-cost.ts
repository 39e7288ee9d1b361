import { coverageOf, type SkillClass } from './roster-coverage.ts';
import { type Cells, leastHours, type RosterFrame } from './roster-frame.ts';
import { unpopularSharers } from './roster-model.ts';

/** A roster's cost in agent-hours missing, and its parts in their own units. */
export interface RosterCost {
  cost: number;
  missingHours: number;
  surplusHours: number;
  shortContractHours: number;
  wishesMissed: number;
  unfairness: number;
}

/**
 * A roster's cost, counted from its cells without any model: what the solver says is not taken on trust.
 * O(agents × days + intervals × classes × skills²).
 */
export function costOf(frame: RosterFrame, classes: readonly SkillClass[], cells: Cells): RosterCost {
  const { weights, hoursPerInterval } = frame;
  const { days, shifts } = frame.problem;
  const { missing, surplus } = coverageOf(frame, classes, cells);
  let shortContractHours = 0;
  let wishesMissed = 0;
  for (const [a, agent] of frame.agents.entries()) {
    for (let day = 0; day < days; day++) wishesMissed += agent.wishCost(day, cells[a * days + day] as number);
    for (const week of frame.weeks) {
      let hours = 0;
      for (let day = week.from; day < week.to; day++)
        hours += shifts[cells[a * days + day] as number]?.paidHours ?? 0;
      shortContractHours += Math.max(0, leastHours(agent, week) - hours);
    }
  }
  const burdens = unpopularSharers(frame).map((a) =>
    cells
      .subarray(a * days, (a + 1) * days)
      .reduce((count, shift) => count + (shifts[shift]?.unpopular ? 1 : 0), 0),
  );
  const unfairness = burdens.length < 2 ? 0 : Math.max(...burdens) - Math.min(...burdens);
  const missingHours = missing * hoursPerInterval;
  const surplusHours = surplus * hoursPerInterval;
  const cost =
    missingHours +
    weights.surplus * surplusHours +
    weights.shortContract * shortContractHours +
    weights.unfairness * unfairness +
    wishesMissed;
  return { cost, missingHours, surplusHours, shortContractHours, wishesMissed, unfairness };
}
