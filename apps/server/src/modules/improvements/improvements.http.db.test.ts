import { randomUUID } from 'node:crypto';
import type {
  Alert,
  ChartPareto,
  ControlChart,
  Improvement,
  ImprovementCalendar,
  ImprovementDraft,
  ImprovementSummary,
} from '@jingyun/contracts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendEvents } from '../../platform/events/append-events.ts';
import { type TestClient, useProduct } from '../../testing/use-product.ts';
import { answersOf, drawnOf, randomFrom } from '../charts/chart.factory.ts';
import { watchCharts } from '../charts/index.ts';
import { makeTeam, makeTicket, makeUser } from '../tickets/ticket.factory.ts';
import { done, edit, measure, openOne, planOf, problem, stageOf, why } from './improvement.factory.ts';
import { recheckImprovements } from './recheck-improvements.ts';

const t = useProduct();
/** On day 60 the pilot's satisfaction falls, on day 80 its countermeasure works, on day 200 it falls back. */
const [fall, change, days] = [60, 80, 240];
const first = Temporal.PlainDate.from('2026-01-01');
const dateOf = (day: number) => first.add({ days: day }).toString();
let [pilot, other, repair] = ['', '', ''];
let manager: TestClient;
let me: string;

beforeAll(async () => {
  [pilot, other, repair] = await t.db.inOrg(async (tx) => [
    await makeTeam(tx, '调度一组'),
    await makeTeam(tx, '调度二组'),
    await makeTeam(tx, '维修组'),
  ]);
  me = await t.db.inOrg((tx) => makeUser(tx, '陈思远'));
  manager = t.as('manager', { id: me, locale: 'en' });
  const random = randomFrom(12);
  const ofPilot = (day: number) => (day < fall || (day >= change && day < 200) ? 0.85 : 0.6);
  await t.db.inOrg(async (tx) => {
    for (let day = 0; day < days; day++) {
      const size = 20;
      const answers = (chance: number, team: string) =>
        answersOf(dateOf(day), drawnOf(random, size, chance), size, team);
      await appendEvents(tx, [
        ...answers(ofPilot(day), pilot),
        ...answers(day < fall ? 0.85 : 0.6, other),
        ...answers(0.75, repair),
      ]);
    }
  });
  at(days);
  await t.settle();
  at(change + 28);
});

/** Noon of a day. */
const at = (day: number) => t.setNow(`${dateOf(day)}T04:00:00Z`);
const recheck = () => recheckImprovements(t.services, t.db.orgId, new AbortController().signal);
const read = async (id: string, client = manager) =>
  (await client.send<Improvement>('GET', `/api/v1/improvements/${id}`)).body;
const eventsOf = async (improvementId: string) =>
  (
    await t.db.inOrg((tx) =>
      sql<{ id: string; type: string; subject: string; cause: string | null; data: Record<string, unknown> }>`
        select id, type, subject_type as subject, causation_id as cause, data from events
        where org_id = ${tx.orgId} and data ->> 'improvementId' = ${improvementId} order by id`.execute(
        tx.db,
      ),
    )
  ).rows;

/** An improvement in the stage check, with a countermeasure finished on day 80. */
async function inCheck(over: object = {}, client = manager): Promise<Improvement> {
  const cause = randomUUID();
  let it = await openOne(client, { filters: { team: [pilot] }, ...over });
  it = await done(client, it, 'PUT', '/causes', { causes: [why(cause, null, { isRoot: true })] });
  it = await done(
    client,
    it,
    'POST',
    '/countermeasures',
    measure({ causeId: cause, doneOn: dateOf(change) }),
  );
  return done(client, it, 'POST', '/stage', stageOf('check'));
}

