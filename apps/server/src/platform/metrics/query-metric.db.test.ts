import { randomUUID } from 'node:crypto';
import { type MetricCell, metricDrilldownQuery, metricGrains, metricQuery } from '@jingyun/contracts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectToEnd } from '../../testing/project-to-end.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { type Call, systemActor } from '../actor.ts';
import { appendEvents } from '../events/append-events.ts';
import type { EventDraft } from '../events/types.ts';
import { drillDown } from './drill-down.ts';
import { jobEventRegistry, jobLife, jobMetricRegistry, jobMetrics } from './metric.factory.ts';
import { metricsProjector } from './projector.ts';
import { queryMetric } from './query-metric.ts';
import type { MetricDefinition } from './types.ts';

const db = useDatabase();
const zone = 'America/New_York';
const orgId = randomUUID();
const sources = { metrics: jobMetricRegistry, registry: jobEventRegistry };
const now = '2026-11-20T12:00:00Z';
let drafts: EventDraft[] = [];

const call = (values: Partial<Call['actor']> = {}): Call => ({
  actor: { ...systemActor(orgId, 'en'), ...values },
  now: Temporal.Instant.from(now),
});
const ask = (query: object, by = call()) =>
  db.inOrg((tx) => queryMetric(tx, by, sources, metricQuery.parse(query)), orgId);
const open = (query: object, by = call()) =>
  db.inOrg((tx) => drillDown(tx, by, sources, metricDrilldownQuery.parse(query)), orgId);

/** All pages of a drill-down. */
async function openAll(query: object, by = call()) {
  const first = await open({ ...query, limit: 7 }, by);
  const rows = [...first.data];
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await open({ ...query, limit: 7, cursor }, by);
    rows.push(...page.data);
    cursor = page.nextCursor;
  }
  return { total: first.total, rows };
}

