import { randomUUID } from 'node:crypto';
import { createTicketInput } from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useDatabase } from '../../testing/use-database.ts';
import { addNote } from './add-note.ts';
import { changeTicket } from './change-ticket.ts';
import { createTicket } from './create-ticket.ts';
import { readConversation } from './read-ticket.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { createCategory, replaceCategory } from './save-category.ts';
import { createField } from './save-field.ts';
import { callBy, eventTypes, makeCustomer, makeTeam, makeTicket, makeUser } from './ticket.factory.ts';
import { findTicket } from './ticket.repo.ts';

const db = useDatabase();
const everything = { scope: 'all', actorId: null, teamIds: [] } as const;
const words = (text: string) => ({ text, attachments: [] });

describe('a new ticket', () => {
  test('is written with its message and its event, and read back as it was', async () => {
    await db.inOrg(async (tx) => {
      const customerId = await makeCustomer(tx, '王芳', 'VIP');
      const ticket = await makeTicket(tx, db.call(), {
        customerId,
        text: '脱水时漏水',
        tags: ['漏水', '漏水'],
        importance: 'high',
        urgency: 'high',
      });
      expect(ticket).toMatchObject({
        priority: 'urgent',
        customerTier: 'VIP',
        tags: ['漏水'],
        customerMessages: 1,
      });
      expect(await findTicket(tx, ticket.id, everything)).toEqual(ticket);
      const [message] = await readConversation(tx, db.call(), ticket.id, null, 10);
      expect(message).toMatchObject({ text: '脱水时漏水', authorType: 'customer', authorName: '王芳' });
      const { rows } = await sql<{
        data: { ticket: { number: number; priority: string } };
        customer: string;
      }>`
        select data, customer_id as customer from events where ticket_id = ${ticket.id}
      `.execute(tx.db);
      expect(rows).toMatchObject([
        { customer: customerId, data: { ticket: { number: ticket.number, priority: 'urgent' } } },
      ]);
    });
  });

  test('has a number of its own organisation, also when many are made at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () => db.inOrg((tx) => makeTicket(tx, db.call()))),
    );
    expect(new Set(made.map((ticket) => ticket.number)).size).toBe(20);
    const other = await db.inOrg((tx) => makeTicket(tx, db.call(undefined, db.otherOrgId)), db.otherOrgId);
    expect(other.number).toBe(1);
  });

  test('with a known external id changes that ticket and makes none', async () => {
    const input = createTicketInput.parse({
      subject: '退款',
      kind: 'request',
      channel: 'api',
      source: 'shop',
      externalId: 'A-1',
      text: '请退款',
    });
    await db.inOrg(async (tx) => {
      const first = await createTicket(tx, db.call(), input);
      const again = await createTicket(tx, db.call(), input);
      expect(again).toMatchObject({ created: false, ticket: { id: first.ticket.id, version: 1 } });
      const changed = await createTicket(tx, db.call(), {
        ...input,
        subject: '退款（加急）',
        urgency: 'high',
      });
      expect(changed.ticket).toMatchObject({
        id: first.ticket.id,
        subject: '退款（加急）',
        priority: 'high',
        version: 2,
      });
      expect(await eventTypes(tx, first.ticket.id)).toEqual(['ticket.created', 'ticket.changed']);
    });
  });

  test('is refused where it refers to what another organisation has', async () => {
    const theirs = await db.inOrg((tx) => makeTeam(tx), db.otherOrgId);
    await expect(db.inOrg((tx) => makeTicket(tx, db.call(), { teamId: theirs }))).rejects.toMatchObject({
      code: '23503',
    });
    await expect(
      db.inOrg((tx) => makeTicket(tx, db.call(), { customerId: randomUUID() })),
    ).rejects.toMatchObject({ code: 'unknown_reference' });
  });
});

