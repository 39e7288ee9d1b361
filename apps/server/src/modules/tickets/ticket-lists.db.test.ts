import type { TicketFilter } from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../platform/actor.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { changeTicket } from './change-ticket.ts';
import { countTickets, type ListQuery, listTickets } from './list-tickets.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { createCategory } from './save-category.ts';
import { createView } from './save-view.ts';
import { callBy, makeCustomer, makeTeam, makeTicket, makeUser, numbersOf } from './ticket.factory.ts';

const db = useDatabase();

/** A call in an organisation of its own, so that each test sees its own tickets only. */
async function freshOrg(): Promise<string> {
  const orgId = crypto.randomUUID();
  await db.inOrg(async (tx) => {
    await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, '甲', 'Asia/Shanghai', 'zh-CN')`.execute(
      tx.db,
    );
  }, orgId);
  return orgId;
}

const later = (call: Call, minutes: number): Call => ({ ...call, now: call.now.add({ minutes }) });

async function allPages(tx: Parameters<typeof listTickets>[0], call: Call, query: Omit<ListQuery, 'cursor'>) {
  const numbers: number[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < 100 && cursor !== null; page++) {
    const found = await listTickets(tx, call, { ...query, ...(cursor === undefined ? {} : { cursor }) });
    numbers.push(...found.tickets.map((ticket) => ticket.number));
    cursor = found.nextCursor;
  }
  return numbers;
}

describe('a list', () => {
  test('holds what its filter says', async () => {
    const orgId = await freshOrg();
    await db.inOrg(async (tx) => {
      const user = await makeUser(tx);
      const call = callBy(db.call(undefined, orgId), user);
      const [team, customerId] = [await makeTeam(tx), await makeCustomer(tx)];
      const blank = { names: {}, position: 0, archived: false };
      const top = await createCategory(tx, call, { ...blank, parentId: null, code: 'A', name: 'A' });
      const below = await createCategory(tx, call, { ...blank, parentId: top.id, code: 'B', name: 'B' });
      await makeTicket(tx, call, { teamId: team, tags: ['x', 'y'], categoryId: below.id });
      const two = await makeTicket(tx, later(call, 1), {
        assigneeId: user,
        kind: 'inquiry',
        channel: 'chat',
        customerId,
      });
      await makeTicket(tx, later(call, 2), {
        importance: 'high',
        urgency: 'high',
        kind: 'complaint',
        severity: 1,
      });
      await changeTicket(tx, later(call, 3), two.id, { status: 'solved' });
      const cases: [TicketFilter, number[]][] = [
        [{}, [1, 2, 3]],
        [{ status: ['new'] }, [1, 3]],
        [{ status: ['solved', 'closed'] }, [2]],
        [{ status: ['new', 'solved'] }, [1, 2, 3]],
        [{ team: [team] }, [1]],
        [{ team: ['none'] }, [2, 3]],
        [{ team: ['none', team] }, [1, 2, 3]],
        [{ team: ['mine'] }, []],
        [{ assignee: ['me'] }, [2]],
        [{ assignee: ['none'] }, [1, 3]],
        [{ tags: ['x'] }, [1]],
        [{ tags: ['x', 'z'] }, []],
        [{ category: [top.id] }, [1]],
        [{ customer: [customerId] }, [2]],
        [{ kind: ['complaint'], severity: [1, 2] }, [3]],
        [{ priority: ['urgent'] }, [3]],
        [{ channel: ['chat'] }, [2]],
        [{ solvedFrom: '2026-03-02T00:00:00Z' }, [2]],
        [{ createdFrom: '2026-03-02T02:01:00Z', createdTo: '2026-03-02T02:02:00Z' }, [2]],
      ];
      for (const [filter, numbers] of cases) {
        expect([filter, await numbersOf(tx, call, filter)]).toEqual([filter, numbers]);
        expect(await countTickets(tx, call, filter)).toEqual({ count: numbers.length, capped: false });
      }
    }, orgId);
  });

  test('is cut into pages that hold each ticket once, in every order', async () => {
    const orgId = await freshOrg();
    await db.inOrg(async (tx) => {
      const call = db.call(undefined, orgId);
      const levels = ['high', 'medium', 'low'] as const;
      for (let i = 0; i < 12; i++) {
        const urgency = levels[i % 3]!;
        const ticket = await makeTicket(tx, later(call, Math.floor(i / 2)), { urgency });
        if (i % 4 === 0) await changeTicket(tx, later(call, 20 + i), ticket.id, { status: 'solved' });
      }
      for (const sort of ['-updated', 'updated', '-created', 'created', 'priority'] as const) {
        const whole = (await listTickets(tx, call, { sort, limit: 200 })).tickets.map(
          (ticket) => ticket.number,
        );
        expect(whole).toHaveLength(12);
        expect(await allPages(tx, call, { sort, limit: 5 })).toEqual(whole);
      }
      const open = await allPages(tx, call, { sort: 'priority', status: ['new', 'open'], limit: 2 });
      expect(open).toEqual([4, 7, 10, 2, 8, 11, 3, 6, 12]);
    }, orgId);
  });

  test('does not take the cursor of another list', async () => {
    const orgId = await freshOrg();
    await db.inOrg(async (tx) => {
      const call = db.call(undefined, orgId);
      await makeTicket(tx, call);
      await makeTicket(tx, call);
      const { nextCursor } = await listTickets(tx, call, { sort: 'created', limit: 1 });
      const taken = listTickets(tx, call, {
        sort: 'created',
        kind: ['inquiry'],
        limit: 1,
        cursor: nextCursor!,
      });
      await expect(taken).rejects.toMatchObject({ code: 'invalid_cursor' });
    }, orgId);
  });

  test('shows each what their scope reaches', async () => {
    const orgId = await freshOrg();
    await db.inOrg(async (tx) => {
      const [me, other] = [await makeUser(tx), await makeUser(tx)];
      const [mine, theirs] = [await makeTeam(tx), await makeTeam(tx)];
      const system = db.call(undefined, orgId);
      await makeTicket(tx, system, { teamId: mine });
      await makeTicket(tx, system, { teamId: theirs });
      await makeTicket(tx, system);
      await makeTicket(tx, system, { teamId: theirs, assigneeId: me });
      await makeTicket(tx, callBy(system, me), { teamId: theirs });
      await makeTicket(tx, callBy(system, other), { teamId: theirs });
      expect(await numbersOf(tx, callBy(system, me, { scope: 'own' }))).toEqual([4, 5]);
      expect(await numbersOf(tx, callBy(system, me, { scope: 'team', teamIds: [mine] }))).toEqual([
        1, 3, 4, 5,
      ]);
      expect(await numbersOf(tx, callBy(system, me))).toEqual([1, 2, 3, 4, 5, 6]);
    }, orgId);
  });

  test('takes filter and order from a saved view, unless the query says otherwise', async () => {
    const orgId = await freshOrg();
    await db.inOrg(async (tx) => {
      const [me, other] = [await makeUser(tx), await makeUser(tx)];
      const call = callBy(db.call(undefined, orgId), me);
      await makeTicket(tx, call, { assigneeId: me });
      await makeTicket(tx, call, { assigneeId: other });
      const view = await createView(tx, call, {
        name: '我的',
        visibility: 'personal',
        teamId: null,
        filter: { assignee: ['me'] },
        columns: ['number'],
        sort: 'created',
        position: 0,
      });
      const listed = async (by: Call, over: Partial<ListQuery> = {}) =>
        (await listTickets(tx, by, { view: view.id, limit: 10, ...over })).tickets.map(
          (ticket) => ticket.number,
        );
      expect(await listed(call)).toEqual([1]);
      expect(await listed(call, { assignee: [other] })).toEqual([2]);
      await expect(listed(callBy(call, other))).rejects.toMatchObject({ code: 'not_found' });
    }, orgId);
  });
});

test('a filter that hardly anything fits is answered in steps, and in the end whole', async () => {
  const orgId = await freshOrg();
  await db.inOrg(async (tx) => {
    const call = db.call(undefined, orgId);
    await makeTicket(tx, call, { kind: 'complaint' });
    await sql`
      insert into tickets (org_id, id, number, kind, channel, status, is_open, status_since, importance, urgency,
                           priority, priority_rank, subject, created_by_type, created_at, updated_at)
      select ${orgId}::uuid, gen_random_uuid(), 100 + n, 'inquiry', 'web', 'new', true, at, 'medium', 'medium', 'normal', 3,
             'x', 'system', at, at
      from generate_series(1, 10050) n, lateral (select ${call.now}::timestamptz + n * interval '1 second' as at) t
    `.execute(tx.db);
    const query: ListQuery = { kind: ['complaint'], sort: '-created', limit: 10 };
    const first = await listTickets(tx, call, query);
    expect(first).toMatchObject({ tickets: [], nextCursor: expect.any(String) });
    const second = await listTickets(tx, call, { ...query, cursor: first.nextCursor! });
    expect(second).toMatchObject({ tickets: [{ number: 1 }], nextCursor: null });
    expect(await countTickets(tx, call, { kind: ['complaint'] })).toEqual({ count: 0, capped: true });
    expect(await countTickets(tx, call, { kind: ['inquiry'] })).toEqual({ count: 1000, capped: true });
  }, orgId);
});

describe('search', () => {
  test('finds subject, messages, number, name and order number, simplified and traditional alike', async () => {
    const orgId = await freshOrg();
    await db.inOrg(async (tx) => {
      const call = db.call(undefined, orgId);
      const customerId = await makeCustomer(tx, '歐陽小明');
      const first = await makeTicket(tx, call, {
        subject: '洗衣机漏水',
        customerId,
        text: '订单 SF-20260301',
      });
      await makeTicket(tx, call, { subject: '空調不製冷', text: 'Please refund' });
      await replyToTicket(tx, call, first.id, { text: '師傅明天上門', attachments: [] });
      const find = (q: string, filter: TicketFilter = {}) => numbersOf(tx, call, { ...filter, q });
      expect(await find('洗衣機')).toEqual([1]);
      expect(await find('空调 制冷')).toEqual([2]);
      expect(await find('师傅上门')).toEqual([1]);
      expect(await find('欧阳小明')).toEqual([1]);
      expect(await find('20260301')).toEqual([1]);
      expect(await find('refu')).toEqual([2]);
      expect(await find('2')).toEqual([2]);
      expect(await find('洗衣机 refund')).toEqual([]);
      expect(await find('的 !&|')).toEqual([]);
      expect(await find('洗衣机', { customer: [customerId] })).toEqual([1]);
      expect(await find('refund', { customer: [customerId] })).toEqual([]);
      expect(await find('refund', { status: ['solved'] })).toEqual([]);
    }, orgId);
  });

  test('goes through all buckets, newest first, page by page', async () => {
    const orgId = await freshOrg();
    await db.inOrg(async (tx) => {
      const call = db.call(undefined, orgId);
      for (let i = 0; i < 6; i++) await makeTicket(tx, call, { subject: `噪音 ${i}` });
      // As if many tickets lay between them.
      await sql`update tickets set number = number * 20000`.execute(tx.db);
      await sql`update ticket_texts set number = number * 20000, bucket = number * 20000 / 16384`.execute(
        tx.db,
      );
      const numbers = await allPages(tx, call, { q: '噪音', limit: 2 });
      expect(numbers).toEqual([6, 5, 4, 3, 2, 1].map((n) => n * 20000));
      const narrow = await allPages(tx, call, { q: '噪音', limit: 2, assignee: ['none'] });
      expect(narrow).toEqual(numbers);
    }, orgId);
  });
});

test('by due time, tickets come as their promises say, and the filter still holds', async () => {
  const orgId = await freshOrg();
  await db.inOrg(async (tx) => {
    const call = db.call(undefined, orgId);
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) {
      ids.push((await makeTicket(tx, call, i === 2 ? { kind: 'inquiry' } : {})).id);
    }
    const due = [3, 1, 2, 0].map((index, place) => ({
      ticketId: ids[index]!,
      dueAt: call.now.add({ hours: place }),
    }));
    const dueOrder = async (
      _tx: unknown,
      after: { dueAt: string; ticketId: string } | null,
      limit: number,
    ) => {
      const from = after === null ? 0 : due.findIndex((row) => row.ticketId === after.ticketId) + 1;
      return due.slice(from, from + limit);
    };
    const query: ListQuery = { sort: 'due', kind: ['afterSales'], limit: 2 };
    const first = await listTickets(tx, call, query, dueOrder);
    expect(first.tickets.map((ticket) => ticket.number)).toEqual([4, 2]);
    const second = await listTickets(tx, call, { ...query, cursor: first.nextCursor! }, dueOrder);
    expect(second.tickets.map((ticket) => ticket.number)).toEqual([1]);
    await expect(listTickets(tx, call, { sort: 'due', limit: 2 })).rejects.toMatchObject({
      code: 'ticket_sort_unavailable',
    });
  }, orgId);
});
