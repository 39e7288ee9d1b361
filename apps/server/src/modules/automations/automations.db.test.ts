import { type AutomationInput, type AutomationVocabulary, slaWarned } from '@jingyun/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendEvents } from '../../platform/events/append-events.ts';
import { useProduct } from '../../testing/use-product.ts';
import { runSchedules } from './run-schedules.ts';

const t = useProduct();

// What is news is told by the database's clock, so here the product's stands where that does.
const begun = Temporal.Now.instant();
beforeAll(() => t.setNow(begun.toString()));

const onCreated = (name: string, rest: Partial<AutomationInput>): Partial<AutomationInput> => ({
  name,
  trigger: { on: 'event', event: 'ticket.created' },
  condition: { '==': [{ var: 'ticket.kind' }, 'complaint'] },
  steps: [{ action: 'tickets.tag', params: { tags: [name.slice(0, 20)] } }],
  ...rest,
});
const create = (input: Partial<AutomationInput>) =>
  t
    .as('manager')
    .send<{ id: string; code?: string; fields?: unknown[] }>('POST', '/api/v1/automations', input);
const makeTicket = async (rest: Record<string, unknown> = {}) =>
  (
    await t.as('manager').send<{ id: string }>('POST', '/api/v1/tickets', {
      subject: '空调漏水',
      kind: 'complaint',
      channel: 'phone',
      ...rest,
    })
  ).body.id;
const readTicket = async (id: string) =>
  (await t.as('manager').send<{ tags: string[]; importance: string }>('GET', `/api/v1/tickets/${id}`)).body;
const runsOf = async (automationId: string) =>
  (
    await t
      .as('manager')
      .send<{ data: { outcome: string; steps: { ok: boolean; message: string }[] }[] }>(
        'GET',
        `/api/v1/automations/runs?automationId=${automationId}`,
      )
  ).body.data;

