import { errorTable } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { useProduct } from './use-product.ts';

const t = useProduct();

test('every error is a problem document in the reader’s language', async () => {
  for (const [locale, words] of [
    ['zh-CN', '没有找到该记录'],
    ['zh-TW', '沒有找到該記錄'],
    ['en', 'The record was not found'],
  ] as const) {
    const answer = await t
      .as('owner', { locale })
      .send('GET', '/api/v1/jobs/00000000-0000-4000-8000-000000000000');
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status: 404,
      code: 'not_found',
      detail: expect.stringContaining(words),
    });
  }
});

test('the type of a problem leads to its words', async () => {
  const { body } = await t.as('owner').send<{ type: string }>('GET', '/api/v1/jobs/not-an-id');
  const [address, anchor] = body.type.split('#');
  const page = await t.http.inject({ url: address ?? '', headers: { 'accept-language': 'zh-TW' } });
  expect([page.statusCode, page.headers['content-language']]).toEqual([200, 'zh-TW']);
  expect(page.body).toContain(`id="${anchor}"`);
  for (const code of Object.keys(errorTable)) expect(page.body).toContain(`<tr id="${code}">`);
});

test('malformed JSON, bad UTF-8, prototypes, strange types and oversize bodies each get their documented error', async () => {
  const owner = t.as('owner');
  const send = (payload: string | Buffer, type = 'application/json') =>
    owner.send('POST', '/api/v1/jobs/00000000-0000-4000-8000-000000000000/cancel', payload, {
      'content-type': type,
    });
  expect((await send('{"a":')).body['code']).toBe('malformed_json');
  expect((await send('{"__proto__":{"x":1}}')).body['code']).toBe('malformed_json');
  expect((await send(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).body['code']).toBe(
    'invalid_encoding',
  );
  expect((await send('a=1', 'application/x-www-form-urlencoded')).body['code']).toBe(
    'unsupported_media_type',
  );
  expect((await send(JSON.stringify({ a: 'x'.repeat(2_000_000) }))).body['code']).toBe('body_too_large');
});

test('an unknown query field, a bad id and a foreign cursor are refused', async () => {
  const owner = t.as('owner');
  expect((await owner.send('GET', '/api/v1/jobs?colour=red')).body).toMatchObject({
    status: 422,
    code: 'invalid_input',
  });
  expect((await owner.send('GET', '/api/v1/jobs/not-an-id')).body).toMatchObject({
    code: 'invalid_input',
    fields: [{ path: 'id' }],
  });
  expect((await owner.send('GET', '/api/v1/jobs?cursor=eyJ4Ijo')).body['code']).toBe('invalid_cursor');
});

test('nobody gets in unsigned, and a role without the permission is told which it lacks', async () => {
  const nobody = await t.http.inject({ url: '/api/v1/jobs' });
  expect([nobody.statusCode, nobody.json().code]).toEqual([401, 'not_signed_in']);
  const answer = await t.as('agent').send('GET', '/api/v1/jobs');
  expect(answer.body).toMatchObject({
    status: 403,
    code: 'forbidden',
    detail: expect.stringContaining('查看后台任务及其进度'),
  });
});

test('an upload is typed by its bytes, kept once, and downloaded safely', async () => {
  const agent = t.as('agent');
  const upload = (name: string, bytes: Buffer) => {
    const form = Buffer.concat([
      Buffer.from(
        `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/png\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n--x--\r\n'),
    ]);
    return agent.send('POST', '/api/v1/files', form, { 'content-type': 'multipart/form-data; boundary=x' });
  };
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  const kept = await upload('../../../etc/照片.png', picture);
  expect(kept).toMatchObject({ status: 201, body: { name: '照片.png', mediaType: 'image/png', bytes: 11 } });
  const download = await agent.send('GET', `/api/v1/files/${String(kept.body['id'])}`);
  expect(download.headers['content-security-policy']).toContain('sandbox');
  expect((await upload('virus.png', Buffer.from('MZ\u0000\u0001\u0002'))).body['code']).toBe(
    'file_type_not_allowed',
  );
  expect((await upload('page.png', Buffer.from('<script>alert(1)</script>'))).body).toMatchObject({
    mediaType: 'text/plain',
  });
});

test('the OpenAPI document is 3.1 and states a permission for each operation', async () => {
  const document = (await t.http.inject({ url: '/api/openapi.json' })).json();
  expect(document.openapi).toBe('3.1.0');
  for (const [path, operations] of Object.entries(
    document.paths as Record<string, Record<string, { 'x-permission'?: string }>>,
  )) {
    for (const operation of Object.values(operations))
      expect(operation['x-permission'], path).toBeTypeOf('string');
  }
});

test('every error has words in both source languages and a status that means refusal', () => {
  for (const [code, row] of Object.entries(errorTable)) {
    expect(row.status, code).toBeGreaterThanOrEqual(400);
    expect(row.message.zh, code).toMatch(/\p{Script=Han}/u);
    expect(row.message.en, code).toMatch(/[a-z]/);
    expect([...row.message.zh.matchAll(/\{\w+\}/g)].map(String).sort(), code).toEqual(
      [...row.message.en.matchAll(/\{\w+\}/g)].map(String).sort(),
    );
  }
});
