import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../platform/actor.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { issueAccessLink, openAccessLink, orgOfToken } from './access-link.ts';
import { applyMacro, previewMacro } from './apply-macro.ts';
import { bulkEditTickets } from './bulk-edit-tickets.ts';
import { changeTicket } from './change-ticket.ts';
import { closeSolvedTickets } from './close-solved-tickets.ts';
import { followTicket } from './follow-ticket.ts';
import { linkTickets, unlinkTickets } from './link-tickets.ts';
import { mergeTickets } from './merge-tickets.ts';
import { notePresence, whoIsPresent } from './note-presence.ts';
import { replyFromCustomer, submitFromPortal, ticketForCustomer } from './portal-tickets.ts';
import { readConversation, readRelatives, readTicket } from './read-ticket.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { createMacro } from './save-macro.ts';
import { setUpTickets } from './set-up-tickets.ts';
import { currentSettings } from './settings.ts';
import { callBy, eventTypes, makeTeam, makeTicket, makeUser, numbersOf } from './ticket.factory.ts';

const db = useDatabase();
const later = (call: Call, hours: number): Call => ({ ...call, now: call.now.add({ hours }) });
const words = (text: string) => ({ text, attachments: [] });

describe('many tickets at once', () => {
  test('are each changed wholly or not at all, and each is told', async () => {
    await db.inOrg(async (tx) => {
      const call = db.call();
      const good = await makeTicket(tx, call);
      const complaint = await makeTicket(tx, call, { kind: 'complaint' });
      const closed = await makeTicket(tx, call);
      await changeTicket(tx, call, closed.id, { status: 'solved' });
      await changeTicket(tx, call, closed.id, { status: 'closed' });
      const ids = [good.id, complaint.id, closed.id, randomUUID()];
      const note = { ...words('批量'), mentions: [] };
      const result = await bulkEditTickets(tx, call, {
        ids,
        note,
        change: { status: 'solved', addTags: ['批'] },
      });
      expect(result).toMatchObject({ done: 1, failed: 3 });
      const outcome = (id: string) => result.results.find((one) => one.id === id);
      expect(outcome(good.id)).toMatchObject({ ok: true, version: 2 });
      expect(outcome(complaint.id)).toMatchObject({ code: 'ticket_complaint_unclassified' });
      expect(outcome(closed.id)).toMatchObject({
        code: 'ticket_closed',
        message: expect.stringContaining('关闭'),
      });
      expect(outcome(ids[3]!)).toMatchObject({ code: 'not_found' });
      // The note that came before the refused change is gone with it.
      expect(await readConversation(tx, call, complaint.id, null, 10)).toEqual([]);
      expect(await eventTypes(tx, complaint.id)).toEqual(['ticket.created']);
    });
  });

  test('a reference that leads nowhere fails its ticket, not the others', async () => {
    await db.inOrg(async (tx) => {
      const ticket = await makeTicket(tx, db.call());
      const result = await bulkEditTickets(tx, db.call(), {
        ids: [ticket.id],
        change: { teamId: randomUUID() },
      });
      expect(result.results).toMatchObject([{ ok: false, code: 'unknown_reference' }]);
      expect((await readTicket(tx, db.call(), ticket.id)).version).toBe(1);
    });
  });
});

describe('a merge', () => {
  test('moves conversation, followers and children, ends one ticket, and both remember', async () => {
    await db.inOrg(async (tx) => {
      const [me, follower] = [await makeUser(tx), await makeUser(tx)];
      const call = callBy(db.call(), me);
      const from = await makeTicket(tx, call, { subject: '重复的咖啡机', text: '第一封' });
      const into = await makeTicket(tx, later(call, 1), { subject: '原来的', text: '第二封' });
      const child = await makeTicket(tx, call, { parentId: from.id });
      await followTicket(tx, call, from.id, follower, true);
      const target = await mergeTickets(tx, later(call, 2), from.id, into.id);
      expect(target).toMatchObject({
        id: into.id,
        customerMessages: 2,
        followerIds: [follower],
        waitingSince: call.now,
      });
      const messages = await readConversation(tx, call, into.id, null, 10);
      expect(messages.map((message) => [message.text, message.mergedFromId])).toEqual([
        ['第二封', null],
        ['第一封', from.id],
      ]);
      const ended = await readTicket(tx, call, from.id);
      expect(ended).toMatchObject({ status: 'closed', mergedIntoId: into.id });
      expect((await eventTypes(tx, from.id)).slice(-3)).toEqual([
        'ticket.changed',
        'ticket.closed',
        'ticket.merged',
      ]);
      expect(await eventTypes(tx, into.id)).toEqual(['ticket.created', 'ticket.merged']);
      const relatives = await readRelatives(tx, call, into.id);
      expect(relatives.map((one) => [one.how, one.id])).toEqual([
        ['mergedFrom', from.id],
        ['child', child.id],
      ]);
      expect(await numbersOf(tx, call, { q: '咖啡机' })).toEqual([into.number, from.number]);
      await expect(replyToTicket(tx, call, from.id, words('?'))).rejects.toMatchObject({
        code: 'ticket_already_merged',
        params: { number: into.number },
      });
      await expect(mergeTickets(tx, call, into.id, into.id)).rejects.toMatchObject({
        code: 'ticket_link_self',
      });
    });
  });

  test('of a parent into its own child leaves no loop', async () => {
    await db.inOrg(async (tx) => {
      const parent = await makeTicket(tx, db.call());
      const child = await makeTicket(tx, db.call(), { parentId: parent.id });
      expect(await mergeTickets(tx, db.call(), parent.id, child.id)).toMatchObject({ parentId: null });
    });
  });
});