describe('automations', () => {
  test('act once on what matches, not on what does not, and keep a history', async () => {
    const { body } = await create(onCreated('vip-complaint', {}));
    const complaint = await makeTicket();
    const inquiry = await makeTicket({ kind: 'inquiry' });
    await t.settle();
    await t.settle();
    expect((await readTicket(complaint)).tags).toEqual(['vip-complaint']);
    expect((await readTicket(inquiry)).tags).toEqual([]);
    expect(await runsOf(body.id)).toMatchObject([
      { outcome: 'done', steps: [{ ok: true, message: 'vip-complaint' }] },
    ]);
  });

  test('a refused step takes back the steps before it, and the run says why in words', async () => {
    const { body } = await create(
      onCreated('half-way', {
        steps: [
          { action: 'tickets.tag', params: { tags: ['half-way'] } },
          { action: 'tickets.change', params: { teamId: '00000000-0000-4000-8000-000000000000' } },
        ],
      }),
    );
    const ticket = await makeTicket();
    await t.settle();
    expect((await readTicket(ticket)).tags).not.toContain('half-way');
    const [run] = await runsOf(body.id);
    expect(run).toMatchObject({ outcome: 'failed', steps: [{ ok: true }, { ok: false }] });
    expect(run?.steps[1]?.message).toMatch(/\p{Script=Han}/u);
  });

  test('two that set each other off are cut, not run for ever', async () => {
    const flip = (name: string, from: string, to: string) =>
      create({
        name,
        trigger: { on: 'event', event: 'ticket.changed' },
        condition: {
          and: [{ '==': [{ var: 'ticket.importance' }, from] }, { in: ['loop', { var: 'ticket.tags' }] }],
        },
        steps: [{ action: 'tickets.change', params: { importance: to } }],
      });
    const a = await flip('to low', 'high', 'low');
    const b = await flip('to high', 'low', 'high');
    const ticket = await makeTicket({ kind: 'request', tags: ['loop'], importance: 'medium' });
    const { headers } = await t.as('manager').send('GET', `/api/v1/tickets/${ticket}`);
    await t
      .as('manager')
      .send(
        'PATCH',
        `/api/v1/tickets/${ticket}`,
        { importance: 'high' },
        { 'if-match': String(headers['etag']) },
      );
    await t.settle();
    const outcomes = [...(await runsOf(a.body.id)), ...(await runsOf(b.body.id))].map((run) => run.outcome);
    expect(outcomes.filter((outcome) => outcome === 'cut')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeLessThan(8);
  });

  test('one without a condition holds always', async () => {
    const { status, body } = await create(onCreated('always', { condition: true, active: false }));
    expect([status, body]).toMatchObject([201, { condition: true }]);
  });

  test('a dry run says what would have matched and changes nothing', async () => {
    const ticket = await makeTicket({ subject: '试运行', kind: 'complaint' });
    const automation = { ...onCreated('dry', {}), description: '', active: true };
    const { body } = await t
      .as('manager')
      .send<{ looked: number; matched: number; samples: { ticketId: string }[] }>(
        'POST',
        '/api/v1/automations/dry-run',
        { automation },
      );
    expect(body.matched).toBeGreaterThan(0);
    expect(body.looked).toBeGreaterThan(body.matched);
    expect(body.samples[0]?.ticketId).toBe(ticket);
    await t.settle();
    expect((await readTicket(ticket)).tags).not.toContain('dry');
  });

  test('a promise that is due soon escalates its ticket', async () => {
    const { status, body } = await create({
      name: 'escalate',
      trigger: { on: 'event', event: 'sla.warned' },
      condition: { '==': [{ var: 'event.clock' }, 'firstReply'] },
      steps: [{ action: 'tickets.tag', params: { tags: ['escalated'] } }],
    });
    expect(status).toBe(201);
    const ticket = await makeTicket({ kind: 'request' });
    const warning = {
      ...{ clock: 'firstReply', cycle: 1, run: 1, policyId: null, targetSeconds: 7_200, dueAt: null },
      ...{ kind: 'request', channel: 'phone', priority: 'normal' },
      ...{ categoryId: null, teamId: null, assigneeId: null },
    } as const;
    await t.services.database.inOrg(t.db.orgId, (tx) =>
      appendEvents(tx, [
        {
          definition: slaWarned,
          data: warning,
          subject: { type: 'ticket', id: ticket },
          actor: { type: 'system', id: null },
          ticketId: ticket,
        },
      ]),
    );
    await t.settle();
    expect((await readTicket(ticket)).tags).toContain('escalated');
    expect(await runsOf(body.id)).toMatchObject([{ outcome: 'done' }]);
  });

  test('a schedule looks through open tickets when its time has come, once', async () => {
    const { body } = await create({
      name: 'stale',
      trigger: { on: 'schedule', cron: '0 9 * * *', source: 'tickets.open' },
      condition: { '>=': [{ var: 'hoursSinceUpdated' }, 20] },
      steps: [{ action: 'tickets.tag', params: { tags: ['stale'] } }],
    });
    const ticket = await makeTicket({ kind: 'request' });
    const signal = new AbortController().signal;
    await runSchedules(t.services, t.db.orgId, signal);
    expect((await readTicket(ticket)).tags).not.toContain('stale');
    t.setNow(begun.add({ hours: 25 }).toString());
    await runSchedules(t.services, t.db.orgId, signal);
    await runSchedules(t.services, t.db.orgId, signal);
    expect((await readTicket(ticket)).tags).toContain('stale');
    const runs = await runsOf(body.id);
    expect(new Set(runs.map((run) => run.outcome))).toEqual(new Set(['done']));
  });

  test('conditions may ask everything that an event says, a text that can be missing too', async () => {
    const { body } = await t
      .as('manager')
      .send<AutomationVocabulary>('GET', '/api/v1/automations/vocabulary');
    const fieldsOf = (type: string) =>
      body.events.find((event) => event.type === type)?.fields.map((field) => `${field.path}: ${field.type}`);
    expect(fieldsOf('ticket.created')).toEqual(
      expect.arrayContaining(['ticket.customerTier: text', 'ticket.tags: list', 'ticket.severity: number']),
    );
    expect(fieldsOf('sla.breached')).toEqual(expect.arrayContaining(['event.clock: text']));
  });

  test('what cannot work is refused when it is saved', async () => {
    const codeOf = async (rest: Partial<AutomationInput>) =>
      (await create(onCreated(`bad ${JSON.stringify(rest)}`.slice(0, 100), rest))).body.code;
    expect(await codeOf({ trigger: { on: 'event', event: 'ticket.exploded' } })).toBe(
      'automation_unknown_trigger',
    );
    expect(await codeOf({ steps: [{ action: 'tickets.explode', params: {} }] })).toBe(
      'automation_unknown_action',
    );
    expect(await codeOf({ steps: [{ action: 'tickets.tag', params: { tags: [] } }] })).toBe('invalid_input');
    expect(await codeOf({ condition: { '==': [{ var: 'ticket.password' }, 1] } })).toBe('invalid_input');
    expect(await codeOf({ condition: { map: [1] } })).toBe('invalid_input');
    const unknownField = await create(onCreated('bad field', { condition: { '!': { var: 'ticket.x' } } }));
    expect(unknownField.body.fields).toEqual([
      { path: 'condition', code: 'condition_field', message: expect.stringContaining('ticket.x') },
    ]);
    expect(await codeOf({ trigger: { on: 'event', event: 'user.joined' }, condition: true })).toBe(
      'automation_action_needs_ticket',
    );
    expect(
      await codeOf({
        trigger: { on: 'schedule', cron: '* * * * *', source: 'tickets.open' },
        condition: true,
      }),
    ).toBe('automation_bad_schedule');
  });

  test('an agent may not make them, and a stale edit is refused', async () => {
    expect((await t.as('agent').send('POST', '/api/v1/automations', onCreated('x', {}))).status).toBe(403);
    const { body } = await create(onCreated('edited', {}));
    const put = () =>
      t.as('manager').send('PUT', `/api/v1/automations/${body.id}`, onCreated('edited', { active: false }), {
        'if-match': '"1"',
      });
    expect((await put()).status).toBe(200);
    expect((await put()).body['code']).toBe('version_conflict');
  });
});
