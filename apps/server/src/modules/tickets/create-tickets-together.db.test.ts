import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';

const t = useProduct();

interface Body {
  id: string;
  number: number;
  subject: string;
  code?: string;
}

const blank = { kind: 'afterSales', channel: 'phone', text: '漏水' };

test('sixty at once: each caller gets its own ticket or its own error, and nothing is half-made', async () => {
  const client = t.as('owner');
  const wishes = Array.from({ length: 60 }, (_, i) => {
    if (i % 10 === 3) return { ...blank, subject: `客户不在 ${i}`, customerId: randomUUID() };
    if (i % 10 === 7) return { ...blank, subject: `类别不在 ${i}`, categoryId: randomUUID() };
    return { ...blank, subject: `工单 ${i}` };
  });
  const answers = await Promise.all(wishes.map((wish) => client.send<Body>('POST', '/api/v1/tickets', wish)));

  for (const [i, { status, body, headers }] of answers.entries()) {
    if (i % 10 === 3 || i % 10 === 7) {
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'unknown_reference' });
    } else {
      expect({ status, subject: body.subject, etag: headers['etag'] }).toEqual({
        status: 201,
        subject: wishes[i]!.subject,
        etag: '"1"',
      });
    }
  }
  const made = answers.filter(({ status }) => status === 201).map(({ body }) => body);
  expect(new Set(made.map(({ number }) => number)).size).toBe(48);
  const counts = await t.services.database.inOrg(client.actor.orgId, async (tx) => {
    const { rows } = await sql<{ tickets: number; messages: number; texts: number; events: number }>`
      select (select count(*) from tickets) as tickets, (select count(*) from ticket_messages) as messages,
             (select count(*) from ticket_texts) as texts,
             (select count(*) from events where type = 'ticket.created') as events`.execute(tx.db);
    return rows[0];
  });
  expect(counts).toEqual({ tickets: 48, messages: 48, texts: 48, events: 48 });
  const one = made[5]!;
  const read = await client.send<Body>('GET', `/api/v1/tickets/by-number/${one.number}`);
  expect(read.body).toEqual(one);
});

test('two organisations that write at once do not share anything', async () => {
  const clients = [t.as('owner'), t.as('owner', { orgId: t.db.otherOrgId })];
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      clients[i % 2]!.send<Body>('POST', '/api/v1/tickets', { ...blank, subject: `组织 ${i % 2}` }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  for (const [i, { body }] of answers.entries()) {
    const [own, other] = i % 2 === 0 ? clients : clients.toReversed();
    expect((await own!.send('GET', `/api/v1/tickets/${body.id}`)).status).toBe(200);
    expect((await other!.send('GET', `/api/v1/tickets/${body.id}`)).status).toBe(404);
  }
});

test('those without the right are refused, among others that have it', async () => {
  const [analyst, owner] = [t.as('analyst'), t.as('owner')];
  const answers = await Promise.all(
    [owner, analyst, owner].map((client) =>
      client.send<Body>('POST', '/api/v1/tickets', { ...blank, subject: '无权' }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 403, 201]);
});
