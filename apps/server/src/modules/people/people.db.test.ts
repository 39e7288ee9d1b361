import type { BuiltInRole } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import type { TestBrowser } from '../../testing/browser.ts';
import { useSignIn } from '../../testing/use-sign-in.ts';

const t = useSignIn();

interface Invited {
  user: { id: string; status: string; version: number };
  invitation: { link: string };
}

async function roleId(browser: TestBrowser, key: BuiltInRole): Promise<string> {
  const { body } = await browser.send<{ data: { id: string; key: string }[] }>('GET', '/api/v1/roles');
  return body.data.find((role) => role.key === key)?.id ?? '';
}

const tokenOf = (link: string) => link.split('/').at(-1) ?? '';

/** Invites somebody with a role and lets them in. */
async function join(owner: TestBrowser, email: string, role: BuiltInRole) {
  const body = { email, name: email.split('@')[0], roleIds: [await roleId(owner, role)] };
  const invited = await owner.send<Invited>('POST', '/api/v1/users', body);
  expect(invited.status).toBe(201);
  const browser = t.browser();
  const password = `the phrase of ${email}`;
  const accepted = await browser.send(
    'POST',
    `/api/v1/auth/invitations/${tokenOf(invited.body.invitation.link)}/accept`,
    {
      password,
    },
  );
  expect(accepted.body).toEqual({ next: 'done' });
  return { browser, id: invited.body.user.id, email, password };
}

test('an invited person chooses a password, is signed in, and may do what their role may', async () => {
  const owner = await t.signedIn();
  const body = { email: 'Li.Na@Example.com', name: '李娜', roleIds: [await roleId(owner, 'agent')] };
  const invited = await owner.send<Invited>('POST', '/api/v1/users', body);
  expect(invited.body.user).toMatchObject({ status: 'invited', email: 'li.na@example.com' });
  const token = tokenOf(invited.body.invitation.link);
  const page = await t.browser().send('GET', `/api/v1/auth/invitations/${token}`);
  expect(page.body).toEqual({
    organisation: '安心家电',
    name: '李娜',
    email: 'li.na@example.com',
    locale: 'zh-CN',
  });
  const mails = await t.db.open.owner`select subject, plain from mails where recipient = 'li.na@example.com'`;
  expect(mails[0]).toMatchObject({
    subject: '王小明 邀请您加入 安心家电',
    plain: expect.stringContaining(token),
  });

  const browser = t.browser();
  const accept = (password: string) =>
    browser.send('POST', `/api/v1/auth/invitations/${token}/accept`, { password });
  expect((await accept('password123')).body['code']).toBe('weak_password');
  expect((await accept('my own long phrase')).status).toBe(201);
  const profile = await browser.send('GET', '/api/v1/me');
  expect(profile.body).toMatchObject({
    name: '李娜',
    status: 'active',
    roles: [{ key: 'agent', name: '客服' }],
  });
  expect((await accept('my own long phrase')).body['code']).toBe('invalid_invitation');
  expect((await browser.send('POST', '/api/v1/users', body)).body['code']).toBe('forbidden');
  expect((await owner.send('POST', '/api/v1/users', body)).body['code']).toBe('user_not_invitable');
});

test('an invitation ends with time, by a new one, and by withdrawal', async () => {
  t.setNow('2026-03-02T02:00:00Z');
  const owner = await t.signedIn();
  const body = { email: 'late@example.com', name: 'Late', roleIds: [await roleId(owner, 'agent')] };
  const first = await owner.send<Invited>('POST', '/api/v1/users', body);
  const url = (link: string) => `/api/v1/auth/invitations/${tokenOf(link)}`;
  const again = await owner.send<{ link: string }>('POST', `/api/v1/users/${first.body.user.id}/invitation`);
  expect((await t.browser().send('GET', url(first.body.invitation.link))).body['code']).toBe(
    'invalid_invitation',
  );
  expect((await t.browser().send('GET', url(again.body.link))).status).toBe(200);
  t.setNow('2026-03-09T02:00:00Z');
  expect((await t.browser().send('GET', url(again.body.link))).body['code']).toBe('invalid_invitation');
  t.setNow('2026-03-02T02:00:00Z');
  await owner.send('DELETE', `/api/v1/users/${first.body.user.id}/invitation`);
  expect((await t.browser().send('GET', url(again.body.link))).status).toBe(410);
  for (const forged of ['x', `${'0'.repeat(22)}_${'a'.repeat(43)}`, '%00'])
    expect((await t.browser().send('GET', `/api/v1/auth/invitations/${forged}`)).status, forged).toBe(410);
});