describe('one turn', () => {
  test('from an alert to a proven effect: filled from the data, through every gate, each step the cause of the next', async () => {
    at(fall + 12);
    const chart = await manager.send<ControlChart>('POST', '/api/v1/charts', {
      name: '调度满意度',
      metric: 'surveys.csat',
      filters: { team: [pilot] },
      limits: { by: 'baseline', from: dateOf(0), to: dateOf(fall - 1) },
      watchFrom: dateOf(fall),
    });
    await watchCharts(t.services, t.db.orgId, new AbortController().signal);
    const alerts = await manager.send<{ data: Alert[] }>('GET', `/api/v1/alerts?chartId=${chart.body.id}`);
    const alert = alerts.body.data.at(-1)!;
    const draft = await manager.send<ImprovementDraft>(
      'GET',
      `/api/v1/improvements/draft?type=alert&id=${alert.id}`,
    );
    expect(draft.body).toMatchObject({
      metric: 'surveys.csat',
      filters: { team: [pilot] },
      aim: alert.centre,
    });
    const answer = await manager.send<Improvement>('POST', '/api/v1/improvements', {
      from: { type: 'alert', id: alert.id },
    });
    expect(answer.status).toBe(201);
    let it = answer.body;
    expect(it).toMatchObject({
      title: 'Improve 调度满意度',
      stage: 'plan',
      source: 'alert',
      owner: { id: me, name: '陈思远' },
      teams: [{ id: pilot, name: '调度一组' }],
      metricName: 'surveys.csat',
      problem: draft.body.problem,
      from: { type: 'alert', id: alert.id },
      gates: { analyse: [], act: ['rootCause'] },
    });
    expect(it.from?.title).toContain('调度满意度');
    expect(it.problem.where).toBe('调度一组');
    expect(it.problem.howMuch).toContain('%');

    it = await done(manager, it, 'POST', '/stage', stageOf('analyse'));
    const [bone, why1, root] = [randomUUID(), randomUUID(), randomUUID()];
    const ticket = await t.db.inOrg((tx) => makeTicket(tx, t.db.call()));
    it = await done(manager, it, 'PUT', '/causes', {
      causes: [
        { ...why(bone, null), tool: 'fishbone', category: 'method', text: '交接' },
        why(why1, null, { text: '改期没有通知' }),
        why(root, why1, { text: '交接时没有人负责', isRoot: true, ticketIds: [ticket.id] }),
      ],
    });
    expect(it.causes[2]).toMatchObject({
      parentId: why1,
      isRoot: true,
      evidence: [{ ticketId: ticket.id, number: ticket.number, subject: '洗衣机漏水' }],
    });
    it = await done(manager, it, 'POST', '/stage', stageOf('act'));
    at(change);
    it = await done(
      manager,
      it,
      'POST',
      '/countermeasures',
      measure({ status: 'planned', dueOn: dateOf(change - 1), ownerId: me, causeId: root }),
    );
    expect(it.countermeasures).toEqual({ open: 1, done: 0, overdue: 1 });
    const [action] = it.actions;
    it = await done(
      manager,
      it,
      'PUT',
      `/countermeasures/${action!.id}`,
      measure({ ownerId: me, causeId: root }),
    );
    expect(it.actions[0]).toMatchObject({ status: 'done', doneOn: dateOf(change), overdue: false });
    it = await done(manager, it, 'POST', '/stage', stageOf('check'));
    at(change + 28);
    it = await done(manager, it, 'POST', '/checks', {});
    const [check] = it.checks;
    expect(check).toMatchObject({
      kind: 'beforeAfter',
      recheck: null,
      current: true,
      by: '陈思远',
      countermeasure: { id: action!.id },
    });
    expect(check!.answer).toMatchObject({
      changeOn: dateOf(change),
      result: 'better',
      plain: { method: 'newcombe' },
      before: { from: dateOf(change - 28), to: dateOf(change - 1), count: 560 },
      after: { from: dateOf(change), to: dateOf(change + 27), count: 560 },
    });
    expect(check!.answer.difference).toBeCloseTo(
      check!.answer.after.value! - check!.answer.before.value!,
      12,
    );
    const { points } = check!.answer.chart;
    expect(points).toHaveLength(56);
    const centres = new Set(points.map(({ limits }) => limits?.centre));
    expect(centres.size, 'limits of its own on either side of the change').toBe(2);
    expect(it.gates.effective).toEqual([]);

    it = await done(manager, it, 'POST', '/close', {
      outcome: 'effective',
      standardise: '写入调度流程',
      lessons: '交接要有负责人',
    });
    expect(it).toMatchObject({
      stage: 'closed',
      outcome: 'effective',
      closing: { standardise: '写入调度流程' },
      rechecks: [
        { days: 30, on: dateOf(change + 58), checkId: null },
        { days: 90, on: dateOf(change + 118), checkId: null },
      ],
      may: { manage: false, close: false },
    });

    const events = await eventsOf(it.id);
    const kinds = events.map(({ type, subject }) => `${subject} ${type}`);
    expect(kinds).toEqual([
      'improvement improvement.opened',
      'improvement improvement.stageChanged',
      'improvement improvement.analysed',
      'improvementCause improvement.causeFound',
      'improvement improvement.stageChanged',
      'countermeasure improvement.countermeasureAdded',
      'countermeasure improvement.countermeasureDone',
      'improvement improvement.stageChanged',
      'improvementCheck improvement.checked',
      'improvement improvement.closed',
    ]);
    const of = (type: string) => events.find((event) => event.type === type)!;
    const { rows: raised } = await t.db.inOrg((tx) =>
      sql<{ id: string }>`
        select id from events where org_id = ${tx.orgId} and type = 'alert.raised' and subject_id = ${alert.id}`.execute(
        tx.db,
      ),
    );
    expect(of('improvement.opened').cause).toBe(raised[0]!.id);
    expect(of('improvement.causeFound').cause).toBe(of('improvement.opened').id);
    expect(of('improvement.countermeasureAdded').cause).toBe(of('improvement.causeFound').id);
    expect(of('improvement.countermeasureDone').cause).toBe(of('improvement.causeFound').id);
    expect(of('improvement.checked').cause).toBe(of('improvement.countermeasureDone').id);
    expect(of('improvement.closed').cause).toBe(of('improvement.checked').id);

    const number = async (metric: string) =>
      (
        await manager.send<{ total: { value: number } }>(
          'GET',
          `/api/v1/metrics/query?metric=${metric}&from=${dateOf(0)}&to=${dateOf(200)}&team=${pilot}`,
        )
      ).body.total.value;
    await t.settle();
    expect(await number('improvements.opened')).toBe(1);
    expect(await number('improvements.effectiveShare')).toBe(1);
    expect(await number('improvements.leadTime')).toBe((change + 28 - fall - 12) * 86_400);
  });

  test('a ticket fills what and how much', async () => {
    const ticket = await t.db.inOrg((tx) => makeTicket(tx, t.db.call(), { kind: 'complaint' }));
    await t.settle();
    const it = await openOne(manager, {
      title: undefined,
      problem: undefined,
      metric: undefined,
      from: { type: 'ticket', id: ticket.id },
    });
    expect(it).toMatchObject({
      source: 'ticket',
      metricName: 'tickets.complaints',
      problem: { what: `Ticket #${ticket.number}: 洗衣机漏水`, when: 'It came on 2026-03-02.' },
    });
    expect(it.problem.howMuch).toMatch(/there were [1-9]/);
    expect(it.gates.analyse).toEqual([]);
  });

  test('a suggestion and one by hand need no record', async () => {
    const suggested = await openOne(manager, { suggestion: '客户建议改期前打电话', metric: null });
    expect(suggested).toMatchObject({ source: 'suggestion', suggestion: '客户建议改期前打电话', from: null });
    expect(suggested.gates.analyse).toEqual(['metric']);
    expect((await openOne(manager)).source).toBe('manual');
  });
});

