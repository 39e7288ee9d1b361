import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { systemActor } from '../../platform/actor.ts';
import { sweepUploads } from '../../platform/files/uploads.ts';
import { openBrowser, type TestBrowser } from '../../testing/browser.ts';
import { useSignIn } from '../../testing/use-sign-in.ts';
import { replyToTicket } from '../tickets/index.ts';

const t = useSignIn();
let addresses = 0;

/** A phone of its own for each test, so that one test's requests do not use up another's limit. */
function phone(): TestBrowser {
  addresses += 1;
  return openBrowser(t.app, `198.51.100.${addresses}`);
}

const wish = { name: '李女士', email: 'li@example.com', subject: '洗衣机漏水', text: '脱水时从底部漏水。' };
// Several organisations may be in the test's database: each request names the one it means.
const submit = (browser: TestBrowser, input: object = {}, headers = {}) =>
  browser.send(
    'POST',
    '/api/v1/portal/tickets',
    { ...wish, organisation: t.orgId, attachments: [], ...input },
    headers,
  );
const open = (browser: TestBrowser, token: string) =>
  browser.send('GET', '/api/v1/portal/ticket', undefined, { 'x-ticket-token': token });
const say = (browser: TestBrowser, token: string, body: object) =>
  browser.send('POST', '/api/v1/portal/ticket/replies', body, { 'x-ticket-token': token });

/** The newest mail to an address: its words, and the token of its link. */
async function mailTo(address: string) {
  await t.services.later.settled();
  const [mail] = await t.db.open.owner<{ subject: string; plain: string; html: string }[]>`
    select subject, plain, html from mails where org_id = ${t.orgId} and recipient = ${address}
    order by created_at desc, id desc limit 1`;
  return mail === undefined
    ? null
    : { ...mail, token: /\/portal\/ticket#([\w-]+)/.exec(mail.plain)?.[1] ?? '' };
}

function upload(browser: TestBrowser, name: string, bytes: Buffer) {
  const form = Buffer.concat([
    Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
    bytes,
    Buffer.from('\r\n--x--\r\n'),
  ]);
  return browser.send('POST', `/api/v1/portal/files?organisation=${t.orgId}`, form, {
    'content-type': 'multipart/form-data; boundary=x',
  });
}
const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

async function staffReplies(number: number, text: string): Promise<void> {
  await t.services.database.inOrg(t.orgId, async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from tickets where number = ${number}`.execute(
      tx.db,
    );
    const call = { actor: systemActor(t.orgId), now: t.services.clock() };
    const actor = { ...call.actor, type: 'user' as const, id: t.ownerId, name: '王小明' };
    await replyToTicket(tx, { ...call, actor }, rows[0]!.id, {
      text,
      attachments: [],
      status: 'pendingCustomer',
    });
  });
}

describe('a customer without an account', () => {
  test('opens a ticket, follows the mailed link, reads the answer and answers it', async () => {
    const browser = phone();
    const submitted = await submit(browser, { locale: 'zh-TW' });
    // The link is only in the mail: it proves that the address is the sender's.
    expect(submitted).toMatchObject({ status: 201, body: { mailed: true, token: null } });
    const number = Number(submitted.body['number']);
    const mail = await mailTo(wish.email);
    expect(mail?.subject).toBe(`[#${number}] 我們已收到：洗衣機漏水`.replace('洗衣機', '洗衣机'));

    await staffReplies(number, '请先关闭水源，师傅明天上门。');
    await t.settle(t.orgId);
    const answered = await mailTo(wish.email);
    expect(answered?.subject).toContain('您有新的回覆');
    // What was said stays out of the mail.
    expect(answered?.plain).not.toContain('师傅');

    const token = answered!.token;
    const seen = await open(browser, token);
    expect(seen.body).toMatchObject({
      number,
      status: 'pendingCustomer',
      organisation: { name: '安心家电' },
      messages: {
        data: [
          { by: 'staff', name: '王小明' },
          { by: 'customer', name: '李女士', text: wish.text },
        ],
      },
    });
    expect((await open(browser, mail!.token)).body['number']).toBe(number);

    expect((await say(browser, token, { text: '好的，谢谢' })).body).toEqual({
      status: 'open',
      followUp: null,
    });
    const solved = await browser.send('POST', '/api/v1/portal/ticket/solve', undefined, {
      'x-ticket-token': token,
    });
    expect(solved.body).toEqual({ status: 'solved', noted: false });
    const reopened = await browser.send('POST', '/api/v1/portal/ticket/reopen', undefined, {
      'x-ticket-token': token,
    });
    expect(reopened.body).toEqual({ status: 'open', noted: false });
  });

  test('sees no internal note', async () => {
    const browser = phone();
    const { body } = await submit(browser, { email: 'note@example.com' });
    const boss = await t.signedIn();
    const list = await boss.send<{ data: { id: string; number: number }[] }>(
      'GET',
      '/api/v1/tickets?q=note@example.com',
    );
    const id = list.body.data.find((one) => one.number === body['number'])?.id;
    expect((await boss.send('POST', `/api/v1/tickets/${id}/notes`, { text: '客户很难缠' })).status).toBe(201);
    const seen = await open(browser, (await mailTo('note@example.com'))!.token);
    expect(JSON.stringify(seen.body)).not.toContain('难缠');
  });

  test('with a phone number only gets the link at once, and is not taken for a customer of that number', async () => {
    const boss = await t.signedIn();
    const known = { name: '王大锤', contacts: [{ type: 'phone', value: '13800138000' }] };
    expect((await boss.send('POST', '/api/v1/customers', known)).status).toBe(201);
    const browser = phone();
    const { email: _, ...noMail } = wish;
    const given = { ...noMail, organisation: t.orgId, phone: '13800138000' };
    const key = { 'idempotency-key': 'phone-only-1' };
    const first = await browser.send('POST', '/api/v1/portal/tickets', given, key);
    expect(first.body).toMatchObject({ mailed: false, token: expect.stringMatching(/^[\w-]{75}$/) });
    // Sent again on a bad line: the same ticket, but the secret is not kept to be told twice.
    const again = await browser.send('POST', '/api/v1/portal/tickets', given, key);
    expect(again.body).toEqual({ ...first.body, token: null });
    const [row] = await t.db.open
      .owner`select customer_id from tickets where number = ${Number(first.body['number'])}`;
    expect(row?.['customer_id']).toBeNull();
    expect((await open(browser, String(first.body['token']))).status).toBe(200);
  });

  test('must leave a way to be answered, and say something', async () => {
    const browser = phone();
    const { email: _, ...noMail } = wish;
    const unreachable = await browser.send('POST', '/api/v1/portal/tickets', {
      ...noMail,
      organisation: t.orgId,
    });
    expect(unreachable.body).toMatchObject({ code: 'invalid_input', fields: [{ code: 'email_or_phone' }] });
    expect((await submit(browser, { text: ' \n ' })).body).toMatchObject({ fields: [{ path: 'text' }] });
    expect((await submit(browser, { subject: 'a\u0000b' })).status).toBe(422);
    expect((await submit(browser, { kind: 'internal' })).status).toBe(422);
    expect((await submit(browser, { assigneeId: t.ownerId })).status).toBe(422);
  });

  test('says that a complaint is solved: staff who have to classify it first read that in the conversation', async () => {
    const browser = phone();
    await submit(browser, { kind: 'complaint', email: 'complaint@example.com' });
    const { token } = (await mailTo('complaint@example.com'))!;
    const headers = { 'x-ticket-token': token };
    const solved = await browser.send('POST', '/api/v1/portal/ticket/solve', undefined, headers);
    expect(solved.body).toEqual({ status: 'new', noted: true });
    expect((await open(browser, token)).body).toMatchObject({
      messages: { data: [{ by: 'customer', text: '客户确认：问题已解决。' }, {}] },
    });
  });

  test('who answers a closed ticket goes on in a new one, with a link of its own', async () => {
    const browser = phone();
    const { body } = await submit(browser, { email: 'closed@example.com' });
    const { token } = (await mailTo('closed@example.com'))!;
    await t.db.open
      .owner`update tickets set status = 'closed', closed_at = now() where number = ${Number(body['number'])}`;
    const replied = await say(browser, token, { text: '又漏了' });
    const next = Number(body['number']) + 1;
    expect(replied.body).toMatchObject({ followUp: { number: next, mailed: true, token: null } });
    const fresh = (await mailTo('closed@example.com'))!;
    expect((await open(browser, fresh.token)).body).toMatchObject({ number: next, status: 'new' });
  });
});

