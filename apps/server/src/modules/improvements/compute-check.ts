import type { CheckAnswer, CheckChart, CheckKind, MetricFilters } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import type { MetricDefinition } from '../../platform/metrics/types.ts';
import { type ComputedChart, computeChart, readBuckets } from '../charts/index.ts';
import { findTeamNames } from '../people/index.ts';
import type { CheckWindows } from './check-windows.rules.ts';
import { changeEffect, type Goal, pilotEffect } from './effect.rules.ts';
import type { ImprovementRow } from './improvement.repo.ts';
import { type Sample, sampleOf } from './sample.rules.ts';

/** Where work goes on, something always waits to be counted for a moment. */
const mostLagSeconds = 30;

/** The numbers of one group over both windows, with their chart. */
interface Group {
  timeZone: string;
  before: Sample;
  after: Sample;
  chart: CheckChart;
}

/**
 * Computes a check from the metric's days, with everything it is decided by. With a pilot, before against after looks
 * at the pilot's teams alone. All who see an improvement see the same numbers, so they are read as the product itself.
 *
 * @param row with a metric
 * @throws ServiceError metric_unknown, check_needs_comparison, check_needs_team_dimension, check_numbers_behind
 */
export async function computeCheck(
  tx: Tx,
  now: Temporal.Instant,
  sources: MetricSources,
  row: ImprovementRow,
  kind: CheckKind,
  windows: CheckWindows,
): Promise<CheckAnswer> {
  if (row.metric === null) throw new ServiceError('improvement_needs_metric');
  const metric = sources.metrics.get(row.metric);
  const goal: Goal = { ...pickGoal(metric), aim: row.aim };
  const hasTeams = metric.dimensions.includes('team');
  const teams = row.pilot !== null && hasTeams ? row.pilot.teamIds : null;
  const read = (teamIds: readonly string[] | null) =>
    readGroup(tx, now, sources, metric, narrowed(row.filters, teamIds), windows);
  const measured = await read(teams);
  const common = {
    changeOn: windows.changeOn,
    timeZone: measured.timeZone,
    direction: goal.direction,
    aim: goal.aim,
    teams: teams === null ? null : await nameTeams(tx, teams),
    before: measured.before.numbers,
    after: measured.after.numbers,
    chart: measured.chart,
  };
  if (kind === 'beforeAfter')
    return { ...common, comparison: null, ...changeEffect(goal, measured.before, measured.after) };
  if (!hasTeams) throw new ServiceError('check_needs_team_dimension', { params: { metric: metric.name } });
  const others = row.pilot?.comparisonTeamIds ?? [];
  if (others.length === 0) throw new ServiceError('check_needs_comparison');
  const compared = await read(others);
  return {
    ...common,
    comparison: {
      teams: await nameTeams(tx, others),
      before: compared.before.numbers,
      after: compared.after.numbers,
      chart: compared.chart,
    },
    ...pilotEffect(goal, measured, compared),
  };
}

const pickGoal = ({ kind, unit, direction }: MetricDefinition) => ({ kind, unit, direction });

const narrowed = (filters: MetricFilters, teamIds: readonly string[] | null): MetricFilters =>
  teamIds === null ? filters : { ...filters, team: [...teamIds] };

async function readGroup(
  tx: Tx,
  now: Temporal.Instant,
  sources: MetricSources,
  metric: MetricDefinition,
  filters: MetricFilters,
  { changeOn, before, after }: CheckWindows,
): Promise<Group> {
  const ask = {
    metric: metric.name,
    filters,
    grain: 'day' as const,
    from: before.from,
    to: after.to,
  };
  const { series, timeZone, closedBy, answer } = await readBuckets(tx, now, sources, ask);
  const end = Temporal.PlainDate.from(after.to).add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
  // What waits to be counted may have happened on any day, such as an import.
  const isBehind = answer.freshness.lagSeconds > mostLagSeconds;
  if (isBehind || Temporal.Instant.compare(closedBy, end) < 0)
    throw new ServiceError('check_numbers_behind', { params: { to: after.to } });
  const days = series[0]?.buckets ?? [];
  const chart = computeChart(metric, days, {
    limits: { by: 'all' },
    phases: [{ from: changeOn, name: changeOn }],
    rules: ['beyond-limits', 'run'],
    excluded: new Set(),
  });
  return {
    timeZone,
    before: sampleOf(metric, days, before),
    after: sampleOf(metric, days, after),
    chart: presentChart(chart, changeOn),
  };
}

function presentChart({ kind, points }: ComputedChart, changeOn: string): CheckChart {
  return {
    kind,
    grain: 'day',
    changeOn,
    points: points.map(({ bucket, drawn, value, signals }) => ({
      date: bucket.date,
      value,
      count: bucket.count,
      limits:
        drawn === null
          ? null
          : {
              centre: drawn.location.centre,
              lower: drawn.location.lower,
              upper: drawn.location.upper,
            },
      signals: signals.map(({ rule, side }) => ({ rule, side })),
    })),
  };
}

async function nameTeams(tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const names = await findTeamNames(tx, ids);
  return ids.map((id) => ({ id, name: names.get(id) ?? '' }));
}
