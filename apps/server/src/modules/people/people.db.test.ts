import { expect, test } from 'vitest';
import type { TestBrowser } from '../../testing/browser.ts';
import { useSignIn } from '../../testing/use-sign-in.ts';
import { type Invited, join, roleId, tokenOf } from './joining.testing.ts';

const t = useSignIn();

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
  const manager = await join(t, owner, 'manager@example.com', 'manager');
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

  const second = await join(t, owner, 'second@example.com', 'owner');
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

test('an edit of a stale version is refused, as is one without a version', async () => {
  const owner = await t.signedIn();
  const { id } = await join(t, owner, 'stale@example.com', 'agent');
  const edit = (headers: Record<string, string>) =>
    owner.send('PATCH', `/api/v1/users/${id}`, { name: 'New' }, headers);
  expect((await edit({})).body['code']).toBe('if_match_required');
  expect((await edit({ 'if-match': '3' })).body['code']).toBe('invalid_if_match');
  expect((await edit({ 'if-match': '"99"' })).body).toMatchObject({ code: 'version_conflict', status: 412 });
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

  const lead = await join(t, owner, 'lead@example.com', 'teamLead');
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
  await join(t, owner, 'zhang@example.com', 'agent');
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

test('a changed e-mail address signs in from then on, the old one is told, and nobody takes over whom they could not be', async () => {
  const owner = await t.signedIn();
  const agent = await join(t, owner, 'moving@example.com', 'agent');
  const patch = async (browser: TestBrowser, id: string, body: object) => {
    const { version } = (await owner.send<{ version: number }>('GET', `/api/v1/users/${id}`)).body;
    return browser.send('PATCH', `/api/v1/users/${id}`, body, { 'if-match': `"${version}"` });
  };
  expect((await patch(owner, agent.id, { email: t.owner.email })).body['code']).toBe('email_taken');
  expect((await patch(owner, agent.id, { email: 'Moved@example.com' })).body['email']).toBe(
    'moved@example.com',
  );
  const signIn = (email: string) =>
    t.browser().send('POST', '/api/v1/auth/sign-in', { email, password: agent.password });
  expect((await signIn('moving@example.com')).status).toBe(401);
  expect((await signIn('moved@example.com')).status).toBe(200);
  const told = await t.db.open.owner`
    select from mails where recipient = 'moving@example.com' and plain like '%moved@example.com%'`;
  expect(told).toHaveLength(1);

  const manager = await join(t, owner, 'manager2@example.com', 'manager');
  const takeOver = await patch(manager.browser, t.ownerId, { email: 'mine@example.com' });
  expect(takeOver.body['code']).toBe('not_yours_to_grant');
});
