import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useSignIn } from '../../testing/use-sign-in.ts';
import { attemptKinds, countAttempt } from './attempts.ts';

const t = useSignIn();
const me = '/api/v1/me';

/** The code that an authenticator app shows now for an otpauth address (RFC 6238: SHA-1, 30 s, six digits). */
function codeOf(uri: string): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('signing in gives a session in a cookie that scripts and other sites cannot use', async () => {
  const browser = t.browser();
  expect((await browser.send('GET', me)).body['code']).toBe('not_signed_in');
  const { email, password } = t.owner;
  const answer = await browser.send('POST', '/api/v1/auth/sign-in', {
    email: ' OWNER@example.com',
    password,
  });
  expect(answer).toMatchObject({ status: 200, body: { next: 'done' } });
  expect(browser.attributes.get('jingyun.session_token')).toMatch(/HttpOnly.*SameSite=Lax/i);
  expect((await browser.send('GET', me)).body).toMatchObject({ email, name: t.owner.name, twoFactor: false });
  expect(await t.events('session.started')).toContainEqual(
    expect.objectContaining({
      subjectId: t.ownerId,
      data: expect.objectContaining({ address: '192.0.2.1' }),
    }),
  );
});

test('a forged or damaged cookie is nobody', async () => {
  const browser = await t.signedIn();
  const token = browser.cookies.get('jingyun.session_token') ?? '';
  for (const forged of [
    'x',
    `${token}x`,
    token.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')),
    '%00',
    '%zz',
  ]) {
    browser.cookies.set('jingyun.session_token', forged);
    expect((await browser.send('GET', me)).status, forged).toBe(401);
  }
});

test('signing out ends the session, also for somebody who kept the cookie', async () => {
  const browser = await t.signedIn();
  const copy = t.browser();
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  expect((await copy.send('GET', me)).status).toBe(200);
  await browser.send('POST', '/api/v1/auth/sign-out');
  expect(browser.cookies.has('jingyun.session_token')).toBe(false);
  expect((await copy.send('GET', me)).status).toBe(401);
});

test('a warm session asks the database nothing about who is there', async () => {
  const browser = await t.signedIn();
  await browser.send('GET', '/api/v1/organisation');
  const { identity, directory } = t.services;
  const asked: string[] = [];
  const [session, userActor] = [identity.session, directory.userActor];
  identity.session = (...given) => {
    asked.push('session');
    return session(...given);
  };
  directory.userActor = (...given) => {
    asked.push('user');
    return userActor(...given);
  };
  try {
    for (let request = 0; request < 5; request++) {
      expect((await browser.send('GET', '/api/v1/organisation')).status).toBe(200);
    }
  } finally {
    Object.assign(identity, { session });
    Object.assign(directory, { userActor });
  }
  expect(asked).toEqual([]);
});

