import { beforeAll, beforeEach, expect, test } from 'vitest';
import { buildHttp } from '../../app/build-http.ts';
import { authenticator } from '../../platform/auth/authenticator.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { openBrowser } from '../../testing/browser.ts';
import { useProduct } from '../../testing/use-product.ts';
import { createOrganisation } from './index.ts';

const t = useProduct();
let app: HttpApp;
beforeAll(async () => {
  app = await buildHttp(t.services, authenticator(t.services));
  await app.ready();
});
// An installation without organisations, as far as the product can see.
beforeEach(async () => {
  await t.db.open.owner.unsafe('delete from org_registry; delete from auth."user"');
});

const input = {
  organisation: '安心家电',
  name: '王小明',
  email: 'owner@example.com',
  password: 'a long enough phrase',
};

test('the first visitor makes the organisation, is its owner, and is signed in; the second is sent to sign in', async () => {
  const browser = openBrowser(app);
  expect((await browser.send('GET', '/api/v1/setup')).body).toEqual({ needed: true, organisation: null });
  expect(
    (await browser.send('POST', '/api/v1/setup', { ...input, password: '1234567890' })).body['code'],
  ).toBe('weak_password');
  expect((await browser.send('GET', '/api/v1/setup')).body).toMatchObject({ needed: true });
  expect((await browser.send('POST', '/api/v1/setup', input)).status).toBe(201);
  const me = await browser.send('GET', '/api/v1/me');
  expect(me.body).toMatchObject({
    name: '王小明',
    roles: [{ key: 'owner' }],
    organisation: { name: '安心家电', timeZone: 'Asia/Shanghai', locale: 'zh-CN' },
  });
  expect((me.body['grants'] as Record<string, string>)['roles.manage']).toBe('all');
  expect((await browser.send('GET', '/api/v1/setup')).body).toEqual({ needed: false, organisation: null });
  const second = await openBrowser(app).send('POST', '/api/v1/setup', {
    ...input,
    email: 'other@example.com',
  });
  expect([second.status, second.body['code']]).toEqual([409, 'already_set_up']);
});

test('a new organisation starts with what every module gives', async () => {
  const browser = openBrowser(app);
  await browser.send('POST', '/api/v1/setup', input);
  const roles = await browser.send<{ data: { key: string }[] }>('GET', '/api/v1/roles');
  expect(roles.body.data.map((role) => role.key)).toEqual([
    'owner',
    'manager',
    'teamLead',
    'agent',
    'quality',
    'trainer',
    'analyst',
  ]);
  const calendars = await browser.send<{ data: { isDefault: boolean }[] }>('GET', '/api/v1/calendars');
  expect(calendars.body.data.some((calendar) => calendar.isDefault)).toBe(true);
});

test('of several set-ups at once one wins, and nothing of the others stays', async () => {
  const answers = await Promise.all(
    Array.from({ length: 4 }, (_, n) =>
      openBrowser(app).send('POST', '/api/v1/setup', { ...input, email: `owner${n}@example.com` }),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
  expect(await t.services.database.orgIds()).toHaveLength(1);
  const identities = await t.db.open.owner`select count(*)::int as n from auth."user"`;
  expect(identities[0]?.['n']).toBe(1);
});

test('an organisation that an import made waits to be claimed, once', async () => {
  const { orgId, ownerId } = await createOrganisation(t.services, {
    name: '导入的机构',
    timeZone: 'Asia/Shanghai',
    locale: 'zh-CN',
  });
  const browser = openBrowser(app);
  expect((await browser.send('GET', '/api/v1/setup')).body).toEqual({
    needed: true,
    organisation: '导入的机构',
  });
  const answers = await Promise.all([
    browser.send('POST', '/api/v1/setup', { ...input, timeZone: 'Asia/Taipei' }),
    openBrowser(app).send('POST', '/api/v1/setup', { ...input, email: 'other@example.com' }),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  expect(await t.services.database.orgIds()).toEqual([orgId]);
  const users = await t.db.open.owner`select id, active from users where org_id = ${orgId}`;
  expect(users).toEqual([{ id: ownerId, active: true }]);
});

test('a set-up that fails at the end leaves neither organisation nor identity, and can be done again', async () => {
  const browser = openBrowser(app);
  const { setUpModules } = t.services;
  t.services.setUpModules = async () => {
    throw new Error('planned');
  };
  try {
    expect((await browser.send('POST', '/api/v1/setup', input)).status).toBe(500);
  } finally {
    t.services.setUpModules = setUpModules;
  }
  expect(await t.services.database.orgIds()).toEqual([]);
  expect((await browser.send('POST', '/api/v1/setup', input)).status).toBe(201);
});

test('an identity that a crash left behind does not hold its address for ever', async () => {
  const { owner } = t.db.open;
  await owner`
    insert into auth."user" (id, "orgId", name, email, "createdAt")
    values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 'x', ${input.email}, now() - interval '5 minutes')`;
  expect((await openBrowser(app).send('POST', '/api/v1/setup', input)).status).toBe(201);
});
