import { randomUUID } from 'node:crypto';
import type { ProcedureResults, ProcedureRun } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../platform/actor.ts';
import { useProduct } from '../../testing/use-product.ts';
import { ticketFactsByIds } from '../tickets/index.ts';
import { makeTeam } from '../tickets/ticket.factory.ts';
import { importPastRuns } from './index.ts';
import { callBack, contentOf, zh } from './procedure.factory.ts';
import { type Problem, runDesk } from './procedure.testing.ts';

const t = useProduct();
const { owner, ground, open, runsOf, change, setStep } = runDesk(t);

describe('by hand', () => {
  const start = (ticketId: string, procedureId: string, client = owner()) =>
    client.send<ProcedureRun & Problem>('POST', `/api/v1/tickets/${ticketId}/procedure-runs`, {
      procedureId,
    });

  test('any procedure in force is started once at a time, taken back, or completed', async () => {
    const { procedureId } = await ground({ matching: { start: 'manual' } });
    const ticket = await open();
    const started = await start(ticket.id, procedureId);
    expect(started).toMatchObject({ status: 201, body: { manual: true, status: 'running' } });
    expect((await start(ticket.id, procedureId)).body.code).toBe('procedure_already_running');
    const complete = () =>
      owner().send<Problem>('POST', `/api/v1/procedure-runs/${started.body.id}/complete`);
    expect(await complete()).toMatchObject({ status: 409, body: { code: 'procedure_steps_open' } });
    const back = await owner().send('POST', `/api/v1/procedure-runs/${started.body.id}/cancel`, {
      reason: '点错了',
    });
    expect(back.body).toMatchObject({ status: 'cancelled', cancelReason: '点错了' });
    expect((await change(ticket.id, { status: 'solved' })).status).toBe(200);
    expect((await start(ticket.id, procedureId)).body.code).toBe('procedure_ticket_not_open');
  });

  test('not what is in force for nobody here, and not on tickets out of reach', async () => {
    const team = await t.db.inOrg((tx) => makeTeam(tx));
    const { procedureId, categoryId } = await ground({}, { teamIds: [team] });
    const ticket = await open();
    expect((await start(ticket.id, procedureId)).body.code).toBe('procedure_not_in_force');
    const ours = await open({ teamId: team, categoryId });
    const [run] = await runsOf(ours.id);
    const elsewhere = t.as('agent', { id: randomUUID(), teamIds: [] });
    expect((await setStep(run!.id, 'listen', { state: 'done', checked: ['words'] }, elsewhere)).status).toBe(
      404,
    );
    const watcher = t.as('quality', { id: randomUUID() });
    expect((await runsOf(ours.id, watcher))[0]).toMatchObject({ mayRun: false });
    expect((await setStep(run!.id, 'listen', { state: 'done', checked: ['words'] }, watcher)).status).toBe(
      403,
    );
    const stranger = t.as('owner', { orgId: t.db.otherOrgId });
    expect((await setStep(run!.id, 'listen', { state: 'open' }, stranger)).status).toBe(404);
    const cancel = await owner().send<Problem>('POST', `/api/v1/procedure-runs/${run!.id}/cancel`, {
      reason: '不想做',
    });
    expect(cancel.body.code).toBe('procedure_run_automatic');
    const own = t.as('agent', { id: randomUUID(), teamIds: [team] });
    expect((await setStep(run!.id, 'listen', { state: 'done', checked: ['words'] }, own)).status).toBe(200);
  });

  test('two who tick different steps at once both stay', async () => {
    const content = contentOf({ key: 'a' }, { key: 'b' }, { key: 'c' });
    const { categoryId } = await ground({ content });
    const [run] = await runsOf((await open({ categoryId })).id);
    await Promise.all(['a', 'b', 'c'].map((key) => setStep(run!.id, key, { state: 'done' })));
    const [after] = await runsOf(run!.ticketId);
    expect(after?.steps.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });
});

test('runs of the past count in the numbers as of their time, by procedure and team', async () => {
  const team = await t.db.inOrg((tx) => makeTeam(tx, '投诉组'));
  const { version, procedureId } = await ground({ name: zh('往事'), content: callBack });
  const ticket = await open({ teamId: team });
  const at = (time: string) => Temporal.Instant.from(`2026-02-10T${time}:00Z`);
  await t.db.inOrg(async (tx) => {
    const {
      customerId,
      subject: _subject,
      ...facts
    } = (await ticketFactsByIds(tx, [ticket.id])).get(ticket.id)!;
    const past = {
      ticketId: ticket.id,
      customerId,
      versionId: version.id,
      facts,
      startedAt: at('02:00'),
      endedAt: at('09:00'),
    };
    const listen = { key: 'listen', at: at('02:05'), by: null };
    await importPastRuns(tx, t.db.call(), [
      { ...past, steps: [listen, { key: 'answer', at: at('02:30'), by: null }] },
      { ...past, steps: [listen, { key: 'answer', at: at('02:30'), by: null, reason: '无人接听' }] },
    ]);
  });
  await t.settle();
  expect((await change(ticket.id, { status: 'solved' })).status).toBe(200);
  const ask = async (metric: string) =>
    (
      await owner().send<{ series: { value: string; name: string; total: { value: number } }[] }>(
        'POST',
        '/api/v1/metrics/query',
        {
          metric,
          range: { from: '2026-02-10', to: '2026-02-10' },
          grain: 'day',
          breakdown: 'procedure',
          filters: { team: [team] },
        },
      )
    ).body;
  expect(JSON.stringify(await ask('procedures.adherence'))).toContain('往事');
  const value = async (metric: string) => (await ask(metric)).series[0]?.total.value;
  expect(await value('procedures.adherence')).toBeCloseTo(0.75, 10);
  expect(await value('procedures.runsAsWritten')).toBeCloseTo(0.5, 10);
  expect(await value('procedures.stepTime')).toBeCloseTo((300 + 1500 + 300) / 3, 6);
  const results = await owner().send<ProcedureResults>(
    'GET',
    `/api/v1/procedures/${procedureId}/results?from=2026-02-10&to=2026-02-10&teamId=${team}`,
  );
  expect(results.body).toMatchObject({
    runs: 2,
    adherence: 0.75,
    asWritten: 0.5,
    steps: [
      { key: 'listen', done: 2, medianSeconds: 300 },
      { key: 'answer', done: 1, skipped: 1 },
      { left: 2 },
    ],
  });
  const agent = t.as('agent', { id: randomUUID() });
  const own = await agent.send<ProcedureResults>('GET', `/api/v1/procedures/${procedureId}/results`);
  expect(own.body).toMatchObject({ runs: 0, adherence: null });
});

test('other rooms show versions to those who see procedures, and runs to those who see the ticket', async () => {
  const team = await t.db.inOrg((tx) => makeTeam(tx));
  const { categoryId, version, procedureId } = await ground({ name: { 'zh-CN': '回访', en: 'Call-back' } });
  const ticket = await open({ categoryId, teamId: team });
  const [run] = await runsOf(ticket.id);
  const cards = (type: string, actor: Actor, id: string) =>
    t.db.inOrg((tx) => t.services.records.get(type)!.cards(tx, actor, [id, randomUUID()]));
  const { actor } = t.as('manager', { locale: 'en' });
  expect((await cards('procedureVersion', actor, version.id)).get(version.id)).toEqual({
    title: 'Call-back v1',
    status: 'Published',
    tone: 'neutral',
    path: `/procedures/${procedureId}?version=${version.id}`,
  });
  expect((await cards('procedureRun', actor, run!.id)).get(run!.id)).toMatchObject({
    title: `Call-back · #${ticket.number}`,
    path: `/tickets/${ticket.id}`,
  });
  const agent = t.as('agent', { id: randomUUID() }).actor;
  expect((await cards('procedureRun', agent, run!.id)).size).toBe(0);
  const nobody = { ...actor, grants: new Map() };
  expect((await cards('procedureVersion', nobody, version.id)).size).toBe(0);
  expect((await cards('procedure', nobody, procedureId)).size).toBe(0);
});
