import type { SlaClock, SlaDueClock, SlaPolicy } from '@jingyun/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../../testing/use-product.ts';
import { useProduct } from '../../testing/use-product.ts';
import { standardPolicy } from './set-up-policies.ts';

const product = useProduct();
let manager: TestClient;
let agent: TestClient;

beforeAll(async () => {
  manager = product.as('manager');
  agent = product.as('agent');
  const call = product.db.call();
  await product.db.inOrg((tx) => product.services.setUpModules(tx, call));
});

interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

const create = (name: string, more: object = {}) =>
  manager.send<SlaPolicy & { code: string; fields: { path: string; code: string; message: string }[] }>(
    'POST',
    '/api/v1/sla-policies',
    { ...standardPolicy(name), ...more },
  );

describe('policies', () => {
  test('are created, read, replaced, ordered and deleted', async () => {
    const made = await create('节日');
    expect(made.status).toBe(201);
    expect(made.headers['etag']).toBe('"1"');
    const url = `/api/v1/sla-policies/${made.body.id}`;
    const replaced = await manager.send(
      'PUT',
      url,
      { ...standardPolicy('节日'), active: false },
      { 'if-match': '"1"' },
    );
    expect(replaced).toMatchObject({ status: 200, body: { active: false, version: 2 } });
    expect((await manager.send('PUT', url, standardPolicy('节日'), { 'if-match': '"1"' })).status).toBe(412);
    expect((await manager.send('PUT', url, standardPolicy('节日'))).status).toBe(428);
    const list = await manager.send<Page<SlaPolicy>>('GET', '/api/v1/sla-policies');
    const ids = list.body.data.map((policy) => policy.id).reverse();
    const ordered = await manager.send<Page<SlaPolicy>>('PUT', '/api/v1/sla-policies/order', { ids });
    expect(ordered.body.data.map((policy) => policy.id)).toEqual(ids);
    const { version } = (await manager.send<SlaPolicy>('GET', url)).body;
    expect((await manager.send('DELETE', url, undefined, { 'if-match': `"${version}"` })).status).toBe(200);
    expect((await manager.send('GET', url)).status).toBe(404);
  });

  test('pages go in order and without repetition', async () => {
    for (const name of ['页一', '页二', '页三']) await create(name);
    const all = (await manager.send<Page<SlaPolicy>>('GET', '/api/v1/sla-policies')).body.data.map(
      (policy) => policy.id,
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const at: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = await manager.send<Page<SlaPolicy>>('GET', `/api/v1/sla-policies?limit=2${at}`);
      seen.push(...page.body.data.map((policy) => policy.id));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(all);
  });

  test('what is wrong is said in the words of the reader', async () => {
    const refused = await create('错', { condition: { '==': [{ var: 'colour' }, 'red'] } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
    expect(refused.body.fields).toEqual([
      { path: 'condition', code: 'condition_field', message: '条件中没有字段“colour”，可用字段见接口文档。' },
    ]);
    const calendar = { calendar: { from: 'calendar', calendarId: '00000000-0000-4000-8000-000000000000' } };
    expect(await create('无日历', calendar)).toMatchObject({
      status: 422,
      body: { code: 'unknown_reference' },
    });
    expect(await create('多余', { colour: 'red' })).toMatchObject({ status: 422 });
    await create('重名');
    expect(await create('重名')).toMatchObject({ status: 409, body: { code: 'already_exists' } });
  });

  test('agents see them and may not change them', async () => {
    expect((await agent.send('GET', '/api/v1/sla-policies')).status).toBe(200);
    expect((await agent.send('POST', '/api/v1/sla-policies', standardPolicy('我的'))).status).toBe(403);
  });
});

describe('calendars', () => {
  test('a calendar with overlapping intervals is refused where it overlaps', async () => {
    const [calendar] = (await manager.send<Page<Record<string, unknown>>>('GET', '/api/v1/calendars')).body
      .data;
    const { id: _id, version: _version, isDefault: _default, ...rules } = calendar ?? {};
    const saturday = [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '13:00' },
    ];
    const english = product.as('manager', { locale: 'en' });
    const weekly = { ...(rules['weekly'] as object), saturday };
    const refused = await english.send('POST', '/api/v1/calendars', { ...rules, name: 'x', weekly });
    expect(refused.body['fields']).toEqual([
      {
        path: 'weekly.saturday.1.from',
        code: 'intervals_overlap',
        message: '11:00–13:00 overlaps 09:00–12:00. Move or join the two intervals.',
      },
    ]);
    expect((await english.send('POST', '/api/v1/calendars', { ...rules, name: 'x' })).status).toBe(201);
  });

  test('the holidays of a year are there to be taken', async () => {
    const { body } = await manager.send<{ makeupDays: { date: string }[] }>(
      'GET',
      '/api/v1/calendars/china-days?year=2026',
    );
    expect(body.makeupDays.map((day) => day.date)).toContain('2026-10-10');
    expect((await manager.send('GET', '/api/v1/calendars/china-days?year=20260')).status).toBe(422);
  });
});

describe('clocks', () => {
  test('come to those who may see the ticket', async () => {
    product.setNow('2026-03-03T01:00:00Z');
    const team = await manager.send<{ id: string }>('POST', '/api/v1/teams', { name: '二线' });
    const input = { subject: '退款', kind: 'request', channel: 'web', teamId: team.body.id };
    const made = await manager.send<{ id: string }>('POST', '/api/v1/tickets', input);
    expect(made.status).toBe(201);
    const { id } = made.body;
    const clocks = (client: TestClient) =>
      client.send<{ clocks: SlaClock[] }>('GET', `/api/v1/tickets/${id}/sla`);
    expect(await clocks(manager)).toMatchObject({ status: 200, body: { clocks: [] } });
    await product.settle();
    product.setNow('2026-03-03T02:00:00Z');
    expect((await clocks(manager)).body.clocks.map((clock) => [clock.kind, clock.countedSeconds])).toEqual([
      ['firstReply', 3_600],
      ['resolution', 3_600],
    ]);
    expect((await clocks(agent)).status).toBe(404);
    const due = await manager.send<Page<SlaDueClock>>('GET', '/api/v1/sla-clocks?limit=1');
    expect(due.body.data).toMatchObject([
      { ticketId: id, kind: 'firstReply', dueAt: '2026-03-03T03:00:00Z' },
    ]);
    const next = await manager.send<Page<SlaDueClock>>(
      'GET',
      `/api/v1/sla-clocks?limit=1&cursor=${due.body.nextCursor}`,
    );
    expect(next.body.data).toMatchObject([{ ticketId: id, kind: 'resolution' }]);
    const of = (ids: string) => manager.send<Page<SlaDueClock>>('GET', `/api/v1/sla-clocks?ticketIds=${ids}`);
    expect((await of(id)).body.data).toHaveLength(2);
    expect((await of('00000000-0000-4000-8000-000000000000')).body.data).toEqual([]);
    expect((await of('no,id')).status).toBe(422);
    expect((await agent.send<Page<SlaDueClock>>('GET', '/api/v1/sla-clocks')).body.data).toEqual([]);
    const colleague = product.as('agent', {
      id: '00000000-0000-4000-8000-00000000c011',
      teamIds: [team.body.id],
    });
    expect((await colleague.send<Page<SlaDueClock>>('GET', '/api/v1/sla-clocks')).body.data).toHaveLength(2);
  });
});

test('a ticket made, answered, waiting, reopened and solved through the API keeps its clocks', async () => {
  const owner = product.as('owner');
  product.setNow('2026-03-09T01:00:00Z'); // Monday, 09:00 in Shanghai
  const made = await owner.send<{ id: string }>('POST', '/api/v1/tickets', {
    subject: '冰箱不制冷',
    kind: 'afterSales',
    channel: 'phone',
    text: '昨天开始不制冷',
    importance: 'high',
    urgency: 'high',
  });
  expect(made.status).toBe(201);
  const { id } = made.body;
  const version = async () => String((await owner.send('GET', `/api/v1/tickets/${id}`)).headers['etag']);
  const become = async (at: string, change: object) => {
    product.setNow(at);
    const done = await owner.send('PATCH', `/api/v1/tickets/${id}`, change, { 'if-match': await version() });
    expect(done.status).toBe(200);
  };
  const say = async (at: string, more: object = {}) => {
    product.setNow(at);
    const said = await owner.send('POST', `/api/v1/tickets/${id}/replies`, { text: '已收到', ...more });
    expect(said.status).toBe(201);
  };
  const clocks = async () => {
    await product.settle();
    return (await owner.send<{ clocks: SlaClock[] }>('GET', `/api/v1/tickets/${id}/sla`)).body.clocks.map(
      ({ kind, state, run, targetSeconds, countedSeconds, dueAt }) => ({
        kind,
        state,
        run,
        targetSeconds,
        countedSeconds,
        dueAt,
      }),
    );
  };
  expect(await clocks()).toMatchObject([
    { kind: 'firstReply', state: 'running', dueAt: '2026-03-09T03:00:00.000Z' },
    { kind: 'resolution', targetSeconds: 4 * 3_600, dueAt: '2026-03-09T06:00:00.000Z' },
  ]);
  const listed = await owner.send<Page<{ id: string }>>('GET', '/api/v1/tickets?sort=due');
  expect(listed.body.data.map((ticket) => ticket.id)).toContain(id);
  await say('2026-03-09T02:00:00Z', { status: 'pendingCustomer' });
  expect(await clocks()).toMatchObject([
    { kind: 'firstReply', state: 'met', countedSeconds: 3_600 },
    { kind: 'resolution', state: 'paused', countedSeconds: 3_600, dueAt: null },
  ]);
  await become('2026-03-09T05:00:00Z', { status: 'open' });
  await become('2026-03-09T06:00:00Z', { status: 'solved' });
  expect((await clocks())[1]).toMatchObject({ state: 'met', countedSeconds: 7_200 });
  await become('2026-03-10T01:00:00Z', { status: 'open' });
  expect((await clocks())[1]).toMatchObject({ state: 'running', run: 2, dueAt: '2026-03-10T03:00:00.000Z' });
  await become('2026-03-10T07:00:00Z', { status: 'solved' });
  expect((await clocks())[1]).toMatchObject({ state: 'breached', run: 2 });
  const told = await owner.send<{ buckets: unknown }>('POST', '/api/v1/metrics/query', {
    metric: 'sla.breaches',
    range: { from: '2026-03-09', to: '2026-03-11' },
  });
  expect(JSON.stringify(told.body)).toContain('"value":1');
});