describe('files', () => {
  test('are good for one message of whoever uploaded them, and are downloaded by the link only', async () => {
    const browser = phone();
    const kept = await upload(browser, '../漏水.png', picture);
    expect(kept).toMatchObject({
      status: 201,
      body: { name: '漏水.png', mediaType: 'image/png', bytes: 11 },
    });
    const attachments = [String(kept.body['id'])];
    await submit(browser, { email: 'file@example.com', attachments });
    const headers = { 'x-ticket-token': (await mailTo('file@example.com'))!.token };
    const file = await browser.send(
      'GET',
      `/api/v1/portal/ticket/files/${attachments[0]}`,
      undefined,
      headers,
    );
    expect(file.status).toBe(200);
    expect(file.headers).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': expect.stringContaining('sandbox'),
    });

    // A second message, another customer's ticket, another customer's link: none gets at it.
    expect((await submit(browser, { email: 'thief@example.com', attachments })).body['code']).toBe(
      'portal_upload_used',
    );
    expect(await mailTo('thief@example.com')).toBeNull();
    await submit(browser, { email: 'thief@example.com' });
    const theirs = { 'x-ticket-token': (await mailTo('thief@example.com'))!.token };
    const stolen = await browser.send(
      'GET',
      `/api/v1/portal/ticket/files/${attachments[0]}`,
      undefined,
      theirs,
    );
    expect(stolen.body['code']).toBe('not_found');
  });

  test('are refused when too large, of a wrong kind, or too many', async () => {
    const browser = phone();
    expect((await upload(browser, 'a.exe', Buffer.from('MZ\u0000\u0001'))).body['code']).toBe(
      'file_type_not_allowed',
    );
    expect((await upload(browser, 'a.zip', Buffer.from([0x50, 0x4b, 3, 4]))).body['code']).toBe(
      'file_type_not_allowed',
    );
    const big = Buffer.concat([picture, Buffer.alloc(5 * 1024 * 1024)]);
    expect((await upload(browser, 'a.png', big)).body['code']).toBe('body_too_large');
    const ids = Array.from({ length: 4 }, (_, i) => `00000000-0000-4000-8000-00000000000${i}`);
    expect((await submit(browser, { attachments: ids })).status).toBe(422);
  });

  test('that nobody attached are forgotten after a day, and nothing else is', async () => {
    const browser = phone();
    const idOf = async (name: string, bytes: Buffer) =>
      String((await upload(browser, name, bytes)).body['id']);
    const [left, used, same] = [
      await idOf('left.txt', Buffer.from('left')),
      await idOf('used.txt', Buffer.from('used')),
      await idOf('same.txt', Buffer.from('used')),
    ];
    await submit(browser, { email: 'sweep@example.com', attachments: [used] });
    const { files, database } = t.services;
    const hashes = await t.db.open.owner<{ id: string; sha256: string }[]>`
      select id, sha256 from files where id = any(${[left, used]}::uuid[])`;
    const path = (id: string) =>
      files.pathOf(t.orgId, { sha256: hashes.find((row) => row.id === id)!.sha256 });
    const sweep = (hours: number) =>
      database.inOrg(t.orgId, (tx) => sweepUploads(tx, files, Temporal.Now.instant().add({ hours })));
    expect(await sweep(23)).toBe(0);
    expect(await sweep(25)).toBeGreaterThanOrEqual(2);
    await expect(readFile(path(left))).rejects.toMatchObject({ code: 'ENOENT' });
    // The same bytes were uploaded twice: what is attached is still there.
    expect(await readFile(path(used), 'utf8')).toBe('used');
    expect((await submit(browser, { attachments: [same] })).body['code']).toBe('portal_upload_used');
  });
});

