import { randomUUID } from 'node:crypto';
import type { Alert, ChartAnswer, ChartPareto, ControlChart } from '@jingyun/contracts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendEvents } from '../../platform/events/append-events.ts';
import { type TestClient, useProduct } from '../../testing/use-product.ts';
import { makeTeam, makeUser } from '../tickets/ticket.factory.ts';
import { answersOf, drawnOf, randomFrom } from './chart.factory.ts';
import { watchCharts } from './watch-charts.ts';

const t = useProduct();
const days = 60;
const shift = 40;
const first = Temporal.PlainDate.from('2026-01-01');
const dateOf = (day: number) => first.add({ days: day }).toString();
let slow: string;
let steady: string;
let manager: TestClient;
let me: string;

/** Sixty days of answers: one team falls from 85 % to 50 % on day 40, the other stays as it is. */
beforeAll(async () => {
  [slow, steady] = await t.db.inOrg(async (tx) => [await makeTeam(tx, '派单'), await makeTeam(tx, '热线')]);
  me = await t.db.inOrg((tx) => makeUser(tx, '陈思远'));
  manager = t.as('manager', { id: me, locale: 'en' });
  // One noise of many: how often noise signals is held to chance's own rate in chart.rules.test.ts.
  const random = randomFrom(7);
  await t.db.inOrg(async (tx) => {
    for (let day = 0; day < days; day++) {
      const events = [
        ...answersOf(dateOf(day), drawnOf(random, 40, day < shift ? 0.85 : 0.5), 40, slow),
        ...answersOf(dateOf(day), drawnOf(random, 40, 0.8), 40, steady),
      ];
      await appendEvents(tx, events);
    }
  });
  at(days);
  await t.settle();
});

