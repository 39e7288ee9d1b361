import { randomUUID } from 'node:crypto';
import type { ControlChart } from '@jingyun/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../platform/actor.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { type TestClient, useProduct } from '../../testing/use-product.ts';
import { liveSurvey } from '../surveys/survey.factory.ts';
import { makeTeam, makeTicket } from '../tickets/ticket.factory.ts';
import { answersOf } from './chart.factory.ts';
import { paretoOf, readAlert, sketchChart } from './index.ts';
import { watchCharts } from './watch-charts.ts';

const t = useProduct();
const days = 24;
const first = Temporal.PlainDate.from('2026-01-01');
const dateOf = (day: number) => first.add({ days: day }).toString();
let team: string;
let other: string;
let chart: ControlChart;
let alertId: string;

/** Answers of two teams; one falls on its last day. */
beforeAll(async () => {
  [team, other] = await t.db.inOrg(async (tx) => [await makeTeam(tx, '派单'), await makeTeam(tx, '热线')]);
  await t.db.inOrg(async (tx) => {
    for (let day = 0; day < days; day++) {
      const good = day === days - 1 ? 4 : 34 + (day % 3);
      await appendEvents(tx, answersOf(dateOf(day), good, 40, team));
      await appendEvents(tx, answersOf(dateOf(day), 38, 40, other));
    }
  });
  t.setNow(`${dateOf(days)}T04:00:00Z`);
  await t.settle();
  const made = await t.as('manager', { id: null }).send<ControlChart>('POST', '/api/v1/charts', {
    name: 'CSAT',
    metric: 'surveys.csat',
    filters: { team: [team] },
    rules: ['beyond-limits'],
    watchFrom: dateOf(0),
  });
  chart = made.body;
  await watchCharts(t.services, t.db.orgId, new AbortController().signal);
  const { body } = await t
    .as('manager')
    .send<{ data: { id: string }[] }>('GET', `/api/v1/alerts?chartId=${chart.id}`);
  alertId = body.data[0]!.id;
});

const callAs = (client: TestClient) => ({ actor: client.actor, now: t.services.clock() });
const cards = (type: string, client: TestClient, ids: readonly string[]) =>
  t.db.inOrg((tx) => t.services.records.get(type)!.cards(tx, client.actor, ids));

describe('the Pareto of any metric', () => {
  const ask = () => ({
    metric: 'surveys.csat',
    filters: {},
    dimension: 'team' as const,
    from: dateOf(0),
    to: dateOf(days - 1),
  });

  test('adds up what was missed, the largest part first', async () => {
    const call = { actor: systemActor(t.db.orgId, 'en'), now: t.services.clock() };
    const { amount, bars } = await t.db.inOrg((tx) => paretoOf(tx, call, t.services, ask()));
    const missedByTeam = Array.from({ length: days - 1 }, (_, day) => 6 - (day % 3)).reduce(
      (a, b) => a + b,
      36,
    );
    expect(amount).toBe('missed');
    expect(bars.map(({ key, label, amount: size }) => [key, label, size])).toEqual([
      [team, '派单', missedByTeam],
      [other, '热线', days * 2],
    ]);
  });

  test('of causes comes from the metric that counts them', async () => {
    await t.db.inOrg((tx) =>
      appendEvents(
        tx,
        answersOf(dateOf(days), 0, 3, team).map((event, n) => ({
          ...event,
          data: { ...(event.data as object), reasons: n === 0 ? ['slow', 'handover'] : ['handover'] },
        })),
      ),
    );
    t.setNow(`${dateOf(days)}T06:00:00Z`);
    await t.settle();
    const byReason = { ...ask(), dimension: 'reason' as const, to: dateOf(days) };
    const { amount, bars } = await t.db.inOrg((tx) =>
      paretoOf(tx, callAs(t.as('manager')), t.services, byReason),
    );
    expect(amount).toBe('count');
    expect(bars.map(({ key, amount: size }) => [key, size])).toEqual([
      ['handover', 3],
      ['slow', 1],
    ]);
  });

  test('holds only what the actor may see', async () => {
    const lead = callAs(t.as('teamLead', { teamIds: [other] }));
    const { bars } = await t.db.inOrg((tx) => paretoOf(tx, lead, t.services, ask()));
    expect(bars.map(({ key }) => key)).toEqual([other]);
  });
});

test('a chart that nobody keeps is drawn with limits for each phase', async () => {
  const drawn = await t.db.inOrg((tx) =>
    sketchChart(tx, callAs(t.as('manager')), t.services, {
      metric: 'surveys.csat',
      filters: { team: [team] },
      grain: 'day',
      phases: [{ from: dateOf(12), name: '新流程' }],
    }),
  );
  expect(drawn.points).toHaveLength(days);
  expect(drawn.points.at(-1)).toMatchObject({
    value: 0.1,
    signals: [{ rule: 'beyond-limits', side: 'below' }],
  });
  expect(drawn.phases.map(({ name, points }) => [name, points])).toEqual([
    [null, 12],
    ['新流程', 12],
  ]);
});

describe('cards', () => {
  test('of an alert and its chart are shown to whom they may be shown', async () => {
    const alert = (await cards('alert', t.as('manager', { locale: 'en' }), [alertId, randomUUID()])).get(
      alertId,
    );
    expect(alert).toMatchObject({
      title: 'CSAT · One point beyond the limits',
      status: 'Open',
      path: `/charts/${chart.id}`,
    });
    expect((await cards('chart', t.as('manager'), [chart.id])).get(chart.id)).toMatchObject({
      title: 'CSAT',
    });
    const stranger = t.as('teamLead', { teamIds: [other] });
    expect((await cards('alert', stranger, [alertId])).size).toBe(0);
    expect((await cards('chart', stranger, [chart.id])).size).toBe(0);
    await expect(t.db.inOrg((tx) => readAlert(tx, callAs(stranger), alertId))).rejects.toMatchObject({
      code: 'not_found',
    });
    const lead = callAs(t.as('teamLead', { teamIds: [team] }));
    expect(await t.db.inOrg((tx) => readAlert(tx, lead, alertId))).toMatchObject({
      chartId: chart.id,
      metric: 'surveys.csat',
      chartFilters: { team: [team] },
    });
  });

  test('of surveys and tickets say how these stand', async () => {
    const [survey, ticket] = await t.db.inOrg(async (tx) => [
      await liveSurvey(tx, t.db.call()),
      await makeTicket(tx, t.db.call(), { subject: '漏水', teamId: team }),
    ]);
    const manager = t.as('manager', { locale: 'en' });
    expect((await cards('survey', manager, [survey.id])).get(survey.id)).toMatchObject({
      title: '售后满意度',
      status: 'Live',
    });
    expect((await cards('ticket', manager, [ticket.id])).get(ticket.id)).toMatchObject({
      title: `#${ticket.number} 漏水`,
      status: 'New',
      path: `/tickets/${ticket.id}`,
    });
    expect((await cards('ticket', t.as('agent', { teamIds: [other] }), [ticket.id])).size).toBe(0);
  });
});