describe('links', () => {
  test('that are forged, of another organisation, expired or replaced open nothing and say what to do', async () => {
    const browser = phone();
    const { body } = await submit(browser, { email: 'link@example.com' });
    const { token } = (await mailTo('link@example.com'))!;
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const foreign = Buffer.from(token, 'base64url');
    foreign.fill(7, 0, 16);
    for (const wrong of [forged, foreign.toString('base64url'), 'x', 'A'.repeat(75)]) {
      expect(await open(browser, wrong)).toMatchObject({
        status: 401,
        body: { code: 'ticket_link_invalid' },
      });
    }
    expect((await browser.send('GET', '/api/v1/portal/ticket')).body['code']).toBe('invalid_input');

    await browser.send('POST', '/api/v1/portal/links', {
      organisation: t.orgId,
      email: 'LINK@example.com',
      number: body['number'],
    });
    const fresh = (await mailTo('link@example.com'))!;
    expect(fresh.token).not.toBe(token);
    expect((await open(browser, token)).body['code']).toBe('ticket_link_invalid');
    expect((await open(browser, fresh.token)).status).toBe(200);

    await t.db.open
      .owner`update ticket_access_links set expires_at = ${t.services.clock().toString()}::timestamptz`;
    expect(await open(browser, fresh.token)).toMatchObject({
      status: 401,
      body: { code: 'ticket_link_expired' },
    });
  });

  test('are asked for alike whether or not there is such a ticket', async () => {
    const browser = phone();
    const { body } = await submit(browser, { email: 'known@example.com' });
    const before = await mailTo('known@example.com');
    const ask = (email: string, number: unknown) =>
      browser.send('POST', '/api/v1/portal/links', { organisation: t.orgId, email, number });
    const answers = [
      await ask('known@example.com', body['number']),
      await ask('stranger@example.com', body['number']),
      await ask('known@example.com', 999_999),
    ].map(({ status, body: answer }) => ({ status, answer }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await mailTo('stranger@example.com')).toBeNull();
    expect((await mailTo('known@example.com'))?.token).not.toBe(before?.token);
  });
});

describe('strangers in a hurry', () => {
  test('are held by address, whatever credentials they make up', async () => {
    const browser = phone();
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++) {
      const answer = await submit(
        browser,
        { email: `hurry${i}@example.com` },
        { 'x-forwarded-for': `10.0.0.${i}` },
      );
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });

  test('cannot have one address flooded with mails from many networks', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 14 }, async () => (await submit(phone(), { email: 'victim@example.com' })).status),
    );
    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(10);
  });

  test('of other sites cannot use visitors’ browsers', async () => {
    const answer = await submit(
      phone(),
      {},
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    );
    expect(answer.body['code']).toBe('foreign_origin');
  });
});