test('a page of another site can neither use the session nor sign a browser in', async () => {
  const browser = await t.signedIn();
  const foreign = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'http://evil.localhost' },
    { 'sec-fetch-site': 'cross-site', origin: 'null' },
  ];
  for (const headers of foreign) {
    const post = await browser.send('POST', '/api/v1/auth/sign-out-everywhere', undefined, headers);
    expect([post.status, post.body['code']]).toEqual([403, 'foreign_origin']);
    const { email, password } = t.owner;
    const signIn = await t.browser().send('POST', '/api/v1/auth/sign-in', { email, password }, headers);
    expect(signIn.body['code']).toBe('foreign_origin');
  }
  expect((await browser.send('GET', me, undefined, { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
});

test('a wrong password and an unknown address get the same answer, word for word', async () => {
  const answers = [];
  for (const email of [t.owner.email, 'nobody@example.com']) {
    const browser = t.browser('192.0.2.20');
    const answer = await browser.send('POST', '/api/v1/auth/sign-in', {
      email,
      password: 'not the password',
    });
    expect(browser.cookies.size).toBe(0);
    answers.push({ status: answer.status, ...answer.body, requestId: '' });
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ status: 401, code: 'wrong_credentials' });
  expect(await t.events('signIn.failed')).toContainEqual(
    expect.objectContaining({
      subjectId: t.ownerId,
      actorType: 'system',
      data: expect.objectContaining({ reason: 'password' }),
    }),
  );
});

test('guessing at an account is slowed down more and more, known or not, and one right password ends it', async () => {
  t.setNow('2026-03-03T00:00:00Z');
  await t.signedIn();
  for (const email of ['unknown@example.com', t.owner.email]) {
    const browser = t.browser(email === t.owner.email ? '192.0.2.30' : '192.0.2.31');
    const guess = async () => {
      const answer = await browser.send('POST', '/api/v1/auth/sign-in', {
        email,
        password: 'not the password',
      });
      return answer.status === 429 ? `wait ${String(answer.headers['retry-after'])}` : answer.body['code'];
    };
    t.setNow('2026-03-03T00:00:00Z');
    for (let free = 0; free < 5; free++) expect(await guess()).toBe('wrong_credentials');
    expect(await guess()).toBe('wait 30');
    t.setNow('2026-03-03T00:00:29Z');
    expect(await guess()).toBe('wait 1');
    t.setNow('2026-03-03T00:00:30Z');
    expect(await guess()).toBe('wrong_credentials');
    expect(await guess()).toBe('wait 60');
  }
  const { email, password } = t.owner;
  expect(
    (await t.browser('192.0.2.32').send('POST', '/api/v1/auth/sign-in', { email, password })).status,
  ).toBe(429);
  expect((await t.events('signIn.locked'))[0]).toMatchObject({ subjectId: t.ownerId, data: { failures: 5 } });
  t.setNow('2026-03-03T00:01:30Z');
  await t.signedIn();
  const after = await t
    .browser('192.0.2.33')
    .send('POST', '/api/v1/auth/sign-in', { email, password: 'not it again' });
  expect(after.body['code']).toBe('wrong_credentials');
});

test('parallel guesses are counted like guesses in a row', async () => {
  t.setNow('2026-03-04T00:00:00Z');
  const browser = t.browser('192.0.2.40');
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      browser.send('POST', '/api/v1/auth/sign-in', {
        email: 'parallel@example.com',
        password: 'not the password',
      }),
    ),
  );
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7);
});

test('one address guessing at many accounts is slowed down as well', async () => {
  t.setNow('2026-03-05T00:00:00Z');
  const address = '192.0.2.50';
  // Twenty-nine guesses without the cost of hashing for each.
  for (let n = 0; n < 29; n++)
    await countAttempt(t.services.identity.db, attemptKinds.address, address, t.services.clock());
  const guess = async (n: number) => {
    const body = { email: `somebody${n}@example.com`, password: 'not the password' };
    return (await t.browser(address).send('POST', '/api/v1/auth/sign-in', body)).status;
  };
  expect([await guess(1), await guess(2)]).toEqual([401, 429]);
});

test('sessions are listed; one can be ended, or all', async () => {
  const [here, there, third] = [
    await t.signedIn(),
    await t.signedIn(undefined, '198.51.100.7'),
    await t.signedIn(),
  ];
  const list = await here.send<{ data: { id: string; current: boolean; address: string }[] }>(
    'GET',
    '/api/v1/auth/sessions',
  );
  expect(list.body.data.filter((session) => session.current)).toHaveLength(1);
  const other = list.body.data.find((session) => session.address === '198.51.100.7');
  expect((await there.send('GET', me)).status).toBe(200);
  expect((await here.send('DELETE', `/api/v1/auth/sessions/${String(other?.id)}`)).status).toBe(200);
  expect((await there.send('GET', me)).status).toBe(401);
  expect((await here.send('POST', '/api/v1/auth/sign-out-everywhere')).status).toBe(200);
  expect((await third.send('GET', me)).status).toBe(401);
  expect((await here.send('GET', me)).status).toBe(401);
});

