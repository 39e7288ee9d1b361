import { expect, test } from 'vitest';
import { useSignIn } from '../../testing/use-sign-in.ts';
import { type Invited, join, roleId, tokenOf } from './joining.testing.ts';

const t = useSignIn();

test('deactivating ends sessions, keys and sign-in at once; reactivating gives them back but the keys', async () => {
  const owner = await t.signedIn();
  const leaver = await join(t, owner, 'leaver@example.com', 'owner');
  const made = await leaver.browser.send<{ key: string }>('POST', '/api/v1/api-keys', {
    name: 'Integration',
    roleId: await roleId(owner, 'agent'),
  });
  const withKey = () =>
    t.browser().send('GET', '/api/v1/users', undefined, { authorization: `Bearer ${made.body.key}` });
  expect((await withKey()).status).toBe(200);
  const { version } = (await owner.send<{ version: number }>('GET', `/api/v1/users/${leaver.id}`)).body;
  const tag = { 'if-match': `"${version}"` };
  const ended = await owner.send('POST', `/api/v1/users/${leaver.id}/deactivate`, undefined, tag);
  expect(ended.body).toMatchObject({ revokedApiKeys: 1, user: { status: 'inactive' } });
  expect((await leaver.browser.send('GET', '/api/v1/me')).status).toBe(401);
  expect((await withKey()).body['code']).toBe('invalid_api_key');
  const { email, password } = leaver;
  const refused = await t.browser().send('POST', '/api/v1/auth/sign-in', { email, password });
  expect(refused.body['code']).toBe('wrong_credentials');
  const back = await owner.send('POST', `/api/v1/users/${leaver.id}/reactivate`, undefined, {
    'if-match': `"${version + 1}"`,
  });
  expect(back.status).toBe(200);
  await t.signedIn({ email, password });
  expect((await withKey()).status).toBe(401);
});

test('an API key works within its grants, its time and its maker’s, and can make no further keys', async () => {
  t.setNow('2026-03-02T02:00:00Z');
  const owner = await t.signedIn();
  const make = (body: object) =>
    owner.send<{ key: string; id: string; code?: string }>('POST', '/api/v1/api-keys', body);
  const narrow = await make({
    name: 'Reader',
    grants: { 'people.read': 'all' },
    expiresAt: '2026-03-03T00:00:00Z',
  });
  expect(narrow.status).toBe(201);
  const use = (key: string, method: 'GET' | 'POST' = 'GET', url = '/api/v1/users', body?: object) =>
    t.browser().send(method, url, body, { authorization: `Bearer ${key}` });
  expect((await use(narrow.body.key)).status).toBe(200);
  expect((await use(narrow.body.key, 'GET', '/api/v1/api-keys')).body['code']).toBe('forbidden');
  expect((await use(narrow.body.key, 'GET', '/api/v1/me')).body['code']).toBe('session_required');
  t.setNow('2026-03-03T00:00:00Z');
  t.services.access.forget(t.orgId);
  expect((await use(narrow.body.key)).body['code']).toBe('invalid_api_key');

  const wide = await make({ name: 'Admin', roleId: await roleId(owner, 'owner') });
  const child = await use(wide.body.key, 'POST', '/api/v1/api-keys', {
    name: 'Child',
    grants: { 'people.read': 'all' },
  });
  expect(child.body['code']).toBe('session_required');
  expect((await make({ name: 'x', grants: { 'no.such': 'all' } })).body.code).toBe('unknown_permission');
  expect((await make({ name: 'x' })).body.code).toBe('invalid_input');
  await owner.send('DELETE', `/api/v1/api-keys/${wide.body.id}`);
  expect((await use(wide.body.key)).body['code']).toBe('invalid_api_key');

  const list = await owner.send('GET', '/api/v1/api-keys');
  expect(JSON.stringify(list.body)).not.toContain(wide.body.key.slice(-20));
  const stored = await t.db.open.owner`select * from api_keys`;
  expect(JSON.stringify(stored)).not.toContain(wide.body.key.split('_')[2]);
});

