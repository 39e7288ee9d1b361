import { isDeepStrictEqual } from 'node:util';
import type {
  CheckResult,
  CountermeasureState,
  ErrorCode,
  GateItem,
  ImprovementStage,
  MetricFilters,
  ProblemStatement,
} from '@jingyun/contracts';

/** What the gates look at. */
export interface GateFacts {
  problem: ProblemStatement;
  metric: string | null;
  filters: MetricFilters;
  causes: readonly { isRoot: boolean }[];
  countermeasures: readonly { status: CountermeasureState }[];
  /** The newest check; null where there is none. */
  newestCheck: { metric: string; filters: MetricFilters; result: CheckResult } | null;
}

/** What is missing before each step. An empty list: it may be taken. */
export interface Gates {
  analyse: GateItem[];
  act: GateItem[];
  check: GateItem[];
  effective: GateItem[];
}

const order: readonly ImprovementStage[] = ['plan', 'analyse', 'act', 'check', 'closed'];

/** Reads all gates. Each asks for what those before it ask for as well. Pure. */
export function gatesOf(facts: GateFacts): Gates {
  const analyse: GateItem[] = [];
  if (Object.values(facts.problem).some((part) => part.trim() === '')) analyse.push('problem');
  if (facts.metric === null) analyse.push('metric');
  const act = [...analyse];
  if (!facts.causes.some(({ isRoot }) => isRoot)) act.push('rootCause');
  const check = [...act];
  if (!facts.countermeasures.some(({ status }) => status === 'done')) check.push('countermeasureDone');
  const effective = [...check];
  if (!isProven(facts)) effective.push('proof');
  return { analyse, act, check, effective };
}

/** True where the newest check is of the metric as the improvement has it now, and shows that it became better. */
export function isProven({ metric, filters, newestCheck }: GateFacts): boolean {
  return newestCheck?.result === 'better' && isOf(newestCheck, { metric, filters });
}

/** True where a check was made of this metric with these filters. */
export function isOf(
  check: { metric: string; filters: MetricFilters },
  goal: { metric: string | null; filters: MetricFilters },
): boolean {
  return check.metric === goal.metric && isDeepStrictEqual(check.filters, goal.filters);
}

/**
 * The refusal of a move: nothing where it goes back, or every gate on the way is open.
 * @returns the error of the first thing that is missing
 */
export function refusalOfMove(
  from: ImprovementStage,
  to: Exclude<ImprovementStage, 'closed'>,
  gates: Gates,
): ErrorCode | null {
  if (order.indexOf(to) <= order.indexOf(from) || to === 'plan') return null;
  const [missing] = gates[to];
  return missing === undefined ? null : errorOf[missing];
}

/** What to say where something is missing. */
export const errorOf = {
  problem: 'improvement_needs_problem',
  metric: 'improvement_needs_metric',
  rootCause: 'improvement_needs_root_cause',
  countermeasureDone: 'improvement_needs_countermeasure',
  proof: 'improvement_unproven',
} as const satisfies Record<GateItem, ErrorCode>;
