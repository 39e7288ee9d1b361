import { describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { makeTeam } from './ticket.factory.ts';

const t = useProduct();

interface TicketBody {
  id: string;
  number: number;
  version: number;
  status: string;
}
interface Problem {
  code: string;
  current?: number;
  fields?: { path: string }[];
}

const blank = { subject: '洗衣机漏水', kind: 'afterSales', channel: 'phone' };
const make = async (over: object = {}) =>
  (await t.as('owner').send<TicketBody>('POST', '/api/v1/tickets', { ...blank, ...over })).body;

describe('the API of tickets', () => {
  test('makes a ticket, reads it, changes it as of a version, and shows what happened', async () => {
    const owner = t.as('owner');
    const made = await owner.send<TicketBody>('POST', '/api/v1/tickets', { ...blank, text: '漏水' });
    expect(made).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { status: 'new' } });
    const url = `/api/v1/tickets/${made.body.id}`;
    expect((await owner.send('GET', url)).body).toEqual(made.body);
    const patch = (ifMatch: string) =>
      owner.send<TicketBody & Problem>('PATCH', url, { status: 'open' }, { 'if-match': ifMatch });
    expect((await owner.send<Problem>('PATCH', url, { status: 'open' })).body.code).toBe('if_match_required');
    expect(await patch('"1"')).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { status: 'open' },
    });
    expect(await patch('"1"')).toMatchObject({ status: 412, body: { code: 'version_conflict', current: 2 } });
    const replied = await owner.send('POST', `${url}/replies`, {
      html: '<b>好</b>',
      status: 'pendingCustomer',
    });
    expect(replied).toMatchObject({ status: 201, body: { ticket: { replies: 1 }, message: { text: '好' } } });
    const messages = await owner.send('GET', `${url}/messages?limit=1`);
    expect(messages.body).toMatchObject({ data: [{ text: '好' }], nextCursor: expect.any(String) });
    const older = await owner.send('GET', `${url}/messages?cursor=${String(messages.body['nextCursor'])}`);
    expect(older.body).toMatchObject({ data: [{ text: '漏水' }], nextCursor: null });
    const activity = await owner.send<{ data: { type: string }[] }>('GET', `${url}/activity`);
    expect(activity.body.data.map((event) => event.type)).toEqual([
      'ticket.changed',
      'ticket.replied',
      'ticket.changed',
      'ticket.created',
    ]);
    expect((await owner.send('GET', `/api/v1/tickets/by-number/${made.body.number}`)).status).toBe(200);
  });

  test('does a repeated request once', async () => {
    const owner = t.as('owner');
    const key = { 'idempotency-key': 'once-1' };
    const first = await owner.send<TicketBody>('POST', '/api/v1/tickets', blank, key);
    const again = await owner.send<TicketBody>('POST', '/api/v1/tickets', blank, key);
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id } });
    const named = { ...blank, source: 'shop', externalId: 'X-9' };
    const put = await owner.send<TicketBody>('PUT', '/api/v1/tickets/by-external-id', named);
    expect(put.status).toBe(201);
    const same = await owner.send<TicketBody>('PUT', '/api/v1/tickets/by-external-id', {
      ...named,
      subject: '改',
    });
    expect(same).toMatchObject({ status: 200, body: { id: put.body.id, version: 2 } });
  });

  test('refuses bad input with its field, and writes nothing', async () => {
    const owner = t.as('owner');
    const before = (await owner.send<{ count: number }>('GET', '/api/v1/tickets/count')).body.count;
    const cases: [object, string][] = [
      [{ ...blank, kind: 'nonsense' }, 'kind'],
      [{ ...blank, unknown: 1 }, ''],
      [{ ...blank, subject: '  ' }, 'subject'],
      [{ ...blank, subject: 'x'.repeat(301) }, 'subject'],
      [{ ...blank, subject: 'a\u0000b' }, 'subject'],
      [{ ...blank, text: 'a', html: 'b' }, 'html'],
      [{ ...blank, customFields: { nope: 1 } }, 'customFields.nope'],
      [{ ...blank, tags: ['x'.repeat(51)] }, 'tags.0'],
      [{ ...blank, externalId: 'a', source: 'Bad Source' }, 'source'],
    ];
    for (const [body, path] of cases) {
      const answer = await owner.send<Problem>('POST', '/api/v1/tickets', body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 422, 'invalid_input']);
      expect(answer.body.fields?.map((field) => field.path)).toContain(path);
    }
    expect((await owner.send<{ count: number }>('GET', '/api/v1/tickets/count')).body.count).toBe(before);
  });

  test('is silent about what the caller may not see', async () => {
    const team = await t.db.inOrg((tx) => makeTeam(tx));
    const { id } = await make({ teamId: team });
    const agent = t.as('agent', { teamIds: [] });
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/messages', undefined],
      ['GET', '/activity', undefined],
      ['GET', '/relatives', undefined],
      ['GET', '/presence', undefined],
      ['POST', '/replies', { text: 'x' }],
      ['POST', '/notes', { text: 'x' }],
      ['POST', '/presence', { state: 'viewing' }],
      ['POST', '/merge', { intoId: id }],
    ] as const) {
      const answer = await agent.send<Problem>(method, `/api/v1/tickets/${id}${path}`, body);
      expect([path, answer.body.code]).toEqual([path, path === '/merge' ? 'ticket_link_self' : 'not_found']);
    }
    const analyst = t.as('analyst');
    expect((await analyst.send('GET', `/api/v1/tickets/${id}`)).status).toBe(200);
    expect((await analyst.send('POST', `/api/v1/tickets/${id}/replies`, { text: 'x' })).status).toBe(403);
    const bulk = await analyst.send<Problem>('POST', '/api/v1/tickets/bulk', {
      ids: [id],
      change: { tags: ['x'] },
    });
    expect(bulk).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(
      (await t.as('owner', { orgId: t.db.otherOrgId }).send('GET', `/api/v1/tickets/${id}`)).status,
    ).toBe(404);
  });

  test('lists by words with commas, counts, searches and pages', async () => {
    const owner = t.as('owner');
    const one = await make({ subject: '投影仪黑屏', tags: ['投影'] });
    await make({ subject: '投影儀黑屏', kind: 'complaint' });
    const list = (query: string) =>
      owner.send<{ data: TicketBody[]; nextCursor: string | null }>('GET', `/api/v1/tickets?${query}`);
    const found = await list(`q=${encodeURIComponent('投影仪')}&status=new,open`);
    expect(found.body.data).toHaveLength(2);
    expect((await list(`tags=${encodeURIComponent('投影')}`)).body.data.map((row) => row.id)).toEqual([
      one.id,
    ]);
    expect((await list('sort=due')).status).toBe(200);
    expect((await list('status=nonsense')).status).toBe(422);
    expect((await list('cursor=garbage')).status).toBe(400);
    const count = await owner.send('GET', `/api/v1/tickets/count?q=${encodeURIComponent('投影仪')}`);
    expect(count.body).toEqual({ count: 2, capped: false });
  });

  test('keeps settings with versions, and tells who made what', async () => {
    const owner = t.as('owner');
    const category = { code: 'TV', name: '电视', names: { en: 'TV' } };
    const made = await owner.send<{ id: string }>('POST', '/api/v1/ticket-categories', category);
    expect(made).toMatchObject({ status: 201, body: { depth: 1, version: 1 } });
    const twice = await owner.send<Problem>('POST', '/api/v1/ticket-categories', { ...category, code: 'tv' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'already_exists' } });
    const put = { ...category, archived: true };
    const url = `/api/v1/ticket-categories/${made.body.id}`;
    expect((await owner.send('PUT', url, put, { 'if-match': '"1"' })).body).toMatchObject({ version: 2 });
    const used = await owner.send<Problem>('POST', '/api/v1/tickets', { ...blank, categoryId: made.body.id });
    expect(used.body.code).toBe('ticket_category_archived');
    expect((await t.as('agent').send('POST', '/api/v1/ticket-categories', category)).status).toBe(403);

    const field = { key: 'model', type: 'select', name: '型号', options: [{ value: 'X1', label: 'X1' }] };
    expect((await owner.send('POST', '/api/v1/ticket-fields', field)).status).toBe(201);
    expect(await make({ customFields: { model: 'X1' } })).toMatchObject({ customFields: { model: 'X1' } });
    const wrong = await owner.send<Problem>('POST', '/api/v1/tickets', {
      ...blank,
      customFields: { model: 'X2' },
    });
    expect(wrong.body.fields).toMatchObject([{ path: 'customFields.model', code: 'not_an_option' }]);

    const view = { name: '我的', filter: { assignee: ['me'] }, columns: ['number'] };
    const saved = await t.as('agent').send<{ id: string }>('POST', '/api/v1/ticket-views', view);
    expect(saved.status).toBe(201);
    expect((await owner.send('DELETE', `/api/v1/ticket-views/${saved.body.id}`)).status).toBe(404);
    const shared = await t
      .as('agent')
      .send<Problem>('POST', '/api/v1/ticket-views', { ...view, visibility: 'all' });
    expect(shared.body.code).toBe('forbidden');

    const behaviour = await owner.send('GET', '/api/v1/ticket-settings');
    const etag = String(behaviour.headers['etag']);
    const changed = await owner.send(
      'PUT',
      '/api/v1/ticket-settings',
      { closeSolvedAfterDays: null },
      { 'if-match': etag },
    );
    expect(changed.body).toEqual({ closeSolvedAfterDays: null });
    const stale = await owner.send<Problem>(
      'PUT',
      '/api/v1/ticket-settings',
      { closeSolvedAfterDays: 3 },
      { 'if-match': etag },
    );
    expect(stale.body.code).toBe('version_conflict');
    for (const list of [
      'ticket-categories',
      'ticket-fields',
      'ticket-macros',
      'ticket-views',
      'ticket-tags',
    ]) {
      expect([list, (await owner.send('GET', `/api/v1/${list}`)).status]).toEqual([list, 200]);
    }
  });
});
