import type { MetricDimension } from '@jingyun/contracts';
import type { MetricDefinition } from './types.ts';

/** A set of at most two dimensions that sums are kept for. */
export interface Cuboid {
  /** `''`, `'channel'`, `'team,channel'` */
  name: string;
  dimensions: readonly MetricDimension[];
}

const pairedWithTeam: readonly MetricDimension[] = [
  'category',
  'priority',
  'channel',
  'kind',
  'assignee',
  'clock',
  'reason',
];

/**
 * The cuboids of a metric: the whole, each dimension, and the team with each other
 * one, for that is what a team lead sees of everything. Every pair would cost four
 * times the rows and is rarely asked for.
 *
 * Assignees have none of their own where there are teams: hardly anybody works in two,
 * so those by team and assignee answer for it at the same cost, and one row in nine is saved.
 */
export function cuboidsOf(metric: Pick<MetricDefinition, 'dimensions'>): Cuboid[] {
  const teams = metric.dimensions.includes('team');
  const single = metric.dimensions
    .filter((dimension) => !(teams && dimension === 'assignee'))
    .map((dimension) => [dimension]);
  const pairs = teams
    ? pairedWithTeam
        .filter((other) => metric.dimensions.includes(other))
        .map((other) => ['team' as const, other])
    : [];
  return [[], ...single, ...pairs].map((dimensions) => ({ name: dimensions.join(','), dimensions }));
}

/** The smallest cuboid of the metric that tells all the given dimensions apart, or null. */
export function cuboidFor(
  metric: Pick<MetricDefinition, 'dimensions'>,
  needed: ReadonlySet<MetricDimension>,
): Cuboid | null {
  const covers = (cuboid: Cuboid) => [...needed].every((dimension) => cuboid.dimensions.includes(dimension));
  return cuboidsOf(metric).find(covers) ?? null;
}