describe('a pilot', () => {
  test('is compared with teams that do as before, and its own time before', async () => {
    at(change + 28);
    let it = await inCheck({ filters: { team: [pilot, other] } });
    const refused = await edit(manager, it, 'POST', '/checks', { kind: 'pilot' });
    expect(refused.body.code).toBe('check_needs_comparison');
    it = await done(manager, it, 'PUT', '/pilot', {
      pilot: { teamIds: [pilot], startOn: dateOf(change), comparisonTeamIds: [other] },
    });
    expect(it.pilot).toMatchObject({
      teams: [{ name: '调度一组' }],
      comparisonTeams: [{ name: '调度二组' }],
    });
    it = await done(manager, it, 'POST', '/checks', { kind: 'pilot' });
    const { answer, current } = it.checks[0]!;
    expect(current).toBe(true);
    expect(answer).toMatchObject({
      teams: [{ id: pilot }],
      comparison: { teams: [{ id: other }], after: { count: 560 } },
      decidedBy: 'differenceInDifferences',
      result: 'better',
    });
    // By 25 points the pilot was made better.
    expect(answer.interval!.lower).toBeLessThan(0.25);
    expect(answer.interval!.upper).toBeGreaterThan(0.25);
    expect(answer.interval!.lower).toBeGreaterThan(0);
    // Before against after looks at the pilot's teams alone.
    it = await done(manager, it, 'POST', '/checks', {});
    expect(it.checks[0]!.answer).toMatchObject({
      comparison: null,
      after: { count: 560 },
      result: 'better',
    });
    const overlap = await edit(manager, it, 'PUT', '/pilot', {
      pilot: { teamIds: [pilot], startOn: dateOf(change), comparisonTeamIds: [pilot] },
    });
    expect(overlap.status).toBe(422);
  });
});

