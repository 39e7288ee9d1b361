import { randomUUID } from 'node:crypto';
import type { Improvement } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { TestClient } from '../../testing/use-product.ts';
import { answersOf } from '../charts/chart.factory.ts';
import { makeTicket, makeUser } from '../tickets/ticket.factory.ts';
import { done, edit, measure, openOne, planOf, problem, stageOf, why } from './improvement.factory.ts';
import { change, dateOf, useImprovements } from './improvement.testing.ts';

const w = useImprovements();

describe('gates', () => {
  const codes = async (it: Improvement, path: string, body: object) => {
    const { status, body: answer } = await edit(w.manager, it, 'POST', path, body);
    return [status, answer.code];
  };

  test('each step needs what comes before it, and back goes at any time', async () => {
    w.at(change + 28);
    let it = await openOne(w.manager, { problem: { ...problem, howMuch: ' ' }, metric: null });
    expect(it.gates.analyse).toEqual(['problem', 'metric']);
    expect(await codes(it, '/stage', stageOf('analyse'))).toEqual([409, 'improvement_needs_problem']);
    it = await done(w.manager, it, 'PUT', '', { ...planOf(it), problem });
    expect(await codes(it, '/stage', stageOf('analyse'))).toEqual([409, 'improvement_needs_metric']);
    it = await done(w.manager, it, 'PUT', '', { ...planOf(it), metric: 'surveys.csat' });
    it = await done(w.manager, it, 'POST', '/stage', stageOf('analyse'));
    expect(await codes(it, '/stage', stageOf('act'))).toEqual([409, 'improvement_needs_root_cause']);
    const cause = randomUUID();
    it = await done(w.manager, it, 'PUT', '/causes', { causes: [why(cause, null, { isRoot: true })] });
    it = await done(w.manager, it, 'POST', '/stage', stageOf('act'));
    it = await done(w.manager, it, 'POST', '/countermeasures', measure({ status: 'doing' }));
    expect(await codes(it, '/stage', stageOf('check'))).toEqual([409, 'improvement_needs_countermeasure']);
    expect(await codes(it, '/checks', {})).toEqual([409, 'improvement_not_in_check']);
    it = await done(w.manager, it, 'PUT', `/countermeasures/${it.actions[0]!.id}`, measure());
    it = await done(w.manager, it, 'POST', '/stage', stageOf('check'));
    it = await done(w.manager, it, 'POST', '/stage', stageOf('analyse'));
    expect(it.stage).toBe('analyse');
    expect((await done(w.manager, it, 'POST', '/stage', stageOf('check'))).stage).toBe('check');
  });

  test('what does nothing is not effective: neither unchecked, nor with a check that shows no difference', async () => {
    w.at(change + 56);
    let it = await w.inCheck({ filters: { team: [w.repair] } });
    expect(await codes(it, '/close', { outcome: 'effective' })).toEqual([409, 'improvement_unproven']);
    it = await done(w.manager, it, 'POST', '/checks', {});
    expect(it.checks[0]!.answer).toMatchObject({ result: 'noDifference' });
    const { interval, enough } = it.checks[0]!.answer;
    expect(interval!.lower).toBeLessThan(0);
    expect(interval!.upper).toBeGreaterThan(0);
    expect(enough!.have).toBeGreaterThanOrEqual(enough!.needed);
    expect(it.gates.effective).toEqual(['proof']);
    expect(await codes(it, '/close', { outcome: 'effective' })).toEqual([409, 'improvement_unproven']);
    expect(await codes(it, '/close', { outcome: 'ineffective' })).toEqual([422, 'improvement_needs_reason']);
    it = await done(w.manager, it, 'POST', '/close', { outcome: 'ineffective', reason: '短信没有人看' });
    expect(it).toMatchObject({ outcome: 'ineffective', rechecks: [], closing: { reason: '短信没有人看' } });
    expect(await codes(it, '/stage', stageOf('plan'))).toEqual([409, 'improvement_closed']);
    expect(await codes(it, '/close', { outcome: 'cancelled', reason: '重复' })).toEqual([
      409,
      'improvement_closed',
    ]);
  });

  test('a proof of another measure is none, and the newest check counts', async () => {
    w.at(change + 28);
    let it = await w.inCheck();
    it = await done(w.manager, it, 'POST', '/checks', {});
    expect(it.gates.effective).toEqual([]);
    it = await done(w.manager, it, 'PUT', '', { ...planOf(it), filters: { team: [w.pilot, w.other] } });
    expect(it.checks[0]!.current).toBe(false);
    expect(await codes(it, '/close', { outcome: 'effective' })).toEqual([409, 'improvement_unproven']);
    it = await done(w.manager, it, 'PUT', '', { ...planOf(it), filters: { team: [w.pilot] } });
    expect(it.gates.effective).toEqual([]);
    w.at(change + 29);
    const sameAsBefore = { from: dateOf(0), to: dateOf(27) };
    it = await done(w.manager, it, 'POST', '/checks', {
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
    let it = await openOne(w.manager);
    it = await done(w.manager, it, 'PUT', '/causes', {
      causes: [why(a, null, { text: '没有通知' }), why(b, a)],
    });
    const send = (causes: object[]) => edit(w.manager, it, 'PUT', '/causes', { causes });
    const cycle = await send([why(a, b, { text: '没有通知' }), why(b, a)]);
    expect([cycle.status, cycle.body.code]).toEqual([422, 'improvement_cause_cycle']);
    expect(JSON.stringify(cycle.body)).toContain('没有通知');
    const mixed = await send([why(a, null), { ...why(b, a), tool: 'fishbone' }]);
    expect(mixed.body.code).toBe('improvement_cause_parent');
    const unknown = await send([why(a, null, { ticketIds: [randomUUID()] })]);
    expect([unknown.status, unknown.body.code]).toEqual([422, 'unknown_reference']);
    expect((await send([{ ...why(a, null), colour: 'red' }])).status).toBe(422);
    expect((await w.read(it.id)).causes.map(({ id, parentId }) => [id, parentId])).toEqual([
      [a, null],
      [b, a],
    ]);
    it = await done(w.manager, it, 'POST', '/countermeasures', measure({ causeId: b }));
    const lost = await edit(w.manager, it, 'PUT', '/causes', { causes: [why(a, null)] });
    expect(lost.body.code).toBe('improvement_cause_in_use');
    // A tree may be turned round in one go.
    it = await done(w.manager, it, 'PUT', '/causes', { causes: [why(b, null), why(a, b)] });
    expect(it.causes.map(({ id, parentId }) => [id, parentId])).toEqual([
      [b, null],
      [a, b],
    ]);
  });

  test('windows in the future, overlapping, half given, or before numbers are counted', async () => {
    w.at(change + 28);
    const it = await w.inCheck();
    const code = async (body: object) => {
      const { status, body: answer } = await edit(w.manager, it, 'POST', '/checks', body);
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
    await w.t.db.inOrg((tx) => appendEvents(tx, answersOf(dateOf(change + 5), 1, 1, w.repair)));
    await w.t.db.open.owner`
      update events set recorded_at = recorded_at - interval '10 minutes'
      where org_id = ${w.t.db.orgId} and id = (select max(id::text)::uuid from events where org_id = ${w.t.db.orgId})`;
    expect(await code({})).toEqual([503, 'check_numbers_behind']);
    await w.t.settle();
    expect((await w.read(it.id)).checks).toEqual([]);
  });

  test('unknown metrics, dimensions, people, teams, records; no title', async () => {
    const refused = async (over: object) => {
      const { status, body } = await w.manager.send<{ code: string; fields?: { code: string }[] }>(
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
    let it = await openOne(w.manager);
    const add = async (over: object) =>
      (await edit(w.manager, it, 'POST', '/countermeasures', measure(over))).body.code;
    expect(await add({ doneOn: '2030-01-01' })).toBe('improvement_done_in_future');
    expect(await add({ status: 'doing', doneOn: '2026-01-01' })).toBe('improvement_done_in_future');
    expect(await add({ causeId: randomUUID() })).toBe('unknown_reference');
    expect(await add({ ownerId: randomUUID() })).toBe('unknown_reference');
    const stale = it;
    it = await done(w.manager, it, 'POST', '/countermeasures', measure());
    expect((await edit(w.manager, stale, 'POST', '/countermeasures', measure())).body.code).toBe(
      'version_conflict',
    );
    const without = await w.manager.send('POST', `/api/v1/improvements/${it.id}/stage`, stageOf('plan'));
    expect(without.status).toBe(428);
    it = await done(w.manager, it, 'DELETE', `/countermeasures/${it.actions[0]!.id}`);
    expect(it.actions).toEqual([]);
  });
});

describe('who may', () => {
  test('see, change and close one follows from role, team and membership', async () => {
    w.at(change + 28);
    const it = await w.inCheck({ title: 'reach', filters: { team: [w.pilot] } });
    const status = async (client: TestClient) =>
      (await client.send('GET', `/api/v1/improvements/${it.id}`)).status;
    const member = await w.t.db.inOrg((tx) => makeUser(tx, '李娜'));
    const agent = w.t.as('agent', { id: member, teamIds: [w.pilot] });
    expect(await status(w.t.as('teamLead', { teamIds: [w.pilot] }))).toBe(200);
    expect(await status(w.t.as('teamLead', { teamIds: [w.other] }))).toBe(404);
    expect(await status(agent)).toBe(404);
    expect(await status(w.t.as('owner', { orgId: w.t.db.otherOrgId }))).toBe(404);
    const joined = await done(w.manager, it, 'PUT', '', { ...planOf(it), memberIds: [member] });
    expect(await status(agent)).toBe(200);
    expect((await w.read(it.id, agent)).may).toEqual({ manage: true, close: false });
    expect((await edit(agent, joined, 'POST', '/close', { outcome: 'cancelled', reason: 'x' })).status).toBe(
      403,
    );
    expect((await edit(w.t.as('agent'), joined, 'POST', '/checks', {})).status).toBe(404);
    const outside = w.t.as('owner', { orgId: w.t.db.otherOrgId });
    expect(
      (await edit(outside, joined, 'POST', '/close', { outcome: 'cancelled', reason: 'x' })).status,
    ).toBe(404);
    const worked = await done(agent, joined, 'POST', '/countermeasures', measure({ text: '我来跟进' }));
    expect(worked.actions).toHaveLength(2);
  });

  test('nobody measures what they may not see', async () => {
    const lead = w.t.as('teamLead', { teamIds: [w.pilot], locale: 'en' });
    const open = async (over: object, client = lead) =>
      (
        await client.send<{ code?: string }>('POST', '/api/v1/improvements', {
          title: 'x',
          metric: 'surveys.csat',
          ...over,
        })
      ).body.code;
    expect(await open({ filters: { team: [w.pilot] } })).toBeUndefined();
    expect(await open({ filters: { team: [w.other] } })).toBe('improvement_out_of_scope');
    expect(await open({ filters: {} })).toBe('improvement_out_of_scope');
    expect(await open({ filters: { team: [w.pilot] } }, w.t.as('agent'))).toBe('improvement_out_of_scope');
    expect(await open({ metric: null }, w.t.as('agent'))).toBeUndefined();
    const it = await openOne(lead, { filters: { team: [w.pilot] }, teamIds: [w.pilot] });
    const spying = await edit(lead, it, 'PUT', '/pilot', {
      pilot: { teamIds: [w.pilot], startOn: dateOf(1), comparisonTeamIds: [w.other] },
    });
    expect(spying.body.code).toBe('improvement_out_of_scope');
  });

  test('a ticket gives a measure only to those who may see it', async () => {
    const ticket = await w.t.db.inOrg((tx) => makeTicket(tx, w.t.db.call(), { teamId: w.pilot }));
    const measureOf = async (client: TestClient) => {
      const { body } = await client.send<Improvement>('POST', '/api/v1/improvements', {
        from: { type: 'ticket', id: ticket.id },
      });
      return [body.metricName, body.filters];
    };
    expect(await measureOf(w.manager)).toEqual(['tickets.created', {}]);
    const lead = w.t.as('teamLead', { teamIds: [w.pilot] });
    expect(await measureOf(lead)).toEqual(['tickets.created', { team: [w.pilot] }]);
    expect(await measureOf(w.t.as('agent', { teamIds: [w.pilot] }))).toEqual([null, {}]);
  });

  test('evidence that a reader may not see is counted without its name', async () => {
    const ticket = await w.t.db.inOrg((tx) =>
      makeTicket(tx, w.t.db.call(), { subject: '秘密', teamId: w.repair }),
    );
    const member = await w.t.db.inOrg((tx) => makeUser(tx, '周敏'));
    let it = await openOne(w.manager, { memberIds: [member], from: { type: 'ticket', id: ticket.id } });
    it = await done(w.manager, it, 'PUT', '/causes', {
      causes: [why(randomUUID(), null, { ticketIds: [ticket.id] })],
    });
    const seen = await w.read(it.id, w.t.as('agent', { id: member }));
    expect(seen.causes[0]!.evidence).toEqual([{ ticketId: ticket.id, number: null, subject: null }]);
    expect(seen.from).toEqual({ type: 'ticket', id: ticket.id, title: null });
  });
});
