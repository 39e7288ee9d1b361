import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { buildCustomer } from './customer.factory.ts';
import { importCustomers } from './index.ts';

const t = useProduct();
const url = '/api/v1/customers';

interface Body {
  id: string;
  name: string;
  version: number;
  code?: string;
  contacts: { normalised: string; primary: boolean }[];
  custom: Record<string, unknown>;
  tags: string[];
}
type Page = { data: Body[]; nextCursor: string | null };

const agent = () => t.as('agent');
const create = (body: object) => agent().send<Body>('POST', url, body);
const find = async (search: string) =>
  (await agent().send<Page>('GET', `${url}?search=${encodeURIComponent(search)}`)).body.data.map(
    (row) => row.name,
  );

test('a customer is kept with contacts in the form in which callers are recognised', async () => {
  const made = await create({
    name: '陈晓明',
    tier: 'VIP',
    tags: ['老客户', '老客户'],
    contacts: [
      { type: 'phone', value: '138-0000-0001' },
      { type: 'phone', value: '+86 138 0000 0001' },
      { type: 'email', value: 'Chen@Example.COM' },
    ],
  });
  expect(made.status).toBe(201);
  expect(made.headers['etag']).toBe('"1"');
  expect(made.body).toMatchObject({
    tags: ['老客户'],
    contacts: [
      { normalised: 'chen@example.com', primary: true },
      { normalised: '+8613800000001', primary: true },
    ],
  });
});

test('a contact that leads to somebody already is refused, naming whom', async () => {
  await create({ name: '原客户', contacts: [{ type: 'phone', value: '13800000002' }] });
  const again = await agent().send('POST', url, {
    name: '新客户',
    contacts: [{ type: 'phone', value: '0086 13800000002' }],
  });
  expect(again.body).toMatchObject({
    status: 409,
    code: 'contact_taken',
    detail: expect.stringContaining('原客户'),
  });
  expect((await create({ name: 'x', contacts: [{ type: 'phone', value: 'none' }] })).body.code).toBe(
    'invalid_phone',
  );
  expect((await create({ name: 'x', contacts: [{ type: 'email', value: 'none' }] })).body.code).toBe(
    'invalid_email',
  );
  expect(await find('新客户')).toEqual([]);
});

test('names are found in either script, by pinyin and initials; numbers and addresses by a part', async () => {
  await create({
    name: '歐陽靜怡',
    contacts: [
      { type: 'phone', value: '021-88776655' },
      { type: 'email', value: 'jingyi.ouyang@example.org' },
    ],
  });
  for (const search of [
    '欧阳',
    '歐陽靜怡',
    '静怡',
    'ouyang',
    'oyjy',
    'OuYangJing',
    '887766',
    '021-88776655',
    'jingyi.ouy',
    '@example.org',
  ])
    expect(await find(search), search).toEqual(['歐陽靜怡']);
  for (const search of ['%', '_', '\\', "'; drop table customers; --", '阳静怡欧', '99999'])
    expect(await find(search), search).toEqual([]);
});

