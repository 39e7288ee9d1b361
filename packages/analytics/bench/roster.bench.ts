import { optimizeRoster, type RosterProblem, rosterViolations } from '../src/staffing/index.ts';
import { loadHighs } from '../src/staffing/load-highs.ts';
import { seeded } from '../src/testing.ts';
import type { Comparison } from './harness.ts';

/** A hundred agents, four weeks of half hours, eight shifts, absences and wishes; two humps of demand a day. */
function hundredAgents(): RosterProblem {
  const days = 28;
  const shifts = [12, 14, 16, 18, 20, 24, 26, 28].map((from) => ({
    id: `at-${from / 2}`,
    from,
    to: from + 17,
    breaks: [from + 8],
    paidHours: 8,
    unpopular: from >= 26,
  }));
  const contract = {
    mostHoursPerWeek: 40,
    leastHoursPerWeek: 40,
    restHours: 11,
    mostDaysInARow: 6,
    weekendsOff: 1,
  };
  const agents = Array.from({ length: 100 }, (_, i) => ({
    id: `agent ${i}`,
    skills: ['calls'],
    contract,
    away: i % 10 === 0 ? [3, 4, 5, 6, 7] : [],
    wishes: i % 4 === 0 ? [{ day: (i * 7) % days, shift: null, weight: 2 }] : [],
  }));
  const calls = Float64Array.from({ length: days * 48 }, (_, t) => {
    const hour = (t % 48) / 2;
    if (hour < 6 || hour >= 22.5) return 0;
    const shape = Math.exp(-(((hour - 11) / 3) ** 2)) + 0.8 * Math.exp(-(((hour - 18) / 3) ** 2));
    return Math.round(52 * shape * ([1.1, 1, 1, 1, 1, 0.75, 0.65][Math.floor(t / 48) % 7] as number));
  });
  return { days, firstWeekday: 0, intervalsPerDay: 48, shifts, agents, demand: { calls } };
}

export default async function run(): Promise<Comparison[]> {
  const problem = hundredAgents();
  const solve = await loadHighs();
  const start = performance.now();
  const roster = optimizeRoster(problem, { solve, random: seeded(1), now: () => performance.now() });
  const ours = performance.now() - start;
  const broken = rosterViolations(problem, roster.assignment).length;
  return [
    {
      name: `staffing: roster of 100 agents × 4 weeks, gap ${(100 * roster.gap).toFixed(2)} %, ${broken} rules broken`,
      ours,
      reference: 60_000,
      referenceName: 'one minute (wanted)',
    },
  ];
}
