import { randomUUID } from 'node:crypto';
import type { ProcedureResults, ProcedureRun, Ticket } from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../platform/actor.ts';
import { rebuildProjector } from '../../platform/events/run-projector.ts';
import { useProduct } from '../../testing/use-product.ts';
import { createCategory, importTickets, settleFromCustomer, ticketFactsByIds } from '../tickets/index.ts';
import { makeTeam } from '../tickets/ticket.factory.ts';
import { draftVersion, importPastRuns } from './index.ts';
import {
  callBack,
  contentOf,
  inForceVersion,
  type procedureBody,
  putInForce,
  zh,
} from './procedure.factory.ts';

const t = useProduct();
const owner = () => t.as('owner', { id: randomUUID() });
type Problem = { code: string; detail: string };

/** A procedure of its own for each test: on tickets of one category, which nothing else has. */
async function ground(over: Parameters<typeof procedureBody>[0] = {}, publication: object = {}) {
  return t.db.inOrg(async (tx) => {
    const call = t.db.call();
    const { id: categoryId } = await createCategory(tx, call, {
      code: randomUUID(),
      name: '其他',
      names: {},
      parentId: null,
      position: 0,
      archived: false,
    });
    const matching = { start: 'ticket' as const, categoryIds: [categoryId], ...over.matching };
    const version = await inForceVersion(tx, call, { ...over, matching }, publication);
    return { categoryId, version, procedureId: version.procedureId };
  });
}

const open = async (over: object = {}) => {
  const { body } = await owner().send<Ticket>('POST', '/api/v1/tickets', {
    subject: '漏水',
    kind: 'afterSales',
    channel: 'phone',
    ...over,
  });
  await t.settle();
  return body;
};
const runsOf = async (ticketId: string, client = owner()) =>
  (await client.send<{ data: ProcedureRun[] }>('GET', `/api/v1/tickets/${ticketId}/procedure-runs`)).body
    .data;
const change = async (id: string, wish: object, client = owner()) => {
  const { version } = (await owner().send<Ticket>('GET', `/api/v1/tickets/${id}`)).body;
  const answer = await client.send<Ticket & Problem>('PATCH', `/api/v1/tickets/${id}`, wish, {
    'if-match': `"${version}"`,
  });
  await t.settle();
  return answer;
};
const setStep = <Body = ProcedureRun>(runId: string, key: string, body: object, client = owner()) =>
  client.send<Body>('PUT', `/api/v1/procedure-runs/${runId}/steps/${key}`, body);
const eventsOf = async (runId: string) =>
  (
    await t.db.inOrg((tx) =>
      sql<{ type: string; data: Record<string, unknown>; ticket_id: string }>`
        select type, data, ticket_id from events where org_id = ${tx.orgId} and subject_type = 'procedureRun'
          and subject_id = ${runId} order by txid, id`.execute(tx.db),
    )
  ).rows;