test('changing the password takes the current one, refuses a weak one, and ends the other sessions', async () => {
  t.setNow('2026-03-06T00:00:00Z');
  const [here, there] = [await t.signedIn(), await t.signedIn()];
  const change = (current: string, next: string) =>
    here.send('POST', '/api/v1/auth/password', { current, next });
  expect((await change('not the password', 'another long phrase')).body['code']).toBe('wrong_password');
  expect((await change(t.owner.password, 'password123')).body['code']).toBe('weak_password');
  expect((await change(t.owner.password, 'short')).body['code']).toBe('invalid_input');
  expect((await change(t.owner.password, 'another long phrase')).status).toBe(200);
  expect((await here.send('GET', me)).status).toBe(200);
  expect((await there.send('GET', me)).status).toBe(401);
  t.owner.password = 'another long phrase';
  await t.signedIn();
});

test('a forgotten password is reset by mail: once, within the hour, and the answer tells nothing', async () => {
  t.setNow('2026-03-07T00:00:00Z');
  const kept = await t.signedIn();
  const browser = t.browser();
  const known = await browser.send('POST', '/api/v1/auth/forgot-password', { email: t.owner.email });
  const unknown = await browser.send('POST', '/api/v1/auth/forgot-password', { email: 'nobody@example.com' });
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  await t.services.later.settled();
  const mails = await t.db.open.owner`select recipient, subject, plain from mails order by created_at desc`;
  expect(mails.filter((mail) => mail['recipient'] === 'nobody@example.com')).toHaveLength(0);
  expect(mails[0]).toMatchObject({ recipient: t.owner.email, subject: '重置精运密码' });
  const token = /reset-password\?token=([\w-]+)/.exec(String(mails[0]?.['plain']))?.[1];
  const reset = (password: string) =>
    browser.send('POST', '/api/v1/auth/reset-password', { token, password });
  expect((await reset('1234567890')).body['code']).toBe('weak_password');
  expect((await reset('a third long phrase')).status).toBe(200);
  expect((await reset('a fourth long phrase')).body['code']).toBe('invalid_reset_link');
  expect((await kept.send('GET', me)).status).toBe(401);
  t.owner.password = 'a third long phrase';
  await t.signedIn();
  const stored = await t.db.open
    .owner`select count(*)::int as n from auth.verification where identifier like ${`%${String(token)}%`}`;
  expect(stored[0]?.['n']).toBe(0);
});

test('reset mails for one address are limited', async () => {
  t.setNow('2026-03-08T00:00:00Z');
  const browser = t.browser('192.0.2.60');
  const ask = () => browser.send('POST', '/api/v1/auth/forgot-password', { email: 'flooded@example.com' });
  expect([(await ask()).status, (await ask()).status, (await ask()).status, (await ask()).status]).toEqual([
    200, 200, 200, 429,
  ]);
});