/** Noon of a day. */
const at = (day: number) => t.setNow(`${dateOf(day)}T04:00:00Z`);
const baseline = { by: 'baseline', from: dateOf(0), to: dateOf(shift - 1) };
const input = (teamId: string, over: object = {}) => ({
  name: 'CSAT',
  metric: 'surveys.csat',
  filters: { team: [teamId] },
  limits: baseline,
  watchFrom: dateOf(0),
  ...over,
});
const make = async (body: object, client = manager) => {
  const answer = await client.send<ControlChart>('POST', '/api/v1/charts', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const points = (id: string, search = '', client = manager) =>
  client.send<ChartAnswer>('GET', `/api/v1/charts/${id}/points${search}`);
const watch = () => watchCharts(t.services, t.db.orgId, new AbortController().signal);
const alertsOf = async (chartId: string, search = '', client = manager) =>
  (await client.send<{ data: Alert[] }>('GET', `/api/v1/alerts?chartId=${chartId}${search}`)).body.data;
const raisedEvents = async (chartId: string) =>
  (
    await t.db.inOrg((tx) =>
      sql<{ data: { rule: string; side: string } }>`
        select data from events where org_id = ${tx.orgId} and type = 'alert.raised' and data ->> 'chartId' = ${chartId}
        order by id`.execute(tx.db),
    )
  ).rows;

describe('a chart', () => {
  test('is computed from the metrics: kind with its reason, limits, signals, capability, in the reader’s language', async () => {
    const chart = await make(input(slow, { watchFrom: null }));
    await manager.send('POST', '/api/v1/metrics/targets', {
      metric: 'surveys.csat',
      value: 0.85,
      from: dateOf(0),
      teamId: slow,
    });
    const { body, status } = await points(chart.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'p', reason: 'shares', timeZone: 'Asia/Shanghai', leastPoints: 10 });
    expect(body.because).toContain('p chart');
    expect(body.points).toHaveLength(days);
    expect(body.phases[0]!.parameters!.centre).toBeCloseTo(0.85, 1);
    expect(body.points.slice(shift, shift + 5).some(({ signals }) => signals.length > 0)).toBe(true);
    expect(body.capability).toMatchObject({ target: 0.85, of: days });
    expect(body.capability!.sigmaLevel).toBeGreaterThan(1);
  });

  test('leaves out the bucket that has not closed, and events that are not counted yet', async () => {
    const chart = await make(input(slow, { watchFrom: null, grain: 'week', limits: { by: 'all' } }));
    at(days - 1);
    const last = (await points(chart.id)).body.points.at(-1)!;
    expect(Date.parse(last.end)).toBeLessThanOrEqual(Date.parse(`${dateOf(days - 1)}T04:00:00Z`));
    expect(Temporal.PlainDate.from(last.date).dayOfWeek).toBe(1);
    at(days);
  });

  test('shows a part of its time with the limits of its baseline', async () => {
    const chart = await make(input(slow, { watchFrom: null }));
    const whole = (await points(chart.id)).body;
    const part = (await points(chart.id, `?from=${dateOf(50)}&to=${dateOf(55)}`)).body;
    expect(part.points.map(({ date }) => date)).toEqual([50, 51, 52, 53, 54, 55].map(dateOf));
    expect(part.points).toEqual(whole.points.slice(50, 56));
  });

  test('takes notes on points; an excluded point has no part in the limits', async () => {
    const chart = await make(input(slow, { watchFrom: null, limits: { by: 'all' } }));
    const before = (await points(chart.id)).body.phases[0]!.parameters!.centre;
    const path = `/api/v1/charts/${chart.id}/notes/${dateOf(shift)}`;
    expect((await manager.send('PUT', path, { text: '台风', excluded: true })).body).toMatchObject({
      text: '台风',
      by: '陈思远',
    });
    const { body } = await points(chart.id);
    expect(body.notes).toMatchObject([{ date: dateOf(shift), excluded: true }]);
    expect(body.phases[0]!.parameters!.centre).toBeGreaterThan(before);
    expect((await manager.send('DELETE', path)).status).toBe(200);
    expect((await manager.send('DELETE', path)).status).toBe(404);
    expect((await manager.send('PUT', path, { text: '  ' })).status).toBe(422);
  });

  test('can freeze its limits, from enough points', async () => {
    const chart = await make(input(slow, { watchFrom: null }));
    const ifMatch = { 'if-match': '"1"' };
    const frozen = await manager.send<ControlChart>(
      'POST',
      `/api/v1/charts/${chart.id}/freeze`,
      undefined,
      ifMatch,
    );
    expect(frozen.body.limits).toMatchObject({ by: 'frozen', kind: 'p', spread: 1 });
    expect((await points(chart.id)).body).toMatchObject({ reason: 'frozen', kind: 'p' });
    const months = await make(input(slow, { watchFrom: null, grain: 'month', limits: { by: 'all' } }));
    const refused = await manager.send('POST', `/api/v1/charts/${months.id}/freeze`, undefined, ifMatch);
    expect(refused).toMatchObject({ status: 409, body: { code: 'chart_too_few_points' } });
  });

  test('opens into where its numbers come from', async () => {
    const chart = await make(input(slow, { watchFrom: null, filters: {} }));
    const { body } = await manager.send<ChartPareto>(
      'GET',
      `/api/v1/charts/${chart.id}/pareto?dimension=team`,
    );
    expect(body.amount).toBe('missed');
    expect(body.bars.map(({ label }) => label)).toEqual(['派单', '热线']);
    expect(body.bars.at(-1)!.cumulativeShare).toBeCloseTo(1, 12);
    const refused = await manager.send('GET', `/api/v1/charts/${chart.id}/pareto?dimension=clock`);
    expect(refused.body).toMatchObject({ code: 'metric_dimension_unknown' });
  });

  test('is refused where it makes no sense, naming the field', async () => {
    const refused = async (over: object) => {
      const { status, body } = await manager.send<{ code: string; fields?: { code: string }[] }>(
        'POST',
        '/api/v1/charts',
        input(slow, over),
      );
      return [status, body.fields?.[0]?.code ?? body.code];
    };
    const phase = (from: string) => ({ from, name: from });
    expect(await refused({ metric: 'no.such' })).toEqual([404, 'metric_unknown']);
    expect(await refused({ filters: { clock: ['x'] } })).toEqual([422, 'metric_dimension_unknown']);
    expect(await refused({ ownerId: randomUUID() })).toEqual([422, 'unknown_reference']);
    expect(await refused({ rules: ['run', 'run'] })).toEqual([422, 'listed_twice']);
    expect(await refused({ phases: [phase('2026-02-02'), phase('2026-02-01')] })).toEqual([
      422,
      'phases_not_rising',
    ]);
    expect(await refused({ limits: { by: 'baseline', from: '2026-02-02', to: '2026-02-01' } })).toEqual([
      422,
      'range_reversed',
    ]);
    expect(await refused({ limits: { by: 'frozen', kind: 'p', centre: 1.5, spread: 1 } })).toEqual([
      422,
      'limits_no_share',
    ]);
  });

  test('is saved only from its present version, with events', async () => {
    const chart = await make(input(slow, { watchFrom: null }));
    const put = (version: number) =>
      manager.send<ControlChart>('PUT', `/api/v1/charts/${chart.id}`, input(slow, { name: '新名' }), {
        'if-match': `"${version}"`,
      });
    expect((await put(1)).body).toMatchObject({ name: '新名', version: 2, watchFrom: dateOf(0) });
    expect((await put(1)).body).toMatchObject({ code: 'version_conflict' });
    const removed = await manager.send('DELETE', `/api/v1/charts/${chart.id}`, undefined, {
      'if-match': '"2"',
    });
    expect(removed.status).toBe(200);
    const { rows } = await t.db.inOrg((tx) =>
      sql<{
        type: string;
      }>`select type from events where org_id = ${tx.orgId} and subject_id = ${chart.id} order by id`.execute(
        tx.db,
      ),
    );
    expect(rows.map(({ type }) => type)).toEqual(['chart.saved', 'chart.saved', 'chart.deleted']);
  });
});

describe('who may see a chart', () => {
  test('follows from what it shows and whose it is', async () => {
    const [ofSlow, whole] = [
      await make(input(slow, { name: 'reach 1', watchFrom: null })),
      await make(input(slow, { name: 'reach 2', watchFrom: null, filters: {} })),
    ];
    const seen = async (client: TestClient) =>
      (await client.send<{ data: ControlChart[] }>('GET', '/api/v1/charts?search=reach')).body.data.map(
        ({ name }) => name,
      );
    const lead = t.as('teamLead', { teamIds: [slow] });
    expect(await seen(lead)).toEqual(['reach 1']);
    expect((await points(ofSlow.id, '', lead)).body.points).toHaveLength(days);
    expect((await points(whole.id, '', lead)).status).toBe(404);
    expect(await seen(t.as('teamLead', { teamIds: [steady] }))).toEqual([]);
    expect(await seen(t.as('agent', { teamIds: [slow] }))).toEqual([]);
    expect(await seen(t.as('agent', { id: me }))).toEqual(['reach 1', 'reach 2']);
    expect(await seen(t.as('owner', { orgId: t.db.otherOrgId }))).toEqual([]);
    const { body } = await lead.send('POST', '/api/v1/charts', input(steady));
    expect(body).toMatchObject({ code: 'chart_out_of_scope' });
    const noted = await t
      .as('agent')
      .send('PUT', `/api/v1/charts/${ofSlow.id}/notes/${dateOf(3)}`, { text: 'x' });
    expect(noted.status).toBe(403);
  });
});

describe('alerts', () => {
  test('are raised once for each signal, however often and however late the clock looks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: days }), { minLength: 1, maxLength: 6 }),
        async (visits) => {
          const chart = await make(input(slow, { ownerId: null }));
          for (const day of [...visits.sort((a, b) => a - b), days, days]) {
            at(day);
            await watch();
          }
          const events = await raisedEvents(chart.id);
          const keys = events.map(({ data }) => `${data.rule} ${data.side}`);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys).toContain('beyond-limits below');
          expect(keys).toContain('run below');
          expect(await alertsOf(chart.id)).toHaveLength(keys.length);
        },
      ),
      { numRuns: 6, seed: 4 },
    );
  });

  test('are not raised by noise, for the past, or where nothing is watched', async () => {
    const noise = await make(input(steady));
    const later = await make(input(slow, { watchFrom: dateOf(days) }));
    const never = await make(input(slow, { watchFrom: null }));
    await watch();
    for (const { id } of [noise, later, never]) expect(await alertsOf(id)).toEqual([]);
  });

  test('two who look at the same time raise one', async () => {
    const chart = await make(input(slow));
    await Promise.all([watch(), watch(), watch()]);
    expect(new Set((await raisedEvents(chart.id)).map(({ data }) => data.rule)).size).toBe(
      (await raisedEvents(chart.id)).length,
    );
  });

  test('a chart that cannot be computed any more does not keep others from being looked at', async () => {
    const broken = await make(input(slow, { name: 'a broken one' }));
    await t.db.inOrg((tx) =>
      sql`update control_charts set metric = 'gone.metric' where org_id = ${tx.orgId} and id = ${broken.id}`.execute(
        tx.db,
      ),
    );
    const chart = await make(input(slow));
    await watch();
    expect((await alertsOf(chart.id)).length).toBeGreaterThan(0);
  });

  test('outlive their chart: deleted, it can be read for their sake, and nothing else', async () => {
    const chart = await make(input(slow, { name: 'reach: gone' }));
    await watch();
    const before = await alertsOf(chart.id);
    expect(before[0]).toMatchObject({ kind: 'p', worse: true });
    const path = `/api/v1/charts/${chart.id}`;
    const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
    expect((await manager.send('DELETE', path, undefined, ifMatch(1))).status).toBe(200);
    expect(await alertsOf(chart.id)).toEqual(before);
    expect((await points(chart.id)).body).toMatchObject({
      chart: { archivedAt: expect.any(String), watchFrom: null },
      points: { length: days },
    });
    const list = await manager.send<{ data: ControlChart[] }>('GET', '/api/v1/charts?search=gone');
    expect(list.body.data).toEqual([]);
    const refused = { status: 409, body: { code: 'chart_archived' } };
    expect(await manager.send('PUT', path, input(slow), ifMatch(2))).toMatchObject(refused);
    expect(await manager.send('POST', `${path}/freeze`, undefined, ifMatch(2))).toMatchObject(refused);
    expect(await manager.send('PUT', `${path}/notes/${dateOf(3)}`, { text: 'x' })).toMatchObject(refused);
    expect(await manager.send('DELETE', path, undefined, ifMatch(2))).toMatchObject(refused);
    const closed = await manager.send(
      'POST',
      `/api/v1/alerts/${before[0]!.id}/close`,
      { reason: 'noAction' },
      ifMatch(before[0]!.version),
    );
    expect(closed.body).toMatchObject({ state: 'closed' });
  });

  test('of a chosen kind say which', async () => {
    const chart = await make(input(slow, { chosenKind: 'cusum' }));
    expect(chart).toMatchObject({ chosenKind: 'cusum' });
    const { body } = await points(chart.id);
    expect(body).toMatchObject({ kind: 'cusum', reason: 'chosen-cusum', appliedRules: ['beyond-limits'] });
    expect(body.points[0]).toMatchObject({
      accumulated: { measured: expect.any(Number), below: expect.any(Number) },
    });
    await watch();
    const [alert] = await alertsOf(chart.id);
    expect(alert).toMatchObject({ kind: 'cusum', rule: 'beyond-limits', side: 'below', worse: true });
    expect(alert!.value).toBeLessThan(alert!.lower);
    // The shift began on day 40; that is when the tickets to look at begin.
    expect(Math.abs(Date.parse(alert!.from) - Date.parse(dateOf(shift)))).toBeLessThan(4 * 86_400_000);
  });

  test('reach their owner by mail and in the list, are taken on, put aside and closed with a reason', async () => {
    await t.db.inOrg((tx) =>
      sql`update users set email = 'chen@example.com', joined_at = now(), active = true
          where org_id = ${tx.orgId} and id = ${me}`.execute(tx.db),
    );
    const chart = await make(input(slow, { name: '满意度', rules: ['beyond-limits'] }));
    expect(chart.owner).toEqual({ id: me, name: '陈思远' });
    await watch();
    const mails = await t.db.inOrg((tx) =>
      sql<{ subject: string; plain: string }>`
        select subject, plain from mails where org_id = ${tx.orgId} and recipient = 'chen@example.com'`.execute(
        tx.db,
      ),
    );
    expect(mails.rows).toHaveLength(1);
    expect(mails.rows[0]!.subject).toBe('预警：满意度');
    expect(mails.rows[0]!.plain).toContain(`/charts/${chart.id}`);

    const [alert] = await alertsOf(chart.id, '&owner=me');
    expect(alert).toMatchObject({
      state: 'open',
      rule: 'beyond-limits',
      ruleLabel: 'One point beyond the limits',
      side: 'below',
      worse: true,
    });
    expect(alert!.value).toBeLessThan(alert!.lower);
    const act = (verb: string, body: object, version: number, client = manager) =>
      client.send<Alert & { code: string }>('POST', `/api/v1/alerts/${alert!.id}/${verb}`, body, {
        'if-match': `"${version}"`,
      });
    expect((await act('acknowledge', {}, 1, t.as('agent'))).status).toBe(404);
    expect((await act('acknowledge', {}, 1, t.as('trainer'))).status).toBe(403);
    expect((await act('acknowledge', {}, 1)).body).toMatchObject({
      state: 'acknowledged',
      owner: { id: me },
    });
    expect((await act('snooze', { until: '2020-01-01T00:00:00Z' }, 2)).body.code).toBe('alert_snooze_past');
    const until = `${dateOf(days + 2)}T04:00:00Z`;
    expect((await act('snooze', { until }, 2)).body).toMatchObject({ state: 'snoozed' });
    expect(await alertsOf(chart.id)).toEqual([]);
    expect(await alertsOf(chart.id, '&state=snoozed,closed')).toHaveLength(1);
    at(days + 3);
    expect((await alertsOf(chart.id))[0]).toMatchObject({ state: 'acknowledged', snoozedUntil: null });
    expect((await act('close', { reason: 'improved', note: '见改善' }, 3)).body).toMatchObject({
      state: 'closed',
      closed: { reason: 'improved', note: '见改善' },
    });
    expect((await act('acknowledge', {}, 4)).body.code).toBe('alert_closed');
    at(days);
    await watch();
    expect(await raisedEvents(chart.id)).toHaveLength(1);
    const { rows } = await t.db.inOrg((tx) =>
      sql<{
        type: string;
      }>`select type from events where org_id = ${tx.orgId} and subject_id = ${alert!.id} order by id`.execute(
        tx.db,
      ),
    );
    expect(rows.map(({ type }) => type)).toEqual([
      'alert.raised',
      'alert.acknowledged',
      'alert.snoozed',
      'alert.closed',
    ]);
  });
});