test('two uses of one invitation at once let one person in once', async () => {
  const owner = await t.signedIn();
  const body = { email: 'twice@example.com', name: 'Twice', roleIds: [await roleId(owner, 'agent')] };
  const invited = await owner.send<Invited>('POST', '/api/v1/users', body);
  const url = `/api/v1/auth/invitations/${tokenOf(invited.body.invitation.link)}/accept`;
  const answers = await Promise.all(
    ['one long phrase', 'two long phrase'].map((password) => t.browser().send('POST', url, { password })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 410]);
  const joined = (await t.events('user.joined')).filter((event) => event.subjectId === invited.body.user.id);
  expect(joined).toHaveLength(1);
});

test('nobody grants, takes or manages what goes beyond their own', async () => {
  const owner = await t.signedIn();
  const manager = await join(owner, 'manager@example.com', 'manager');
  const ownerRole = await roleId(owner, 'owner');
  const agentRole = await roleId(owner, 'agent');
  const invite = await manager.browser.send('POST', '/api/v1/users', {
    email: 'puppet@example.com',
    name: 'Puppet',
    roleIds: [ownerRole],
  });
  expect([invite.status, invite.body['code']]).toEqual([403, 'not_yours_to_grant']);
  const { version } = (await manager.browser.send<{ version: number }>('GET', `/api/v1/users/${t.ownerId}`))
    .body;
  const tag = { 'if-match': `"${version}"` };
  const demote = await manager.browser.send(
    'PATCH',
    `/api/v1/users/${t.ownerId}`,
    { roleIds: [agentRole] },
    tag,
  );
  expect(demote.body['code']).toBe('not_yours_to_grant');
  const end = await manager.browser.send('POST', `/api/v1/users/${t.ownerId}/deactivate`, undefined, tag);
  expect(end.body['code']).toBe('not_yours_to_grant');
  const own = (await manager.browser.send<{ version: number }>('GET', '/api/v1/me')).body;
  const promote = await manager.browser.send(
    'PATCH',
    `/api/v1/users/${manager.id}`,
    { roleIds: [ownerRole] },
    { 'if-match': `"${own.version}"` },
  );
  expect(promote.body['code']).toBe('not_yours_to_grant');
});

test('the last owner can neither leave nor be stripped; with a second one it works', async () => {
  const owner = await t.signedIn();
  const agentRole = await roleId(owner, 'agent');
  const me = async () => (await owner.send<{ version: number }>('GET', '/api/v1/me')).body.version;
  const strip = async () =>
    owner.send(
      'PATCH',
      `/api/v1/users/${t.ownerId}`,
      { roleIds: [agentRole] },
      { 'if-match': `"${await me()}"` },
    );
  expect((await strip()).body['code']).toBe('last_owner');
  const deactivate = await owner.send('POST', `/api/v1/users/${t.ownerId}/deactivate`, undefined, {
    'if-match': `"${await me()}"`,
  });
  expect(deactivate.body['code']).toBe('own_account');

  const second = await join(owner, 'second@example.com', 'owner');
  const versionOf = async (id: string) =>
    (await owner.send<{ version: number }>('GET', `/api/v1/users/${id}`)).body.version;
  const [a, b] = await Promise.all([
    second.browser.send('POST', `/api/v1/users/${t.ownerId}/deactivate`, undefined, {
      'if-match': `"${await versionOf(t.ownerId)}"`,
    }),
    owner.send('POST', `/api/v1/users/${second.id}/deactivate`, undefined, {
      'if-match': `"${await versionOf(second.id)}"`,
    }),
  ]);
  expect([a.status, b.status].sort(), 'one owner is left').toEqual([200, 409]);
  const left = a.status === 200 ? second.browser : owner;
  const gone = a.status === 200 ? t.ownerId : second.id;
  const back = await left.send('POST', `/api/v1/users/${gone}/reactivate`, undefined, {
    'if-match': `"${(await left.send<{ version: number }>('GET', `/api/v1/users/${gone}`)).body.version}"`,
  });
  expect(back.status).toBe(200);
});