beforeAll(async () => {
  // Sixty jobs over the fortnight in which New York puts its clocks back (1 November 2026), one every 5 h 17 min.
  const begin = Temporal.Instant.from('2026-10-25T03:00:00Z');
  const at = <T>(list: readonly T[], index: number) => list[index % list.length] as T;
  drafts = Array.from({ length: 60 }, (_, n) => {
    const facts = {
      team: at(['north', 'south', null], n),
      channel: at(['phone', 'web', 'chat', 'phone'], n),
      priority: at(['low', 'high'], n + (n >> 2)),
    };
    const movedTo = n % 4 === 0 ? { ...facts, team: 'south' } : undefined;
    const life = { facts, movedTo, seconds: 600 + n * n * 40, late: n % 3 === 0, cents: n * 100 };
    // Some are never done: they wait.
    return jobLife(randomUUID(), begin.add({ minutes: 317 * n }), life).slice(0, n % 5 === 0 ? 1 : undefined);
  }).flat();
  await db.inOrg(async (tx) => {
    await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'x', ${zone}, 'en')`.execute(
      tx.db,
    );
    await appendEvents(tx, drafts);
  }, orgId);
  await projectToEnd(
    db.database,
    jobEventRegistry,
    { ...metricsProjector(jobMetricRegistry), batchSize: 17 },
    orgId,
  );
});

const range = { from: '2026-10-26', to: '2026-11-06' };
const edge = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;

interface Counted {
  ms: number;
  value: number;
  of: number;
  dims: Record<string, string | null>;
}

/** Every point of a metric, straight from the drafts: the other way to the same numbers. */
function pointsOf(metric: MetricDefinition): Counted[] {
  return drafts
    .filter((draft) => metric.events.some(({ type }) => type === draft.definition.type))
    .flatMap((draft) =>
      metric
        .points({ ...draft, type: draft.definition.type } as unknown as Parameters<
          MetricDefinition['points']
        >[0])
        .map(({ value, of = 1, at, dims }) => ({
          ms: (at ?? draft.occurredAt!).epochMilliseconds,
          value,
          of,
          dims: dims as Counted['dims'],
        })),
    );
}

function expectCell(
  metric: MetricDefinition,
  cell: MetricCell,
  points: readonly Counted[],
  before: readonly Counted[],
) {
  const sum = points.reduce((total, { value }) => total + value, 0);
  if (metric.kind === 'level') {
    expect(cell.value).toBe(before.reduce((total, { value }) => total + value, 0));
    return;
  }
  expect(cell.sum).toBe(sum);
  const count = metric.kind === 'ratio' ? points.reduce((total, { of }) => total + of, 0) : points.length;
  expect(cell.count).toBe(count);
  if (metric.kind === 'count' || metric.kind === 'sum') expect(cell.value).toBe(sum);
  else expect(cell.value).toBe(count === 0 ? null : sum / count);
  if (metric.kind === 'distribution' && count > 0) {
    const values = points.map(({ value }) => value).sort((a, b) => a - b);
    const median = values[Math.floor((count - 1) / 2)]!;
    expect(Math.abs(cell.percentiles[0]! - median)).toBeLessThanOrEqual(median * 0.01);
  }
}

describe.each(jobMetrics)('$name: every bucket is what its events add up to', (metric) => {
  const cuts = [
    { breakdown: undefined, filters: {}, source: 'rollups' },
    { breakdown: 'team', filters: {}, source: 'rollups' },
    { breakdown: 'channel', filters: { team: ['south', null] }, source: 'rollups' },
    { breakdown: 'team', filters: { channel: ['phone'], priority: ['low'] }, source: 'events' },
  ] as const;
  const grains = metricGrains.flatMap((grain) => cuts.map((cut) => ({ grain, ...cut })));

  test.each(grains)(
    'by $grain, broken down by $breakdown, filtered by $filters',
    async ({ grain, breakdown, filters, source }) => {
      const answer = await ask({ metric: metric.name, grain, range, breakdown, filters });
      expect(answer.source).toBe(source);
      const [from, to] = [edge(range.from), edge('2026-11-07')];
      const wanted = pointsOf(metric).filter(({ dims }) =>
        Object.entries(filters).every(([name, values]) =>
          (values as readonly (string | null)[]).includes(dims[name] ?? null),
        ),
      );
      for (const series of answer.series) {
        const own = wanted.filter(
          ({ dims }) => breakdown === undefined || (dims[breakdown] ?? null) === series.key,
        );
        let expectedStart = from;
        for (const bucket of series.buckets) {
          const [start, end] = [Date.parse(bucket.start), Date.parse(bucket.end)];
          // Buckets follow one another without a gap: nothing is counted twice or left out.
          expect(start).toBe(expectedStart);
          expectedStart = end;
          expectCell(
            metric,
            bucket,
            own.filter(({ ms }) => ms >= start && ms < end),
            own.filter(({ ms }) => ms < end),
          );
        }
        expect(expectedStart).toBe(to);
        expectCell(
          metric,
          series.total,
          own.filter(({ ms }) => ms >= from && ms < to),
          own.filter(({ ms }) => ms < to),
        );
      }
      expectCell(
        metric,
        answer.total,
        wanted.filter(({ ms }) => ms >= from && ms < to),
        wanted.filter(({ ms }) => ms < to),
      );
      // No line is missing: what has points in the range has a series.
      const keys = new Set(
        wanted
          .filter(({ ms }) => ms >= from && ms < to)
          .map(({ dims }) => (breakdown === undefined ? null : (dims[breakdown] ?? null))),
      );
      for (const key of keys) expect(answer.series.map((series) => series.key)).toContain(key);
    },
  );

  test('opens into exactly as many rows as it counts, on every day and in every hour of the long day', async () => {
    for (const [grain, days] of [
      ['day', range],
      ['hour', { from: '2026-11-01', to: '2026-11-01' }],
    ] as const) {
      const answer = await ask({ metric: metric.name, grain, range: days, breakdown: 'team' });
      for (const series of answer.series) {
        for (const { start, end, ...cell } of series.buckets) {
          const { total, rows } = await openAll({
            metric: metric.name,
            start,
            end,
            filters: { team: [series.key] },
          });
          expect(total).toMatchObject({ value: cell.value, count: cell.count, sum: cell.sum });
          const sum = rows.reduce((all, { value }) => all + value, 0);
          if (metric.kind === 'level') expect(sum).toBe(cell.value);
          else {
            expect(rows.reduce((all, { of }) => all + of, 0)).toBe(cell.count);
            expect(sum).toBe(cell.sum);
          }
          expect(new Set(rows.map((row) => row.eventId ?? JSON.stringify(row))).size).toBe(rows.length);
        }
      }
    }
  });
});

test('the day on which clocks go back has 25 hours', async () => {
  const answer = await ask({
    metric: 'jobs.opened',
    grain: 'hour',
    range: { from: '2026-11-01', to: '2026-11-01' },
  });
  expect(answer.series[0]?.buckets).toHaveLength(25);
});

test('a ratio opens into its numerator and its denominator', async () => {
  const day = {
    start: new Date(edge('2026-10-26')).toISOString(),
    end: new Date(edge('2026-11-07')).toISOString(),
  };
  const kept = await openAll({ metric: 'jobs.inTime', ...day, part: 'numerator' });
  const all = await openAll({ metric: 'jobs.inTime', ...day, part: 'denominator' });
  expect(kept.rows).toHaveLength(all.total!.sum);
  expect(all.rows).toHaveLength(all.total!.count);
  expect(kept.rows.length).toBeLessThan(all.rows.length);
});

test('a period is compared with the one before it', async () => {
  const answer = await ask({
    metric: 'jobs.opened',
    range: { from: '2026-10-30', to: '2026-11-02' },
    compare: 'previousPeriod',
    breakdown: 'team',
  });
  const alone = await ask({
    metric: 'jobs.opened',
    range: { from: '2026-10-26', to: '2026-10-29' },
    breakdown: 'team',
  });
  expect(answer.comparison?.range).toMatchObject({ from: '2026-10-26', to: '2026-10-29' });
  expect(answer.comparison?.total).toEqual(alone.total);
  expect(answer.comparison?.series).toEqual(alone.series);
});

describe('what a reader with a narrower scope sees', () => {
  const lead = call({
    type: 'user',
    id: randomUUID(),
    teamIds: ['north'],
    grants: new Map([['metrics.read', 'team']]),
  });

  test('only the numbers of their teams, whatever they ask for', async () => {
    const own = await ask({ metric: 'jobs.opened', range, filters: { team: ['north'] } });
    expect((await ask({ metric: 'jobs.opened', range }, lead)).total).toEqual(own.total);
    const other = await ask({ metric: 'jobs.opened', range, filters: { team: ['south'] } }, lead);
    expect(other.total.value).toBe(0);
    const answer = await ask({ metric: 'jobs.opened', range, breakdown: 'team' }, lead);
    expect(answer.series.map(({ key }) => key)).toEqual(['north']);
  });

  test('drill-down shows no other team’s events either', async () => {
    const stretch = {
      start: new Date(edge(range.from)).toISOString(),
      end: new Date(edge('2026-11-07')).toISOString(),
    };
    const { rows } = await openAll(
      { metric: 'jobs.opened', ...stretch, filters: { team: ['north', 'south'] } },
      lead,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.dimensions.team))).toEqual(new Set(['north']));
    const waiting = await openAll({ metric: 'jobs.waiting', ...stretch }, lead);
    expect(new Set(waiting.rows.map((row) => row.dimensions.team))).toEqual(new Set(['north']));
  });

  test('a metric that does not tell people apart is refused to those who may see only their own', async () => {
    const agent = call({ type: 'user', id: randomUUID(), grants: new Map([['metrics.read', 'own']]) });
    await expect(ask({ metric: 'jobs.opened', range }, agent)).rejects.toMatchObject({
      code: 'metric_out_of_scope',
    });
  });
});

test('what cannot be answered says why', async () => {
  await expect(ask({ metric: 'jobs.none' })).rejects.toMatchObject({ code: 'metric_unknown' });
  await expect(ask({ metric: 'jobs.opened', breakdown: 'assignee' })).rejects.toMatchObject({
    code: 'metric_dimension_unknown',
  });
  const years = { from: '2020-01-01', to: '2026-01-01' };
  await expect(ask({ metric: 'jobs.opened', grain: 'hour', range: years })).rejects.toMatchObject({
    code: 'metric_range_too_long',
  });
  const stretch = { start: '2026-10-26T04:00:00Z', end: '2026-11-07T05:00:00Z', limit: 5 };
  const { nextCursor } = await open({ metric: 'jobs.opened', ...stretch });
  await expect(open({ metric: 'jobs.time', ...stretch, cursor: nextCursor })).rejects.toMatchObject({
    code: 'invalid_cursor',
  });
});

test('numbers say that they lag while events wait, and drill-down stays with what is counted', async () => {
  const stretch = { start: '2026-11-19T05:00:00Z', end: '2026-11-20T05:00:00Z' };
  const query = { metric: 'jobs.opened', range: { from: '2026-11-19', to: '2026-11-19' } };
  expect((await ask(query)).freshness).toMatchObject({ lagSeconds: 0, rebuildNeeded: false });
  const life = { facts: { team: null, channel: 'web', priority: 'low' }, seconds: 1, late: false, cents: 1 };
  const late = jobLife(randomUUID(), Temporal.Instant.from('2026-11-19T08:00:00Z'), life).slice(0, 1);
  await db.inOrg((tx) => appendEvents(tx, late), orgId);
  const waiting = await ask(query);
  expect(waiting.total.value).toBe(0);
  expect(waiting.freshness.asOf).not.toBe(Temporal.Instant.from(now).toString());
  expect((await openAll({ metric: 'jobs.opened', ...stretch })).rows).toEqual([]);
  await projectToEnd(db.database, jobEventRegistry, metricsProjector(jobMetricRegistry), orgId);
  expect((await ask(query)).total.value).toBe(1);
  expect((await openAll({ metric: 'jobs.opened', ...stretch })).rows).toHaveLength(1);
});

test('an organisation that moved to another time zone is told to rebuild, and still reads the days it kept', async () => {
  const moved = (to: string) =>
    db.inOrg(
      (tx) => sql`update organisations set time_zone = ${to} where org_id = ${orgId}`.execute(tx.db),
      orgId,
    );
  await moved('Asia/Tokyo');
  const answer = await ask({ metric: 'jobs.opened', range });
  await moved(zone);
  expect(answer.timeZone).toBe(zone);
  expect(answer.freshness.rebuildNeeded).toBe(true);
});
