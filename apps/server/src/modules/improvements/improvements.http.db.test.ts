import { randomUUID } from 'node:crypto';
import type { Alert, ControlChart, Improvement, ImprovementDraft } from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { appendEvents } from '../../platform/events/append-events.ts';
import { answersOf } from '../charts/chart.factory.ts';
import { watchCharts } from '../charts/index.ts';
import { makeTicket } from '../tickets/ticket.factory.ts';
import { done, edit, measure, openOne, stageOf, why } from './improvement.factory.ts';
import { change, dateOf, fall, useImprovements } from './improvement.testing.ts';
import { recheckImprovements } from './recheck-improvements.ts';

const w = useImprovements();
const recheck = () => recheckImprovements(w.t.services, w.t.db.orgId, new AbortController().signal);
const eventsOf = async (improvementId: string) =>
  (
    await w.t.db.inOrg((tx) =>
      sql<{ id: string; type: string; subject: string; cause: string | null; data: Record<string, unknown> }>`
        select id, type, subject_type as subject, causation_id as cause, data from events
        where org_id = ${tx.orgId} and data ->> 'improvementId' = ${improvementId} order by id`.execute(
        tx.db,
      ),
    )
  ).rows;

describe('one turn', () => {
  test('from an alert to a proven effect: filled from the data, through every gate, each step the cause of the next', async () => {
    w.at(fall + 12);
    const chart = await w.manager.send<ControlChart>('POST', '/api/v1/charts', {
      name: '调度满意度',
      metric: 'surveys.csat',
      filters: { team: [w.pilot] },
      limits: { by: 'baseline', from: dateOf(0), to: dateOf(fall - 1) },
      watchFrom: dateOf(fall),
    });
    await watchCharts(w.t.services, w.t.db.orgId, new AbortController().signal);
    const alerts = await w.manager.send<{ data: Alert[] }>('GET', `/api/v1/alerts?chartId=${chart.body.id}`);
    const alert = alerts.body.data.at(-1)!;
    const draft = await w.manager.send<ImprovementDraft>(
      'GET',
      `/api/v1/improvements/draft?type=alert&id=${alert.id}`,
    );
    expect(draft.body).toMatchObject({
      metric: 'surveys.csat',
      filters: { team: [w.pilot] },
      aim: alert.centre,
    });
    const answer = await w.manager.send<Improvement>('POST', '/api/v1/improvements', {
      from: { type: 'alert', id: alert.id },
    });
    expect(answer.status).toBe(201);
    let it = answer.body;
    expect(it).toMatchObject({
      title: 'Improve 调度满意度',
      stage: 'plan',
      source: 'alert',
      owner: { id: w.managerId, name: '陈思远' },
      teams: [{ id: w.pilot, name: '调度一组' }],
      metricName: 'surveys.csat',
      problem: draft.body.problem,
      from: { type: 'alert', id: alert.id },
      gates: { analyse: [], act: ['rootCause'] },
    });
    expect(it.from?.title).toContain('调度满意度');
    expect(it.problem.where).toBe('调度一组');
    expect(it.problem.howMuch).toContain('%');

    it = await done(w.manager, it, 'POST', '/stage', stageOf('analyse'));
    const [bone, why1, root] = [randomUUID(), randomUUID(), randomUUID()];
    const ticket = await w.t.db.inOrg((tx) => makeTicket(tx, w.t.db.call()));
    it = await done(w.manager, it, 'PUT', '/causes', {
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
    it = await done(w.manager, it, 'POST', '/stage', stageOf('act'));
    w.at(change);
    it = await done(
      w.manager,
      it,
      'POST',
      '/countermeasures',
      measure({ status: 'planned', dueOn: dateOf(change - 1), ownerId: w.managerId, causeId: root }),
    );
    expect(it.countermeasures).toEqual({ open: 1, done: 0, overdue: 1 });
    const [action] = it.actions;
    it = await done(
      w.manager,
      it,
      'PUT',
      `/countermeasures/${action!.id}`,
      measure({ ownerId: w.managerId, causeId: root }),
    );
    expect(it.actions[0]).toMatchObject({ status: 'done', doneOn: dateOf(change), overdue: false });
    it = await done(w.manager, it, 'POST', '/stage', stageOf('check'));
    w.at(change + 28);
    it = await done(w.manager, it, 'POST', '/checks', {});
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

    it = await done(w.manager, it, 'POST', '/close', {
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
    const { rows: raised } = await w.t.db.inOrg((tx) =>
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
        await w.manager.send<{ total: { value: number } }>(
          'GET',
          `/api/v1/metrics/query?metric=${metric}&from=${dateOf(0)}&to=${dateOf(200)}&team=${w.pilot}`,
        )
      ).body.total.value;
    await w.t.settle();
    expect(await number('improvements.opened')).toBe(1);
    expect(await number('improvements.effectiveShare')).toBe(1);
    expect(await number('improvements.leadTime')).toBe((change + 28 - fall - 12) * 86_400);
  });

  test('a ticket fills what and how much', async () => {
    const ticket = await w.t.db.inOrg((tx) => makeTicket(tx, w.t.db.call(), { kind: 'complaint' }));
    await w.t.settle();
    const it = await openOne(w.manager, {
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
    const suggested = await openOne(w.manager, { suggestion: '客户建议改期前打电话', metric: null });
    expect(suggested).toMatchObject({ source: 'suggestion', suggestion: '客户建议改期前打电话', from: null });
    expect(suggested.gates.analyse).toEqual(['metric']);
    expect((await openOne(w.manager)).source).toBe('manual');
  });
});

describe('a pilot', () => {
  test('is compared with teams that do as before, and its own time before', async () => {
    w.at(change + 28);
    let it = await w.inCheck({ filters: { team: [w.pilot, w.other] } });
    const refused = await edit(w.manager, it, 'POST', '/checks', { kind: 'pilot' });
    expect(refused.body.code).toBe('check_needs_comparison');
    it = await done(w.manager, it, 'PUT', '/pilot', {
      pilot: { teamIds: [w.pilot], startOn: dateOf(change), comparisonTeamIds: [w.other] },
    });
    expect(it.pilot).toMatchObject({
      teams: [{ name: '调度一组' }],
      comparisonTeams: [{ name: '调度二组' }],
    });
    it = await done(w.manager, it, 'POST', '/checks', { kind: 'pilot' });
    const { answer, current } = it.checks[0]!;
    expect(current).toBe(true);
    expect(answer).toMatchObject({
      teams: [{ id: w.pilot }],
      comparison: { teams: [{ id: w.other }], after: { count: 560 } },
      decidedBy: 'differenceInDifferences',
      result: 'better',
    });
    // By 25 points the pilot was made better.
    expect(answer.interval!.lower).toBeLessThan(0.25);
    expect(answer.interval!.upper).toBeGreaterThan(0.25);
    expect(answer.interval!.lower).toBeGreaterThan(0);
    // Before against after looks at the pilot's teams alone.
    it = await done(w.manager, it, 'POST', '/checks', {});
    expect(it.checks[0]!.answer).toMatchObject({
      comparison: null,
      after: { count: 560 },
      result: 'better',
    });
    const overlap = await edit(w.manager, it, 'PUT', '/pilot', {
      pilot: { teamIds: [w.pilot], startOn: dateOf(change), comparisonTeamIds: [w.pilot] },
    });
    expect(overlap.status).toBe(422);
  });
});

describe('a check', () => {
  test('stays as it was, whatever is counted later', async () => {
    w.at(change + 28);
    let it = await w.inCheck({ filters: { team: [w.pilot] } });
    it = await done(w.manager, it, 'POST', '/checks', {});
    const kept = it.checks[0]!;
    await w.t.db.inOrg((tx) => appendEvents(tx, answersOf(dateOf(change + 3), 0, 40, w.pilot)));
    await w.t.settle();
    expect((await w.read(it.id)).checks[0]).toEqual(kept);
    w.at(change + 29);
    it = await done(w.manager, it, 'POST', '/checks', {});
    expect(it.checks[0]!.answer.after.count).toBe(kept.answer.after.count + 40);
    expect(it.checks[1]).toEqual(kept);
  });

  test('is made again after 30 and 90 days, once each; the owner is told where the effect is gone', async () => {
    await w.t.db.inOrg((tx) =>
      sql`update users set email = 'chen@example.com', joined_at = now(), active = true
          where org_id = ${tx.orgId} and id = ${w.managerId}`.execute(tx.db),
    );
    const mails = async () =>
      (
        await w.t.db.inOrg((tx) =>
          sql<{ subject: string; plain: string }>`
            select subject, plain from mails where org_id = ${tx.orgId} and recipient = 'chen@example.com'
            order by id`.execute(tx.db),
        )
      ).rows;
    w.at(change + 28);
    let it = await w.inCheck({ title: '改期提醒' });
    it = await done(w.manager, it, 'POST', '/checks', {});
    w.at(change + 50);
    it = await done(w.manager, it, 'POST', '/close', { outcome: 'effective' });
    const closedVersion = it.version;
    w.at(change + 79);
    await recheck();
    expect((await w.read(it.id)).checks).toHaveLength(1);
    w.at(change + 80);
    await Promise.all([recheck(), recheck()]);
    it = await w.read(it.id);
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
    w.at(change + 145);
    await recheck();
    await recheck();
    it = await w.read(it.id);
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
