import { randomUUID } from 'node:crypto';
import type { ProcedureResults, Ticket } from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { rebuildProjector } from '../../platform/events/run-projector.ts';
import { useProduct } from '../../testing/use-product.ts';
import { importTickets, settleFromCustomer } from '../tickets/index.ts';
import { makeTeam } from '../tickets/ticket.factory.ts';
import { draftVersion } from './index.ts';
import { contentOf, putInForce } from './procedure.factory.ts';
import { type Problem, runDesk } from './procedure.testing.ts';

const t = useProduct();
const { owner, ground, open, runsOf, change, setStep, eventsOf } = runDesk(t);

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