describe('settings kept in memory', () => {
  test('are never older than the ticket they are used on', async () => {
    const call = db.call();
    const category = await db.inOrg((tx) =>
      createCategory(tx, call, {
        parentId: null,
        code: 'WM',
        name: '洗衣机',
        names: {},
        position: 0,
        archived: false,
      }),
    );
    // Known here before the change below; then changed as by another process, past this one's memory.
    await db.inOrg((tx) => makeTicket(tx, call, { categoryId: category.id }));
    await db.inOrg(async (tx) => {
      await sql`update ticket_categories set archived = true where id = ${category.id}`.execute(tx.db);
      await sql`update ticket_settings set revision = gen_random_uuid()`.execute(tx.db);
    });
    await expect(db.inOrg((tx) => makeTicket(tx, call, { categoryId: category.id }))).rejects.toMatchObject({
      code: 'ticket_category_archived',
    });
    await db.inOrg(async (tx) => {
      await sql`update ticket_categories set archived = false where id = ${category.id}`.execute(tx.db);
      await sql`update ticket_settings set revision = gen_random_uuid()`.execute(tx.db);
    });
    await expect(db.inOrg((tx) => makeTicket(tx, call, { categoryId: category.id }))).resolves.toMatchObject({
      categoryId: category.id,
    });
  });

  test('of a change that was rolled back are forgotten', async () => {
    const call = db.call();
    const doomed = db.inOrg(async (tx) => {
      const field = { key: 'model', type: 'text' as const, name: '型号', names: {}, kinds: [], options: [] };
      await createField(tx, call, { ...field, requiredToSolve: false, position: 0, archived: false });
      await makeTicket(tx, call, { customFields: { model: 'X1' } });
      throw new Error('undo');
    });
    await expect(doomed).rejects.toThrow('undo');
    await expect(
      db.inOrg((tx) => makeTicket(tx, call, { customFields: { model: 'X1' } })),
    ).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('a category keeps four levels and no loops', async () => {
    const call = db.call();
    const blank = { names: {}, position: 0, archived: false };
    await db.inOrg(async (tx) => {
      let parentId: string | null = null;
      const ids: string[] = [];
      for (const code of ['L1', 'L2', 'L3', 'L4']) {
        const made: { id: string; version: number } = await createCategory(tx, call, {
          ...blank,
          parentId,
          code,
          name: code,
        });
        parentId = made.id;
        ids.push(made.id);
      }
      await expect(
        createCategory(tx, call, { ...blank, parentId, code: 'L5', name: 'L5' }),
      ).rejects.toMatchObject({
        code: 'ticket_category_too_deep',
      });
      await expect(
        replaceCategory(tx, call, ids[0]!, { ...blank, parentId: ids[2]!, code: 'L1', name: 'L1' }, 1),
      ).rejects.toMatchObject({ code: 'ticket_category_loop' });
    });
  });
});

describe('a ticket at work', () => {
  test('goes from intake to close with every step in the log', async () => {
    await db.inOrg(async (tx) => {
      const [a, b] = [await makeTeam(tx), await makeTeam(tx)];
      const user = await makeUser(tx);
      const call = callBy(db.call(), user);
      const { id } = await makeTicket(tx, call, { teamId: a });
      await changeTicket(tx, call, id, { teamId: b, assigneeId: user }, 1);
      await replyToTicket(tx, call, id, words('师傅明天上门'));
      const solved = await changeTicket(tx, call, id, { status: 'solved' });
      expect(solved).toMatchObject({ status: 'solved', replies: 1, handovers: 1, version: 4 });
      await changeTicket(tx, call, id, { status: 'open' });
      await changeTicket(tx, call, id, { status: 'solved' });
      await changeTicket(tx, call, id, { status: 'closed' });
      expect(await eventTypes(tx, id)).toEqual([
        'ticket.created',
        'ticket.changed',
        'ticket.replied',
        'ticket.changed',
        'ticket.changed',
        'ticket.solved',
        'ticket.changed',
        'ticket.reopened',
        'ticket.changed',
        'ticket.solved',
        'ticket.changed',
        'ticket.closed',
      ]);
      await expect(changeTicket(tx, call, id, { subject: '改' })).rejects.toMatchObject({
        code: 'ticket_closed',
      });
    });
  });

  test('is not overwritten blindly', async () => {
    const ticket = await db.inOrg((tx) => makeTicket(tx, db.call()));
    const edit = (subject: string) =>
      db.inOrg((tx) => changeTicket(tx, db.call(), ticket.id, { subject }, 1));
    const outcomes = await Promise.allSettled([edit('甲'), edit('乙')]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'version_conflict', extra: { current: 2 } },
    });
  });

  test('a complaint needs its class, a parent its children, a required field its value', async () => {
    await db.inOrg(async (tx) => {
      const call = db.call();
      const complaint = await makeTicket(tx, call, { kind: 'complaint' });
      const solve = (id: string) => changeTicket(tx, call, id, { status: 'solved' });
      await expect(solve(complaint.id)).rejects.toMatchObject({ code: 'ticket_complaint_unclassified' });
      await changeTicket(tx, call, complaint.id, { complaintClass: 'serviceAttitude', severity: 2 });
      const child = await makeTicket(tx, call, { parentId: complaint.id });
      await expect(solve(complaint.id)).rejects.toMatchObject({ code: 'ticket_children_open' });
      await solve(child.id);
      expect(await solve(complaint.id)).toMatchObject({ status: 'solved' });
    });
  });

  test('a family has four levels and no loops', async () => {
    await db.inOrg(async (tx) => {
      const call = db.call();
      const ids: string[] = [];
      for (let level = 0; level < 4; level++) {
        const parentId = ids.at(-1);
        ids.push((await makeTicket(tx, call, parentId === undefined ? {} : { parentId })).id);
      }
      const loop = { code: 'ticket_family_loop' };
      await expect(makeTicket(tx, call, { parentId: ids[3] })).rejects.toMatchObject(loop);
      await expect(changeTicket(tx, call, ids[0]!, { parentId: ids[1]! })).rejects.toMatchObject(loop);
      const other = await makeTicket(tx, call);
      await expect(changeTicket(tx, call, ids[0]!, { parentId: other.id })).rejects.toMatchObject(loop);
      await expect(changeTicket(tx, call, ids[3]!, { parentId: other.id })).resolves.toMatchObject({
        parentId: other.id,
      });
    });
  });

  test('a note lets those mentioned follow and so see the ticket', async () => {
    await db.inOrg(async (tx) => {
      const [writer, mentioned] = [await makeUser(tx), await makeUser(tx, '赵强')];
      const team = await makeTeam(tx);
      const { id } = await makeTicket(tx, callBy(db.call(), writer), { teamId: team });
      const reach = { scope: 'own' as const, actorId: mentioned, teamIds: [] };
      expect(await findTicket(tx, id, reach)).toBeNull();
      const input = {
        html: '<p>请看 <script>alert(1)</script><b>这里</b></p>',
        attachments: [],
        mentions: [mentioned],
      };
      const { message } = await addNote(tx, callBy(db.call(), writer), id, input);
      expect(message).toMatchObject({ html: '<p>请看 <b>这里</b></p>', text: '请看 这里' });
      expect(await findTicket(tx, id, reach)).toMatchObject({ id, followerIds: [mentioned] });
    });
  });
});