describe('gates', () => {
  const codes = async (it: Improvement, path: string, body: object) => {
    const { status, body: answer } = await edit(manager, it, 'POST', path, body);
    return [status, answer.code];
  };

  test('each step needs what comes before it, and back goes at any time', async () => {
    at(change + 28);
    let it = await openOne(manager, { problem: { ...problem, howMuch: ' ' }, metric: null });
    expect(it.gates.analyse).toEqual(['problem', 'metric']);
    expect(await codes(it, '/stage', stageOf('analyse'))).toEqual([409, 'improvement_needs_problem']);
    it = await done(manager, it, 'PUT', '', { ...planOf(it), problem });
    expect(await codes(it, '/stage', stageOf('analyse'))).toEqual([409, 'improvement_needs_metric']);
    it = await done(manager, it, 'PUT', '', { ...planOf(it), metric: 'surveys.csat' });
    it = await done(manager, it, 'POST', '/stage', stageOf('analyse'));
    expect(await codes(it, '/stage', stageOf('act'))).toEqual([409, 'improvement_needs_root_cause']);
    const cause = randomUUID();
    it = await done(manager, it, 'PUT', '/causes', { causes: [why(cause, null, { isRoot: true })] });
    it = await done(manager, it, 'POST', '/stage', stageOf('act'));
    it = await done(manager, it, 'POST', '/countermeasures', measure({ status: 'doing' }));
    expect(await codes(it, '/stage', stageOf('check'))).toEqual([409, 'improvement_needs_countermeasure']);
    expect(await codes(it, '/checks', {})).toEqual([409, 'improvement_not_in_check']);
    it = await done(manager, it, 'PUT', `/countermeasures/${it.actions[0]!.id}`, measure());
    it = await done(manager, it, 'POST', '/stage', stageOf('check'));
    it = await done(manager, it, 'POST', '/stage', stageOf('analyse'));
    expect(it.stage).toBe('analyse');
    expect((await done(manager, it, 'POST', '/stage', stageOf('check'))).stage).toBe('check');
  });

  test('what does nothing is not effective: neither unchecked, nor with a check that shows no difference', async () => {
    at(change + 56);
    let it = await inCheck({ filters: { team: [repair] } });
    expect(await codes(it, '/close', { outcome: 'effective' })).toEqual([409, 'improvement_unproven']);
    it = await done(manager, it, 'POST', '/checks', {});
    expect(it.checks[0]!.answer).toMatchObject({ result: 'noDifference' });
    const { interval, enough } = it.checks[0]!.answer;
    expect(interval!.lower).toBeLessThan(0);
    expect(interval!.upper).toBeGreaterThan(0);
    expect(enough!.have).toBeGreaterThanOrEqual(enough!.needed);
    expect(it.gates.effective).toEqual(['proof']);
    expect(await codes(it, '/close', { outcome: 'effective' })).toEqual([409, 'improvement_unproven']);
    expect(await codes(it, '/close', { outcome: 'ineffective' })).toEqual([422, 'improvement_needs_reason']);
    it = await done(manager, it, 'POST', '/close', { outcome: 'ineffective', reason: '短信没有人看' });
    expect(it).toMatchObject({ outcome: 'ineffective', rechecks: [], closing: { reason: '短信没有人看' } });
    expect(await codes(it, '/stage', stageOf('plan'))).toEqual([409, 'improvement_closed']);
    expect(await codes(it, '/close', { outcome: 'cancelled', reason: '重复' })).toEqual([
      409,
      'improvement_closed',
    ]);
  });

  test('a proof of another measure is none, and the newest check counts', async () => {
    at(change + 28);
    let it = await inCheck();
    it = await done(manager, it, 'POST', '/checks', {});
    expect(it.gates.effective).toEqual([]);
    it = await done(manager, it, 'PUT', '', { ...planOf(it), filters: { team: [pilot, other] } });
    expect(it.checks[0]!.current).toBe(false);
    expect(await codes(it, '/close', { outcome: 'effective' })).toEqual([409, 'improvement_unproven']);
    it = await done(manager, it, 'PUT', '', { ...planOf(it), filters: { team: [pilot] } });
    expect(it.gates.effective).toEqual([]);
    at(change + 29);
    const sameAsBefore = { from: dateOf(0), to: dateOf(27) };
    it = await done(manager, it, 'POST', '/checks', {
      before: sameAsBefore,
      after: { from: dateOf(change), to: dateOf(change + 27) },
    });
    expect(it.checks[0]!.answer.result).toBe('noDifference');
    expect(await codes(it, '/close', { outcome: 'effective' })).toEqual([409, 'improvement_unproven']);
  });
});