test('lists are paged without gaps or repeats, by change and by name', async () => {
  for (let n = 0; n < 7; n++) await create({ name: `分页 ${n}`, tags: ['paging'] });
  for (const sort of ['name', '-updatedAt']) {
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { body: Page } = await agent().send<Page>(
        'GET',
        `${url}?tag=paging&limit=3&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      names.push(...page.body.data.map((row) => row.name));
      cursor = page.body.nextCursor;
    }
    expect(new Set(names).size, sort).toBe(7);
    expect(names, sort).toHaveLength(7);
  }
  const page = await agent().send<Page>('GET', `${url}?limit=1&sort=name`);
  const foreign = await agent().send('GET', `${url}?limit=1&cursor=${String(page.body.nextCursor)}`);
  expect(foreign.body['code']).toBe('invalid_cursor');
});

test('an edit changes what is given, tells what changed, and is refused on a stale version', async () => {
  const { body } = await create({ name: '修改前', custom: { city: '杭州', floor: 3 }, tags: ['a'] });
  const patch = (change: object, version: number) =>
    agent().send<Body>('PATCH', `${url}/${body.id}`, change, { 'if-match': `"${version}"` });
  const changed = await patch({ name: '修改后', custom: { floor: null, door: '5-2' } }, 1);
  expect(changed.body).toMatchObject({
    name: '修改后',
    custom: { city: '杭州', door: '5-2' },
    tags: ['a'],
    version: 2,
  });
  expect(changed.body.custom).not.toHaveProperty('floor');
  expect((await patch({ name: 'x' }, 1)).body.code).toBe('version_conflict');
  expect((await patch({ name: '修改后' }, 2)).body.version, 'nothing changed').toBe(2);
  const timeline = await agent().send<{
    data: { type: string; data: { fields?: string[]; before?: object } }[];
  }>('GET', `${url}/${body.id}/timeline`);
  expect(timeline.body.data.map((entry) => entry.type)).toEqual(['customer.changed', 'customer.created']);
  expect(timeline.body.data[0]?.data).toMatchObject({
    fields: ['name', 'custom'],
    before: { name: '修改前' },
  });
});

test('contacts are replaced as a whole; those that stay keep their id', async () => {
  const { body } = await create({
    name: '联系',
    contacts: [
      { type: 'phone', value: '13800000010' },
      { type: 'email', value: 'k@example.com' },
    ],
  });
  const before = body.contacts as unknown as { id: string; type: string }[];
  const after = await agent().send<{ contacts: { id: string; type: string }[] }>(
    'PATCH',
    `${url}/${body.id}`,
    {
      contacts: [
        { type: 'phone', value: '138 0000 0010' },
        { type: 'phone', value: '13800000011', primary: true },
      ],
    },
    { 'if-match': '"1"' },
  );
  expect(after.body.contacts).toHaveLength(2);
  expect(after.body.contacts.map((contact) => contact.id)).toContain(
    before.find((contact) => contact.type === 'phone')?.id,
  );
  expect(await find('k@example.com')).toEqual([]);
});

test('upsert by external id makes one customer, also when two come at once', async () => {
  const put = (body: object) => agent().send<Body>('PUT', `${url}/external/crm/A%2F1`, body);
  const both = await Promise.all([put({ name: '张三' }), put({ name: '张三' })]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 201]);
  expect(both[0]?.body.id).toBe(both[1]?.body.id);
  const changed = await put({ name: '张三丰', tier: 'gold' });
  expect(changed.body).toMatchObject({
    id: both[0]?.body.id,
    name: '张三丰',
    version: 2,
    externalIds: [{ source: 'crm', externalId: 'A/1' }],
  });
  expect((await agent().send('PUT', `${url}/external/CRM!/1`, { name: 'x' })).body['code']).toBe(
    'invalid_input',
  );
});

test('persons belong to accounts, accounts to nothing', async () => {
  const account = (await create({ name: '华东电器', kind: 'account' })).body;
  const person = await create({ name: '联系人甲', accountId: account.id });
  expect(person.status).toBe(201);
  expect((await create({ name: 'x', kind: 'account', accountId: account.id })).body.code).toBe(
    'account_of_account',
  );
  expect((await create({ name: 'x', accountId: person.body.id })).body.code).toBe('account_of_account');
  expect((await create({ name: 'x', accountId: '00000000-0000-4000-8000-000000000000' })).body.code).toBe(
    'unknown_reference',
  );
  const list = await agent().send<Page>('GET', `${url}?accountId=${account.id}`);
  expect(list.body.data.map((row) => row.name)).toEqual(['联系人甲']);
});

test('another organisation’s customer is not there', async () => {
  const mine = await t.db.inOrg((tx) => buildCustomer(tx, t.db.call()));
  const other = t.as('owner', { orgId: t.db.otherOrgId });
  expect((await other.send('GET', `${url}/${mine.id}`)).status).toBe(404);
  expect((await other.send('GET', `${url}/${mine.id}/timeline`)).status).toBe(404);
  expect((await other.send('PATCH', `${url}/${mine.id}`, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(
    404,
  );
  const stolen = await other.send('POST', url, { name: 'x', accountId: mine.id });
  expect(stolen.body['code']).toBe('unknown_reference');
});

test('import finds by external id, links by contact, makes the rest, and again changes nothing', async () => {
  const known = await t.db.inOrg((tx) =>
    buildCustomer(tx, t.db.call(), { name: '老熟人', contacts: [{ type: 'phone', value: '13900000001' }] }),
  );
  const batch = [
    {
      source: 'shop',
      externalId: '1',
      name: '新人甲',
      contacts: [{ type: 'phone' as const, value: '13900000002' }],
      createdAt: '2025-01-01T00:00:00Z',
    },
    {
      source: 'shop',
      externalId: '2',
      name: '熟人',
      contacts: [{ type: 'phone' as const, value: '+86 139 0000 0001' }],
    },
    {
      source: 'shop',
      externalId: '3',
      name: '同号',
      contacts: [{ type: 'phone' as const, value: '139-0000-0002' }],
    },
    { source: 'shop', externalId: '1', name: '重复行', contacts: [] },
    { source: 'shop', externalId: '4', name: '无号', contacts: [{ type: 'phone' as const, value: '无' }] },
  ];
  const first = await t.db.inOrg((tx) => importCustomers(tx, t.db.call(), batch));
  expect(first.map(({ outcome }) => outcome)).toEqual(['created', 'linked', 'linked', 'found', 'created']);
  expect(first[1]?.customerId).toBe(known.id);
  expect(first[2]?.customerId).toBe(first[0]?.customerId);
  expect(first[3]?.customerId).toBe(first[0]?.customerId);
  const again = await t.db.inOrg((tx) => importCustomers(tx, t.db.call(), batch));
  expect(again.map(({ outcome }) => outcome)).toEqual(Array(5).fill('found'));
  expect(again.map(({ customerId }) => customerId)).toEqual(first.map(({ customerId }) => customerId));
  const timeline = await agent().send<{ data: { occurredAt: string }[] }>(
    'GET',
    `${url}/${first[0]?.customerId}/timeline`,
  );
  expect(timeline.body.data.at(-1)?.occurredAt).toBe('2025-01-01T00:00:00Z');
});

test('two imports at once of the same customers make them once', async () => {
  const batch = Array.from({ length: 300 }, (_, n) => ({
    source: 'race',
    externalId: String(n),
    name: `并发 ${n}`,
  }));
  const [a, b] = await Promise.all(
    [1, 2].map(() => t.db.inOrg((tx) => importCustomers(tx, t.db.call(), batch))),
  );
  expect(a?.map((one) => one.customerId)).toEqual(b?.map((one) => one.customerId));
});

test('an export holds what the filter passes, in the reader’s language, without formulas', async () => {
  await create({
    name: '=HYPERLINK("http://evil.example")',
    tags: ['导出'],
    contacts: [{ type: 'email', value: 'e@example.com' }],
  });
  await create({ name: '导出二', tags: ['导出'] });
  const csv = await t.as('analyst').send<string>('GET', `${url}/export?tag=${encodeURIComponent('导出')}`);
  const lines = String(csv.body).trim().split('\r\n');
  expect(lines[0]).toContain('名称');
  expect(lines).toHaveLength(3);
  expect(lines.some((line) => line.includes(',=HYPERLINK') || line.includes(',"=HYPERLINK'))).toBe(false);
  const xlsx = await t
    .as('analyst')
    .send<string>('GET', `${url}/export?format=xlsx&tag=${encodeURIComponent('导出')}`);
  expect(String(xlsx.body).slice(0, 2)).toBe('PK');
  expect((await agent().send('GET', `${url}/export`)).status).toBe(403);
});

test('the scopes own and team reach the customers of their owners only', async () => {
  const { actor } = agent();
  await t.db.open.owner`
    insert into users (org_id, id, name, search, locale) values (${t.db.orgId}, ${actor.id}, '客服', ' 客服', 'zh-CN')
    on conflict do nothing`;
  const mine = (await create({ name: '我的客户', ownerId: actor.id, tags: ['reach'] })).body;
  const others = (await create({ name: '别人的客户', tags: ['reach'] })).body;
  const narrow = t.as('agent');
  Object.assign(narrow.actor, {
    grants: new Map([
      ['customers.read', 'own'],
      ['customers.write', 'own'],
    ]),
  });
  const list = await narrow.send<Page>('GET', `${url}?tag=reach`);
  expect(list.body.data.map((row) => row.id)).toEqual([mine.id]);
  expect((await narrow.send('GET', `${url}/${others.id}`)).status).toBe(404);
  expect(
    (await narrow.send('PATCH', `${url}/${others.id}`, { name: 'x' }, { 'if-match': '"1"' })).status,
  ).toBe(404);
  expect((await narrow.send('GET', `${url}/${mine.id}`)).status).toBe(200);
});

test('bad input gets its documented error and writes nothing', async () => {
  const bad: [object, string][] = [
    [{}, 'invalid_input'],
    [{ name: '' }, 'invalid_input'],
    [{ name: 'x'.repeat(1_000_000 - 100) }, 'invalid_input'],
    [{ name: 'a\u0000b' }, 'invalid_input'],
    [{ name: 'x', colour: 'red' }, 'invalid_input'],
    [{ name: 'x', custom: { 'Bad Key': 1 } }, 'invalid_input'],
    [{ name: 'x', custom: { nested: { a: 1 } } }, 'invalid_input'],
    [{ name: 'x', tags: Array(51).fill('t') }, 'invalid_input'],
    [{ name: 'x', ownerId: '00000000-0000-4000-8000-00000000dead' }, 'unknown_reference'],
  ];
  const before = await t.db.open.owner`select count(*)::int as n from customers`;
  for (const [body, code] of bad)
    expect((await create(body)).body.code, JSON.stringify(body).slice(0, 60)).toBe(code);
  expect(await t.db.open.owner`select count(*)::int as n from customers`).toEqual(before);
});