test('a second factor: enrolled, asked for, replay refused, backup codes good once, turned off', async () => {
  t.setNow('2026-03-09T00:00:00Z');
  const browser = await t.signedIn();
  const enrol = (password: string) => browser.send('POST', '/api/v1/auth/two-factor/enrol', { password });
  expect((await enrol('not the password')).body['code']).toBe('wrong_password');
  const { uri, backupCodes } = (await enrol(t.owner.password)).body as { uri: string; backupCodes: string[] };
  expect(backupCodes).toHaveLength(10);
  const confirm = (code: string) => browser.send('POST', '/api/v1/auth/two-factor/confirm', { code });
  expect((await confirm('000000')).body['code']).toBe('wrong_code');
  expect((await confirm(codeOf(uri))).status).toBe(200);
  expect((await browser.send('GET', me)).body).toMatchObject({ twoFactor: true });
  expect((await enrol(t.owner.password)).body['code']).toBe('two_factor_already_on');

  const { email, password } = t.owner;
  const half = async () => {
    const opened = t.browser();
    const answer = await opened.send('POST', '/api/v1/auth/sign-in', { email, password });
    expect(answer.body).toEqual({ next: 'twoFactor' });
    expect((await opened.send('GET', me)).status).toBe(401);
    return opened;
  };
  const verify = '/api/v1/auth/two-factor/verify';
  const one = await half();
  expect((await one.send('POST', verify, { code: '123456' })).body['code']).toBe('wrong_code');
  const code = codeOf(uri);
  expect((await one.send('POST', verify, { code })).status).toBe(200);
  expect((await one.send('GET', me)).status).toBe(200);

  const two = await half();
  expect((await two.send('POST', verify, { code })).body['code']).toBe('wrong_code');
  const backupCode = String(backupCodes[0]).replace('-', '');
  expect((await two.send('POST', verify, { backupCode })).status).toBe(200);
  const three = await half();
  expect((await three.send('POST', verify, { backupCode })).body['code']).toBe('wrong_code');
  expect((await t.browser().send('POST', verify, { backupCode: backupCodes[1] })).body['code']).toBe(
    'two_factor_expired',
  );

  const renewed = await two.send('POST', '/api/v1/auth/two-factor/backup-codes', { password });
  expect(renewed.body['backupCodes']).toHaveLength(10);
  expect((await three.send('POST', verify, { backupCode: backupCodes[2] })).body['code']).toBe('wrong_code');
  expect((await two.send('POST', '/api/v1/auth/two-factor/disable', { password })).status).toBe(200);
  await t.signedIn();
});

test('guessing at the second factor ends the attempt', async () => {
  t.setNow('2026-03-10T00:00:00Z');
  const browser = await t.signedIn();
  const { email, password } = t.owner;
  const { uri } = (await browser.send('POST', '/api/v1/auth/two-factor/enrol', { password })).body as {
    uri: string;
  };
  await browser.send('POST', '/api/v1/auth/two-factor/confirm', { code: codeOf(uri) });
  const guesser = t.browser();
  await guesser.send('POST', '/api/v1/auth/sign-in', { email, password });
  const codes: unknown[] = [];
  for (let n = 0; n < 7; n++) {
    const answer = await guesser.send('POST', '/api/v1/auth/two-factor/verify', { code: `00000${n}` });
    codes.push(answer.body['code']);
  }
  expect(codes.slice(0, 5)).toEqual(Array(5).fill('wrong_code'));
  expect(codes.slice(5)).toEqual(['two_factor_expired', 'two_factor_expired']);
  await browser.send('POST', '/api/v1/auth/two-factor/disable', { password });
});

test('the role that serves requests cannot read what sign-in keeps', async () => {
  const tables = ['"user"', 'session', 'account', 'verification', '"twoFactor"', 'attempts'];
  for (const table of tables) {
    const attempt = t.db.inOrg(({ db }) => sql.raw(`select * from auth.${table}`).execute(db));
    await expect(attempt, table).rejects.toThrow(/permission denied/);
  }
});

test('bad input to sign-in gets its documented error', async () => {
  const browser = t.browser();
  const bad: unknown[] = [
    {},
    { email: 'x', password: 'y' },
    { email: 'a@example.com', password: 'p'.repeat(129) },
    { email: 'a@example.com', password: 'p', admin: true },
    { email: ['a@example.com'], password: 'p' },
    { email: `${'a'.repeat(300)}@example.com`, password: 'p' },
  ];
  for (const body of bad) {
    const answer = await browser.send('POST', '/api/v1/auth/sign-in', body);
    expect([answer.status, answer.body['code']], JSON.stringify(body).slice(0, 60)).toEqual([
      422,
      'invalid_input',
    ]);
  }
  const nul = await browser.send('POST', '/api/v1/auth/sign-in', {
    email: 'a@example.com',
    password: 'p\u0000p',
  });
  expect(nul.status).toBe(401);
  for (const path of ['reset-password', 'two-factor/verify']) {
    expect(
      (await browser.send('POST', `/api/v1/auth/${path}`, { token: '\u0000', code: '\u0000' })).status,
    ).toBe(422);
  }
});