describe('bad input is refused clearly, and nothing is lost', () => {
  test('a cycle in the whys, a parent of the other tool, evidence that is no ticket', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    let it = await openOne(manager);
    it = await done(manager, it, 'PUT', '/causes', {
      causes: [why(a, null, { text: '没有通知' }), why(b, a)],
    });
    const send = (causes: object[]) => edit(manager, it, 'PUT', '/causes', { causes });
    const cycle = await send([why(a, b, { text: '没有通知' }), why(b, a)]);
    expect([cycle.status, cycle.body.code]).toEqual([422, 'improvement_cause_cycle']);
    expect(JSON.stringify(cycle.body)).toContain('没有通知');
    const mixed = await send([why(a, null), { ...why(b, a), tool: 'fishbone' }]);
    expect(mixed.body.code).toBe('improvement_cause_parent');
    const unknown = await send([why(a, null, { ticketIds: [randomUUID()] })]);
    expect([unknown.status, unknown.body.code]).toEqual([422, 'unknown_reference']);
    expect((await send([{ ...why(a, null), colour: 'red' }])).status).toBe(422);
    expect((await read(it.id)).causes.map(({ id, parentId }) => [id, parentId])).toEqual([
      [a, null],
      [b, a],
    ]);
    it = await done(manager, it, 'POST', '/countermeasures', measure({ causeId: b }));
    const lost = await edit(manager, it, 'PUT', '/causes', { causes: [why(a, null)] });
    expect(lost.body.code).toBe('improvement_cause_in_use');
    // A tree may be turned round in one go.
    it = await done(manager, it, 'PUT', '/causes', { causes: [why(b, null), why(a, b)] });
    expect(it.causes.map(({ id, parentId }) => [id, parentId])).toEqual([
      [b, null],
      [a, b],
    ]);
  });

  test('windows in the future, overlapping, half given, or before numbers are counted', async () => {
    at(change + 28);
    const it = await inCheck();
    const code = async (body: object) => {
      const { status, body: answer } = await edit(manager, it, 'POST', '/checks', body);
      return [status, answer.code];
    };
    const before = { from: dateOf(40), to: dateOf(change - 1) };
    expect(await code({ before, after: { from: dateOf(change), to: dateOf(change + 28) } })).toEqual([
      422,
      'check_window_future',
    ]);
    expect(await code({ before, after: { from: dateOf(change - 5), to: dateOf(change + 5) } })).toEqual([
      422,
      'check_windows_overlap',
    ]);
    expect(await code({ changeOn: dateOf(change + 30) })).toEqual([422, 'check_too_early']);
    expect((await code({ before }))[0]).toBe(422);
    expect(await code({ before, after: { from: dateOf(change + 9), to: dateOf(change + 5) } })).toEqual([
      422,
      'invalid_input',
    ]);
    await t.db.inOrg((tx) => appendEvents(tx, answersOf(dateOf(change + 5), 1, 1, repair)));
    await t.db.open.owner`
      update events set recorded_at = recorded_at - interval '10 minutes'
      where org_id = ${t.db.orgId} and id = (select max(id::text)::uuid from events where org_id = ${t.db.orgId})`;
    expect(await code({})).toEqual([503, 'check_numbers_behind']);
    await t.settle();
    expect((await read(it.id)).checks).toEqual([]);
  });

  test('unknown metrics, dimensions, people, teams, records; no title', async () => {
    const refused = async (over: object) => {
      const { status, body } = await manager.send<{ code: string; fields?: { code: string }[] }>(
        'POST',
        '/api/v1/improvements',
        { title: 'x', ...over },
      );
      return [status, body.fields?.[0]?.code ?? body.code];
    };
    expect(await refused({ metric: 'no.such' })).toEqual([404, 'metric_unknown']);
    expect(await refused({ metric: 'surveys.csat', filters: { clock: ['x'] } })).toEqual([
      422,
      'metric_dimension_unknown',
    ]);
    expect(await refused({ memberIds: [randomUUID()] })).toEqual([422, 'unknown_reference']);
    expect(await refused({ teamIds: [randomUUID()] })).toEqual([422, 'unknown_reference']);
    expect(await refused({ from: { type: 'alert', id: randomUUID() } })).toEqual([404, 'not_found']);
    expect(await refused({ title: undefined })).toEqual([422, 'improvement_title_missing']);
    expect(await refused({ colour: 'red' })).toEqual([422, 'unrecognized_keys']);
  });

  test('countermeasures finished in the future, of unknown causes; stale versions', async () => {
    let it = await openOne(manager);
    const add = async (over: object) =>
      (await edit(manager, it, 'POST', '/countermeasures', measure(over))).body.code;
    expect(await add({ doneOn: '2030-01-01' })).toBe('improvement_done_in_future');
    expect(await add({ status: 'doing', doneOn: '2026-01-01' })).toBe('improvement_done_in_future');
    expect(await add({ causeId: randomUUID() })).toBe('unknown_reference');
    expect(await add({ ownerId: randomUUID() })).toBe('unknown_reference');
    const stale = it;
    it = await done(manager, it, 'POST', '/countermeasures', measure());
    expect((await edit(manager, stale, 'POST', '/countermeasures', measure())).body.code).toBe(
      'version_conflict',
    );
    const without = await manager.send('POST', `/api/v1/improvements/${it.id}/stage`, stageOf('plan'));
    expect(without.status).toBe(428);
    it = await done(manager, it, 'DELETE', `/countermeasures/${it.actions[0]!.id}`);
    expect(it.actions).toEqual([]);
  });
});