test('deactivating ends sessions, keys and sign-in at once; reactivating gives them back but the keys', async () => {
  const owner = await t.signedIn();
  const leaver = await join(owner, 'leaver@example.com', 'owner');
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

test('an edit of a stale version is refused, as is one without a version', async () => {
  const owner = await t.signedIn();
  const { id } = await join(owner, 'stale@example.com', 'agent');
  const edit = (headers: Record<string, string>) =>
    owner.send('PATCH', `/api/v1/users/${id}`, { name: 'New' }, headers);
  expect((await edit({})).body['code']).toBe('if_match_required');
  expect((await edit({ 'if-match': '3' })).body['code']).toBe('invalid_if_match');
  expect((await edit({ 'if-match': '"99"' })).body).toMatchObject({ code: 'version_conflict', status: 412 });
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
  const maker = await join(owner, 'maker@example.com', 'owner');
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
  const user = await join(owner, 'custom@example.com', 'analyst');
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

test('teams: a tree without circles; a lead changes their own team and makes none', async () => {
  const owner = await t.signedIn();
  const create = (body: object) => owner.send<{ id: string; version: number }>('POST', '/api/v1/teams', body);
  const [a, b] = [(await create({ name: '华东' })).body, (await create({ name: '上海' })).body];
  const put = (id: string, version: number, body: object) =>
    owner.send<{ version: number }>('PATCH', `/api/v1/teams/${id}`, body, { 'if-match': `"${version}"` });
  expect((await put(b.id, b.version, { parentId: a.id })).status).toBe(200);
  expect((await put(a.id, a.version, { parentId: b.id })).body).toMatchObject({ code: 'team_cycle' });
  expect((await put(a.id, a.version, { parentId: a.id })).body).toMatchObject({ code: 'team_cycle' });
  expect((await create({ name: '华东' })).body).toMatchObject({ code: 'already_exists' });

  const lead = await join(owner, 'lead@example.com', 'teamLead');
  await put(b.id, 2, { members: [{ userId: lead.id, lead: true }] });
  expect((await lead.browser.send('GET', '/api/v1/me')).body['teams']).toEqual([
    { id: b.id, name: '上海', lead: true },
  ]);
  const change = (id: string, version: number) =>
    lead.browser.send('PATCH', `/api/v1/teams/${id}`, { name: `${id} 改` }, { 'if-match': `"${version}"` });
  expect((await change(b.id, 3)).status).toBe(200);
  expect((await change(a.id, 1)).status).toBe(404);
  expect((await lead.browser.send('POST', '/api/v1/teams', { name: '新队' })).body['code']).toBe('forbidden');
});

test('users are found by pinyin and paged without gaps', async () => {
  const owner = await t.signedIn();
  await join(owner, 'zhang@example.com', 'agent');
  const { version, id } = (
    await owner.send<{ data: { id: string; version: number }[] }>('GET', '/api/v1/users?search=zhang@')
  ).body.data[0] ?? { id: '', version: 0 };
  await owner.send('PATCH', `/api/v1/users/${id}`, { name: '張偉' }, { 'if-match': `"${version}"` });
  for (const search of ['张伟', 'zhangwei', 'zw']) {
    const found = await owner.send<{ data: { id: string }[] }>(
      'GET',
      `/api/v1/users?search=${encodeURIComponent(search)}`,
    );
    expect(
      found.body.data.map((user) => user.id),
      search,
    ).toEqual([id]);
  }
  const all = await owner.send<{ data: { id: string }[] }>('GET', '/api/v1/users?limit=200');
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { body: { data: { id: string }[]; nextCursor: string | null } } = await owner.send(
      'GET',
      `/api/v1/users?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    paged.push(...page.body.data.map((user) => user.id));
    cursor = page.body.nextCursor;
  }
  expect(paged).toEqual(all.body.data.map((user) => user.id));
});

test('the organisation’s name, time zone and language are its owner’s to change', async () => {
  const owner = await t.signedIn();
  const { version } = (await owner.send<{ version: number }>('GET', '/api/v1/organisation')).body;
  const patch = (body: object, v: number) =>
    owner.send('PATCH', '/api/v1/organisation', body, { 'if-match': `"${v}"` });
  expect((await patch({ timeZone: 'Mars/Olympus' }, version)).body['code']).toBe('invalid_input');
  expect((await patch({ timeZone: 'Asia/Taipei', locale: 'zh-TW' }, version)).body).toMatchObject({
    timeZone: 'Asia/Taipei',
  });
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