test('links are made once, seen from both sides, and taken away from either', async () => {
  await db.inOrg(async (tx) => {
    const call = db.call();
    const [a, b] = [await makeTicket(tx, call), await makeTicket(tx, call)];
    await linkTickets(tx, call, a.id, { otherId: b.id, relation: 'related' });
    await linkTickets(tx, call, b.id, { otherId: a.id, relation: 'related' });
    await linkTickets(tx, call, a.id, { otherId: b.id, relation: 'blocks' });
    expect(await eventTypes(tx, b.id)).toEqual(['ticket.created', 'ticket.linked', 'ticket.linked']);
    expect((await readRelatives(tx, call, b.id)).map((one) => [one.how, one.direction]).sort()).toEqual([
      ['blocks', 'incoming'],
      ['related', 'incoming'],
    ]);
    await unlinkTickets(tx, call, b.id, { otherId: a.id, relation: 'related' });
    const again = unlinkTickets(tx, call, b.id, { otherId: a.id, relation: 'blocks' });
    await expect(again).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('a macro says its words and makes its change, both or neither', async () => {
  await db.inOrg(async (tx) => {
    const [me, other] = [await makeUser(tx), await makeUser(tx)];
    const call = callBy(db.call(), me);
    const ticket = await makeTicket(tx, call, { requester: { name: '王芳' } });
    const macro = await createMacro(tx, call, {
      name: '已安排',
      visibility: 'personal',
      teamId: null,
      text: '{{customer.name}}您好，工单 {{ticket.number}} 已安排。',
      public: true,
      change: { status: 'pendingCustomer', addTags: ['已安排'] },
      position: 0,
    });
    expect(await previewMacro(tx, call, ticket.id, macro.id)).toMatchObject({
      text: `王芳您好，工单 ${ticket.number} 已安排。`,
    });
    const after = await applyMacro(tx, call, ticket.id, { macroId: macro.id });
    expect(after).toMatchObject({ status: 'pendingCustomer', tags: ['已安排'], replies: 1 });
    const others = previewMacro(tx, callBy(call, other), ticket.id, macro.id);
    await expect(others).rejects.toMatchObject({ code: 'not_found' });
    const team = await makeTeam(tx);
    const agent = callBy(call, me, { scope: 'team', teamIds: [team], permissions: ['read'] });
    const shared = { ...macro, text: '', visibility: 'all' as const, teamId: null };
    const { id, version, ownerId, ...input } = shared;
    await expect(createMacro(tx, agent, input)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('two people at one ticket see each other, until they leave or fall silent', async () => {
  const ticket = await db.inOrg((tx) => makeTicket(tx, db.call()));
  await db.inOrg(async (tx) => {
    const [a, b] = [await makeUser(tx), await makeUser(tx)];
    const by = (user: string, seconds: number): Call => {
      const call = callBy(db.call(), user);
      return { ...call, now: call.now.add({ seconds }) };
    };
    await notePresence(tx, by(a, 0), ticket.id, 'viewing');
    expect(await notePresence(tx, by(b, 5), ticket.id, 'editing')).toMatchObject([
      { userId: a, state: 'viewing' },
      { userId: b, state: 'editing' },
    ]);
    await notePresence(tx, by(a, 15), ticket.id, 'viewing');
    expect(await whoIsPresent(tx, by(a, 50), ticket.id)).toMatchObject([{ userId: a, since: db.call().now }]);
    expect(await notePresence(tx, by(a, 51), ticket.id, 'gone')).toEqual([]);
  });
});

test('what was solved long enough ago is closed, and nothing else', async () => {
  await db.inOrg(async (tx) => {
    const call = db.call(undefined, db.otherOrgId);
    const [old, recent, open] = [
      await makeTicket(tx, call),
      await makeTicket(tx, call),
      await makeTicket(tx, call),
    ];
    await changeTicket(tx, call, old.id, { status: 'solved' });
    await changeTicket(tx, later(call, 5), recent.id, { status: 'solved' });
    expect(await closeSolvedTickets(tx, later(call, 10), later(call, 5).now)).toBe(1);
    const status = async (id: string) => (await readTicket(tx, call, id)).status;
    expect([await status(old.id), await status(recent.id), await status(open.id)]).toEqual([
      'closed',
      'solved',
      'new',
    ]);
    const { rows } = await sql<{ how: string }>`
      select data->>'how' as how from events where type = 'ticket.closed' and ticket_id = ${old.id}
    `.execute(tx.db);
    expect(rows).toEqual([{ how: 'time' }]);
  }, db.otherOrgId);
});

describe('a customer at the portal', () => {
  const customer = (hours = 0): Call => {
    const call = later(db.call(), hours);
    return { ...call, actor: { ...call.actor, type: 'customer', id: null, name: '王芳', grants: new Map() } };
  };
  const submitted = {
    name: '王芳',
    email: 'wang@example.com',
    kind: 'complaint',
    subject: '漏水',
    text: '快来',
  } as const;

  test('opens a ticket, follows it by a link, answers, and sees no notes', async () => {
    await db.inOrg(async (tx) => {
      const ticket = await submitFromPortal(tx, customer(), submitted, null);
      expect(ticket).toMatchObject({
        channel: 'web',
        requesterEmail: 'wang@example.com',
        customerMessages: 1,
      });
      const token = await issueAccessLink(tx, customer(), ticket.id, 30);
      expect(orgOfToken(token)).toBe(db.orgId);
      expect(await openAccessLink(tx, token, customer(24 * 29).now)).toBe(ticket.id);
      await expect(openAccessLink(tx, token, customer(24 * 30).now)).rejects.toMatchObject({
        code: 'ticket_link_expired',
      });
      const tampered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
      for (const wrong of [tampered, token.slice(1), '', 'x'.repeat(75)]) {
        await expect(openAccessLink(tx, wrong, customer().now)).rejects.toMatchObject({
          code: 'ticket_link_invalid',
        });
      }
      await bulkEditTickets(tx, db.call(), { ids: [ticket.id], note: { ...words('内部'), mentions: [] } });
      await replyToTicket(tx, db.call(), ticket.id, words('收到'));
      const seen = await ticketForCustomer(tx, ticket.id, { before: null, limit: 10 });
      expect(seen.messages.map((message) => message.text)).toEqual(['收到', '快来']);
    });
  });

  test('reopens what was solved; after the end a new ticket goes on', async () => {
    await db.inOrg(async (tx) => {
      const { id } = await submitFromPortal(tx, customer(), { ...submitted, kind: 'request' }, null);
      await changeTicket(tx, db.call(), id, { status: 'solved' });
      const back = await replyFromCustomer(tx, customer(1), id, words('还在漏'));
      expect(back.ticket).toMatchObject({ id, status: 'open', reopens: 1 });
      await changeTicket(tx, db.call(), id, { status: 'solved' });
      await changeTicket(tx, db.call(), id, { status: 'closed' });
      const next = await replyFromCustomer(tx, customer(2), id, words('又漏了'));
      expect(next.ticket.id).not.toBe(id);
      expect((await readRelatives(tx, db.call(), next.ticket.id)).map((one) => one.id)).toEqual([id]);
      expect((await readTicket(tx, db.call(), id)).status).toBe('closed');
    });
  });
});

test('a new organisation begins with categories and views that work', async () => {
  await db.inOrg(async (tx) => {
    const call = db.call(undefined, db.otherOrgId);
    await setUpTickets(tx, call);
    const { categories } = await currentSettings(tx);
    expect([...categories.values()].map((category) => category.depth)).toContain(2);
    await makeTicket(tx, call, { categoryId: [...categories.keys()][0]! });
  }, db.otherOrgId);
});