describe('a check', () => {
  test('stays as it was, whatever is counted later', async () => {
    at(change + 28);
    let it = await inCheck({ filters: { team: [pilot] } });
    it = await done(manager, it, 'POST', '/checks', {});
    const kept = it.checks[0]!;
    await t.db.inOrg((tx) => appendEvents(tx, answersOf(dateOf(change + 3), 0, 40, pilot)));
    await t.settle();
    expect((await read(it.id)).checks[0]).toEqual(kept);
    at(change + 29);
    it = await done(manager, it, 'POST', '/checks', {});
    expect(it.checks[0]!.answer.after.count).toBe(kept.answer.after.count + 40);
    expect(it.checks[1]).toEqual(kept);
  });

  test('is made again after 30 and 90 days, once each; the owner is told where the effect is gone', async () => {
    await t.db.inOrg((tx) =>
      sql`update users set email = 'chen@example.com', joined_at = now(), active = true
          where org_id = ${tx.orgId} and id = ${me}`.execute(tx.db),
    );
    const mails = async () =>
      (
        await t.db.inOrg((tx) =>
          sql<{ subject: string; plain: string }>`
            select subject, plain from mails where org_id = ${tx.orgId} and recipient = 'chen@example.com'
            order by id`.execute(tx.db),
        )
      ).rows;
    at(change + 28);
    let it = await inCheck({ title: '改期提醒' });
    it = await done(manager, it, 'POST', '/checks', {});
    at(change + 50);
    it = await done(manager, it, 'POST', '/close', { outcome: 'effective' });
    const closedVersion = it.version;
    at(change + 79);
    await recheck();
    expect((await read(it.id)).checks).toHaveLength(1);
    at(change + 80);
    await Promise.all([recheck(), recheck()]);
    it = await read(it.id);
    expect(it.checks[0]).toMatchObject({
      recheck: 30,
      kind: 'beforeAfter',
      by: null,
      answer: {
        result: 'better',
        before: { from: dateOf(change - 28), to: dateOf(change - 1) },
        after: { from: dateOf(change + 52), to: dateOf(change + 79) },
      },
    });
    expect(it.checks).toHaveLength(2);
    expect((await mails()).filter(({ subject }) => subject.includes('改期提醒'))).toEqual([]);
    // The clock comes five days late, when it has been bad again for some: the days are those that were meant.
    at(change + 145);
    await recheck();
    await recheck();
    it = await read(it.id);
    expect(it.checks).toHaveLength(3);
    expect(it.checks[0]).toMatchObject({
      recheck: 90,
      answer: { after: { from: dateOf(change + 112), to: dateOf(change + 139) } },
    });
    expect(it.checks[0]!.answer.result).not.toBe('better');
    expect(it).toMatchObject({ stage: 'closed', outcome: 'effective', version: closedVersion });
    const told = (await mails()).filter(({ subject }) => subject.includes('改期提醒'));
    expect(told).toHaveLength(1);
    expect(told[0]!.subject).toBe('改进效果未能保持：改期提醒');
    expect(told[0]!.plain).toContain(`/improvements/${it.id}`);
    const rechecked = (await eventsOf(it.id)).filter(({ type }) => type === 'improvement.checked');
    expect(rechecked.map(({ data }) => data['recheck'])).toEqual([null, 30, 90]);
  });
});