describe('on a matching ticket the procedure runs', () => {
  test('from its beginning; mandatory steps keep it from being solved until they are done', async () => {
    const { categoryId, version } = await ground();
    const ticket = await open({ categoryId });
    const [run] = await runsOf(ticket.id);
    expect(run).toMatchObject({
      status: 'running',
      manual: false,
      versionId: version.id,
      number: 1,
      blocking: ['listen', 'answer'],
      mayRun: true,
    });
    const held = await change(ticket.id, { status: 'solved' });
    expect(held).toMatchObject({ status: 409, body: { code: 'ticket_held' } });
    expect(held.body.detail).toContain('投诉回访（listen、answer）');
    const reply = await owner().send<Problem>('POST', `/api/v1/tickets/${ticket.id}/replies`, {
      text: '好了',
      status: 'solved',
    });
    expect(reply.body.code).toBe('ticket_held');
    t.setNow('2026-03-02T02:10:00Z');
    const first = await setStep(run!.id, 'listen', { state: 'done', checked: ['words'] });
    expect(first.body).toMatchObject({ blocking: ['answer'], since: '2026-03-02T02:10:00Z' });
    expect((await change(ticket.id, { status: 'solved' })).body.detail).toContain('（answer）');
    t.setNow('2026-03-02T03:00:00Z');
    expect((await setStep(run!.id, 'answer', { state: 'done' })).body.steps[1]).toMatchObject({
      state: 'done',
      seconds: 3000,
      late: true,
    });
    expect((await change(ticket.id, { status: 'solved' })).status).toBe(200);
    expect((await runsOf(ticket.id))[0]).toMatchObject({ status: 'completed', mayRun: false, blocking: [] });
    const events = await eventsOf(run!.id);
    expect(events.map(({ type }) => type)).toEqual([
      'procedureRun.started',
      'procedureRun.stepDone',
      'procedureRun.stepDone',
      'procedureRun.completed',
    ]);
    expect(events.every(({ ticket_id }) => ticket_id === ticket.id)).toBe(true);
    expect(events.at(-1)?.data).toMatchObject({
      mandatoryDone: 2,
      mandatorySteps: 2,
      late: 1,
      asWritten: false,
    });
    t.setNow('2026-03-02T02:00:00Z');
  });

  test('a step skipped with a reason lets it be solved, and stays to be seen; undone it holds again', async () => {
    const { categoryId, procedureId } = await ground({
      content: contentOf({ key: 'only', mandatory: true }),
    });
    const ticket = await open({ categoryId });
    const [run] = await runsOf(ticket.id);
    expect((await setStep<Problem>(run!.id, 'only', { state: 'skipped' })).status).toBe(422);
    expect((await setStep<Problem>(run!.id, 'only', { state: 'skipped', reason: '  ' })).status).toBe(422);
    const skipped = await setStep(run!.id, 'only', { state: 'skipped', reason: '客户撤回' });
    expect(skipped.body).toMatchObject({ blocking: [], steps: [{ state: 'skipped', reason: '客户撤回' }] });
    await setStep(run!.id, 'only', { state: 'open' });
    expect((await change(ticket.id, { status: 'solved' })).body.code).toBe('ticket_held');
    await setStep(run!.id, 'only', { state: 'skipped', reason: '客户撤回' });
    expect((await change(ticket.id, { status: 'solved' })).status).toBe(200);
    const results = await owner().send<ProcedureResults>('GET', `/api/v1/procedures/${procedureId}/results`);
    expect(results.body).toMatchObject({
      runs: 1,
      running: 0,
      adherence: 0,
      asWritten: 0,
      steps: [{ key: 'only', done: 0, skipped: 1, left: 0, mandatory: true, medianSeconds: null }],
      reasons: [{ key: 'only', reason: '客户撤回', times: 1 }],
    });
    expect((await setStep<Problem>(run!.id, 'only', { state: 'done' })).body.code).toBe(
      'procedure_run_ended',
    );
  });

  test('by the version in force on the day it was opened, for its team', async () => {
    const [pilot, other] = await t.db.inOrg(async (tx) => [await makeTeam(tx), await makeTeam(tx)]);
    const { categoryId, procedureId } = await ground();
    const publish = (inForceFrom: string, teamIds: string[]) =>
      t.db.inOrg(async (tx) => {
        const draft = await draftVersion(tx, t.db.call(), procedureId, { change: '' });
        return putInForce(tx, t.db.call(), draft, { inForceFrom, teamIds });
      });
    await publish('2026-03-02', [pilot!]);
    await publish('2026-03-03', []);
    const numberOn = async (teamId: string | null) =>
      (await runsOf((await open({ categoryId, teamId })).id)).map(({ number }) => number);
    expect([await numberOn(pilot!), await numberOn(other!), await numberOn(null)]).toEqual([[2], [1], [1]]);
    const passed = await open({ categoryId, teamId: other });
    await change(passed.id, { teamId: pilot });
    const states = async (id: string) =>
      (await runsOf(id)).map(({ number, status }) => `${number} ${status}`);
    expect(await states(passed.id)).toEqual(['1 cancelled', '2 running']);
    const touched = await open({ categoryId, teamId: other });
    const [run] = await runsOf(touched.id);
    await setStep(run!.id, 'listen', { state: 'done', checked: ['words'] });
    await change(touched.id, { teamId: pilot });
    expect(await states(touched.id)).toEqual(['1 running']);
  });

  test('once the ticket has come to match, and no longer when it does not', async () => {
    const { categoryId } = await ground();
    const ticket = await open();
    expect(await runsOf(ticket.id)).toEqual([]);
    await change(ticket.id, { categoryId });
    expect(await runsOf(ticket.id)).toMatchObject([{ status: 'running' }]);
    await change(ticket.id, { categoryId: null });
    expect(await runsOf(ticket.id)).toMatchObject([{ status: 'cancelled', cancelReason: null }]);
    expect((await change(ticket.id, { status: 'solved' })).status).toBe(200);
  });

  test('when it passes to another team, where the procedure is for hand-overs; each time anew', async () => {
    const { procedureId } = await ground({
      matching: { start: 'handover', ticketKinds: ['request'] },
      content: contentOf({ key: 'note' }),
    });
    await t.db.inOrg((tx) =>
      sql`update procedures set matching = jsonb_set(matching, '{categoryIds}', '[]')
        where org_id = ${tx.orgId} and id = ${procedureId}`.execute(tx.db),
    );
    const [a, b] = await t.db.inOrg(async (tx) => [await makeTeam(tx), await makeTeam(tx)]);
    const ticket = await open({ kind: 'request' });
    await change(ticket.id, { teamId: a });
    expect(await runsOf(ticket.id)).toEqual([]);
    await change(ticket.id, { teamId: b });
    const [run] = await runsOf(ticket.id);
    expect(run).toMatchObject({ status: 'running', procedure: { id: procedureId } });
    await owner().send('POST', `/api/v1/procedure-runs/${run!.id}/complete`);
    await change(ticket.id, { teamId: a });
    expect((await runsOf(ticket.id)).map(({ status }) => status)).toEqual(['completed', 'running']);
  });

  test('not on imported tickets, not on solved ones, and not again in a replay', async () => {
    const { categoryId } = await ground();
    const at = Temporal.Instant.from('2026-03-01T02:00:00Z');
    const [imported] = await t.db.inOrg((tx) =>
      importTickets(tx, t.db.call(), [
        {
          source: 'old',
          externalId: randomUUID(),
          subject: '旧',
          kind: 'complaint',
          channel: 'phone',
          importance: 'medium',
          urgency: 'medium',
          priority: 'normal',
          categoryId,
          teamId: null,
          assigneeId: null,
          customerId: null,
          requester: { name: null, email: null, phone: null },
          tags: [],
          text: null,
          createdAt: at,
          happenings: [],
        },
      ]),
    );
    await t.settle();
    expect(await runsOf(imported!.ticketId!)).toEqual([]);
    const client = owner();
    const { body } = await client.send<Ticket>('POST', '/api/v1/tickets', {
      subject: '快',
      kind: 'afterSales',
      channel: 'phone',
      categoryId,
    });
    await client.send('PATCH', `/api/v1/tickets/${body.id}`, { status: 'solved' }, { 'if-match': '"1"' });
    await t.settle();
    expect(await runsOf(body.id)).toEqual([]);
    const before = await open({ categoryId });
    const projector = t.product.projectors.find(({ name }) => name === 'procedures.runs')!;
    await rebuildProjector(t.services.database, t.services.registry, projector, t.db.orgId);
    await t.settle();
    expect(await runsOf(before.id)).toHaveLength(1);
  });

  test('a merge takes the run away undone; the customer’s word ends it with what was left', async () => {
    const { categoryId } = await ground();
    const [double, target] = [await open({ categoryId }), await open()];
    await owner().send('POST', `/api/v1/tickets/${double.id}/merge`, { intoId: target.id });
    await t.settle();
    expect((await runsOf(double.id)).map(({ status }) => status)).toEqual(['cancelled']);
    expect(await runsOf(target.id)).toEqual([]);
    const settled = await open({ categoryId });
    const call = t.db.call();
    const customer = { ...call, actor: { ...call.actor, type: 'customer' as const } };
    await t.db.inOrg((tx) => settleFromCustomer(tx, customer, settled.id, 'solved'));
    await t.settle();
    const [run] = await runsOf(settled.id);
    expect(run).toMatchObject({ status: 'completed', steps: [{ state: 'open' }, {}, {}] });
    expect((await eventsOf(run!.id)).at(-1)?.data).toMatchObject({ mandatoryDone: 0, asWritten: false });
  });
});

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