test('a key is narrowed with its maker', async () => {
  const owner = await t.signedIn();
  const maker = await join(t, owner, 'maker@example.com', 'owner');
  const made = await maker.browser.send<{ key: string }>('POST', '/api/v1/api-keys', {
    name: 'Mine',
    roleId: await roleId(owner, 'owner'),
  });
  const list = () =>
    t.browser().send('GET', '/api/v1/api-keys', undefined, { authorization: `Bearer ${made.body.key}` });
  expect((await list()).status).toBe(200);
  const { version } = (await owner.send<{ version: number }>('GET', `/api/v1/users/${maker.id}`)).body;
  const roleIds = [await roleId(owner, 'agent')];
  await owner.send('PATCH', `/api/v1/users/${maker.id}`, { roleIds }, { 'if-match': `"${version}"` });
  expect((await list()).body['code']).toBe('forbidden');
});

test('wrong keys of every shape are refused alike', async () => {
  for (const authorization of [
    'Bearer x',
    'Bearer',
    'Basic YTpi',
    'Bearer jy_x_y',
    `Bearer jy_${'0'.repeat(22)}_${'a'.repeat(43)}`,
  ]) {
    const answer = await t.browser().send('GET', '/api/v1/users', undefined, { authorization });
    expect([answer.status, answer.body['code']], authorization).toEqual([401, 'invalid_api_key']);
  }
});

test('custom roles: made from known permissions, not beyond the maker, and not deleted while somebody has them', async () => {
  const owner = await t.signedIn();
  const create = (grants: object, name = '审核员') =>
    owner.send<{ id: string; version: number }>('POST', '/api/v1/roles', { name, grants });
  expect((await create({ 'no.such': 'all' })).body).toMatchObject({ code: 'unknown_permission' });
  expect((await create({ constructor: 'all' })).body).toMatchObject({ code: 'unknown_permission' });
  const role = await create({ 'people.read': 'all', 'customers.read': 'own' });
  expect(role.status).toBe(201);
  expect((await create({}, '审核员')).body).toMatchObject({ code: 'already_exists' });
  const user = await join(t, owner, 'custom@example.com', 'analyst');
  const { version } = (await owner.send<{ version: number }>('GET', `/api/v1/users/${user.id}`)).body;
  await owner.send(
    'PATCH',
    `/api/v1/users/${user.id}`,
    { roleIds: [role.body.id] },
    { 'if-match': `"${version}"` },
  );
  expect((await user.browser.send('GET', '/api/v1/me')).body['grants']).toEqual({
    'people.read': 'all',
    'customers.read': 'own',
  });
  const tag = { 'if-match': `"${role.body.version}"` };
  expect((await owner.send('DELETE', `/api/v1/roles/${role.body.id}`, undefined, tag)).body['code']).toBe(
    'still_referenced',
  );
  await owner.send('PUT', `/api/v1/roles/${role.body.id}`, { name: '审核员', grants: {} }, tag);
  expect((await user.browser.send('GET', '/api/v1/users')).body['code']).toBe('forbidden');
  const agent = await roleId(owner, 'agent');
  const builtIn = await owner.send(
    'PUT',
    `/api/v1/roles/${agent}`,
    { name: 'x', grants: {} },
    { 'if-match': '"1"' },
  );
  expect(builtIn.body['code']).toBe('built_in_role');
});

test('permissions are listed in the reader’s words', async () => {
  const owner = await t.signedIn();
  const { body } = await owner.send<{ data: { name: string; words: string }[] }>(
    'GET',
    '/api/v1/permissions',
  );
  expect(body.data).toContainEqual(
    expect.objectContaining({ name: 'people.read', words: '查看同事、团队和角色' }),
  );
});

test('a repeat by Idempotency-Key does nothing twice, and the secret is nowhere kept', async () => {
  const owner = await t.signedIn();
  const tag = { 'idempotency-key': 'once-1' };
  const make = () =>
    owner.send<{ id: string; key: string | null }>(
      'POST',
      '/api/v1/api-keys',
      { name: 'Once', grants: { 'people.read': 'all' } },
      tag,
    );
  const [first, again] = [await make(), await make()];
  expect(again.body).toMatchObject({ id: first.body.id, key: null });
  const body = { email: 'once@example.com', name: 'Once', roleIds: [await roleId(owner, 'agent')] };
  const invited = await owner.send<Invited>('POST', '/api/v1/users', body, { 'idempotency-key': 'once-2' });
  const kept = JSON.stringify(await t.db.open.owner`select body from idempotency_keys`);
  expect(kept).toContain(first.body.id);
  expect(kept).not.toContain(String(first.body.key).slice(-40));
  expect(kept).not.toContain(tokenOf(invited.body.invitation.link).slice(-40));
});