describe('who may', () => {
  test('see, change and close one follows from role, team and membership', async () => {
    at(change + 28);
    const it = await inCheck({ title: 'reach', filters: { team: [pilot] } });
    const status = async (client: TestClient) =>
      (await client.send('GET', `/api/v1/improvements/${it.id}`)).status;
    const member = await t.db.inOrg((tx) => makeUser(tx, '李娜'));
    const agent = t.as('agent', { id: member, teamIds: [pilot] });
    expect(await status(t.as('teamLead', { teamIds: [pilot] }))).toBe(200);
    expect(await status(t.as('teamLead', { teamIds: [other] }))).toBe(404);
    expect(await status(agent)).toBe(404);
    expect(await status(t.as('owner', { orgId: t.db.otherOrgId }))).toBe(404);
    const joined = await done(manager, it, 'PUT', '', { ...planOf(it), memberIds: [member] });
    expect(await status(agent)).toBe(200);
    expect((await read(it.id, agent)).may).toEqual({ manage: true, close: false });
    expect((await edit(agent, joined, 'POST', '/close', { outcome: 'cancelled', reason: 'x' })).status).toBe(
      403,
    );
    expect((await edit(t.as('agent'), joined, 'POST', '/checks', {})).status).toBe(404);
    const outside = t.as('owner', { orgId: t.db.otherOrgId });
    expect(
      (await edit(outside, joined, 'POST', '/close', { outcome: 'cancelled', reason: 'x' })).status,
    ).toBe(404);
    const worked = await done(agent, joined, 'POST', '/countermeasures', measure({ text: '我来跟进' }));
    expect(worked.actions).toHaveLength(2);
  });

  test('nobody measures what they may not see', async () => {
    const lead = t.as('teamLead', { teamIds: [pilot], locale: 'en' });
    const open = async (over: object, client = lead) =>
      (
        await client.send<{ code?: string }>('POST', '/api/v1/improvements', {
          title: 'x',
          metric: 'surveys.csat',
          ...over,
        })
      ).body.code;
    expect(await open({ filters: { team: [pilot] } })).toBeUndefined();
    expect(await open({ filters: { team: [other] } })).toBe('improvement_out_of_scope');
    expect(await open({ filters: {} })).toBe('improvement_out_of_scope');
    expect(await open({ filters: { team: [pilot] } }, t.as('agent'))).toBe('improvement_out_of_scope');
    expect(await open({ metric: null }, t.as('agent'))).toBeUndefined();
    const it = await openOne(lead, { filters: { team: [pilot] }, teamIds: [pilot] });
    const spying = await edit(lead, it, 'PUT', '/pilot', {
      pilot: { teamIds: [pilot], startOn: dateOf(1), comparisonTeamIds: [other] },
    });
    expect(spying.body.code).toBe('improvement_out_of_scope');
  });

  test('evidence that a reader may not see is counted without its name', async () => {
    const ticket = await t.db.inOrg((tx) => makeTicket(tx, t.db.call(), { subject: '秘密', teamId: repair }));
    const member = await t.db.inOrg((tx) => makeUser(tx, '周敏'));
    let it = await openOne(manager, { memberIds: [member], from: { type: 'ticket', id: ticket.id } });
    it = await done(manager, it, 'PUT', '/causes', {
      causes: [why(randomUUID(), null, { ticketIds: [ticket.id] })],
    });
    const seen = await read(it.id, t.as('agent', { id: member }));
    expect(seen.causes[0]!.evidence).toEqual([{ ticketId: ticket.id, number: null, subject: null }]);
    expect(seen.from).toEqual({ type: 'ticket', id: ticket.id, title: null });
  });
});

describe('lists', () => {
  let ids: string[];
  beforeAll(async () => {
    at(30);
    ids = [];
    for (const n of [1, 2, 3]) {
      const it = await openOne(manager, {
        title: `清单 ${n}`,
        teamIds: n === 3 ? [repair] : [pilot],
        metric: n === 1 ? 'surveys.nps' : 'surveys.csat',
        aimOn: dateOf(50),
      });
      ids.unshift(it.id);
      if (n === 2)
        await done(
          manager,
          it,
          'POST',
          '/countermeasures',
          measure({ status: 'planned', dueOn: dateOf(40), ownerId: me }),
        );
    }
  });
  const list = async (search: string, client = manager) =>
    (
      await client.send<{ data: ImprovementSummary[]; nextCursor: string | null }>(
        'GET',
        `/api/v1/improvements?search=${encodeURIComponent('清单')}${search}`,
      )
    ).body;

  test('are filtered by stage, owner, team, metric and text, and come in pages', async () => {
    const found = async (search: string, client = manager) =>
      (await list(search, client)).data.map(({ id }) => id);
    expect(await found('')).toEqual(ids);
    expect(await found('&stage=plan,check')).toEqual(ids);
    expect(await found('&stage=closed')).toEqual([]);
    expect(await found(`&team=${repair}`)).toEqual([ids[0]]);
    expect(await found('&metric=surveys.nps')).toEqual([ids[2]]);
    expect(await found('&owner=me')).toEqual(ids);
    expect(await found(`&owner=${randomUUID()}`)).toEqual([]);
    expect(await found('', t.as('teamLead', { teamIds: [repair] }))).toEqual([ids[0]]);
    expect(await found('', t.as('owner', { orgId: t.db.otherOrgId }))).toEqual([]);
    const page = await list('&limit=2');
    expect(page.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await list(`&limit=2&cursor=${page.nextCursor}`)).data.map(({ id }) => id)).toEqual(ids.slice(2));
    expect((await manager.send('GET', '/api/v1/improvements?cursor=x')).body).toMatchObject({
      code: 'invalid_cursor',
    });
    expect((await manager.send('GET', '/api/v1/improvements?stage=no')).status).toBe(422);
    expect((await list('')).data[1]).toMatchObject({
      countermeasures: { open: 1, done: 0, overdue: 0 },
      nextDueOn: dateOf(40),
    });
  });

  test('can be had as a file', async () => {
    const url = `/api/v1/improvements/export?search=${encodeURIComponent('清单')}`;
    const file = await manager.send<string>('GET', url);
    expect(file.headers['content-type']).toContain('text/csv');
    const lines = file.body.trim().split(/\r?\n/);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('Newest check');
    expect(lines[1]).toContain('清单 3');
    expect((await manager.send('GET', `${url}&format=xlsx`)).status).toBe(200);
    const others = await t.as('owner', { orgId: t.db.otherOrgId }).send<string>('GET', url);
    expect(others.body.trim().split(/\r?\n/)).toHaveLength(1);
  });

  test('what is due stands in the calendar', async () => {
    const due = async (from: number, to: number, search = '', client = manager) =>
      (
        await client.send<ImprovementCalendar>(
          'GET',
          `/api/v1/improvements/calendar?from=${dateOf(from)}&to=${dateOf(to)}${search}`,
        )
      ).body.data
        .filter(({ improvement }) => ids.includes(improvement.id))
        .map(({ kind, on, text }) => [kind, on, text]);
    expect(await due(31, 45)).toEqual([['countermeasure', dateOf(40), '改期前一天短信提醒']]);
    expect(await due(31, 50)).toHaveLength(4);
    expect(await due(31, 45, `&owner=${randomUUID()}`)).toEqual([]);
    expect(await due(31, 50, '', t.as('teamLead', { teamIds: [repair] }))).toEqual([['aim', dateOf(50), '']]);
    expect(
      (await manager.send('GET', `/api/v1/improvements/calendar?from=${dateOf(9)}&to=${dateOf(1)}`)).status,
    ).toBe(422);
  });

  test('the Pareto shows where the metric’s numbers come from', async () => {
    at(change + 28);
    const it = await openOne(manager, { filters: {} });
    const { body } = await manager.send<ChartPareto>(
      'GET',
      `/api/v1/improvements/${it.id}/pareto?dimension=team`,
    );
    expect(body.amount).toBe('missed');
    expect(body.bars.map(({ label }) => label).sort()).toEqual(['维修组', '调度一组', '调度二组'].sort());
    const none = await openOne(manager, { metric: null });
    const refused = await manager.send('GET', `/api/v1/improvements/${none.id}/pareto?dimension=team`);
    expect(refused.body).toMatchObject({ code: 'improvement_needs_metric' });
  });
});
